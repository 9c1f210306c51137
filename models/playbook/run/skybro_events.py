"""Tells Skybro what a run does: one line of JSON an event, on a descriptor that it inherited.

The lines are those of runevent.h. The main process alone calls this. SIGUSR1 asks to stop before the next task.
"""
import datetime
import json
import os
import signal
import time

from ansible.playbook.block import Block
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = '''
    name: skybro_events
    type: stdout
    short_description: events for Skybro
    description: Writes what happens in a run as lines of JSON to the descriptor in SKYBRO_EVENTS.
'''

CENSORED = "(censored due to no_log)"


def plain(value):
    """What JSON can hold, without Ansible's own notes and without what `register` leaves out."""
    if isinstance(value, dict):
        return {plain(str(key)): plain(member) for key, member in value.items()
                if not str(key).startswith("_ansible") and key not in ("invocation", "diff")}
    if isinstance(value, (list, tuple, set)):
        return [plain(member) for member in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return plain(str(value))


def side(diff, name):
    text = diff.get(name, "")
    if isinstance(text, (dict, list)):
        text = json.dumps(plain(text), indent=4, sort_keys=True) + "\n"
    return plain(text or "")


def diffs_of(result):
    found = result.get("diff") or []
    lines = []
    for diff in found if isinstance(found, list) else [found]:
        if not isinstance(diff, dict):
            continue
        after = diff["prepared"] if "prepared" in diff else side(diff, "after")
        lines.append({"beforeHeader": plain(diff.get("before_header", "")), "before": side(diff, "before"),
                      "afterHeader": plain(diff.get("after_header", "")), "after": plain(after)})
    return [diff for diff in lines if diff["before"] != diff["after"]]


def is_rescued(task):
    """A rescue section waits for the failure of this task."""
    child, parent = task, task._parent
    while parent is not None:
        if isinstance(parent, Block) and parent.rescue and any(part._uuid == child._uuid for part in parent.block):
            return True
        child, parent = parent, parent._parent
    return False


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "skybro_events"

    def __init__(self):
        super().__init__()
        descriptor = int(os.environ.pop("SKYBRO_EVENTS"))
        os.set_inheritable(descriptor, False)
        self._out = os.fdopen(descriptor, "w", encoding="utf-8")
        self._play = -1
        self._plays = {}
        self._tasks = {}
        self._started = {}
        self._begin = time.monotonic()
        self._stop = False
        signal.signal(signal.SIGUSR1, self._ask_to_stop)

    def _ask_to_stop(self, *_):
        self._stop = True

    def _say(self, event, **fields):
        now = datetime.datetime.now(datetime.timezone.utc)
        line = {"event": event, "time": now.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (now.microsecond // 1000)}
        line.update((key, value) for key, value in fields.items()
                    if value is not None and value is not False and value != "" and value != [])
        self._out.write(json.dumps(line) + "\n")
        self._out.flush()

    def _hosts(self, play):
        try:
            inventory = play.get_variable_manager()._inventory
            return [host.get_name() for host in inventory.get_hosts(play.hosts, order=play.order)]
        except Exception:  # a pattern that is a template, which is expanded only later
            return []

    def _task_start(self, task, handler=False):
        if self._stop:
            self._say("notice", text="Stopped before the next task, as asked.")
            raise KeyboardInterrupt  # nothing runs now; the one exception that callbacks may pass on
        if task._uuid in self._tasks:
            return  # again, for another batch of hosts
        number = self._tasks[task._uuid] = len(self._tasks)
        path, line, column = getattr(task.get_ds(), "ansible_pos", ("", 0, 0))
        self._say("task-started", play=self._play, task=number, text=plain(task.get_name().strip()),
                  action=plain(task.action), handler=handler, file=plain(path), line=line, column=column)

    def _result(self, event, result, outcome, **fields):
        task, host = result._task, result._host.get_name()
        number = self._tasks.get(task._uuid)
        if number is None:
            return
        delegated = None
        if task.delegate_to is not None:
            names = result._result.get("_ansible_delegated_vars") or {}
            delegated = plain(str(names.get("ansible_delegated_host") or task.delegate_to))
        if event == "host-finished":
            begin = self._started.pop((host, task._uuid), None)
            fields["duration"] = int(1000 * (time.monotonic() - begin)) if begin is not None else None
        self._say(event, play=self._play, task=number, host=host, outcome=outcome, check=bool(task.check_mode),
                  delegatedTo=delegated, result=plain(result._result), diffs=diffs_of(result._result), **fields)

    def _label(self, result):
        if "censored" in result._result:
            return CENSORED
        variable = result._result.get("ansible_loop_var", "item")
        return plain(str(result._result.get("_ansible_item_label", result._result.get(variable))))

    def v2_playbook_on_start(self, playbook):
        hosts = {host: None for play in playbook.get_plays() for host in self._hosts(play)}
        self._say("run-started", text=plain(playbook._file_name), hosts=list(hosts))

    def v2_playbook_on_play_start(self, play):
        if play._uuid in self._plays:
            self._play = self._plays[play._uuid]
            return
        self._play = self._plays[play._uuid] = len(self._plays)
        self._say("play-started", play=self._play, text=plain(play.get_name().strip()), hosts=self._hosts(play))

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._task_start(task)

    def v2_playbook_on_cleanup_task_start(self, task):
        self._task_start(task)

    def v2_playbook_on_handler_task_start(self, task):
        self._task_start(task, handler=True)

    def v2_runner_on_start(self, host, task):
        if task._uuid not in self._tasks:
            return
        self._started[host.get_name(), task._uuid] = time.monotonic()
        self._say("host-started", play=self._play, task=self._tasks[task._uuid], host=host.get_name())

    def v2_runner_on_ok(self, result):
        self._result("host-finished", result, "changed" if result._result.get("changed") else "ok")

    def v2_runner_on_skipped(self, result):
        self._result("host-finished", result, "skipped")

    def v2_runner_on_unreachable(self, result):
        self._result("host-finished", result, "unreachable")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._result("host-finished", result, "ignored" if ignore_errors else "failed")
        if not ignore_errors and is_rescued(result._task):
            self._say("rescued", play=self._play, host=result._host.get_name())

    def v2_runner_item_on_ok(self, result):
        self._result("item-finished", result, "changed" if result._result.get("changed") else "ok",
                     text=self._label(result))

    def v2_runner_item_on_failed(self, result):
        self._result("item-finished", result, "failed", text=self._label(result))

    def v2_runner_item_on_skipped(self, result):
        self._result("item-finished", result, "skipped", text=self._label(result))

    def v2_runner_retry(self, result):
        left = result._result.get("retries", 0) - result._result.get("attempts", 0)
        self._result("retrying", result, None, text="FAILED - RETRYING: [%s]: %s (%d retries left)." % (
            result._host.get_name(), plain(result._task.get_name().strip()), left))

    def v2_playbook_on_no_hosts_matched(self):
        self._say("notice", text="skipping: no hosts matched")

    def v2_playbook_on_no_hosts_remaining(self):
        self._say("notice", text="NO MORE HOSTS LEFT")

    def v2_playbook_on_stats(self, stats):
        recap = {}
        for host in sorted(stats.processed):
            counts = stats.summarize(host)
            counts["failed"] = counts.pop("failures")
            recap[host] = counts
        self._say("run-finished", recap=recap, duration=int(1000 * (time.monotonic() - self._begin)))
