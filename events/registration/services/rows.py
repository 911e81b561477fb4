"""What a job does row by row, each in its own transaction."""

import logging
from collections.abc import Callable, Iterable

from .errors import RegistrationError

logger = logging.getLogger(__name__)


def for_each(keys: Iterable, step: Callable[[object], int]) -> int:
    """The sum of what `step` returns for each key; one row that fails does not keep the others waiting.

    A row that others hold at this moment is left for the next time. Any other error is logged, and the first
    of them raised at the end, so that the job counts as failed and is tried again.
    """
    total, first = 0, None
    for key in list(keys):
        try:
            total += step(key)
        except Exception as error:
            if not (isinstance(error, RegistrationError) and error.code == "busy"):
                logger.exception("Row %s failed", key)
                first = first or error
    if first:
        raise first
    return total
