"""Requests in turns to two servers, and what their processes used."""

import statistics
import time
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
    """What the workers have computed so far: the sum of their own clocks, which Linux numbers like this
    (clock_getcpuclockid(3)). /proc counts in hundredths of a second, which is more than a page takes."""
    return sum(time.clock_gettime(~child << 3 | 2) for child in children(pid))


def memory(pid: int) -> list[int]:
    """Megabytes of each worker, shared pages counted in parts (PSS)."""
    found = []
    for child in children(pid):
        lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()
        found += [int(line.split()[1]) // 1000 for line in lines if line.startswith("Pss:")]
    return found
