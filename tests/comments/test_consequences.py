"""What a decision changes besides the state of a comment: counts, mails to come, other people's words."""

import pytest

from comments import tokens
from comments.markup.characters import one_line
from comments.models import Thread
from comments.services import moderate
from comments.services.confirm import confirm

from .outcome import mails

pytestmark = pytest.mark.django_db


def test_whoever_sent_spam_hears_of_no_answers(public, moderator):
    comment = public(notify=True)
    moderate.mark_spam(comment.pk, user=moderator)
    comment.refresh_from_db()
    assert (comment.status, comment.notify) == ("spam", False)
    assert Thread.objects.get().total == 0


def test_a_known_writer_counts_at_once(write, public, settings_row):
    public(email="kessens@example.org")
    settings_row.pass_known = True
    settings_row.save()
    comment = write(text="Noch eine Frage.")
    assert Thread.objects.get().total == 1
    confirm(comment.pk, settings=settings_row)
    assert Thread.objects.get().total == 2
    assert Thread.objects.get().approved == {"de": 2}


def test_staff_answers_once_with_the_same_words_and_again_with_others(public, moderator, staff):
    asked = public()
    values = {"user": moderator, "role": "staff", "name": "Ida Vos", "language": "de"}
    first = moderate.answer(asked.pk, text="Danke!", **values)
    assert moderate.answer(asked.pk, text="Danke!", **values).pk == first.pk
    second = moderate.answer(asked.pk, text="Und noch etwas.", **values)
    assert second.pk != first.pk
    other = moderate.answer(asked.pk, text="Danke!", **values | {"user": staff()})
    assert other.pk not in (first.pk, second.pk)
    assert asked.direct_answers.count() == 3


def test_an_answer_of_staff_is_counted_traced_and_told(public, moderator):
    asked = public(notify=True)
    answer = moderate.answer(
        asked.pk, user=moderator, role="staff", name="Ida Vos", text="Danke!", language="de"
    )
    assert Thread.objects.get().total == 2
    assert answer.traces.filter(action="answered", user=moderator).exists()
    assert mails() == [("hoekstra@example.org", "Jemand hat auf Ihren Kommentar geantwortet")]


def test_names_keep_the_joiners_that_their_script_needs():
    """RFC 5892, appendix A: Persian and Indic names need them; after Latin letters they hide."""
    assert one_line("علی\u200cرضا") == "علی\u200cرضا"
    assert one_line("क\u200dष") == "क\u200dष"
    assert one_line("An\u200cna") == "Anna"


@pytest.mark.parametrize(("language", "words"), [("de", "Kommentar"), ("nl", "reactie")])
def test_pages_of_the_writer_speak_their_language_and_stay_private(client, public, language, words):
    comment = public(language)
    answer = client.get(tokens.path("own", comment))
    assert f'<html lang="{language}"' in answer.text
    assert words in answer.text
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
