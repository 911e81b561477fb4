"""Rows from before privacy held for all languages: the strictest holds for all, once and for good."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction

from config.setup.network import privacy
from home.localize.restrictions import OPEN, Rule, align, rules_in_force, strictest
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def dutch(network, article):
    return factories.translate(article, network.nl, title="Het schoolplein blijft open", slug="schoolplein")


def close(page, kind="login", password="", groups=()):
    """As older versions stored it: for this page only."""
    (row,) = PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=page, restriction_type=kind, password=password)]
    )
    through = PageViewRestriction.groups.through
    through.objects.bulk_create(through(pageviewrestriction_id=row.pk, group_id=group.pk) for group in groups)


@pytest.mark.parametrize("closed", ["de", "nl"])
def test_what_is_closed_in_one_language_is_closed_in_both(client, article, dutch, closed):
    page, other = (article, dutch) if closed == "de" else (dutch, article)
    close(page)
    assert [client.get(one.url).status_code for one in (page, other)] == [302, 200]
    assert align() == [Page.objects.get(pk=other.pk)]
    assert [client.get(one.url).status_code for one in (page, other)] == [302, 302]
    assert align() == []


def test_below_a_closed_page_as_well(client, network):
    above = factories.standard_page(network.home["de"], title="Mitglieder")
    below = factories.standard_page(above, title="Protokolle")
    leden = factories.translate(above, network.nl, title="Leden", slug="leden")
    notulen = factories.translate(below, network.nl, title="Notulen", slug="notulen")
    close(above)
    assert client.get(notulen.url).status_code == 200
    align()
    assert [client.get(one.url).status_code for one in (above, below, leden, notulen)] == [302] * 4
    assert align() == []


def test_the_strictest_holds(article, dutch):
    board, staff = Group.objects.create(name="Vorstand"), Group.objects.create(name="Büro")
    close(article, "password", "linde")
    close(dutch, "groups", groups=[board, staff])
    assert align() == [Page.objects.get(pk=article.pk)]
    rules = set(rules_in_force().values())
    assert rules == {Rule("groups", groups=frozenset({board.pk, staff.pk}))}
    assert PageViewRestriction.objects.count() == 2


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        ([], OPEN),
        ([OPEN, Rule("password", "linde")], Rule("password", "linde")),
        ([Rule("login"), Rule("password", "linde")], Rule("login")),
        ([Rule("password", "linde"), Rule("password", "esche")], Rule("password", "linde")),
        (
            [
                Rule("groups", groups=frozenset({1, 2})),
                Rule("groups", groups=frozenset({2, 3})),
                Rule("login"),
            ],
            Rule("groups", groups=frozenset({2})),
        ),
    ],
)
def test_which_rule_is_the_strictest(rules, wanted):
    assert strictest(rules) == wanted


def test_setting_the_site_up_says_what_it_closes(article, dutch):
    close(article)
    made = []
    privacy(made)
    assert made == [
        f"privacy of Het schoolplein blijft open ({dutch.url}), closed as strictly as its other language"
    ]
    privacy(made)
    assert len(made) == 1


def test_an_open_site_has_nothing_to_close(article, dutch):
    assert align() == []
