"""What the site keeps of somebody with an account: shown, or erased with it (GDPR Art. 15, 17)."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.users.models import UserProfile

User = get_user_model()


def export(email: str) -> dict[str, list[dict]]:
    """Rows ready for JSON by kind; of a second factor only that there is one, never its secret."""
    users = list(_users(email))
    ours = [user.pk for user in users]
    return {
        "accounts": [
            {
                "name": user.get_username(),
                "full_name": user.get_full_name(),
                "email": user.email,
                "addresses": sorted(user.emailaddress_set.values_list("email", flat=True)),
                "roles": sorted(user.groups.values_list("name", flat=True)),
                "since": _moment(user.date_joined),
                "last_signed_in": _moment(user.last_login),
            }
            for user in users
        ],
        "second_factors": [
            {"kind": row.type, "since": _moment(row.created_at), "last_used": _moment(row.last_used_at)}
            for row in Authenticator.objects.filter(user__in=ours).order_by("pk")
        ],
        "sessions": [{"until": _moment(session.expire_date)} for session in _sessions(ours)],
        "changes": [
            {"what": row.action, "of": row.label, "when": _moment(row.timestamp)}
            for kind in (PageLogEntry, ModelLogEntry)
            for row in kind.objects.filter(user__in=ours).order_by("pk")
        ],
    }


def erase(email: str) -> dict[str, int]:
    """Delete the account with all that hangs on it; what was changed stays, by nobody. Safe to repeat.

    The last administrator's account stays: without it nobody could give anybody access.
    """
    users = [user for user in _users(email) if not _is_last_administrator(user)]
    ours = [user.pk for user in users]
    sessions = _sessions(ours)
    Session.objects.filter(pk__in=[session.pk for session in sessions]).delete()
    for profile in UserProfile.objects.filter(user__in=ours).exclude(avatar=""):
        profile.avatar.delete(save=False)
    for kind in (PageLogEntry, ModelLogEntry):
        kind.objects.filter(user__in=ours).update(user=None)
    # What was done to the account itself names it.
    of_users = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User))
    of_users.filter(object_id__in=map(str, ours)).update(label="")
    for user in users:
        user.delete()
    return {"accounts": len(users), "sessions": len(sessions)}


def has_last_administrator(email: str) -> bool:
    """Return whether this is the address of the account that must stay."""
    return any(map(_is_last_administrator, _users(email)))


def has_superuser(email: str) -> bool:
    """Return whether an account of a superuser has this address."""
    return any(user.is_superuser for user in _users(email))


def _users(email: str):
    """Whose account has this address, as its own or as another one; nobody's for none."""
    email = email.strip()
    if not email:
        return User.objects.none()
    others = EmailAddress.objects.filter(email__iexact=email).values("user")
    return User.objects.filter(Q(email__iexact=email) | Q(pk__in=others)).order_by("pk")


def _is_last_administrator(user) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()


def _sessions(users: list[int]) -> list[Session]:
    """The sessions of these users; whose one is, stands inside of it."""
    names = {str(pk) for pk in users}
    if not names:
        return []
    return [one for one in Session.objects.all() if one.get_decoded().get(SESSION_KEY) in names]


def _moment(value) -> str:
    return value.isoformat(timespec="seconds") if value else ""
