"""Where a link leads, where its words say something else."""

import re
import unicodedata
from urllib.parse import urlsplit

# A host as people write it, in letters of any script; not the file at the end of an address.
_HOST = re.compile(r"(?:(?<=//)|(?<![\w/?#=&.-]))(?:[\w-]+\.)+[^\W\d_][\w-]+")


def named_host(target: str, words: str) -> str:
    """Return the host of the target as the DNS has it, to be shown after a link; "" where its words name it.

    They do not where they look like another address. A host in letters beyond ASCII is always named:
    `аррӏе.com` in Cyrillic letters is `xn--80ak6aa92e.com` (Unicode Technical Standard 39).
    """
    host = (urlsplit(target).hostname or "").removeprefix("www.")
    named = {
        found.lower().removeprefix("www.") for found in _HOST.findall(unicodedata.normalize("NFKC", words))
    }
    is_international = any(label.startswith("xn--") for label in host.split("."))
    return host if named - {host} or (is_international and host not in named) else ""
