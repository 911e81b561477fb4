"""One strict policy for the public site, one of its own for the admin, where Wagtail 8 has inline scripts.

A preview is a public page made inside of a request to the admin: it keeps the public policy, but for the
frame that it is shown in.
"""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.urls import NoReverseMatch, reverse

ADMIN_SOURCES = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],  # the preview beside the editor is a frame
}
PREVIEW_SOURCES = {"frame-ancestors": [SELF]}


class PolicyByPathMiddleware(CSPMiddleware):
    """django-csp, with inline script and style allowed below the admin's address only."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only:
            # Replaced, not added to: `'none' 'self'` would be no valid list of frame ancestors.
            parts.replace = _sources(request) | (parts.replace or {})
        return parts


def _sources(request) -> dict[str, list[str]]:
    if getattr(request, "is_preview", False):
        return PREVIEW_SOURCES
    return ADMIN_SOURCES if request.path.startswith(_admin_path()) else {}


def _admin_path() -> str:
    try:
        return reverse("wagtailadmin_home")
    except NoReverseMatch:
        return "/admin/"
