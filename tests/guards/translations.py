#!/usr/bin/env python3
"""Is every text translated, in the context in which it is looked up when the program runs?

    translations.py ROOT LUPDATE

Checks translations/*.ts: nothing unfinished, the same placeholders and accelerators on both sides, a blank at an end on both
or on neither. And the sources: a function tr() of a file's own translates in the file's namespace, which is where lupdate
puts what it finds there; in a class lupdate wants Q_OBJECT or Q_DECLARE_TR_FUNCTIONS.
"""
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

# Where console and models have their texts, as app/skybro/CMakeLists.txt says them to lupdate.
COMMAND = re.compile(r"^# *lupdate (.*) -ts FILE$", re.M)


def file_breaches(path):
    """Of one .ts file."""
    for context in xml.etree.ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            source, translation = message.findtext("source"), message.find("translation")
            where = f"{path.name}: {context.findtext('name')}: {source!r}"
            if translation.get("type") == "unfinished":
                yield f"{where}: not translated"
                continue
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            for form in forms:
                # A form for one may say "one" instead of the number.
                left, right = placeholders(source), placeholders(form)
                if left != right and not (len(forms) > 1 and left - right == {"%n"} and not right - left):
                    yield f"{where}: other placeholders: {form!r}"
                if accelerators(source) != accelerators(form):
                    yield f"{where}: another number of accelerators: {form!r}"
                if [source[:1] == " ", source[-1:] == " "] != [form[:1] == " ", form[-1:] == " "]:
                    yield f"{where}: another blank at an end: {form!r}"


def placeholders(text):
    return set(re.findall(r"%L?\d+|%n", text))


def accelerators(text):
    return len(re.findall(r"&\w", re.sub(r"&\w+;", "", text)))


def source_breaches(name, text):
    """Of one source file."""
    for function, context in re.findall(
            r"^QString (\w+)\(const char \*.*\n\{\n *return QCoreApplication::translate\(\"([^\"]*)\", \w+", text, re.M):
        if f'QT_TRANSLATE_NOOP("{context}"' in text:
            continue  # its texts are marked one by one
        if function != "tr":
            yield f"{name}: {function}() translates: lupdate knows such a function by the name tr() only"
        if not re.search(rf"^namespace {re.escape(context)} \{{$", text, re.M):
            yield f"{name}: tr() translates in “{context}”, which is not the file's namespace: lupdate will not put its texts there"



def lupdate_breaches(root, lupdate):
    """What lupdate says of classes, and what it finds that the files do not have."""
    options = COMMAND.search((root / "app" / "skybro" / "CMakeLists.txt").read_text(encoding="utf-8"))[1].split()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "da.ts"
        copy.write_bytes((root / "translations" / "skybro_da.ts").read_bytes())
        done = subprocess.run([lupdate, *options, "-ts", copy], cwd=root, capture_output=True, text=True, check=False)
        if done.returncode:
            yield f"lupdate: exit {done.returncode}: {done.stderr}"
            return
        for place, name in re.findall(r"^(.*): Class '([^']*)' lacks Q_OBJECT macro", done.stderr, re.M):
            if name.rpartition("::")[2][:1].isupper():
                yield f"{place}: tr() in the class {name} without Q_OBJECT or Q_DECLARE_TR_FUNCTIONS"
        yield from (f"after lupdate: {text}" for text in file_breaches(copy))


def breaches(root, lupdate):
    found = [text for path in sorted((root / "translations").glob("*.ts")) for text in file_breaches(path)]
    for top in ("app/skybro", "models", "ui"):
        for path in sorted((root / top).rglob("*.cpp")):
            found += source_breaches(path.relative_to(root), path.read_text(encoding="utf-8"))
    return found + list(lupdate_breaches(root, lupdate))


def main():
    found = breaches(Path(sys.argv[1]).resolve(), sys.argv[2])
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(found)} texts that would not be shown as they should")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
