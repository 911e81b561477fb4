"""One object of everything that the admin changes, and every URL of the admin that takes a POST for it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product

from django.contrib.auth.models import Group
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.documents import get_document_model
from wagtail.models import Collection, Task, Workflow
from wagtail_localize.models import TranslationSource

from comments.models import Comment, CommentSettings, Report, Thread
from config.setup import roles
from events.models import AudienceTerm, EventKind, SessionSeats
from events.registration import services
from events.registration.models import CallRules
from home.models import Organisation, Synonym
from tests import factories

# Only ask, preview or belong to the account of whoever is signed in.
ASKING = (
    "account_",
    "mfa_",
    "wagtailadmin_api",
    "wagtailadmin_error_test",
    "wagtailadmin_explore",
    "wagtailadmin_choose",
    "wagtailadmin_tag",
    "wagtailadmin_account",
    "wagtailadmin_logout",
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_editing_sessions",
    "wagtailembeds",
    "wagtailsearchpromotions:chooser",
    "wagtailimages:preview",
    "wagtailimages_chooser:select_format",
    "wagtail_localize:preview",
    "wagtail_localize:snippets_api",
    "wagtail_localize:download_pofile",
    "wagtailsettings:preview",
    "wagtailadmin_pages:preview",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:type_use",
    "wagtailadmin_pages:choose_parent",
    "wagtailadmin_pages:usage",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:add_subpage",
    "wagtailadmin_pages:revisions_view",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:revisions_index",
    "wagtailadmin_pages:workflow_",
    "wagtailadmin_pages:collect_workflow",
    "wagtailadmin_pages:history",
    "wagtailadmin_workflows:task_chosen",
    "wagtailadmin_workflows:select_task_type",
)
# Needs what only a page in a workflow, an upload under way or a second kind of task has.
UNTRIED = {
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtaildocs:create_multiple_from_uploaded_document",
    "wagtaildocs:delete_upload_multiple",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:delete_upload_multiple",
}


@dataclass
class World:
    """What stands in the places of a URL: for parameters by name, for those called pk by model, and for some
    URLs all parameters at once."""

    by_name: dict[str, dict] = field(default_factory=dict)
    by_model: dict[str, object] = field(default_factory=dict)
    fixed: dict[str, dict[str, dict]] = field(default_factory=dict)

    @classmethod
    def build(cls):
        network = factories.Network()
        chief = factories.superuser()
        article = factories.publish(factories.article(network.news["de"]))
        translation = factories.request_translation(article, network.nl)
        translation.save_target(publish=False)
        dutch = article.get_translation(network.nl)
        dutch.get_latest_revision().publish()
        series = factories.series(network.events["de"], registration_mode="form", default_capacity=4)
        factories.publish(series)
        factories.request_translation(series, network.nl)
        session = factories.session(series, start_date=timezone.localdate() + timedelta(days=60))
        pages = {
            "article": article,
            "dutch": dutch,
            "dutch draft": series.get_translation(network.nl),
            "session": factories.publish(session),
        }
        image, document = factories.image(uploaded_by_user=chief), _document(chief)
        world = cls()
        world.by_name = {
            "page_id": pages,
            "page_to_move_id": pages,
            "parent_page_id": {"news": network.news["de"], "events": network.events["de"]},
            "page_pk": {"": article},
            "workflow_pk": {"of all": Workflow.objects.first()},
            "image_id": {"": image},
            "document_id": {"": document},
            "doc_id": {"": document},
            "collection_id": {"": Collection.get_first_root_node()},
            "translation_id": {"": translation},
            "translation_source_id": {"": translation.source},
            "string_segment_id": {"": translation.source.stringsegment_set.first()},
            "redirect_id": {"": Redirect.objects.create(old_path="/alt", redirect_link="/de/")},
            "query_id": {"": Query.objects.create(query_string="hof")},
        }
        world.by_model = {type(made).__name__: made for made in _records(network, pages, chief)}
        world.pages, world.image, world.document = pages, image, document
        world.fix(network)
        return world

    def choices(self, name: str, parameter: str) -> Iterator[tuple[str, int]]:
        if parameter == "pk":
            model = next(model for start, model in MODELS.items() if name.startswith(start))
            yield "", self.by_model[model].pk
        else:
            for label, made in self.by_name[parameter].items():
                yield label, made.pk

    def fix(self, network) -> None:
        """Name all parameters of those URLs whose parameters belong together."""
        add = {
            "article": ("news", "articlepage", network.news["de"].pk),
            "session": ("events", "eventpage", network.events["de"].pk),
        }
        names = ("content_type_app_name", "content_type_model_name", "parent_page_id")
        of_page = {
            label: {"page_id": page.pk, "revision_id": page.save_revision().pk}
            for label, page in self.pages.items()
        }
        topic = self.by_model["Topic"]
        task = {"app_label": "wagtailcore", "model_name": "groupapprovaltask"}
        rules, comment = self.by_model["CallRules"], self.by_model["Comment"]
        registration = self.by_model["Registration"]
        page_settings = {
            model: {"app_name": app, "model_name": model, "pk": network.site.pk}
            for app, model in (("home", "sitesettings"), ("comments", "commentsettings"))
        }
        self.fixed = {
            "wagtailadmin_pages:add": {
                label: dict(zip(names, values, strict=True)) for label, values in add.items()
            },
            "wagtailadmin_pages:move_confirm": {
                label: {"page_to_move_id": page.pk, "destination_id": page.get_parent().pk}
                for label, page in self.pages.items()
            },
            "wagtailadmin_pages:revisions_revert": of_page,
            "wagtailadmin_pages:revisions_unschedule": of_page,
            "wagtailadmin_workflows:add_task": {"": task},
            "wagtail_localize:submit_snippet_translation": {
                "": {"app_label": "home", "model_name": "topic", "pk": topic.pk}
            },
            "wagtailsettings:edit": page_settings,
            "registrations:act": {"note": {"pk": registration.pk, "action": "note"}},
            "registrations:type": {"": {"key": rules.call_key}},
            "calls:letter": {"": {"pk": rules.pk, "occasion": "confirmed", "language": "de"}},
            "comments_queue:act": {
                action: {"pk": comment.pk, "action": action} for action in ("approve", "erase")
            },
            "wagtail_bulk_action": {},
        }
        for model in ("Topic", "Place", "EventKind", "AudienceTerm"):
            record = self.by_model[model]
            kwargs = {"": {"pk": record.pk, "revision_id": record.save_revision().pk}}
            start = f"wagtailsnippets_{record._meta.label_lower.replace('.', '_')}"
            self.fixed |= {f"{start}:revisions_revert": kwargs, f"{start}:revisions_unschedule": kwargs}


def _document(user):
    return get_document_model().objects.create(
        title="Liste", file=factories.picture_file("liste.png"), uploaded_by_user=user
    )


def _records(network, pages, chief) -> Iterator:
    session = pages["session"]
    yield factories.topic(network.de)
    yield factories.place(network.de)
    yield Organisation.objects.create(name="Stadt Herne")
    yield Synonym.objects.create(locale=network.de, terms="Kiez\nViertel")
    yield EventKind.objects.create(name="Fachtag", locale=network.de)
    yield AudienceTerm.objects.create(name="Kommunen", locale=network.de)
    yield SessionSeats.objects.get(pk=session.seats_id)
    rules = CallRules.objects.get_or_create(call_key=session.get_parent().specific.translation_key)[0]
    yield rules
    yield _registration(rules, session)
    CommentSettings.for_site(network.site)
    thread = Thread.objects.create(translation_key=pages["article"].translation_key, title="Schulhof")
    yield thread
    comment = Comment.objects.create(
        thread=thread,
        page=pages["article"],
        language="de",
        name="Femke",
        email="f@example.org",
        status="pending",
    )
    yield comment
    yield Report.objects.create(comment=comment, ground="other", explanation="So nicht.", language="de")
    yield network.site
    yield network.nl
    yield factories.user(username="somebody")
    yield Group.objects.get(name=roles.EDITORS)
    yield Collection.get_first_root_node().add_child(name="Pressefotos")
    yield Workflow.objects.first()
    yield Task.objects.first()
    yield TranslationSource.objects.first()


def _registration(rules, session):
    request = services.Request(
        idempotency_key=uuid.uuid4(),
        sessions=(services.SessionWish(session=session.seats_id),),
        people=(services.Person(name="Ida Vos", email="vos@example.org"),),
        contact_name="Ida Vos",
        contact_email="vos@example.org",
        organisation_name="Stadt Herne",
    )
    return services.confirm(services.register(rules=rules, request=request)[0].pk)


# Whose primary key `pk` is, by the beginning of the URL's name.
MODELS = {
    "reset_second_factor": "User",
    "wagtailadmin_collections": "Collection",
    "wagtailadmin_workflows:edit_task": "Task",
    "wagtailadmin_workflows:disable_task": "Task",
    "wagtailadmin_workflows:enable_task": "Task",
    "wagtailadmin_workflows": "Workflow",
    "wagtailsnippets_home_topic": "Topic",
    "wagtailsnippets_home_place": "Place",
    "wagtailsnippets_home_organisation": "Organisation",
    "wagtailsnippets_home_synonym": "Synonym",
    "wagtailsnippets_events_eventkind": "EventKind",
    "wagtailsnippets_events_audienceterm": "AudienceTerm",
    "seats": "SessionSeats",
    "desk": "SessionSeats",
    "registrations": "Registration",
    "calls": "CallRules",
    "comments_queue": "Comment",
    "comments_reports": "Report",
    "comments_threads": "Thread",
    "wagtaillocales": "Locale",
    "wagtailsites": "Site",
    "wagtailusers_users": "User",
    "wagtailusers_groups": "Group",
}


def posting() -> Iterator[tuple[str, list[str]]]:
    """The name of each URL of the admin whose view may take a POST, with its parameters."""
    seen = set()
    for name, route, pattern in walk(get_resolver()):
        view = pattern.callback
        while hasattr(view, "__wrapped__"):
            view = view.__wrapped__
        kind = getattr(view, "view_class", None)
        names = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
        if not route.startswith("admin/") or not name.strip(":") or (name, names) in seen:
            continue
        if name.startswith(ASKING) or name in UNTRIED or (kind and not hasattr(kind, "post")):
            continue
        seen.add((name, names))
        yield name, names


def walk(resolver, prefix="", namespaces=()):
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield ":".join((*namespaces, pattern.name or "")), route, pattern
        else:
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from walk(pattern, route, inner)


def requests(world: World) -> Iterator[tuple[str, str]]:
    """Key and path of each request, one for each object that its URL may stand for."""
    for name, parameters in posting():
        if name in world.fixed:
            for label, values in world.fixed[name].items():
                if set(values) == set(parameters):
                    yield f"{name} {label}".strip(), reverse(name, kwargs=values)
            continue
        choices = [list(world.choices(name, parameter)) for parameter in parameters]
        for chosen in product(*choices):
            labels = " ".join(label for label, _value in chosen if label)
            values = dict(zip(parameters, (value for _label, value in chosen), strict=True))
            yield f"{name} {labels}".strip(), reverse(name, kwargs=values)
