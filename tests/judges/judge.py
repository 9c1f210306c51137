"""What the judges share: skybro-sim as a process, the real az against it, and the way to say that something is absent."""
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def skip(reason):
    """Ends the test; ctest reads the word and shows it as skipped."""
    print(f"SKYBRO_SKIP: {reason}")
    sys.exit(0)


def need_az():
    """The launcher that pins az to the API versions of its own SDK."""
    launcher = SHARED / "azure" / "az"
    if not launcher.exists():
        skip(f"{launcher} is not there")
    if not shutil.which("az"):
        skip("package azure-cli is not installed (installer/deps --full)")
    return launcher


class Simulator:
    """skybro-sim with these options, until stop()."""

    def __init__(self, program, *options):
        self.process = subprocess.Popen([program, *options], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        if not select.select([self.process.stdout], [], [], 30)[0]:
            self.stop()
            raise RuntimeError("skybro-sim did not become ready within 30 s")
        self.about = json.loads(self.process.stdout.readline())

    def stop(self):
        self.process.terminate()
        try:
            code = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self.process.stdout.close()
        if code != 0:
            raise RuntimeError(f"skybro-sim ended with {code} on SIGTERM")


class Az:
    """The real Azure CLI with a configuration of its own, signed in to a simulator. Its commands share the time to read its
    modules, see azserver.py."""

    def __init__(self, launcher, simulator, compute_api="2022-08-01"):
        self.about = simulator.about
        self.folder = tempfile.mkdtemp(prefix="skybro-az-")
        environment = os.environ | {
            "AZURE_CONFIG_DIR": self.folder, "REQUESTS_CA_BUNDLE": self.about["ca"], "AZURE_CORE_COLLECT_TELEMETRY": "no",
            "AZURE_CORE_NO_COLOR": "yes", "AZ_COMPUTE_API": compute_api, "NO_PROXY": "127.0.0.1"}
        self.server = subprocess.Popen(["/usr/bin/python3", "-B", ROOT / "tests" / "judges" / "azserver.py", launcher], env=environment,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ok("cloud register -n Sim --endpoint-resource-manager", self.about["endpoint"])
        self.ok("cloud set -n Sim")

    def run(self, command, *more, timeout=120):
        """(exit code, standard output, standard error) of `az COMMAND MORE…`; spaces part the words of the command."""
        since = time.monotonic()
        out, err = (Path(self.folder) / name for name in ("judge.out", "judge.err"))
        asked = {"words": [*command.split(), *map(str, more)], "out": str(out), "err": str(err)}
        print(json.dumps(asked), file=self.server.stdin, flush=True)
        if not select.select([self.server.stdout], [], [], timeout)[0]:
            raise AssertionError(f"az {command} did not end within {timeout} s")
        code = json.loads(self.server.stdout.readline())["code"]
        print(f"{time.monotonic() - since:5.1f} s  az {command}", flush=True)
        return code, *(file.read_text(encoding="utf-8", errors="replace") for file in (out, err))

    def ok(self, command, *more):
        """What az printed, as JSON; fails the test when az did."""
        code, out, err = self.run(command, *more)
        if code != 0:
            raise AssertionError(f"az {command} {' '.join(more)}: exit {code}\n{err}")
        return json.loads(out) if out.strip() else None

    def refused(self, command, *more):
        """What az said on standard error; fails the test when az did not."""
        code, out, err = self.run(command, *more)
        if code == 0:
            raise AssertionError(f"az {command} {' '.join(more)} was to fail, and printed\n{out}")
        return err

    def sign_in(self, secret=None):
        return ("login --service-principal --allow-no-subscriptions -u", self.about["clientId"], "-p",
                secret or self.about["clientSecret"], "--tenant", self.about["tenant"])

    def close(self):
        self.server.stdin.close()
        try:
            self.server.wait(10)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()
        self.server.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)
