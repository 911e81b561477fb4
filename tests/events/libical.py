"""libical's own check of a calendar (RFC 5545 and 5546), by the interpreter that has its bindings.

Debian: gir1.2-ical-3.0 and python3-gi, which belong to the system's Python and not to ours.
"""

import shutil
import subprocess

CHECK = """
import sys
import gi
gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib
text = sys.stdin.buffer.read().decode() or "BEGIN:VCALENDAR\\r\\nEND:VCALENDAR\\r\\n"
calendar = ICalGLib.Component.new_from_string(text)
print(int(calendar.check_restrictions()), calendar.count_errors())
"""


def interpreter() -> str | None:
    """The system's Python where it knows libical, else None."""
    for path in ("/usr/bin/python3", shutil.which("python3")):
        if path and subprocess.run([path, "-c", CHECK], input=b"", capture_output=True).returncode == 0:
            return path
    return None


def accepts(content: bytes) -> bool:
    """Whether libical finds nothing wrong in a calendar file."""
    run = subprocess.run([interpreter(), "-c", CHECK], input=content, capture_output=True, check=True)
    return run.stdout.split() == [b"1", b"0"]
