"""What stands below a page, in which language and on which of its pages; and whose page takes comments."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from wagtail.models import Page, PageViewRestriction, Site

from comments import conversation
from comments.conversation import Conversation
from comments.models import CommentSettings, Thread
from comments.page_state import PageState
from comments.requests import readable_page

pytestmark = pytest.mark.django_db


def below(page, language="", number=1, **settings) -> Conversation:
    row = CommentSettings.objects.first()
    for name, value in settings.items():
        setattr(row, name, value)
    return Conversation(page, PageState(row, Thread.objects.for_page(page)), language, number)


def words(found: Conversation) -> list[list[str]]:
    """Of each branch: its first comment, then the answers."""
    return [
        [row.body_html.removeprefix("<p>").removesuffix("</p>") for row in (one.comment, *one.answers)]
        for one in found.branches
    ]


@pytest.mark.parametrize(
    ("language", "separate", "shown", "total", "choice"),
    [
        ("", False, ["de", "nl"], 2, ["de", "nl"]),
        ("nl", False, ["nl"], 2, ["de", "nl"]),
        ("xx", False, ["de", "nl"], 2, ["de", "nl"]),
        ("nl", True, ["de"], 1, []),
    ],
)
def test_which_languages_are_shown(public, pages, language, separate, shown, total, choice):
    for code in ("de", "nl"):
        public(code, text=code)
    found = below(pages["de"], language, separate=separate)
    assert words(found) == [[code] for code in shown]
    assert found.total == total
    assert [one["code"] for one in found.languages] == choice
    assert [one["code"] for one in found.languages if one["current"]] == [language] * (language in choice)


def test_one_language_is_no_choice(public, pages, settings_row):
    assert below(pages["de"]).branches == below(pages["de"]).languages == []
    assert below(pages["de"]).paginator is None
    first = public("nl")
    assert below(pages["de"]).languages == []
    public("de", status="pending")
    assert below(pages["de"]).languages == []
    assert below(pages["de"]).counts == {"nl": 1}
    type(first).objects.filter(pk=first.pk).update(status="spam")
    Thread.objects.update(approved={"nl": 0})
    assert below(pages["de"]).branches == []


def test_an_answer_in_another_language_keeps_what_it_answers(public, pages):
    asked = public("nl", text="Vraag")
    public("de", parent=asked, root=asked, text="Antwort")
    public("nl", parent=asked, root=asked, text="Antwoord")
    assert words(below(pages["de"], "de")) == [["Vraag", "Antwort"]]
    type(asked).objects.filter(pk=asked.pk).update(status="withdrawn")
    assert words(below(pages["de"], "de")) == [["Vraag", "Antwort"]]


def test_only_public_answers_stand_below_a_comment(public, pages):
    asked = public(text="Frage")
    for status in ("approved", "pending", "spam"):
        public(parent=asked, root=asked, text=status, status=status)
    public(text="wartet", status="pending")
    assert words(below(pages["de"])) == [["Frage", "approved"]]


@pytest.mark.parametrize(
    ("number", "shown"), [(1, ["0", "1"]), ("2", ["2"]), ("zz", ["0", "1"]), ("9", ["2"])]
)
def test_a_long_conversation_stands_on_several_pages(public, pages, monkeypatch, number, shown):
    monkeypatch.setattr(conversation, "BRANCHES", 2)
    monkeypatch.setattr(conversation, "ON_ONE_PAGE", 4)
    roots = [public(text=str(place)) for place in range(3)]
    public(parent=roots[2], root=roots[2], text="Antwort")
    assert below(pages["de"], number=number).page_obj is None
    assert len(words(below(pages["de"], number=number))) == 3
    monkeypatch.setattr(conversation, "ON_ONE_PAGE", 3)
    found = words(below(pages["de"], number=number))
    assert [branch[0] for branch in found] == shown
    assert [branch[1:] for branch in found if branch[0] == "2"] == [["Antwort"]] * ("2" in shown)


def asked(host="testserver"):
    request = RequestFactory().get("/", headers={"host": host})
    request.user, request.session = AnonymousUser(), {}
    return request


def test_a_page_of_this_site_that_everybody_may_read_takes_comments(pages, network):
    german = pages["de"]
    assert readable_page(asked(), german.pk) == german
    assert readable_page(asked(), german.pk).locale == network.de
    assert readable_page(asked(), Page.objects.get(depth=1).pk) is None
    alias = german.create_alias(parent=network.events["de"], update_slug="noch-einmal")
    assert readable_page(asked(), alias.pk) is None
    restriction = PageViewRestriction.objects.create(page=german.get_parent(), restriction_type="login")
    assert readable_page(asked(), german.pk) is None
    restriction.delete()
    assert readable_page(asked(), german.pk) == german
    type(german).objects.filter(pk=german.pk).update(live=False)
    assert readable_page(asked(), german.pk) is None


def test_without_a_site_no_page_takes_comments(pages, monkeypatch):
    monkeypatch.setattr(Site, "find_for_request", lambda request: None)
    assert readable_page(asked(), pages["de"].pk) is None


def test_a_page_below_no_site_takes_no_comments(pages, network):
    other = Page.objects.get(depth=1).add_child(instance=Page(title="Anderswo", slug="anderswo"))
    assert readable_page(asked(), other.pk) is None
