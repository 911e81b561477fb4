"""libical's own check of a calendar (RFC 5545 and 5546), by the interpreter that has its bindings.

Debian: gir1.2-ical-3.0 and python3-gi, which belong to the system's Python and not to ours.
"""

import shutil
import subprocess
from functools import cache

CHECK = """
import sys
import gi
gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib
for text in sys.stdin.buffer.read().decode().split("\\0"):
    calendar = ICalGLib.Component.new_from_string(text)
    print(int(calendar.check_restrictions()), calendar.count_errors())
"""
EMPTY = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@cache
def interpreter() -> str | None:
    """The system's Python where it knows libical, else None."""
    for path in ("/usr/bin/python3", shutil.which("python3")):
        if path and subprocess.run([path, "-c", CHECK], input=EMPTY, capture_output=True).returncode == 0:
            return path
    return None


def accepts(*contents: bytes) -> list[bool]:
    """For each calendar file whether libical finds nothing wrong in it."""
    found = subprocess.run(
        [interpreter(), "-c", CHECK], input=b"\0".join(contents), capture_output=True, check=True
    )
    return [line == b"1 0" for line in found.stdout.splitlines()]
