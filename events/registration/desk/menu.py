from wagtail.admin.menu import MenuItem


class DeskMenuItem(MenuItem):
    """Shown to those who may see registrations."""

    def is_shown(self, request):
        user = request.user
        return user.has_perm("registration.view_registration") or user.has_perm(
            "registration.change_registration"
        )
