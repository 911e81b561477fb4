"""How gunicorn serves the site: `gunicorn` alone, in the folder of this file, is enough.

What it needs it reads from the environment and from `.env`, as the settings do. gunicorn itself looks at
WEB_CONCURRENCY before this file: `manage.py check` names a value there that is none.
"""

import os
import sys
from pathlib import Path

from gunicorn.glogging import Logger

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "site")]

from config import environment  # noqa: E402
from config.logs import Formatter, refusal, request_path  # noqa: E402
from config.settings.validation import WORDS, listed  # noqa: E402

environment.load_settings(environment.PRODUCTION)  # what .env says is in os.environ from here on


class DiscreetLogger(Logger):
    """Everything as JSON lines: no network address, no parameters, no signed part of an address, and nothing
    that would begin a line of its own."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Formatter())

    def atoms(self, resp, req, environ, request_time):
        atoms = super().atoms(resp, req, environ, request_time)
        return atoms | {"U": request_path(environ.get("PATH_INFO") or "")}

    def warning(self, msg, *args, **kwargs):
        super().warning(refusal(msg), *args, **kwargs)


wsgi_app = "config.wsgi:application"
bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
# Proxies whose X-Forwarded-Proto is believed.
forwarded_allow_ips = ",".join(listed(os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1"))
threads = 4
timeout = 60
graceful_timeout = 30
# Longer than a proxy keeps a connection that nobody uses (nginx: 60), or it may send a form into one that is
# just being closed, and answer 502.
keepalive = 75
# The application is loaded once and shared by the processes; each is renewed after some thousand requests.
preload_app = True
max_requests = 5000
max_requests_jitter = 500
# Signals steer it; a socket in the home folder would be one thing more to write to and to guard.
control_socket_disable = True


def when_ready(server):
    """Before the first process is forked; `make bench-pages` serves another application with this file."""
    if "config.wsgi" in sys.modules:
        from config.preload import load_for_all  # noqa: PLC0415 - reads the settings

        load_for_all()


logger_class = DiscreetLogger
accesslog = "-" if WORDS.get((os.environ.get("ACCESS_LOG") or "true").strip().lower(), True) else None
access_log_format = (
    '{"time": "%(t)s", "method": "%(m)s", "path": "%(U)s", "status": %(s)s, "bytes": "%(B)s", '
    '"milliseconds": %(M)s, "request": "%({x-request-id}o)s"}'
)
