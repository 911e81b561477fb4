"""A password alone opens nothing that only known persons see."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from .rules import has_second_factor, has_shown_it, needs_second_factor

# What somebody who has no second factor yet may do: set one up, or leave.
SETTING_UP = {
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "account_reauthenticate",
    "account_logout",
    "account_login",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",  # these pages fetch it and put what they get into themselves
}


class SecondFactorMiddleware:
    """Looks at the session, not at the way it began: no other login form leads around it.

    It looks at visitors with a session only, so that pages for all others do not vary by cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.SECOND_FACTOR_REQUIRED or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        if request.user.is_authenticated and needs_second_factor(request.user):
            if not has_second_factor(request.user):
                return self._before_setting_up(request)
            if not has_shown_it(request):
                logout(request)
        return self.get_response(request)

    def _before_setting_up(self, request):
        if _view_name(request) in SETTING_UP:
            return self.get_response(request)
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        request.user = AnonymousUser()
        return self.get_response(request)


def _view_name(request) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
