"""Production, but a mail that failed is tried again within seconds, and a silent mail server is left soon."""

from datetime import timedelta

from config.settings.production import *  # noqa: F403
from config.settings.production import POST_OFFICE

EMAIL_TIMEOUT = 3  # seconds
POST_OFFICE = POST_OFFICE | {"RETRY_INTERVAL": timedelta(seconds=3)}
COMMENT_LIMITS = {"everybody": 100_000, "everybody_total": 1_000_000}
