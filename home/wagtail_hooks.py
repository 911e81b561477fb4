"""What this app adds to Wagtail's admin: registered here, written elsewhere."""

from functools import partial

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from . import known_pages, richtext
from .admin import bulk_actions, page_rights
from .admin.creation import PageScreens
from .admin.snippets import RecordGroup
from .admin.wagtail_words import translate_for_each_reader
from .localize import buttons, consequences, editing, panels, reports, views
from .localize.outdated import record_models
from .localize.rights import LanguagePolicy
from .privacy.views import PersonView
from .redirects.admin_views import AddRedirect, EditRedirect, process_import, start_import
from .redirects.reports import DeadLinkReport, LostAddressReport
from .search.reports import VainSearchReport

translate_for_each_reader()
# Before any viewset asks for one.
for model in record_models():
    register_permission_policy(model, LanguagePolicy(model))
register_snippet(RecordGroup)

hooks.register("register_rich_text_features", richtext.register_phrase_languages)

# wagtail-localize's own hooks replace the edit screen, so ours come first.
hooks.register("before_edit_page", editing.before_edit, order=-1)
hooks.register("before_edit_snippet", editing.before_edit, order=-1)
hooks.register("before_bulk_action", editing.before_bulk_action)
hooks.register("construct_page_action_menu", editing.actions_of_a_page)
hooks.register("before_copy_page", editing.before_copy)
hooks.register("after_move_page", editing.after_move)

for _action in bulk_actions.PAGE_ACTIONS:
    hooks.register("register_bulk_action", _action, order=1)
hooks.register("before_bulk_action", bulk_actions.before_bulk_action, order=-1)
hooks.register("before_bulk_action", page_rights.before_bulk_action)
hooks.register("before_move_page", page_rights.before_taking_away)
hooks.register("before_delete_page", page_rights.before_taking_away)
# Hooks that refuse a deletion come before.
hooks.register("before_delete_page", consequences.before_delete_page, order=10)
hooks.register("before_publish_page", consequences.before_publish_page)
hooks.register("after_publish_page", consequences.after_publish_page)
hooks.register("register_log_actions", consequences.register_log_actions)
hooks.register("construct_page_chooser_queryset", known_pages.among_known)

buttons.replace()


@hooks.register("register_admin_viewset", order=1)
def register_page_screens():
    return PageScreens()


@hooks.register("construct_admin_api")
def guard_the_api(router):
    router.register_endpoint("pages", views.GuardedPagesAPI)


@hooks.register("construct_explorer_page_queryset")
def with_offers_of_translation(parent_page, pages, request):
    return buttons.with_offers(pages)


@hooks.register("insert_global_admin_css")
def style_of_every_screen():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def show_the_first_error():
    return format_html('<script src="{}" defer></script>', static("js/first_error.js"))


@hooks.register("construct_homepage_panels")
def add_outdated_translations(request, homepage_panels):
    homepage_panels.append(panels.OutdatedPanel())


@hooks.register("register_admin_urls")
def register_reports():
    view = reports.OutdatedReport
    return [
        path("reports/outdated-translations/", view.as_view(), name="outdated_translations"),
        path(
            "reports/outdated-translations/results/",
            view.as_view(results_only=True),
            name="outdated_translations_results",
        ),
    ]


@hooks.register("register_admin_urls")
def register_person_view():
    return [path("persons/", PersonView.as_view(), name="home_person")]


@hooks.register("register_admin_urls", order=-1)
def redirects_before_wagtails_own():
    return [
        path("redirects/add/", AddRedirect.as_view()),
        path("redirects/<int:redirect_id>/", EditRedirect.as_view()),
        path("redirects/import/", start_import),
        path("redirects/import/process/", process_import),
    ]


class PersonMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("home.add_personrequest")


@hooks.register("register_settings_menu_item")
def register_person_menu_item():
    return PersonMenuItem(
        _("Data of a person"), reverse("home_person"), name="person", icon_name="user", order=950
    )


@hooks.register("register_permissions")
def register_person_permissions():
    return Permission.objects.filter(content_type__app_label="home", codename__endswith="_personrequest")


@hooks.register("register_reports_menu_item")
def register_outdated_menu_item():
    return MenuItem(
        _("Translations that need an update"),
        reverse("outdated_translations"),
        name="outdated-translations",
        icon_name="rotate",
        order=9001,
    )


@hooks.register("construct_reports_menu")
def label_translations_per_reader(request, menu_items):
    """wagtail-localize translates this label once for all, when a process builds its first menu."""
    for item in menu_items:
        if item.url == reverse("wagtail_localize:translations_report"):
            item.label = _("Translations")


# Name of the address -> (view, its words in the menu, icon)
REPORTS = {
    "vain_searches": (VainSearchReport, _("Searched in vain"), "search"),
    "lost_addresses": (LostAddressReport, _("Addresses without a page"), "warning"),
    "dead_links": (DeadLinkReport, _("Dead links"), "link"),
}


@hooks.register("register_admin_urls")
def register_more_reports():
    urls = []
    for name, (view, _words, _icon) in REPORTS.items():
        address = f"reports/{name.replace('_', '-')}/"
        urls.append(path(address, view.as_view(), name=name))
        urls.append(path(f"{address}results/", view.as_view(results_only=True), name=f"{name}_results"))
    return urls


class ReportMenuItem(MenuItem):
    """A report for those who may see what it is about."""

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, **kwargs)
        self.policy = policy

    def is_shown(self, request):
        return self.policy.user_has_permission(request.user, "view")


def _menu_item(number: int, name: str):
    view, words, icon = REPORTS[name]
    return ReportMenuItem(
        words,
        reverse(name),
        policy=view.permission_policy,
        name=name.replace("_", "-"),
        icon_name=icon,
        order=9002 + number,
    )


for _number, _name in enumerate(REPORTS):
    hooks.register("register_reports_menu_item", partial(_menu_item, _number, _name))
