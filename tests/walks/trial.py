"""The site as somebody has it who has just fetched it: `make run` in a folder of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.servers import ROOT, free_port

FIRST_START = 400  # seconds for tables and demo on a busy machine
NEXT_START = 120
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR")


def fresh_clone(folder: Path) -> Path:
    """What a clone of the present state holds, without anything that was compiled or collected. The installed
    packages are those of this run, so that nothing is downloaded."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        source = ROOT / name
        if source.is_file() and not name.startswith(".venv"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    os.utime(folder / "requirements.txt", (0, 0))  # older than the packages: make installs nothing
    return folder


class Trial:
    """`make run` in a folder, with its server and its worker."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "make-run.log"
        self.process = None

    def start(self, patience: int = NEXT_START) -> None:
        variables = {name: os.environ[name] for name in INHERITED if name in os.environ}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                ["make", "run"],
                cwd=self.folder,
                env=variables | {"PORT": str(self.port)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + patience
        while self.process.poll() is None and time.monotonic() < end:
            try:
                urlopen(f"{self.url}/de/", timeout=30).close()
                return
            except (URLError, HTTPError, OSError):
                time.sleep(0.3)
        self.stop()
        raise AssertionError(f"make run does not serve:\n{self.said()[-3000:]}")

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def stop(self) -> None:
        """Press Ctrl-C, which the whole group of processes gets."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGINT)
            self.process.wait(40)
        except ProcessLookupError:
            pass
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def mails(self) -> list[Path]:
        """What was sent, in files, the oldest first."""
        return sorted((self.folder / "var" / "mail").glob("*"), key=lambda path: path.stat().st_mtime_ns)
