"""Requests in turns to two servers, and what their processes used."""

import http.client
import os
import statistics
import time
from pathlib import Path

import brotli


class Server:
    """One connection that is kept open."""

    def __init__(self, port: int, cookie: str = ""):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Cookie": cookie} if cookie else {}

    def get(self, path: str) -> tuple[float, int, bytes]:
        """Seconds, status and bytes of one request, uncompressed."""
        begin = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        return time.perf_counter() - begin, answer.status, body


def ratio(site: Server, path: str, bare: Server, bare_path: str, rounds: int) -> tuple[float, float, float]:
    """Lower quartile of the site's times over that of the bare view's, and both in milliseconds."""
    times = {"site": [], "bare": []}
    for _ in range(rounds):
        for name, server, wanted in (("site", site, path), ("bare", bare, bare_path)):
            seconds, status, _body = server.get(wanted)
            if status != 200:
                raise RuntimeError(f"{status} for {wanted}")
            times[name].append(seconds * 1000)
    quartiles = {name: statistics.quantiles(found, n=4)[0] for name, found in times.items()}
    return quartiles["site"] / quartiles["bare"], quartiles["site"], quartiles["bare"]


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
