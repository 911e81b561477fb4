"""Pages whose languages differ in who may read them: rows from before privacy held for all languages."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from .fate import restrict

STRICTNESS = [
    PageViewRestriction.NONE,
    PageViewRestriction.PASSWORD,
    PageViewRestriction.LOGIN,
    PageViewRestriction.GROUPS,
]


class Rule(NamedTuple):
    """Who may read a page, by its strictest restriction, its own or that of a page above it."""

    kind: str = PageViewRestriction.NONE
    password: str = ""
    groups: frozenset[int] = frozenset()


OPEN = Rule()


def strictest(rules: Iterable[Rule]) -> Rule:
    """The rule that lets in the fewest: of groups those in all of them, of passwords the first."""
    rules = list(rules)
    kind = max((rule.kind for rule in rules), key=STRICTNESS.index, default=PageViewRestriction.NONE)
    alike = [rule for rule in rules if rule.kind == kind]
    if kind == PageViewRestriction.GROUPS:
        return Rule(kind, groups=frozenset.intersection(*(rule.groups for rule in alike)))
    return alike[0] if alike else OPEN


def rules_in_force() -> dict[Page, Rule]:
    """Each page that is closed, or is another language of one, with the rule that holds for it now."""
    own = {}
    for row in PageViewRestriction.objects.select_related("page").prefetch_related("groups").order_by("pk"):
        groups = frozenset(group.pk for group in row.groups.all())
        own[row.page.path] = strictest([Rule(row.restriction_type, row.password, groups)])
    closed = Page.objects.none()
    for path in own:
        closed |= Page.objects.filter(path__startswith=path)
    pages = Page.objects.filter(translation_key__in=closed.order_by().values("translation_key"))
    return {
        page: strictest(own[path] for path in _paths(page) if path in own)
        for page in pages.select_related("locale").order_by("pk")
    }


def _paths(page: Page) -> list[str]:
    """The paths of the pages above a page and its own."""
    return [page.path[: depth * Page.steplen] for depth in range(1, page.depth + 1)]


@transaction.atomic
def align() -> list[Page]:
    """Close every language of a page like the strictest and return the pages that were. Safe to repeat."""
    groups = defaultdict(dict)
    for page, rule in rules_in_force().items():
        groups[page.translation_key][page] = rule
    closed = []
    for group in groups.values():
        wanted = strictest(group.values())
        for page, rule in group.items():
            if rule != wanted:
                _close(page, wanted)
                closed.append(page)
    return closed


def _close(page: Page, rule: Rule) -> None:
    like = PageViewRestriction(page=page, restriction_type=rule.kind, password=rule.password)
    restrict(page, like, rule.groups)
