from wagtail.admin.menu import MenuItem


def may_look(user) -> bool:
    """Return whether the user may see registrations at all."""
    return user.has_perm("registration.view_registration") or user.has_perm(
        "registration.change_registration"
    )


class DeskMenuItem(MenuItem):
    """Shown to those who may see registrations."""

    def is_shown(self, request):
        return may_look(request.user)
