from allauth.account.adapter import DefaultAccountAdapter

from . import attempts


class StaffOnly(DefaultAccountAdapter):
    """Accounts are made by administrators, in Wagtail's list of users."""

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        attempt = attempts.begin(request, credentials.get("username", ""), purpose="password")
        if attempt is None:
            raise self.validation_error("too_many_login_attempts")
        user = super().authenticate(request, **credentials)
        if user is not None:
            attempt.succeeded()
        return user
