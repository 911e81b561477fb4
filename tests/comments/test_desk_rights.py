"""What no role may do at the moderators' desk, by direct requests, and what bulk actions leave alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from post_office.models import Email

from comments.models import Comment, Report, Thread
from config.setup import roles
from tests.forms import sent_untouched

from .reader import soup_of

pytestmark = pytest.mark.django_db

# Role → may read along, may decide, may open and close conversations.
RIGHTS = {
    roles.EDITORS: (True, False, True),
    roles.TRANSLATORS_DE: (False, False, False),
    roles.TRANSLATORS_NL: (False, False, False),
    roles.ORGANISERS: (False, False, False),
    roles.MODERATORS: (True, True, True),
    roles.ADMINISTRATORS: (True, True, True),
}


def refused(response) -> bool:
    return response.status_code == 403 or (response.status_code == 302 and response.url == "/admin/")


def bulk(client, decision, query="", **data):
    data = {"decision": decision, "seen_at": timezone.now().isoformat()} | data
    return client.post(f"{reverse('comments_queue:bulk')}?{query}", data)


def states():
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


@pytest.mark.parametrize("role", RIGHTS)
def test_by_direct_requests_each_role_does_only_what_it_may(client, staff, waiting, role):
    comment = waiting()
    report = Report.objects.create(
        comment=comment, ground="insult", explanation="Weil.", language="de", email="beyer@example.org"
    )
    reads, decides, closes = RIGHTS[role]
    staff(role)
    for name, args in (("index", []), ("index_results", []), ("inspect", [comment.pk])):
        response = client.get(reverse(f"comments_queue:{name}", args=args))
        assert refused(response) is not reads, name
        assert ("hoekstra@example.org" in response.content.decode()) is (decides and name == "inspect")
    assert refused(client.get(reverse("comments_reports:index"))) is not decides
    assert refused(client.get(reverse("comments_reports:inspect", args=[report.pk]))) is not decides
    if not decides:
        data = {
            "reason": "other",
            "role": "staff",
            "author": "X",
            "text": "X",
            "language": "de",
            "sure": "on",
        }
        data["seen_at"] = timezone.now().isoformat()
        for action in ("approve", "reject", "spam", "answer", "correct", "erase"):
            url = reverse("comments_queue:act", args=[comment.pk, action])
            assert refused(client.post(url, {f"{action}-{name}": value for name, value in data.items()}))
        for decision in ("approve", "reject", "spam"):
            assert refused(bulk(client, decision, id=[comment.pk], reason="other"))
            assert refused(bulk(client, decision, everything="1", sure="1", reason="other"))
        decision = {"decision": "uphold", "statement": "X", "reason": "other"}
        assert refused(client.post(reverse("comments_reports:decide", args=[report.pk]), decision))
        assert (
            reverse("comments_queue:inspect", args=[comment.pk]) not in client.get("/admin/").content.decode()
        )
    if not closes:
        assert refused(client.post(reverse("comments_threads:close", args=[comment.thread_id])))
        assert refused(
            client.post(reverse("comments_threads:edit", args=[comment.thread_id]), {"mode": "closed"})
        )
        of_page = reverse("comments_threads:of_page", args=[comment.page_id])
        assert refused(client.post(of_page, {"mode": "off"}))
    if role == roles.MODERATORS:
        # They moderate; how comments work on the site is set by administrators, from a page by its editors.
        of_page = reverse("comments_threads:of_page", args=[comment.page_id])
        assert refused(client.post(of_page, {"mode": "off"}))
        settings = reverse("wagtailsettings:edit", args=["comments", "commentsettings"])
        assert refused(client.get(settings))
    comment.refresh_from_db()
    report.refresh_from_db()
    assert (comment.status, comment.body, report.status) == (
        "pending",
        "Bei uns ist der Hof seit Mai offen.",
        "open",
    )
    assert (Thread.objects.get().mode, Comment.objects.count(), Email.objects.count()) == ("auto", 1, 0)


def test_visitors_are_sent_to_the_login(client, waiting):
    comment = waiting()
    for url in (
        reverse("comments_queue:index"),
        reverse("comments_queue:act", args=[comment.pk, "approve"]),
        reverse("comments_queue:bulk"),
        reverse("comments_threads:close", args=[comment.thread_id]),
        reverse("comments_threads:of_page", args=[comment.page_id]),
    ):
        assert client.post(url).url.startswith("/admin/login/"), url


@pytest.mark.parametrize("model", ["comments_queue", "comments_reports", "comments_threads"])
def test_nothing_is_added_or_deleted_by_hand(model):
    for name in ("add", "delete", "copy"):
        with pytest.raises(NoReverseMatch):
            reverse(f"{model}:{name}", args=[] if name == "add" else [1])


def test_many_are_decided_with_one_click_and_only_those_that_can_be(client, staff, waiting, public):
    """The state is looked at beside the right: what is public or withdrawn stays as it is."""
    staff()
    first, second, left = waiting(), waiting("nl"), waiting()
    withdrawn = waiting(status="withdrawn")
    bulk(client, "approve", id=[first.pk, second.pk, withdrawn.pk])
    assert states() == ["approved", "approved", "pending", "withdrawn"]
    bulk(client, "reject", id=[left.pk])
    bulk(client, "spam")
    assert states()[2] == "pending"
    bulk(client, "reject", id=[left.pk, withdrawn.pk], reason="insult", sure="1")
    assert (states()[2:], Comment.objects.get(pk=left.pk).reason) == (["rejected", "withdrawn"], "insult")


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("de", "Bitte wählen Sie einen Grund: Wer die Kommentare geschrieben hat, erfährt ihn."),
        ("nl", "Kies een reden: de schrijvers krijgen die te lezen."),
    ],
)
def test_a_decision_that_lacks_its_reason_keeps_what_was_ticked(client, staff, waiting, language, asked):
    staff(language=language)
    ticked, left = waiting(text="Eins <b>fett</b> &lt;3"), waiting(text="Zwei")
    response = bulk(client, "reject", "status=pending", id=[ticked.pk])
    assert (response.status_code, states()) == (422, ["pending", "pending"])
    soup = soup_of(response)
    assert asked in soup.get_text()
    boxes = {box["value"]: box.has_attr("checked") for box in soup.select("input[name=id]")}
    assert boxes == {str(ticked.pk): True, str(left.pk): False}
    # The words stand there as readers see them.
    assert soup.select_one(f"#name-{ticked.pk} ~ .desk-words").get_text() == "Eins fett <3"

    form = soup.select_one("form.desk")
    sent = sent_untouched(form) | {"decision": "reject", "reason": "insult", "sure": "1"}
    assert client.post(form["action"], sent).status_code == 302
    assert states() == ["rejected", "pending"]


@pytest.mark.parametrize(
    ("language", "spam", "reject"),
    [
        ("de", "Niemand wird benachrichtigt. Nach 30 Tagen", "erhält eine E-Mail mit der Begründung"),
        ("nl", "Niemand krijgt bericht. Na 30 dagen", "krijgen een e-mail met de reden"),
    ],
)
def test_refusing_is_asked_once_and_says_what_happens(client, staff, waiting, language, spam, reject):
    staff(language=language)
    first, second = waiting(), waiting()
    for decision, words in (("spam", spam), ("reject", reject)):
        asked = bulk(client, decision, id=[first.pk, second.pk], reason="insult")
        assert words in asked.content.decode()
        assert states() == ["pending", "pending"]
    form = soup_of(asked).select_one(".desk-screen form")
    typed = {}
    for field in form.select("input"):
        typed.setdefault(field["name"], []).append(field["value"])
    client.post(form["action"], typed)
    assert states() == ["rejected", "rejected"]


def test_all_of_the_list_means_the_filtered_list_as_it_was_shown(client, staff, waiting, public, now):
    staff()
    for language in ("de", "nl", "nl"):
        waiting(language)
    stays = public("nl")
    late, edited = waiting("nl"), waiting("nl")
    Comment.objects.filter(pk=late.pk).update(created_at=now + timedelta(minutes=1))
    Comment.objects.filter(pk=edited.pk).update(edited_at=now + timedelta(minutes=1))
    data = {"everything": "1", "seen_at": now.isoformat()}

    asked = bulk(client, "spam", "status=pending&language=nl", **data)
    assert asked.status_code == 200
    assert asked.context["number"] == 3
    assert states() == ["pending"] * 3 + ["approved"] + ["pending"] * 2
    bulk(client, "spam", "status=pending&language=nl", sure="1", **data)
    assert states() == ["pending", "spam", "spam", "approved", "pending", "pending"]
    # A filter that is not understood would leave everything.
    bulk(client, "spam", "language=xx", sure="1", **data)
    bulk(client, "approve", "q=gibt-es-nicht", sure="1", **data)
    assert states() == ["pending", "spam", "spam", "approved", "pending", "pending"]
    assert Comment.objects.get(pk=stays.pk).is_public


def test_the_list_costs_the_same_for_ten_and_for_hundreds(client, staff, waiting):
    staff()
    model = waiting()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert (
                client.get(reverse("comments_queue:index") + "?status=pending&language=de").status_code == 200
            )
        return len(captured)

    def more(number):
        values = {"thread": model.thread, "page": model.page, "language": "de", "status": "pending"}
        Comment.objects.bulk_create(
            Comment(**values, name="X", body=f"{n}", body_html=f"<p>{n}</p>") for n in range(number)
        )

    more(9)
    queries()
    few = queries()
    more(290)
    assert queries() == few
    assert few <= 16
