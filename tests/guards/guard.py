#!/usr/bin/env python3
"""Holds the source against the rules of the house: who may include whom, who owns which library, what is not written here.

    guard.py [ROOT]      exit 0: no breach; 1: each breach on a line of its own, as FILE:LINE: what is wrong

The tables below are the rules; a new domain or library gets a line here before its first include compiles past this test.
"""
import re
import sys
from pathlib import Path

# A domain of models/ and the domains it may include, besides itself.
MODELS = {
    "base": set(),
    "secrets": {"base"},
    "site": {"base"},
    "slurm": {"base"},
    "simulator": {"base"},
    "azure": {"base", "secrets"},
    "ssh": {"base", "secrets"},
    "tunnel": {"base", "azure", "secrets", "site", "ssh"},
    "fleet": {"base", "azure", "site", "secrets", "slurm"},
    "topology": {"base", "azure", "site", "slurm", "fleet", "tunnel"},
    "playbook": {"base", "secrets", "ssh", "slurm", "fleet"},
}

# A folder within a domain and the other folders of it that it may include; files beside the folders are free.
PARTS = {
    "tunnel": {
        "ipsec": set(),
        "probe": set(),
        "ends": {"ipsec", "probe"},
        "doctor": {"ipsec", "ends"},
        "monitor": {"ipsec", "probe", "ends", "doctor"},
        "config": {"ipsec", "probe", "ends", "doctor"},
    },
    "playbook": {
        "catalog": set(),
        "template": set(),
        "modules": set(),
        "inventory": {"template"},
        "plays": {"template", "modules"},
        "run": {"template", "modules", "inventory", "plays"},
    },
}

# A folder of ui/ and the other folders of ui/ it may include. The simulator is another process: no page knows it.
UI_ANYWHERE = {"common"}
UI = {"common": set()}

# A program and what it may include, besides itself and models/base: domains of models, and "ui".
APP = {
    "skybro": set(MODELS) - {"simulator"} | {"ui"},
    "skybroctl": set(MODELS) - {"simulator"},
    "skybro-sim": {"simulator"},
}

# A third-party library or a part of Qt that only its owners touch: headers, CMake targets, owners.
LIBRARIES = [
    (r"QNetwork(AccessManager|Reply|Request|CookieJar|DiskCache)\b", r"$^", {"models/azure"}),
    (r"(qt6)?keychain[/.]", r"Qt6Keychain::", {"models/secrets"}),
    (r"spdlog/", r"spdlog::", {"models/base"}),
    (r"yaml-cpp/", r"yaml-cpp", {"models/site", "models/playbook"}),
    (r"simdjson\b", r"simdjson::", {"models/azure"}),
    (r"(QtHttpServer/|QHttpServer|QAbstractHttpServer)", r"Qt6::HttpServer", {"models/simulator"}),
    (r"(QtSql/|QSql)", r"Qt6::Sql", {"models/base", "models/fleet", "models/tunnel"}),
    (r"libssh/", r"libssh|ssh::ssh|ssh$", {"models/ssh"}),
    (r"qcustomplot\.h", r"QCustomPlot", {"ui/common"}),
    (r"(QtQml/|QJS)", r"Qt6::Qml", {"models/playbook"}),
    (r"openssl/", r"OpenSSL::", {"models/playbook", "models/simulator"}),
]

# What models may have of Qt; a model that needs more is no model. The owners above have their own.
QT_OF_MODELS = {"Core", "Network", "Sql", "HttpServer", "Qml"}
WIDGET_HEADER = re.compile(
    r"(QtWidgets|QtGui|QtSvg)/|Q(Widget|Application|GuiApplication|Dialog|MainWindow|Icon|Pixmap|Painter|Color|Font|Action)\b")

# What is not written in the folders named, and what to do instead.
FORBIDDEN = [
    (r"\bprocessEvents\b|\bQEventLoop\b", ("app", "models", "ui"), "nested event loops: make it a Job"),
    (r"\bQThread::[mu]?sleep\b|\bsleep_for\b|\b[un]?sleep\(", ("app", "models", "ui"), "sleeps: use a timer"),
    (r"\bwaitFor(Finished|ReadyRead|Connected|BytesWritten|NewConnection)\(", ("models", "ui"), "a blocking wait: use its signal"),
    (r"\bq(Debug|Info|Warning|Critical)\(|\bstd::(cout|cerr|clog)\b|(?<![\w:])f?printf\(", ("models", "ui"),
     "output past the log: use models/base/log.h"),
    (r"\b(TODO|FIXME|HACK)\b|//.*\bXXX\b", ("app", "models", "ui", "tests"), "left for later: do it, or file an issue"),
    (r"\bignoreSslErrors\b", ("app", "models", "ui"), "TLS that trusts anyone: set the CA"),
    # The simulator is a server: it asks no client for a certificate.
    (r"\bVerifyNone\b", ("app", "ui", "models/azure", "models/fleet"), "TLS that trusts anyone: set the CA"),
]

LONGEST = 600
SOURCES = (".h", ".cpp")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def strip_comments(text):
    """Text with comments blanked out, its lines kept; strings stay, since a text may hold what looks like a comment."""
    token = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/', re.S)
    return token.sub(lambda m: re.sub(r"[^\n]", " ", m[0]) if m[0].startswith("/") else m[0], text)


def include_breach(place, header, quoted):
    """What is wrong with a file in `place` ("models/azure") including `header`, or None."""
    top, domain = place.split("/")[0], place.split("/")[1] if "/" in place else ""
    for pattern, _, owners in LIBRARIES:
        if re.match(pattern, header) and place not in owners:
            return f"<{header}> belongs to {', '.join(sorted(owners)) or 'nobody yet'}"
    if top == "models" and WIDGET_HEADER.match(header):
        return f"<{header}>: models have no widgets and no pixels"
    if not quoted or header.endswith(".moc"):
        return None
    target = header.split("/")
    if target[0] not in ("app", "ui", "models") or len(target) < 3:
        return f'"{header}": include from the root of the project, as "models/base/result.h"'
    if target[:2] == place.split("/"):
        return None
    allowed = {"models": {f"models/{d}" for d in MODELS.get(domain, set())},
               "ui": {f"models/{d}" for d in MODELS if d != "simulator"} | {f"ui/{d}" for d in UI.get(domain, UI_ANYWHERE)},
               "app": {f"models/{d}" for d in APP.get(domain, set()) | {"base"}}}[top]
    if top == "app" and target[0] == "ui" and "ui" in APP.get(domain, set()):
        return None
    return None if "/".join(target[:2]) in allowed else f'{place} may not include "{header}"'


def part_breach(name, header):
    """What is wrong with models/DOMAIN/PART/FILE including `header` of another part of its domain, or None."""
    target = header.split("/")
    if len(name.parts) < 4 or len(target) < 4 or name.parts[:2] != tuple(target[:2]) or name.parts[2] == target[2]:
        return None
    allowed = PARTS.get(name.parts[1], {}).get(name.parts[2])
    return None if allowed is None or target[2] in allowed else f'{"/".join(name.parts[:3])} may not include "{header}"'


def source_breaches(root, path):
    name = path.relative_to(root)
    top = name.parts[0]
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > LONGEST:
        yield f"{name}:{lines}: {lines} lines; no file has over {LONGEST}"
    if not re.fullmatch(r"[a-z0-9_]+\.(h|cpp)", name.name):
        yield f"{name}:1: a file is named after its class, in lower case"
    place = "/".join(name.parts[:2])
    code = strip_comments(text)
    for number, (line, original) in enumerate(zip(code.splitlines(), text.splitlines()), 1):
        include = INCLUDE.match(line)
        if include and top != "tests":
            breach = include_breach(place, include[2], include[1] == '"') or part_breach(name, include[2])
            if breach:
                yield f"{name}:{number}: {breach}"
        for pattern, where, reason in FORBIDDEN:
            if (top in where or place in where) and re.search(pattern, original if "TODO" in pattern else line):
                yield f"{name}:{number}: {reason}"


def cmake_breaches(root, path):
    """Libraries in a models/ or ui/ CMakeLists.txt: linked by their owner only, never PUBLIC, and of Qt what models may have."""
    name = path.relative_to(root)
    place, visibility = "/".join(name.parts[:2]), "SOURCES"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for word in re.findall(r"[\w.:+/-]+", line.split("#")[0]):
            visibility = word if word in ("PUBLIC", "PRIVATE", "SOURCES") else visibility
            for _, target, owners in LIBRARIES:
                if re.match(target, word) and visibility != "SOURCES":
                    if place not in owners:
                        yield f"{name}:{number}: {word} belongs to {', '.join(sorted(owners)) or 'nobody yet'}"
                    elif visibility == "PUBLIC":
                        yield f"{name}:{number}: {word} is linked PRIVATE"
            qt = re.match(r"Qt6?::(\w+)", word)
            if qt and name.parts[0] == "models" and qt[1] not in QT_OF_MODELS:
                yield f"{name}:{number}: models link Qt {', '.join(sorted(QT_OF_MODELS))} only, not {qt[1]}"


def breaches(root):
    found = []
    for top in ("app", "models", "ui", "tests"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in SOURCES:
                found += source_breaches(root, path)
            elif path.name == "CMakeLists.txt" and top in ("models", "ui"):
                found += cmake_breaches(root, path)
    for top, table in (("models", MODELS), ("app", APP)):
        for folder in sorted(p for p in (root / top).glob("*") if p.is_dir() and p.name not in table):
            found.append(f"{top}/{folder.name}: unknown to the table in tests/guards/guard.py: say there what it may include")
    for domain, parts in PARTS.items():
        for folder in sorted(p for p in (root / "models" / domain).glob("*") if p.is_dir() and p.name not in parts):
            found.append(f"models/{domain}/{folder.name}: unknown to the table in tests/guards/guard.py: say there what it may include")
    return found


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2]).resolve()
    found = breaches(root)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(found)} breaches of the rules in {root}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
