"""Who may do what: the groups of this site, each with exactly the rights that its work needs.

`establish` may run at any time: it makes the groups, gives them what is declared here and takes away what
is not. For an exception make a group of your own beside them; a user may be in several.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model, Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
)

EDITORS = "Editors"
TRANSLATORS_DE = "Translators to German"
TRANSLATORS_NL = "Translators to Dutch"
MODERATORS = "Moderators"
ORGANISERS = "Organisers"
ADMINISTRATORS = "Administrators"

ADMIN = ["wagtailadmin.access_admin"]
REPORTS = ["home.vainsearch", "home.lostaddress", "home.deadlink", "events.registrationlink"]
EDITED = [
    "home.organisation",
    "home.synonym",
    "wagtailredirects.redirect",
    "wagtailsearchpromotions.searchpromotion",
]
RECORDS = ["home.topic", "home.place", "events.eventkind", "events.audienceterm"]


def on(models: Iterable[str], *actions: str) -> list[str]:
    """Permission names: on(["home.topic"], "add") is ["home.add_topic"]."""
    return [f"{model.split('.')[0]}.{action}_{model.split('.')[1]}" for model in models for action in actions]


@dataclass(frozen=True)
class Role:
    """A group: its permissions, what it may do in which trees of pages, and with images and documents.

    `tree` is a language code, "all" for every page, or a page model such as "events.EventIndexPage" for
    what is below its pages in all languages. Permissions are named "app.codename"; those of an app that
    does not have them (yet) are passed over.
    """

    name: str
    permissions: tuple[str, ...] = ()
    tree: str = ""
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


WRITE_PAGES = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
CHOOSE_FILES = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
# Whoever may add a file may change and delete their own. To change those of others is to delete them as well:
# Wagtail's collections know no right to delete (wagtail.permission_policies.collections).
ADD_FILES = (*CHOOSE_FILES, "wagtailimages.add_image", "wagtaildocs.add_document")
WRITE_FILES = (*ADD_FILES, "wagtailimages.change_image", "wagtaildocs.change_document")

# Needs (GDPR Art. 9) are not among these: give `registration.view_need` to a group of its own.
DESK = (
    *on(["registration.registration"], "view", "add", "change", "export"),
    *on(["registration.callrules"], "view", "change"),
)

# "delete" is the right to erase a comment, which leaves its place.
MODERATE = (
    *on(["comments.comment"], "view", "change", "delete"),
    *on(["comments.report", "comments.thread"], "view", "change"),
)

TRANSLATOR = (*ADMIN, *on(RECORDS, "view", "change"))

ROLES = [
    Role(
        EDITORS,
        permissions=(
            *ADMIN,
            "wagtail_localize.submit_translation",
            *on(RECORDS, "view", "add", "change", "delete", "publish"),
            *on(EDITED, "view", "add", "change", "delete"),
            *on(REPORTS, "view"),
            *on(["events.sessionseats"], "view"),
            # They may read along and close a conversation, not decide about comments.
            *on(["comments.comment"], "view"),
            *on(["comments.thread"], "view", "change"),
        ),
        tree="all",
        pages=WRITE_PAGES,
        files=WRITE_FILES,
    ),
    Role(TRANSLATORS_DE, permissions=TRANSLATOR, tree="de", pages=("change_page",), files=CHOOSE_FILES),
    Role(TRANSLATORS_NL, permissions=TRANSLATOR, tree="nl", pages=("change_page",), files=CHOOSE_FILES),
    Role(
        MODERATORS,
        permissions=(*ADMIN, *MODERATE),
    ),
    Role(
        ORGANISERS,
        permissions=(
            *ADMIN,
            *on(["home.place"], "view", "add", "change", "publish"),
            *on(["home.organisation"], "view", "add", "change"),
            *on(["events.sessionseats"], "view", "change"),
            *on(["events.registrationlink"], "view"),
            *DESK,
        ),
        tree="events.EventIndexPage",
        pages=("add_page", "change_page", "publish_page"),
        files=ADD_FILES,
    ),
    Role(
        ADMINISTRATORS,
        permissions=(
            *ADMIN,
            *MODERATE,
            "wagtail_localize.submit_translation",
            *on(RECORDS, "view", "add", "change", "delete", "publish"),
            *on(["events.sessionseats"], "view", "change"),
            *DESK,
            *on(REPORTS, "view"),
            "registration.view_need",
            *on(
                [
                    *EDITED,
                    "home.sitesettings",
                    "home.personrequest",
                    "comments.commentsettings",
                    "auth.user",
                    "auth.group",
                    "wagtailcore.site",
                    "wagtailcore.collection",
                    "wagtailcore.locale",
                    "wagtailcore.workflow",
                    "wagtailcore.task",
                ],
                "view",
                "add",
                "change",
                "delete",
            ),
        ),
        tree="all",
        pages=WRITE_PAGES,
        files=(*WRITE_FILES, *on(["wagtailcore.collection"], "add", "change", "delete")),
    ),
]


@transaction.atomic
def establish() -> dict[str, Group]:
    """Make the groups and give them exactly their rights; return them by name. Safe to repeat.

    Trees of pages that do not exist yet give no rights: run it again when they do.
    """
    groups = {role.name: give(Group.objects.get_or_create(name=role.name)[0], role) for role in ROLES}
    let_editors_approve(groups)
    return groups


def let_editors_approve(groups: dict[str, Group]) -> None:
    """Send pages submitted for approval to editors.

    Wagtail sends them to its group Moderators, whose members may edit and publish what waits for them;
    our moderators are responsible for comments.
    """
    for task in GroupApprovalTask.objects.filter(groups=groups[MODERATORS]):
        task.groups.remove(groups[MODERATORS])
        task.groups.add(groups[EDITORS])
    for named in (Task, Workflow):
        named.objects.filter(name="Moderators approval").update(name="Editors approval")


def give(group: Group, role: Role) -> Group:
    """Set a group's permissions, on models, pages and files, to those of its role."""
    group.permissions.set(permissions(role.permissions))
    wanted = {(page.pk, right.pk) for page in roots(role.tree) for right in permissions(_page_rights(role))}
    _set(group, GroupPagePermission, "page_id", wanted)
    collection = Collection.get_first_root_node()
    wanted = {(collection.pk, right.pk) for right in permissions(role.files)}
    _set(group, GroupCollectionPermission, "collection_id", wanted)
    return group


def permissions(names: Iterable[str]) -> list[Permission]:
    """The permissions of these names that exist."""
    names = list(names)
    if not names:
        return []
    wanted = Q()
    for name in names:
        label, codename = name.split(".")
        wanted |= Q(content_type__app_label=label, codename=codename)
    return list(Permission.objects.filter(wanted))


def roots(tree: str) -> list[Page]:
    """The pages that a tree begins with; none if they do not exist."""
    if not tree:
        return []
    if tree == "all":
        return [Page.get_first_root_node()]
    if "." in tree:
        return list(apps.get_model(tree).objects.all())
    return list(Page.objects.filter(depth=2, locale__language_code=tree))


def _page_rights(role: Role) -> list[str]:
    return [f"wagtailcore.{right}" for right in role.pages]


def _set(group: Group, model: type[Model], place: str, wanted: set[tuple[int, int]]) -> None:
    """Make the group's rows (place, permission) of a table those wanted."""
    rows = model.objects.filter(group=group)
    present = set(rows.values_list(place, "permission_id"))
    for where, right in present - wanted:
        rows.filter(**{place: where, "permission_id": right}).delete()
    model.objects.bulk_create(
        model(group=group, permission_id=right, **{place: where}) for where, right in sorted(wanted - present)
    )
