"""A fresh checkout in a folder of its own: no compiled messages, no database, nothing collected."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.servers import ROOT


def checkout(folder: Path) -> Path:
    """Copy what git would give into `folder`, with changes not committed yet; the packages are shared."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in listed.stdout.splitlines():
        source, target = ROOT / name, folder / name
        if source.is_file() and not source.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder
