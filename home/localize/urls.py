"""Mounted at the admin's address, before the admin: the same paths as wagtail-localize's, with our guards.

Its names keep resolving to these paths, so that its templates need no change.
"""

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail_localize.views import edit_translation as upstream

from home import known_pages

from . import consequences, pofile, reports, saving, views


def guarded(view):
    return require_admin_access(views.for_editors_of_the_target(view))


urlpatterns = [
    path(f"localize/{pattern}", view)
    for pattern, view in [
        ("submit/page/<int:page_id>/", require_admin_access(views.GuardedPageSubmit.as_view())),
        (
            "submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            require_admin_access(views.GuardedSnippetSubmit.as_view()),
        ),
        ("update/<int:translation_source_id>/", require_admin_access(views.GuardedUpdate.as_view())),
        (
            "translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
            guarded(saving.edit_string),
        ),
        (
            "translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/",
            guarded(views.with_value(upstream.edit_override)),
        ),
        ("translate/<int:translation_id>/pofile/download/", guarded(upstream.download_pofile)),
        ("translate/<int:translation_id>/pofile/upload/", guarded(pofile.upload)),
        ("translate/<int:translation_id>/machine_translate/", guarded(upstream.machine_translate)),
        (
            "translate/<int:translation_id>/disable/",
            require_admin_access(views.for_publishers_of_the_target(upstream.stop_translation)),
        ),
        ("page/<int:page_id>/convert_to_alias/", require_admin_access(views.convert_to_alias)),
        (
            "api/snippets/<slug:app_label>/<slug:model_name>/",
            require_admin_access(views.KnownSnippets.as_view({"get": "list"})),
        ),
        (
            "api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/",
            require_admin_access(views.KnownSnippets.as_view({"get": "retrieve"})),
        ),
        ("reports/translations/", require_admin_access(reports.TranslationsReport.as_view())),
        (
            "reports/translations/results/",
            require_admin_access(reports.TranslationsReport.as_view(results_only=True)),
        ),
    ]
]

# Wagtail's own, with what they do not ask or say.
urlpatterns += [
    path("pages/<int:page_id>/privacy/", require_admin_access(consequences.SetPrivacy.as_view())),
    path("choose-page/<int:parent_page_id>/", require_admin_access(known_pages.BrowseKnown.as_view())),
    path("choose-page/chosen-multiple/", require_admin_access(known_pages.ChosenKnown.as_view())),
    path("reports/page-types-usage/", require_admin_access(known_pages.KnownPageTypesUsage.as_view())),
    path(
        "reports/page-types-usage/results/",
        require_admin_access(known_pages.KnownPageTypesUsage.as_view(results_only=True)),
    ),
]
