"""Words of one language that stand on a page as if they were of another."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import py3langid
from django.conf import settings
from django.utils.translation import trans_real
from lxml import html

INLINE = {"a", "abbr", "b", "bdi", "cite", "data", "del", "em", "i", "img", "ins", "input", "mark", "picture"}
INLINE |= {"q", "s", "small", "source", "span", "strong", "sub", "sup", "time", "u", "wbr"}
# An address is written as its own post writes it.
LEFT_OUT = {"script", "style", "svg", "code", "template", "noscript", "textarea", "address"}
SAID = ("alt", "aria-label", "title", "placeholder")  # attributes that are read to somebody
ENOUGH = 8  # words, for a detector
CODES = tuple(code for code, _name in settings.LANGUAGES)
ENGLISH = "en"
WITH_MORE_CATALOGUES = ("fr", "es")  # whose keys tell what else is a message
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def texts(page: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """(language, text) of each block of a page; what is marked as another language inside it is a text of its
    own."""
    stack = [(page, page.get("lang", ""))]
    while stack:
        block, language = stack.pop()
        found = defaultdict(list)
        _read(block, block.get("lang", language), found, stack)
        for code, words in found.items():
            yield code, clean("".join(words))


def pieces(page: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """(language, text) of each single run of text and of each attribute that is read to somebody."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in LEFT_OUT:
            continue
        language = element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
        yield language, clean(element.text or "")
        for name in SAID:
            yield language, clean(element.get(name, ""))
        for child in element:
            yield language, clean(child.tail or "")


def clean(text: str) -> str:
    """Text with single blanks, without the characters that only tell where a line may break."""
    return " ".join(re.sub("[\u00ad\u200b\u2060]", "", text).split())


@cache
def detector():
    """It chooses between the languages of the site and English."""
    py3langid.set_languages([*CODES, ENGLISH])
    return py3langid.classify


def foreign_blocks(pages: Iterable[html.HtmlElement], names: Iterable[str] = ()) -> list[str]:
    """Texts of eight words or more that a detector takes for another language than the one they are marked
    with, names left out, as `marked, found: text`."""
    names = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "$^")
    found = {}
    for language, text in {text for page in pages for text in texts(page)}:
        words = names.sub("", text)
        if len(re.findall(r"[^\W\d_]{2,}", words)) >= ENOUGH and language in CODES:
            detected, _score = detector()(words)
            if detected != language:
                found[text] = f"{language}, {detected}: {text}"
    return sorted(found.values())


@cache
def catalogue(language: str) -> dict[str, str]:
    """English message -> message of that language, from every installed package; plurals one by one."""
    messages = trans_real.translation(language)._catalog
    found = {}
    for catalog in messages._catalogs:
        for key, value in catalog.items():
            name = key[0] if isinstance(key, tuple) else key
            found.setdefault(name.rpartition("\x04")[2], set()).add(value)
    return found


@cache
def messages(language: str) -> frozenset[str]:
    return frozenset(clean(text) for values in catalogue(language).values() for text in values)


@cache
def english() -> frozenset[str]:
    return frozenset(clean(name) for code in (*CODES, *WITH_MORE_CATALOGUES) for name in catalogue(code))


def foreign_messages(pages: Iterable[html.HtmlElement]) -> list[str]:
    """Runs of text that are a message of the other language or an English one, and none of the language they
    are marked with, as `marked, found: text`."""
    found = []
    for language, text in sorted({piece for page in pages for piece in pieces(page)}):
        if language not in CODES or text in messages(language) or not re.search(r"[^\W\d_]{2}", text):
            continue
        others = [code for code in CODES if code != language and text in messages(code)]
        others += [ENGLISH] if text in english() else []
        found += [f"{language}, {', '.join(others)}: {text}"] if others else []
    return found


def _read(element, language, found, stack):
    """Add an element's own words; leave the blocks inside it to the stack."""
    for name in SAID:
        if element.get(name):
            found[language].append(f" {element.get(name)} . ")
    found[language].append(element.text or "")
    for child in element:
        own = child.get("lang", language) if isinstance(child.tag, str) else language
        if isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            if child.tag not in INLINE:
                stack.append((child, own))
            else:
                _read(child, own, found, stack)
        found[language].append(child.tail or "")
