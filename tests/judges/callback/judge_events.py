"""What ansible-playbook does, one JSON line each: tasks' results as they come, the recap at the end.

Ansible's own callback "json" files a result under the task that began last, which with handlers is not always its own.
"""
import json

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: judge_events
    type: stdout
    short_description: results and recap as JSON lines
    description: for the judge of playbooks
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "judge_events"

    def __init__(self):
        super().__init__()
        self.titles = {}  # by task: templates in a name are expanded only while it begins

    def tell(self, **line):
        self._display.display(json.dumps(line, default=str))

    def v2_playbook_on_task_start(self, task, is_conditional):
        self.titles[task._uuid] = task.get_name()

    def v2_playbook_on_handler_task_start(self, task):
        self.titles[task._uuid] = task.get_name()

    def ended(self, result, outcome):
        task = result._task
        self.tell(host=result._host.get_name(), task=self.titles.get(task._uuid, task.get_name()), outcome=outcome,
                  result=result._result)

    def v2_runner_on_ok(self, result):
        self.ended(result, "changed" if result._result.get("changed") else "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.ended(result, "failed")

    def v2_runner_on_skipped(self, result):
        self.ended(result, "skipped")

    def v2_runner_on_unreachable(self, result):
        self.ended(result, "unreachable")

    def v2_playbook_on_stats(self, stats):
        self.tell(recap={host: stats.summarize(host) for host in stats.processed})
