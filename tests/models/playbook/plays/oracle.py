#!/usr/bin/env python3
"""What the real Ansible makes of playbooks: oracle.py PLAYBOOK… prints a JSON list with, for each, either
{"tasks": ["play 1: NAME [tags]", "  TITLE [tags]", …]} as --list-tasks shows them, or {"error": "…"}.
Exit 77: Ansible is absent."""
import json
import os
import sys

try:
    from ansible import constants as C
    from ansible import context
except ImportError:
    sys.exit(77)
from ansible.inventory.manager import InventoryManager
from ansible.module_utils.common.collections import ImmutableDict
from ansible.parsing.dataloader import DataLoader
from ansible.playbook import Playbook
from ansible.playbook.block import Block
from ansible.template import Templar
from ansible.vars.manager import VariableManager

context.CLIARGS = ImmutableDict(tags=["all"], skip_tags=[], check=False, diff=False, connection="ssh", remote_user=None,
                                become=False, become_method="sudo", become_user=None, force_handlers=False, forks=5,
                                verbosity=0, extra_vars=())


def tags(names):
    return "[%s]" % ", ".join(sorted(map(str, names)))


def lines_of(block, play):
    for task in block.block:
        if isinstance(task, Block):
            yield from lines_of(task, play)
        elif not (task.action in C._ACTION_META and task.implicit):
            title = task.get_name() if task.name else task.action
            yield "  %s %s" % (title, tags(set(play.tags) | set(task.tags)))


def judge(path):
    loader = DataLoader()
    loader.set_basedir(os.path.dirname(path))
    inventory = InventoryManager(loader=loader, sources=["localhost,"])
    variables = VariableManager(loader=loader, inventory=inventory)
    try:
        playbook = Playbook.load(path, variable_manager=variables, loader=loader)
        tasks = []
        for number, play in enumerate(playbook.get_plays(), 1):
            tasks.append("play %d: %s %s" % (number, play.get_name(), tags(set(play.tags))))
            play.post_validate(Templar(loader=loader, variables=variables.get_vars(play=play)))
            for block in play.compile():
                tasks.extend(lines_of(block, play))
        return {"tasks": tasks}
    except Exception as error:
        return {"error": str(error)}


print(json.dumps([judge(path) for path in sys.argv[1:]]))
