"""The environment of a process: its own variables, then those of `.env` beside manage.py.

Production's settings read it; manage.py and gunicorn.conf.py load the settings first of all, so that every
process knows the same.
"""

import os
import re
import sys
from importlib import import_module
from io import StringIO
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

FILE = Path(__file__).resolve().parents[2] / ".env"
PRODUCTION = "config.settings.production"
LINE = re.compile(r"(?:export )?\w+=.*|\s*(?:#.*)?", re.ASCII)


def read(file: Path | None = None) -> list[int]:
    """Add what the file holds to os.environ; a variable that the process has already wins.

    Returns the numbers of the lines that are not understood, such as `NAME = value`.
    """
    file = file or FILE
    if not file.is_file():
        return []
    lines = file.read_text(encoding="utf-8").splitlines()
    environ.Env.read_env(StringIO("\n".join(line.rstrip() for line in lines if LINE.fullmatch(line))))
    return [number for number, line in enumerate(lines, 1) if not LINE.fullmatch(line)]


def load_settings(otherwise: str) -> None:
    """Import the settings of a process; those of production where it names none and there is a `.env`.

    A command typed by hand would otherwise change the database of a trial instead of the site's. Ends the
    process with what the settings complain of, without a traceback.
    """
    name = os.environ.setdefault("DJANGO_SETTINGS_MODULE", PRODUCTION if FILE.is_file() else otherwise)
    try:
        import_module(name)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


class Variables:
    """Reads one variable as it stands: django-environ would take `$x` for the name of another one."""

    def str(self, name: str, default: str = "") -> str:
        return os.environ.get(name, default)
