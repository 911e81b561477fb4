"""Text as visitors type it: cleaned on its way in, and again where older rows leave the site."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# What mail programs turn into a link by themselves. A path needs a host in small letters: "St.Ingbert/Saar".
LINK = re.compile(r"(?i:\b[a-z][a-z0-9+.-]*://|\bwww\d?\.|\bmailto:)|\b[\w-]+\.[a-z]{2,}/")
# A host name alone is linked by some of them; an organisation may well be called so.
HOST = re.compile(r"(?<=\w)([.@])(?=[^\W\d_]{2})")
# Ends what a mail program takes for an address; nobody sees or hears it.
ZERO_WIDTH_SPACE = "\u200b"
# Joiners belong to the spelling of words in Arabic and the scripts of India (RFC 5892, A.1 and A.2).
JOINERS = "\u200c\u200d"
JOINING = re.compile("[\u0600-\u08ff\u0900-\u0dff\ufb50-\ufdff]")
# Letters and marks by their category, blank on every screen.
BLANK = "\u034f\u115f\u1160\u2800\u3164\uffa0"
# What XML 1.0 (2.2), iCalendar (RFC 5545, 3.3.11) or a header cannot hold.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def one_line(text: str) -> str:
    """Return the text composed (NFC) and in one line: white space and line breaks become one blank, what
    cannot be seen (control characters, marks of direction, zero-width signs) is left out."""
    text = unicodedata.normalize("NFC", str(text))
    return " ".join("".join(_signs(text)).split())


def many_lines(text: str) -> str:
    """Return the text with each of its lines as `one_line` has it, and at most one empty line in a row."""
    lines = re.split(r"\r\n|\r|\n", str(text))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(map(one_line, lines))).strip("\n")


def printable(text: str) -> str:
    """Return the text as strict formats can hold it: a blank for each control character but tab and line
    break."""
    return UNPRINTABLE.sub(" ", text)


def unlinked(text: str) -> str:
    """Return the text in one line that reads the same and that no mail program turns into a link."""
    text = LINK.sub(lambda found: found[0].replace(":", f":{ZERO_WIDTH_SPACE}"), one_line(text))
    return HOST.sub(rf"\1{ZERO_WIDTH_SPACE}", text)


class OneLineField(forms.CharField):
    """A form field for one line. Web addresses are refused unless `links`: no name holds one."""

    default_error_messages = {"link": _("Please leave out web addresses here.")}

    def __init__(self, *args, links: bool = False, **kwargs):
        self.links = links
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        return one_line(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if not self.links and LINK.search(value):
            raise ValidationError(self.error_messages["link"], code="link")


class ManyLinesField(forms.CharField):
    """A form field for lines of plain text."""

    widget = forms.Textarea

    def to_python(self, value):
        return many_lines(super().to_python(value))


class MailField(forms.EmailField):
    """A form field for an e-mail address. Django's validator accepts control characters in quotation marks
    and line breaks in none; both are gone before it looks."""

    def to_python(self, value):
        return one_line(super().to_python(value))


def _signs(text: str):
    before = ""
    for sign in text:
        joins = sign in JOINERS and JOINING.match(before)
        if sign.isspace() or joins or _is_visible(sign):
            yield sign
        before = sign


def _is_visible(sign: str) -> bool:
    hidden = sign in BLANK or UNPRINTABLE.match(sign)
    return not hidden and unicodedata.category(sign) not in {"Cf", "Co"}
