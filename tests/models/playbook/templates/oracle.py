#!/usr/bin/python3
"""What Ansible makes of the templates in cases.txt: one JSON list on standard output, an entry a case:
{"value": …} or {"error": "…"}.

    oracle.py [--record]    with --record also writes it to expected.json beside this file
"""
import json
import os
import pathlib
import re
import sys
import warnings

warnings.simplefilter("ignore")
os.environ["SKYBRO_ORACLE"] = "seen"
from ansible.parsing.dataloader import DataLoader  # noqa: E402
from ansible.playbook.conditional import Conditional  # noqa: E402
from ansible.template import Templar  # noqa: E402

HERE = pathlib.Path(__file__).parent


def plain(value):
    """As JSON has it: tuples are lists, keys are texts."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def answer(kind, text, variables):
    templar = Templar(loader=DataLoader(), variables=variables)
    try:
        if kind == "x":
            return {"value": plain(templar.template(text))}
        if kind == "f":
            return {"value": str(templar.template(text, convert_data=False, escape_backslashes=False,
                                                  preserve_trailing_newlines=True))}
        if re.fullmatch(r'"[^"]*"', text):
            text = text[1:-1]
        condition = Conditional(loader=DataLoader())
        condition.when = [text]
        return {"value": bool(condition.evaluate_conditional(templar, variables))}
    except Exception as error:
        return {"error": str(error)}


def cases():
    for line in (HERE / "cases.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line[0], line[2:].replace("␤", "\n")


def main():
    answers = [answer(kind, text, json.loads((HERE / "variables.json").read_text())) for kind, text in cases()]
    text = "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in answers) + "\n]\n"
    if "--record" in sys.argv:
        (HERE / "expected.json").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
