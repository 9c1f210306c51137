#!/usr/bin/python3
"""What ansible-core makes of the playbooks in cases.txt: writes expected.json beside it.

Run it after a change of cases.txt, with Ansible 2.14 at hand:  ./oracle.py [CASE...]
With --check it writes nothing and says what differs from expected.json.
"""

import json
import os
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CALLBACK = '''
import json, os
from ansible.plugins.callback import CallbackBase

class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'stdout'
    CALLBACK_NAME = 'lines'

    def say(self, *words):
        with open(os.environ['ORACLE_OUT'], 'a') as out:
            out.write(json.dumps(words) + '\\n')

    def result(self, outcome, result, item=None):
        fields = dict(result._result)
        told = {}
        action = result._task.action.split('.')[-1]
        if action in ('debug', 'fail', 'assert'):
            told = {k: v for k, v in fields.items()
                    if not k.startswith('_ansible') and k not in ('changed', 'failed', 'invocation', 'results',
                    'skipped', 'skip_reason', 'ansible_loop_var', 'ansible_index_var', 'ansible_loop', 'failed_when_result',
                    'attempts', 'retries', 'censored')}
            loop_var = fields.get('ansible_loop_var')
            told.pop(loop_var, None)
            told.pop(fields.get('ansible_index_var'), None)
        if outcome == 'ok' and fields.get('changed'):
            outcome = 'changed'
        if fields.get('_ansible_no_log') or outcome != 'ok' and action == 'debug':
            told = {}
        if 'results' in fields:
            told = {}
        if item is not None and 'censored' in fields:
            item = '(censored due to no_log)'
        self.say(result._host.get_name(), result._task.get_name().strip(), item, outcome, told)

    def v2_runner_on_ok(self, result):
        self.result('ok', result)
    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.result('ignored' if ignore_errors else 'failed', result)
    def v2_runner_on_skipped(self, result):
        if result._task.action.split('.')[-1] != 'meta':
            self.result('skipped', result)
    def v2_runner_on_unreachable(self, result):
        self.result('unreachable', result)
    def v2_runner_item_on_ok(self, result):
        self.result('ok', result, str(self._get_item_label(result._result)))
    def v2_runner_item_on_failed(self, result):
        self.result('failed', result, str(self._get_item_label(result._result)))
    def v2_runner_item_on_skipped(self, result):
        self.result('skipped', result, str(self._get_item_label(result._result)))
    def v2_playbook_on_stats(self, stats):
        self.say({h: stats.summarize(h) for h in sorted(stats.processed)})
'''


def cases():
    """Name -> {path: text}, and the options of the command line under the empty path."""
    found = {}
    name = path = None
    for line in (HERE / 'cases.txt').read_text().splitlines(keepends=True):
        if line.startswith('=== '):
            name, path = line[4:].strip(), None
            found[name] = {'': ''}
        elif line.startswith('--- '):
            path = line[4:].strip()
            if path.startswith('options:'):
                found[name][''] = path[8:].strip()
            else:
                found[name][path] = ''
        elif path and not path.startswith('options:'):
            found[name][path] += line
    return found


def run(files, folder):
    """One case in a process of its own, forked: Ansible is loaded already."""
    for path, text in files.items():
        if path:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
    (folder / 'callback').mkdir()
    (folder / 'callback/lines.py').write_text(CALLBACK)
    if not (folder / 'hosts').exists():
        (folder / 'hosts').write_text('h1\nh2\nh3\n')
    out = folder / 'out.jsonl'
    out.write_text('')
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        log = os.open(folder / 'log', os.O_WRONLY | os.O_CREAT)
        null = os.open('/dev/null', os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.execve('/usr/bin/ansible-playbook',
                  ['ansible-playbook', '-i', 'hosts', 'play.yml', '-e', 'ansible_connection=local',
                   '-e', 'ansible_python_interpreter=/usr/bin/python3'] + files[''].split(),
                  dict(os.environ, ORACLE_OUT=str(out), ANSIBLE_STDOUT_CALLBACK='lines', ANSIBLE_CALLBACK_PLUGINS='callback',
                       ANSIBLE_RETRY_FILES_ENABLED='0', ANSIBLE_LOCALHOST_WARNING='0', ANSIBLE_FORKS='10',
                       ANSIBLE_DEPRECATION_WARNINGS='0', LC_ALL='C.UTF-8'))
    os.waitpid(child, 0)
    result = {'recap': {}, 'hosts': {}}
    for line in out.read_text().splitlines():
        words = json.loads(line)
        if len(words) == 1:
            result['recap'] = words[0]
        else:
            result['hosts'].setdefault(words[0], []).append(words[1:])
    if not result['recap']:
        result['log'] = (folder / 'log').read_text()
    return result


def written(expected):
    """JSON, a line for each thing that happened."""
    def one(value):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)

    def case(result):
        hosts = ',\n'.join(f'  {one(host)}: [\n   ' + ',\n   '.join(map(one, lines)) + ']'
                           for host, lines in sorted(result['hosts'].items()))
        recap = ',\n'.join(f'  {one(host)}: {one(line)}' for host, line in sorted(result['recap'].items()))
        return f'{{"hosts": {{\n{hosts}}},\n "recap": {{\n{recap}}}}}'

    return '{' + ',\n'.join(f'{one(name)}: {case(result)}' for name, result in sorted(expected.items())) + '}\n'


def main():
    wanted = [a for a in sys.argv[1:] if not a.startswith('--')]
    expected_file = HERE / 'expected.json'
    expected = json.loads(expected_file.read_text()) if expected_file.exists() else {}
    everything = cases()
    faults = 0
    for name, files in everything.items():
        if wanted and name not in wanted:
            continue
        folder = pathlib.Path(tempfile.mkdtemp(prefix='oracle'))
        got = run(files, folder)
        shutil.rmtree(folder)
        log = got.pop('log', None)
        if log:
            print(name + ': ' + log, file=sys.stderr)
        if '--check' in sys.argv and expected.get(name) != got:
            faults += 1
            print(f'{name}: is {json.dumps(got)}', file=sys.stderr)
        expected[name] = got
    if '--check' not in sys.argv:
        kept = {name: expected[name] for name in everything if name in expected}
        expected_file.write_text(written(kept))
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
