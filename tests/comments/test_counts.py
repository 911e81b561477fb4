"""How many comments a page has is right on every card and costs no query; two hundred of them cost one."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from authors.models import PageAuthor
from comments.counts import count_of, with_counts
from comments.models import Comment, CommentSettings, TypeRule
from comments.services import author, moderate
from comments.services.locks import lock_thread, recount
from comments.services.submit import Post, submit
from comments.services.threads import set_mode
from comments.signals import thread_changed
from tests import factories
from tests.home.blocks.body_samples import stored

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def queries(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def count(page) -> int:
    return count_of(with_counts(type(page).objects.filter(pk=page.pk).select_related("locale")).get())


def test_two_hundred_comments_in_threads_cost_one_query_more_than_none(client, pages, public, settings_row):
    settings_row.rules_page = settings_row.privacy_page = pages["de"]
    settings_row.save()
    none = queries(client, pages["nl"].url)
    first = public("nl")
    values = {
        "thread": first.thread,
        "page": first.page,
        "status": "approved",
        "published_at": first.published_at,
    }

    def comments(number, **more):
        rows = [Comment(**values, **more, name=f"N {n}", body_html="<p>Ja.</p>") for n in range(number)]
        return Comment.objects.bulk_create(rows)

    roots = comments(49, language="de")
    for root in roots[:15]:
        comments(10, language="nl", root=root, parent=root)
    with transaction.atomic():
        recount(lock_thread(first.thread_id))

    assert queries(client, pages["nl"].url) == none + 1
    html = client.get(pages["nl"].url).content.decode()
    assert html.count('<article id="comment-') == 200
    assert "200 reacties" in html


def test_a_page_without_comments_pays_one_query_whatever_the_site_says(client, pages, settings_row):
    """Settings, thread, rule for this kind of page and the pages that the form points to come at once."""
    plain = queries(client, pages["de"].url)
    TypeRule.objects.create(settings=settings_row, content_type=pages["de"].content_type, enabled=True)
    settings_row.rules_page = settings_row.privacy_page = pages["de"]
    settings_row.save()
    assert queries(client, pages["de"].url) == plain
    html = client.get(pages["nl"].url).content.decode()
    assert f'<a href="{pages["nl"].url}">Onze regels voor reacties</a>' in html
    TypeRule.objects.update(enabled=False)
    assert "comment-form" not in client.get(pages["de"].url).content.decode()


def test_cards_tell_the_number_of_both_languages_and_cost_nothing(
    client, network, pages, public, settings_row
):
    sessions = [
        factories.publish(factories.session(pages["de"], title=f"Sitzung {n}", number=n)) for n in (1, 2)
    ]
    without = queries(client, pages["de"].url)
    for page, number in zip(sessions, (2, 1), strict=True):
        for _n in range(number):
            public("de", page=page)
    assert queries(client, pages["de"].url) == without
    html = client.get(pages["de"].url).content.decode()
    assert '<p class="meta">2 Kommentare</p>' in html
    assert '<p class="meta">1 Kommentar</p>' in html


def test_the_number_follows_the_settings_and_the_thread(network, pages, public, settings_row):
    german, dutch = public("de"), public("nl")
    public("nl")
    assert (count(pages["de"]), count(pages["nl"]), count_of(pages["de"])) == (3, 3, None)
    CommentSettings.objects.update(separate=True)
    assert (count(pages["de"]), count(pages["nl"])) == (1, 2)
    CommentSettings.objects.update(separate=False)
    author.withdraw(dutch.pk)
    assert count(pages["de"]) == 2
    set_mode(german.thread_id, "off")
    assert count(pages["de"]) == 0


def test_articles_carry_comments_their_feed_and_their_number(client, db):
    """Below the article, in its head, and on the card in the list."""
    network = factories.Network(indexes=["news"])
    article = factories.publish(factories.article(network.news["de"]))
    html = client.get(article.url).content.decode()
    assert 'id="comment-form"' in html
    feed = f'title="Kommentare zu „Der Schulhof bleibt offen“" href="/de/kommentare/{article.pk}/feed/"'
    assert feed not in html
    comment = submit(
        article,
        Post(name="Ida Vos", email="chief@example.org", text="Sehr gut."),
        settings=CommentSettings.for_site(network.site),
        user=factories.superuser(),
        moderates=True,
    )
    assert comment.is_public
    assert feed in client.get(article.url).content.decode()
    assert "1 Kommentar</p>" in client.get(network.news["de"].url).content.decode()


def test_teasers_lead_stories_and_the_cards_of_an_author_tell_it_too(client, db):
    network = factories.Network()
    person = factories.author(network.authors["de"])
    series = factories.publish(factories.series(network.events["de"]))
    session = factories.publish(factories.session(series))
    article = factories.publish(factories.article(network.news["de"]))
    settings = CommentSettings.for_site(network.site)
    post = Post(name="Ida Vos", email="chief@example.org", text="Sehr gut.")
    user = factories.superuser()
    for page in (article, series, session):
        page.page_authors.add(PageAuthor(author=person))
        factories.publish(page)
        submit(page, post, settings=settings, user=user, moderates=True)
    home = network.home["de"]
    home.sections = stored(
        [
            (
                "lead",
                {
                    "story": article.pk,
                    "news": network.news["de"].pk,
                    "title": "",
                    "calendar": None,
                    "count": 4,
                },
            )
        ]
    )
    factories.publish(home)
    about = factories.standard_page(
        home, body=stored([("teaser", {"target": page.pk}) for page in (article, series, session)])
    )
    assert client.get(home.url).text.count("1 Kommentar</p>") == 1
    assert client.get(about.url).text.count("1 Kommentar</p>") == 3
    assert client.get(person.url).text.count("1 Kommentar</p>") == 3


def test_whatever_readers_see_changes_is_told_in_one_place(public, moderator, settings_row):
    """For the page cache: comments.signals.thread_changed, inside the transaction."""
    told = []

    def listen(sender, thread, **kwargs):
        told.append(thread.pk if thread else None)
        assert connection.in_atomic_block

    thread_changed.connect(listen)
    try:
        comment = public()
        told.clear()
        steps = [
            lambda: moderate.reject(comment.pk, user=moderator, reason="other"),
            lambda: moderate.approve(comment.pk, user=moderator),
            lambda: moderate.mark_spam(comment.pk, user=moderator),
            lambda: moderate.approve(comment.pk, user=moderator),
            lambda: moderate.correct(comment.pk, user=moderator, text="Neu.", language="de"),
            lambda: moderate.answer(
                comment.pk, user=moderator, role="staff", name="Ida", text="Ja.", language="de"
            ),
            lambda: set_mode(comment.thread_id, "closed"),
            lambda: author.withdraw(comment.pk),
            lambda: moderate.erase(comment.pk, user=moderator),
        ]
        for step in steps:
            step()
        assert told == [comment.thread_id] * len(steps)
        set_mode(comment.thread_id, "closed")
        assert len(told) == len(steps)
        settings_row.save(update_fields=["digest_sent_at"])
        settings_row.save()
        assert told[len(steps) :] == [None]
    finally:
        thread_changed.disconnect(listen)
