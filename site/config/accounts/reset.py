"""Somebody lost the telephone and the recovery codes: an administrator takes the second factor away.

At the next step the person sets up another one; until then the password opens nothing else.
"""

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from .users import may_manage

User = get_user_model()


def may_reset(by, user) -> bool:
    """Whoever may change users; of administrators only another administrator."""
    return by.has_perm("auth.change_user") and may_manage(by, user)


def reset(user, *, by=None) -> int:
    """Delete the second factor and the recovery codes of a user; the number of deleted rows."""
    with transaction.atomic():
        rows, _models = Authenticator.objects.filter(user=user).delete()
        if rows:
            log(user, "config.reset_second_factor", user=by)
        return rows


class ResetView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "config/reset_second_factor.html"
    page_title = gettext_lazy("Reset second factor")
    header_icon = "lock"

    def dispatch(self, request, *args, **kwargs):
        self.person = get_object_or_404(User, pk=kwargs["pk"])
        if not may_reset(request.user, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, **kwargs)

    def post(self, request, *args, **kwargs):
        reset(self.person, by=request.user)
        messages.success(request, _("The second factor was reset."))
        return redirect(reverse("wagtailusers_users:index"))
