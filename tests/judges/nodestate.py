"""What a playbook left on a node, in a form in which two nodes can be compared, and what is no difference."""
import difflib
import re

# Paths that differ from run to run, or that belong to the tools rather than to what they were told to do.
IGNORED = re.compile(
    r"(root|home/[^/]+)/\.ansible(/|$)"          # Ansible's own working folder
    r"|etc/python3\.\d+(/sitecustomize\.py)?$"        # bytecode.py, of Ansible's side
    r"|root/\.(local|config|cache)(/|$)"         # Skybro's, where it is run
    r"|var/(log|lib/systemd|cache)/|var/lib/apt/(lists|extended_states)"
    r"|var/lib/dpkg/(lock|.*-old$|triggers/)|etc/machine-id$"
    r"|etc/(passwd|shadow|group|gshadow|subuid|subgid)-$"     # as often renewed as the tools are called
    r"|etc/(\.pwd\.lock|passwd\.lock)$"
    r"|root/\.rpmdb(/|$)|(var/)?tmp/systemd-private-"         # Ansible's facts ask rpm; services have a folder of their own
    r"|var/spool/postfix/maildrop/"                          # sudo's word of a wrong password
    r"|(.*/)?__pycache__(/|$)")
BACKUP = re.compile(r"\.\d+\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~$")
# In contents: the key of a test bed's root, when crontab(1) wrote, when a package was installed.
TEXT = [(re.compile(rb"^# \(\S+ installed on .*\)$", re.M), b"# (installed)"),
        (re.compile(rb"AAAAC3NzaC1lZDI1NTE5\S+ testbed"), b"KEY testbed")]


def state(bed, node):
    """Path to (mode, user, group, content or target) of what a node has other than it booted with; None: gone."""
    found = {}
    for path in bed.changed(node):
        if not IGNORED.match(path):
            found[BACKUP.sub(".BACKUP~", path)] = about(bed, node, path)
    return found


def pristine(bed, path):
    """The same of one path as every node boots with it."""
    return about(bed, "pristine", path)


def about(bed, node, path):
    known = bed.about(node, path)
    if known is None:
        return None
    mode, user, group, content = known
    if isinstance(content, bytes):
        for pattern, text in TEXT:
            content = pattern.sub(text, content)
    return mode, user, group, content


def differences(left, right, original):
    """Lines that say where two states differ; `original` gives a path's state before, for those that one left alone."""
    lines = []
    for path in sorted(left.keys() | right.keys()):
        one = left[path] if path in left else original(path)
        other = right[path] if path in right else original(path)
        if one == other:
            continue
        if one is None or other is None:
            lines.append(f"/{path}: {'absent' if one is None else one[0]} by Ansible, {'absent' if other is None else other[0]} by Skybro")
            continue
        if one[:3] != other[:3]:
            lines.append(f"/{path}: {' '.join(map(str, one[:3]))} by Ansible, {' '.join(map(str, other[:3]))} by Skybro")
        if one[3] != other[3]:
            lines.append(f"/{path}: contents differ")
            lines += [f"    {line}" for line in textual(one[3], other[3])[:30]]
    return lines


def textual(one, other):
    def lines(content):
        text = content if isinstance(content, str) else content.decode(errors="backslashreplace")
        return [line[:300] for line in text.splitlines()]
    return list(difflib.unified_diff(lines(one), lines(other), "ansible", "skybro", lineterm="", n=1))
