"""Message catalogues without GNU gettext: compile them, and find what is not translated."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

# The functions of django.utils.translation that mark a message.
KEYWORDS = [
    f"{prefix}gettext{suffix}" for prefix in ("", "n", "p", "np") for suffix in ("", "_lazy", "_noop")
] + ["_"]


def catalogues(folder: Path) -> list[Path]:
    """The .po files below a locale folder, such as `site/locale`."""
    return sorted(folder.glob("*/LC_MESSAGES/*.po"))


def compile_catalogue(source: Path) -> bool:
    """Write the .mo file beside a .po file; False when the one that is there is as new as its source."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    # Written aside and renamed: another process may be reading the old one.
    written = target.with_suffix(".mo.new")
    with written.open("wb") as file:
        write_mo(file, read(source))
    written.replace(target)
    return True


def gaps(source: Path, used: set[tuple[str, str]]) -> Iterator[str]:
    """One line for each message of a catalogue that is missing, fuzzy, not translated or lost a placeholder.

    `used` holds what the code says, as `used_messages` finds it.
    """
    catalogue = read(source)
    language = source.parts[-3]
    known = set()
    for message in catalogue:
        if not message.id:
            continue
        name = _first(message.id)
        known.add((message.context or "", name))
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        if message.fuzzy:
            yield f"{language}: fuzzy: {name!r}"
        elif not all(strings) or (message.pluralizable and len(strings) != catalogue.num_plurals):
            yield f"{language}: not translated: {name!r}"
        else:
            for error in message.check(catalogue):
                yield f"{language}: {error}: {name!r}"
    for context, name in sorted(used - known):
        yield f"{language}: missing: {name!r}" + (f" (context {context!r})" if context else "")


def read(source: Path) -> Catalog:
    """A parsed .po file; the language is the name of its folder."""
    with source.open("rb") as file:
        return read_po(file, locale=source.parts[-3], abort_invalid=True)


def used_messages(files: list[Path]) -> set[tuple[str, str]]:
    """The messages in Python files and templates, as (context, text); the context is empty where none is."""
    found = set()
    for path in files:
        text = path.read_text()
        if path.suffix != ".py":
            # Django makes calls of gettext between filler words of it; their indentation means nothing.
            text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
        for _line, function, arguments, _comments in extract_python(
            BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"}
        ):
            given = arguments if isinstance(arguments, tuple) else (arguments,)
            has_context = function.startswith(("pgettext", "npgettext"))
            context, name = given[:2] if has_context else ("", given[0])
            if name:
                found.add((context or "", name))
    return found


def _first(ids: str | tuple[str, ...]) -> str:
    return ids if isinstance(ids, str) else ids[0]
