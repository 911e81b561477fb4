"""A code counts once, for as long as it would be taken (RFC 6238, 5.2), the one of setting up as well.

allauth forgets after half a minute that a code was used, while clocks may be half a minute off.
"""

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from . import attempts


class Once:
    """For the forms that take a code."""

    def clean_code(self) -> str:
        attempt = attempts.begin(context.request, self.user.get_username(), purpose="code")
        if attempt is None:
            raise get_account_adapter().validation_error("too_many_login_attempts")
        code = super().clean_code()
        said = f"{self.user.pk} {normalize_user_code(code)}"
        used = salted_hmac("config.accounts.code", said, algorithm="sha256")
        taken = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"code:{used.hexdigest()}", True, taken):
            raise get_adapter().validation_error("incorrect_code")
        attempt.succeeded()
        return code


class ActivateForm(Once, ActivateTOTPForm):
    pass


class CodeForm(Once, AuthenticateForm):
    pass


class CodeAgainForm(Once, ReauthenticateForm):
    pass
