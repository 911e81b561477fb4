"""Which tags a comment may hold: the one list from which the sanitizer and the help beside the form are made.

It is the list of WordPress, so that imported comments keep their markup (domain.md#comments); its obsolete
`acronym` and `strike` are read as `abbr` and `s`.
"""

import re
from datetime import datetime
from urllib.parse import urlsplit

import nh3
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.encoding import iri_to_uri

from .characters import honest

# Tag → attributes that may be written.
ALLOWED = {
    "a": ("href", "title"),
    "abbr": ("title",),
    "b": (),
    "blockquote": ("cite",),
    "cite": (),
    "code": (),
    "del": ("datetime",),
    "em": (),
    "i": (),
    "q": ("cite",),
    "s": (),
    "strong": (),
}
OBSOLETE = {"acronym": "abbr", "strike": "s"}
# Made by us out of line breaks.
STRUCTURE = {"p", "br"}
SCHEMES = ("http", "https")

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_valid_address = URLValidator(schemes=SCHEMES)


def allowed_tags() -> list[str]:
    """Each tag as one would type it: `<a href="" title="">`, `<b>` …"""
    return [
        "<{}>".format(" ".join([tag, *(name + '=""' for name in names)])) for tag, names in ALLOWED.items()
    ]


def safe_address(value: str) -> str:
    """An absolute web address, written as HTML wants it; "" for anything else.

    Not taken: other schemes, relative addresses (they would lead into our own site), a user name before the
    host (`https://bank.example@evil.example`).
    """
    value = _STRAY_PERCENT.sub("%25", value.strip())
    try:
        _valid_address(value)
        parts = urlsplit(value)
        if parts.username is not None or parts.password is not None:
            return ""
        host = parts.hostname.encode("idna").decode() if parts.hostname else ""
        port = f":{parts.port}" if parts.port else ""
    except (ValidationError, ValueError):  # UnicodeError is a ValueError
        return ""
    rest = value.split("//", 1)[1]
    rest = rest[len(parts.netloc) :].replace("[", "%5B").replace("]", "%5D")
    path, hash_sign, fragment = rest.partition("#")
    rest = path + hash_sign + fragment.replace("#", "%23")
    return f"{parts.scheme}://{host}{port}{iri_to_uri(rest)}" if ":" not in host else ""


def clean(html: str) -> str:
    """Well-formed HTML with nothing in it but the allowed tags, attributes and addresses."""
    return _cleaner.clean(html)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name in ("href", "cite"):
        return safe_address(value) or None
    if name == "datetime":
        return value if _is_moment(value) else None
    return " ".join(honest(value).split())


def _is_moment(value: str) -> bool:
    if not _MOMENT.fullmatch(value):
        return False
    try:
        return datetime.fromisoformat(value).year > 0
    except ValueError:
        return False


_cleaner = nh3.Cleaner(
    tags=set(ALLOWED) | STRUCTURE,
    # "*" is what every tag may have; left out, that is `lang` and `title`.
    attributes={"*": set()} | {tag: set(names) for tag, names in ALLOWED.items() if names},
    attribute_filter=_attribute,
    url_schemes=set(SCHEMES),
    url_relative="deny",
    link_rel="nofollow ugc noopener",
    clean_content_tags={"script", "style"},
    strip_comments=True,
)
