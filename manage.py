#!/usr/bin/env python3
"""Django's command line, with `site/` (a plain folder, never a package) on the path."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))

    from config.environment import load_settings

    load_settings("config.settings.dev")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
