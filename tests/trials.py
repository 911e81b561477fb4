"""`make run` in a checkout of its own, as a person at a terminal has it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

READY = "Ctrl-C stops the server"
# What make is to the trial: the process that started it.
PARENT = """
import signal, subprocess, sys
signal.signal(signal.SIGINT, lambda *of: None)
sys.exit(subprocess.call(sys.argv[1:]))
"""
COMMAND = (sys.executable, "site/trial.py")  # what `make run` calls
PATIENCE = 600  # seconds for the demo to be loaded on a busy machine


class Trial:
    """A command in `folder` that serves on a port, below a parent, in a process group of its own."""

    def __init__(self, folder: Path, port: int, command: Sequence[str] = COMMAND, **environment: str):
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.folder, self.port, self.log = folder, port, folder / f"terminal-{port}"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", PARENT, *command],
                cwd=folder, env=kept | {"PORT": str(port)} | environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        return self.log.read_text()

    def wait_until_ready(self) -> None:
        end = time.monotonic() + PATIENCE
        while READY not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.2)

    def press_ctrl_c(self) -> int:
        """What a terminal does: the signal goes to the whole group. Returns how the parent ended."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.wait_until_gone()
        return self.process.wait(30)

    def wait_until_gone(self) -> None:
        end = time.monotonic() + 60
        while self.left():
            assert time.monotonic() < end, self.left()
            time.sleep(0.2)

    def left(self) -> list[str]:
        """The commands of processes that work in the folder (Linux)."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if (entry / "cwd").readlink() == self.folder:
                    found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
        return [command for command in found if command]


@contextmanager
def trial(folder: Path, port: int, command: Sequence[str] = COMMAND, **environment: str):
    """A trial that answers; what is left of it at the end is killed."""
    started = Trial(folder, port, command, **environment)
    try:
        started.wait_until_ready()
        yield started
    finally:
        if started.process.poll() is None:
            started.press_ctrl_c()
