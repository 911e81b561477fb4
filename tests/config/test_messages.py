"""Catalogues are compiled and checked without GNU gettext, for those who only have Python."""

import gettext
import os

import pytest

from config.messages import catalogues, compile_catalogue, gaps, used_messages

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


@pytest.fixture
def catalogue(tmp_path):
    def write(entries):
        path = tmp_path / "de" / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{HEADER}\n{entries}\n", encoding="utf-8")
        return path

    return write


def test_a_compiled_catalogue_speaks(catalogue):
    source = catalogue(
        'msgid "places"\nmsgstr "Orte"\n\nmsgctxt "verb"\nmsgid "open"\nmsgstr "öffnen"\n\n'
        'msgid "%(n)d seat"\nmsgid_plural "%(n)d seats"\n'
        'msgstr[0] "%(n)d Platz"\nmsgstr[1] "%(n)d Plätze"\n\n'
        '#, fuzzy\nmsgid "unsure"\nmsgstr "unsicher"\n'
    )
    assert compile_catalogue(source) is True
    with source.with_suffix(".mo").open("rb") as file:
        german = gettext.GNUTranslations(file)

    assert german.gettext("places") == "Orte"
    assert german.pgettext("verb", "open") == "öffnen"
    assert german.ngettext("%(n)d seat", "%(n)d seats", 3) == "%(n)d Plätze"
    assert german.gettext("unsure") == "unsure"


def test_only_what_changed_is_compiled(catalogue):
    source = catalogue('msgid "places"\nmsgstr "Orte"')
    compile_catalogue(source)
    assert compile_catalogue(source) is False

    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_catalogue(source) is True


def test_gaps_are_named(catalogue, tmp_path):
    source = catalogue(
        'msgid "whole"\nmsgstr "ganz"\n\nmsgid "empty"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "unsure"\nmsgstr "unsicher"\n\n'
        '#, python-format\nmsgid "for %(name)s"\nmsgstr "für %(nam)s"\n\n'
        'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "eins"\nmsgstr[1] ""'
    )
    assert catalogues(tmp_path) == [source]
    found = list(gaps(source, {("", "whole"), ("", "new"), ("verb", "whole")}))

    assert [line for line in found if "for %(name)s" not in line] == [
        "de: not translated: 'empty'",
        "de: fuzzy: 'unsure'",
        "de: not translated: 'one'",
        "de: missing: 'new'",
        "de: missing: 'whole' (context 'verb')",
    ]
    assert sum("for %(name)s" in line for line in found) == 1


def test_messages_are_found_in_code_and_templates(tmp_path):
    code = tmp_path / "models.py"
    code.write_text(
        "a = _('first')\nb = gettext_lazy(\n    'two '\n    'lines'\n)\n"
        "c = ngettext('seat', 'seats', 2)\nd = pgettext_lazy('verb', 'open')\ne = other('no message')\n"
    )
    template = tmp_path / "page.html"
    template.write_text(
        "{% load i18n %}<p class=\"it's\">{% translate 'in a template' %}\n"
        "    {% blocktranslate trimmed count n=x %}\n      One <b>place</b>\n"
        "    {% plural %}\n      {{ n }} places\n    {% endblocktranslate %}"
        "{% translate 'close' context 'verb' as word %}</p>"
    )

    assert used_messages([code]) == {("", "first"), ("", "two lines"), ("", "seat"), ("verb", "open")}
    assert used_messages([template]) == {
        ("", "in a template"),
        ("", "One <b>place</b>"),
        ("verb", "close"),
    }
