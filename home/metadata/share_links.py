"""What the end of a page offers for passing it on: its citation, a mail that is begun, its address.

No service of anybody else and no script: a `mailto:` address (RFC 6068) and a field to copy from.
"""

from urllib.parse import quote, urlencode

from home.metadata.citations import Citation

LINE_BREAK = "\r\n"  # as RFC 6068 has it in a body


def passing_on(citation: Citation, *, subject: str, intro: str) -> dict[str, str]:
    """The variables of components/share.html; subject and intro are in the language of the page.

    Empty where the page has no address yet, as in the preview of a new one.
    """
    if not citation.url:
        return {}
    facts = ", ".join(part for part in (citation.date, citation.place) if part)
    text = [intro, "", citation.title, *([facts] if facts else []), "", citation.url]
    query = {"subject": " ".join(subject.split()), "body": LINE_BREAK.join(text)}
    return {
        "citation": str(citation),
        "mail_url": f"mailto:?{urlencode(query, quote_via=quote, safe='')}",
        "url": citation.url,
    }
