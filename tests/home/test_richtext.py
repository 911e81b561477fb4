"""A phrase in another language: chosen in the editor, kept in the database, shown as it is."""

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import expand_db_html

MARKED = '<p data-block-key="a1">Eine <span lang="en">learning community</span> lernt.</p>'


@pytest.mark.parametrize("code", ["de", "nl", "en"])
def test_the_editor_keeps_the_mark(code):
    html = MARKED.replace('"en"', f'"{code}"')
    converter = ContentstateConverter(["bold", f"lang-{code}"])
    assert converter.to_database_format(converter.from_database_format(html)) == html


def test_the_page_shows_the_mark():
    assert '<span lang="en">learning community</span>' in expand_db_html(MARKED)


def test_a_mark_that_is_not_allowed_is_dropped_and_its_words_stay():
    converter = ContentstateConverter(["bold"])
    assert "lang=" not in converter.to_database_format(converter.from_database_format(MARKED))
    assert "learning community" in converter.to_database_format(converter.from_database_format(MARKED))
