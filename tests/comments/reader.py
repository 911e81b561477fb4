"""What a reader with a browser sees and sends."""

from datetime import timedelta

from bs4 import BeautifulSoup

from comments.forms import StampedForm


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


def typed(page, now, **values):
    return {
        "name": "Bernd Kessens",
        "email": "kessens@example.org",
        "text": "Wer haftet, wenn etwas passiert?",
        "privacy": "on",
        "token": StampedForm.token_for(page.pk, now - timedelta(seconds=20)),
        "website": "",
        "answers": "",
    } | values
