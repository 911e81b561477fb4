"""What is written to a log names nobody and opens nothing: mail addresses and signed addresses are masked.

Django logs the path of every answer from 400 on, a mail library the address that a server refused. Masking
happens where a record is made, so it holds for every handler and format.
"""

import logging
import re
import traceback

# `<id>-<version>.<signature>`, as private addresses of registrations and comments end (django.core.signing).
TOKEN = re.compile(r"\b(\d+-\d+)[.:][\w-]{27,}")
# Bounded, as a long line without an address would be read anew from each of its letters.
ADDRESS = re.compile(r"""[^\s<>"'(){}\[\],;:/=@]{1,100}@[^\s<>"'(){}\[\],;:/=@]{1,250}\.[\w-]{1,60}""")
# PostgreSQL tells the values of a row that it refused: "Key (name)=(…) already exists".
ROW = re.compile(r"(?<=DETAIL:  ).*")


def discreet(text: str) -> str:
    """The text with mail addresses, the signatures of tokens and the values of refused rows left out."""
    return ADDRESS.sub("…@…", TOKEN.sub(r"\1.…", ROW.sub("…", text)))


def keep_logs_discreet() -> None:
    """Have every log record masked from now on. Safe to repeat."""
    make = logging.getLogRecordFactory()
    if make is not _record:
        _record.make = make
        logging.setLogRecordFactory(_record)


def _record(*args, **kwargs) -> logging.LogRecord:
    record = _record.make(*args, **kwargs)
    try:
        text = record.getMessage()
    except (TypeError, ValueError):
        # A faulty call of the logger: the handler tells of it in its own way.
        return record
    if (masked := discreet(text)) != text:
        record.msg, record.args = masked, ()
    if record.exc_info and record.exc_info[0]:
        text = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
        if (masked := discreet(text)) != text:
            record.exc_text, record.exc_info = masked, None
    return record
