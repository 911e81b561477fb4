"""Redis as a cache that may go away: pages are then made without it, only what must be counted is refused.

Nothing of it is needed to be right: what is kept is found by the counters of the database it was made at.
"""

import logging
import time

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache as DjangosRedisCache
from redis.exceptions import ConnectionError, TimeoutError

logger = logging.getLogger(__name__)

AWAY = 5.0  # seconds until it is asked again
TIMEOUTS = {"socket_connect_timeout": 1, "socket_timeout": 2}  # seconds
# Who counts tries lets nobody try while nobody counts.
COUNTED = ("allauth", "code:", "registration-again")
# Kept by Wagtail until it is deleted: a deletion that is lost would leave it wrong.
DELETED = ("wagtail_",)


class RedisCache(DjangosRedisCache):
    away_until = 0.0  # of this process

    def get(self, key, default=None, version=None):
        return self._ask(key, default, lambda: super(RedisCache, self).get(key, default, version))

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._ask(key, None, lambda: super(RedisCache, self).set(key, value, timeout, version))

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(key, True, lambda: super(RedisCache, self).add(key, value, timeout, version))

    def delete(self, key, version=None):
        refused = key.startswith(DELETED)
        return self._ask(key, False, lambda: super(RedisCache, self).delete(key, version), refused=refused)

    def get_many(self, keys, version=None):
        keys = list(keys)
        return self._ask("", {}, lambda: super(RedisCache, self).get_many(keys, version))

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("", list(data), lambda: super(RedisCache, self).set_many(data, timeout, version))

    def _ask(self, key: str, without, call, *, refused: bool = False):
        """What Redis answers; `without` where it is away, unless that must not be passed over."""
        refused = refused or key.startswith(COUNTED)
        if not refused and time.monotonic() < RedisCache.away_until:
            return without
        try:
            return call()
        except (ConnectionError, TimeoutError) as error:
            if refused:
                raise
            RedisCache.away_until = time.monotonic() + AWAY
            logger.error("The cache is away: %s", type(error).__name__)
            return without
