from allauth.account import views as account
from django.shortcuts import render


def login(request):
    """The form of signing in; whoever is signed in and has no role in the admin is told so.

    Wagtail sends them here from each of its pages, and the form would send them back.
    """
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        return render(request, "account/without_role.html", status=403)
    return account.login(request)
