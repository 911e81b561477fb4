"""The state of records' translations, in a few words for lists of the admin."""

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from .outdated import outdated
from .publishing import incomplete

OWN, MISSING, DRAFT, OUTDATED, DONE = "own", "missing", "draft", "outdated", "done"


def with_states(records: QuerySet) -> QuerySet:
    """The records with the state of their translation into each language, in the list's own query."""
    return records.annotate(
        **{_name(code): _state(records.model, code) for code, _label in settings.LANGUAGES}
    )


def translation_status(record) -> str:
    """For each other language its name and state, such as “Nederlands: draft”; of a row of `with_states`."""
    words = {
        MISSING: _("not translated"),
        DRAFT: _("draft"),
        OUTDATED: _("needs an update"),
        DONE: _("translated"),
    }
    states = {code: getattr(record, _name(code)) for code, _label in settings.LANGUAGES}
    return " · ".join(
        f"{get_language_info(code)['name_local'].capitalize()}: {words[state]}"
        for code, state in states.items()
        if state != OWN
    )


def _name(code: str) -> str:
    return f"translation_into_{code.replace('-', '_')}"


def _state(model, code: str) -> Case:
    key = OuterRef("translation_key")
    there = model.objects.filter(translation_key=key, locale__language_code=code).order_by()
    running = Translation.objects.filter(source__object_id=key, target_locale__language_code=code)
    return Case(
        When(Q(locale__language_code=code), then=Value(OWN)),
        When(~Exists(there), then=Value(MISSING)),
        When(~Exists(there.filter(live=True)), then=Value(DRAFT)),
        When(Exists(outdated(running)), then=Value(OUTDATED)),
        When(Exists(incomplete(running)), then=Value(OUTDATED)),
        default=Value(DONE),
    )
