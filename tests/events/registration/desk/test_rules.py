"""How a call runs: rules, words and questions on one screen."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_rules_words_and_questions_on_one_screen(client, organiser, network, rules, series):
    """A question is worded in both languages, with as many choices (domain.md#questions)."""
    url = reverse("calls:edit", args=[rules.pk])
    data = {
        "registrant": "organisation",
        "choice": "both",
        "min_people": 2,
        "max_people": 3,
        "second": "review",
        "confirm_hours": 24,
        "offer_hours": 24,
        "change_days": 2,
        "cancel_days": 14,
        "fee_kind": "share",
        "fee_partner": "50",
        "fee_other": "80",
        "remind_days": 5,
        "thank": "on",
        "retention_days": 180,
        "unconfirmed_per_sender": 3,
        "texts-TOTAL_FORMS": 1,
        "texts-INITIAL_FORMS": 0,
        "texts-0-locale": network.de.pk,
        "texts-0-introduction": "Willkommen",
        "texts-0-consent": "Ich stimme zu.",
        "questions-TOTAL_FORMS": 1,
        "questions-INITIAL_FORMS": 0,
        "questions-0-kind": "text",
        "questions-0-required": "on",
        "questions-0-ORDER": 1,
        "questions-0-texts-TOTAL_FORMS": 2,
        "questions-0-texts-INITIAL_FORMS": 0,
        "questions-0-texts-0-locale": network.de.pk,
        "questions-0-texts-0-label": "Kennen Sie das Quartier?",
        "questions-0-texts-1-locale": network.nl.pk,
        "questions-0-texts-1-label": "Kent u de wijk?",
    }
    for wrong in (
        {"fee_other": "120"},  # percent
        {"questions-0-texts-TOTAL_FORMS": 1},
        {"questions-0-kind": "choice", "questions-0-texts-0-choices": "ja\nnein"},
    ):
        assert client.post(url, data | wrong).status_code == 200
        assert not rules.questions.exists()
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.content.decode()
    rules.refresh_from_db()
    assert (rules.choice, rules.min_people, rules.consent_version) == ("both", 2, 2)
    assert (rules.fee_kind, rules.fee_partner, rules.fee_other) == ("share", 50, 80)
    assert rules.texts.get().introduction == "Willkommen"
    labels = {text.label for text in rules.questions.get().texts.all()}
    assert labels == {"Kennen Sie das Quartier?", "Kent u de wijk?"}
