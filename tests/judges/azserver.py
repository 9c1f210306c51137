#!/usr/bin/env python3
"""The real az, whose modules are read once for many commands.

    azserver.py LAUNCHER

Reads lines of JSON, {"words", "out", "err"}, and answers each with a line, {"code"}. A command runs in a process of its own,
forked from this one: the same launcher and the same `azure.cli` as by `LAUNCHER WORDS…`, in the same environment, with a
state of its own. What such a process had to import, this one imports afterwards, for those that follow: reading its modules
is nearly all that az does.
"""
import contextlib
import gc
import importlib
import json
import os
import runpy
import sys

# What is imported before the command, and does nothing then: az, and what it stands on.
READ_BEFORE = ("azure", "knack", "msal", "msrest", "requests", "cryptography")


def serve(run_module):
    for line in sys.stdin:
        asked = json.loads(line)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            run(run_module, asked, writer)
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8") as told:
            read = told.read().split()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(json.dumps({"code": code}), flush=True)
        for name in read:
            with contextlib.suppress(Exception):  # what cannot be read yet is read by the command
                importlib.import_module(name)
        gc.freeze()


def run(run_module, asked, writer):
    """az, in the forked process; does not return."""
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    for number, name in ((1, asked["out"]), (2, asked["err"])):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    sys.argv[1:] = asked["words"]
    code = 1
    try:
        run_module("azure.cli", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        else:
            code = end.code or 0
    except BaseException:  # as python itself would end
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    names = [name for name in list(sys.modules) if name.split(".")[0] in READ_BEFORE and name != "azure.cli.__main__"]
    with contextlib.suppress(BrokenPipeError), os.fdopen(writer, "w", encoding="utf-8") as told:
        told.write("\n".join(names))
    os._exit(code)


def main():
    real = runpy.run_module

    def instead(*_, **__):
        """What the launcher ends with."""
        runpy.run_module = real
        serve(real)

    runpy.run_module = instead
    runpy.run_path(sys.argv[1], run_name="__main__")


if __name__ == "__main__":
    main()
