"""Requests in turns to two servers, and what their processes used."""

import os
import statistics
from pathlib import Path

import brotli

from .reader import Reader


def ratio(one: Reader, path: str, other: Reader, others_path: str, rounds: int) -> tuple[float, float, float]:
    """Lower quartile of the times of one page over that of the other, asked in turns; and both, in ms."""
    times = ([], [])
    for _ in range(rounds):
        for spent, reader, wanted in zip(times, (one, other), (path, others_path), strict=True):
            seconds, status, _body = reader.get(wanted)
            if status != 200:
                raise RuntimeError(f"{status} for {wanted}")
            spent.append(seconds * 1000)
    mine, theirs = (statistics.quantiles(spent, n=4)[0] for spent in times)
    return mine / theirs, mine, theirs


def weight(body: bytes) -> tuple[int, int]:
    """Kilobytes of a page, as it is and with brotli."""
    return len(body) // 1000, len(brotli.compress(body, quality=5)) // 1000


def children(pid: int) -> list[int]:
    """The worker processes of a gunicorn."""
    return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def processor_seconds(pid: int) -> float:
    """User and system time of the workers so far."""
    ticks = 0
    for child in children(pid):
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> list[int]:
    """Megabytes of each worker, shared pages counted in parts (PSS)."""
    found = []
    for child in children(pid):
        lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()
        found += [int(line.split()[1]) // 1000 for line in lines if line.startswith("Pss:")]
    return found
