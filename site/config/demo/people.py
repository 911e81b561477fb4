"""Logins that show each role. Their password is public, so only a trial gets them: see DEMO_PASSWORD."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from config.setup import roles

# Login → role (none is the superuser), language of the admin, name.
LOGINS = {
    "admin": ("", "de", "Anke Administration"),
    "editor": (roles.EDITORS, "de", "Rena Redaktion"),
    "translator-nl": (roles.TRANSLATORS_NL, "nl", "Vera Vertaling"),
    "translator-de": (roles.TRANSLATORS_DE, "de", "Udo Übersetzung"),
    "moderator": (roles.MODERATORS, "de", "Mona Moderation"),
    "organiser": (roles.ORGANISERS, "de", "Olaf Organisation"),
}


def load_logins() -> list[str]:
    """Make the logins that are missing and return their names; none outside of a trial.

    A login that exists keeps its password and its groups.
    """
    if not settings.TRIAL or not settings.DEMO_PASSWORD:
        return []
    model = get_user_model()
    made = []
    password = make_password(settings.DEMO_PASSWORD)
    for name, (role, language, person) in LOGINS.items():
        if model.objects.filter(username=name).exists():
            continue
        user = model(username=name, email=f"{name}@example.org", password=password)
        user.first_name, user.last_name = person.split()  # without them nobody can save their account
        user.is_superuser = user.is_staff = not role
        user.save()
        if role:
            user.groups.add(Group.objects.get(name=role))
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        made.append(name)
    return made
