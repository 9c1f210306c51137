#!/usr/bin/env python3
"""Microsoft's validator over what judge_az.py recorded: each exchange must hold against Microsoft's own OpenAPI documents.

    judge_oav.py OAV RECORDING     OAV: where installer/deps --full put npm package oav
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import judge

# What the documents in shared/azure/spec hold; other exchanges have no judge there.
VERSIONS = {"microsoft.compute": "2021-11-01", "microsoft.resources": "2021-04-01", "microsoft.storage": "2021-08-01"}
FEWEST = 60  # az does more than this; less means that the recording is not what it should be


def judged(pair):
    """Whether the documents know this exchange: its provider's version, and no poll of an operation."""
    url = pair["liveRequest"]["url"]
    providers = re.findall(r"/providers/([^/?]+)", url, re.I)
    version = re.search(r"[?&]api-version=([^&]+)", url)
    if not version or re.search(r"/(operations|diskoperations|operationresults|operationstatuses)/", url, re.I):
        return False
    return version[1] == VERSIONS.get(providers[-1].lower() if providers else "microsoft.resources")


def as_documented(pair):
    """The exchange with the one word that az itself writes in another case than the documents; Azure takes any."""
    body = pair["liveRequest"].get("body")
    properties = body.get("properties") if isinstance(body, dict) else None
    if isinstance(properties, dict) and properties.get("mode") == "incremental":
        properties["mode"] = "Incremental"
    return pair


def main():
    oav, recording = Path(sys.argv[1]), Path(sys.argv[2])
    validator = judge.SHARED / "azure" / "validate.mjs"
    if not validator.exists():
        judge.skip(f"{validator} is not there")
    if not shutil.which("node") or not (oav / "node_modules" / "oav").is_dir():
        judge.skip("npm package oav is not installed (installer/deps --full)")
    if not recording.is_dir():
        judge.skip("nothing was recorded (package azure-cli)")
    with tempfile.TemporaryDirectory(prefix="skybro-oav-") as folder:
        count = 0
        for file in sorted(recording.glob("*.json")):
            pair = json.loads(file.read_text(encoding="utf-8"))
            if judged(pair):
                Path(folder, file.name).write_text(json.dumps(as_documented(pair)), encoding="utf-8")
                count += 1
        print(f"{count} exchanges to judge", flush=True)
        if count < FEWEST:
            print(f"fewer than {FEWEST}: the recording is not whole")
            return 1
        return subprocess.run(["node", validator, oav, folder], stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
