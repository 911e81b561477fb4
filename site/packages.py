"""Installs a locked list of packages with pip, and says how far it is."""

import re
import subprocess
import sys
from pathlib import Path

PIP = ["-m", "pip", "install", "--no-deps", "--require-hashes", "--disable-pip-version-check"]
EVERY = 20  # packages between two lines
LINES = 15  # of pip's, shown when it fails


def main(file: str) -> int:
    number = len(re.findall(r"^\S+==", Path(file).read_text(), re.MULTILINE))
    print(f"Installing {number} locked packages (a minute or two) …", flush=True)
    pip = subprocess.Popen(  # noqa: S603
        [sys.executable, *PIP, "--progress-bar=off", "--requirement", file],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    lines, seen = [], 0
    for line in pip.stdout:
        lines.append(line)
        if line.startswith(("Collecting ", "Requirement already")):
            seen += 1
            if seen % EVERY == 0:
                print(f"  {seen} of {number} fetched", flush=True)
        elif line.startswith("Installing collected packages"):
            print("  unpacking …", flush=True)
    if pip.wait():
        print("The packages could not be installed. pip says:", *lines[-LINES:], sep="\n", file=sys.stderr)
    return pip.returncode


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
