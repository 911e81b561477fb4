"""Wagtail's screens of users, in which only superusers make, change or delete superusers.

Wagtail leaves that to whoever may change users: a member of the group Administrators would make one, or take
over the account of one by a new password or e-mail address.
"""

from django.core.exceptions import PermissionDenied
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet


def may_manage(by, user) -> bool:
    """Return whether somebody who may change users may change this one."""
    return by.is_superuser or not user.is_superuser


class ByWhom:
    """A form that offers the status of a superuser to superusers only."""

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        if not by.is_superuser:
            self.fields.pop("is_superuser", None)


class CreationForm(ByWhom, UserCreationForm):
    pass


class EditForm(ByWhom, UserEditForm):
    pass


class FormByUser:
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}


class UserCreate(FormByUser, CreateView):
    pass


class UserEdit(FormByUser, EditView):
    def dispatch(self, request, *args, **kwargs):
        if not may_manage(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UserList(IndexView):
    """Links to the users that one may change."""

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if may_manage(self.request.user, instance) else None


class UserScreens(UserViewSet):
    copy_view_enabled = False  # nobody's rights are given away unread
    index_view_class = UserList
    add_view_class = UserCreate
    edit_view_class = UserEdit

    def get_form_class(self, for_update=False):
        return EditForm if for_update else CreationForm


def refuse_to_change_superusers(request, action_type, objects, action):
    """Refuse any bulk action on users with a superuser among them."""
    if any(not may_manage(request.user, obj) for obj in objects if hasattr(obj, "is_superuser")):
        raise PermissionDenied
