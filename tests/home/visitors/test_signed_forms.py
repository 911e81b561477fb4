from datetime import timedelta

from django.utils import timezone

from home.visitors.signed_forms import form_token, made_at


def test_the_moment_is_read_from_the_token_of_that_form_only():
    moment = timezone.now().replace(microsecond=0) - timedelta(hours=1)
    token = form_token("comments-12", moment)
    assert made_at(token, "comments-12") == moment
    assert made_at(token, "comments-13") is None


def test_what_nobody_signed_is_no_token():
    token = form_token("comments-12")
    forged = f"{int(token.partition(':')[0]) - 60}:{token.partition(':')[2]}"
    assert [made_at(value, "comments-12") for value in ("", "12", forged, token + "x")] == [None] * 4
