#!/bin/sh
id -un > /tmp/script-by-$(id -un)
