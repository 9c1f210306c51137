#!/bin/bash
echo "$# $2 [${BASH_VERSION:+bash}]"
