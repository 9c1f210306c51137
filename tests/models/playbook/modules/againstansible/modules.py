#!/usr/bin/python3
"""Runs modules of the real Ansible one after the other, each in a fork of this process: the same code as
ansible-playbook runs, without a second's preparation for each. Reads a JSON list of {"module", "args", "check", "diff"}
from the file named, prints a JSON list of their results."""

import contextlib
import importlib
import io
import json
import os
import runpy
import sys

from ansible.module_utils import basic


def path_of(task):
    parts = task['module'].split('.')
    # What the action plugin of service chooses.
    if parts[-1] == 'service' and task['args'].get('use') == 'systemd':
        parts = ['systemd']
    if len(parts) == 1 or parts[:2] == ['ansible', 'builtin']:
        return 'ansible.modules.' + parts[-1]
    return 'ansible_collections.%s.%s.plugins.modules.%s' % tuple(parts)


def arguments(task):
    name = task['module'].split('.')[-1]
    args = dict(task['args'])
    if name == 'shell':
        args['_uses_shell'] = True
    if name == 'service':
        args.pop('use', None)
    if 'cmd' in args and name in ('command', 'shell'):
        args['_raw_params'] = args.pop('cmd')
    args.update({
        '_ansible_check_mode': task['check'], '_ansible_diff': task['diff'], '_ansible_no_log': False, '_ansible_debug': False,
        '_ansible_verbosity': 0, '_ansible_version': '2.14', '_ansible_module_name': name, '_ansible_syslog_facility': 'LOG_USER',
        '_ansible_selinux_special_fs': ['fuse', 'nfs', 'vboxsf', 'ramfs', '9p', 'vfat'], '_ansible_string_conversion_action': 'warn',
        '_ansible_socket': None, '_ansible_shell_executable': '/bin/sh', '_ansible_keep_remote_files': False,
        '_ansible_tmpdir': None, '_ansible_remote_tmp': '/root/.ansible/tmp',
    })
    return json.dumps({'ANSIBLE_MODULE_ARGS': args}).encode()


def run(task):
    """The last line of JSON that the module printed, as Ansible takes it."""
    path = path_of(task)
    if task['module'] == 'shell':
        path = 'ansible.modules.command'
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.dup2(writer, 1)
        basic._ANSIBLE_ARGS = arguments(task)
        sys.argv = [path]
        try:
            runpy.run_module(path, run_name='__main__', alter_sys=True)
        except SystemExit:
            pass
        except BaseException as error:  # a crash of the module is a failure of the task, unless it has a hook of its own
            try:
                if sys.excepthook is not sys.__excepthook__:
                    sys.excepthook(type(error), error, error.__traceback__)
                print(json.dumps({'failed': True, 'crashed': True, 'msg': str(error)}))
            except SystemExit:
                pass
        sys.stdout.flush()
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, 'rb') as stream:
        said = stream.read().decode('utf-8', 'surrogateescape')
    os.waitpid(child, 0)
    for line in reversed(said.splitlines()):
        if line.startswith('{'):
            return json.loads(line)
    return {'failed': True, 'crashed': True, 'msg': said}


def main():
    with open(sys.argv[1]) as file:
        tasks = json.load(file)
    for name in sorted({path_of(task) for task in tasks if task['module'] != 'shell'}):
        # Read once here, so that no fork need.
        with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
            importlib.import_module(name)
    os.makedirs('/root/.ansible/tmp', exist_ok=True)
    json.dump([run(task) for task in tasks], sys.stdout)


main()
