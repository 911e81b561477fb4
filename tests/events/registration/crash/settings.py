"""The settings of the processes that this folder's test starts: a real mail server, and little patience."""

import os
from datetime import timedelta

from config.settings.test import *  # noqa: F403
from config.settings.test import POST_OFFICE

EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(os.environ["SMTP_PORT"]), 1.5
SMTP = "config.delivery.Backend"
POST_OFFICE = POST_OFFICE | {"BACKENDS": {"default": SMTP}, "RETRY_INTERVAL": timedelta(seconds=1)}
