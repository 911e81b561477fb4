from allauth.account.adapter import DefaultAccountAdapter


class StaffOnly(DefaultAccountAdapter):
    """Accounts are made by administrators, in Wagtail's list of users."""

    def is_open_for_signup(self, request):
        return False
