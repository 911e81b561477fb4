"""Telling moderators what waits: one mail for many comments, each comment once."""

from datetime import timedelta

from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Site

from . import mails
from .models import Comment, CommentSettings, Report

DAY = timedelta(days=1)
# One mail names this many; the queue shows the rest.
NAMED = 50


def moderators():
    """Active people with an address who may moderate."""
    right = Permission.objects.filter(content_type__app_label="comments", codename="change_comment")
    by_right = Q(is_superuser=True) | Q(user_permissions__in=right) | Q(groups__permissions__in=right)
    users = get_user_model().objects.filter(by_right, is_active=True).exclude(email="")
    return users.select_related("wagtail_userprofile").distinct().order_by("pk")


def language_of(user) -> str:
    """The language in which somebody uses the admin; it is also the one whose comments they see first."""
    profile = getattr(user, "wagtail_userprofile", None)
    return profile.get_preferred_language() if profile else django_settings.LANGUAGE_CODE


def send(now=None) -> int:
    """Mail each moderator what came in since the last time, and return the number of mails. Safe to repeat:
    what was told of is marked in the same transaction."""
    now = now or timezone.now()
    with transaction.atomic():
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            return 0
        CommentSettings.objects.get_or_create(site=site)
        settings = CommentSettings.objects.select_for_update().get(site=site)
        if settings.digest == CommentSettings.Digest.NEVER:
            return 0
        waited = settings.digest_sent_at is None or now - settings.digest_sent_at >= DAY
        if settings.digest == CommentSettings.Digest.DAILY and not waited:
            return 0
        comments = list(
            Comment.objects.pending()
            .filter(announced_at__isnull=True)
            .select_related("thread")
            .order_by("created_at")
        )
        reports = list(
            Report.objects.filter(status=Report.Status.OPEN, announced_at__isnull=True).select_related(
                "comment__thread"
            )
        )
        if not comments and not reports:
            return 0
        people = list(moderators())
        for user in people:
            language = language_of(user)
            first = sorted(comments, key=lambda comment: comment.language != language)
            mails.digest(user, language=language, site=site, comments=first[:NAMED], reports=reports[:NAMED])
        Comment.objects.filter(pk__in=[comment.pk for comment in comments]).update(announced_at=now)
        Report.objects.filter(pk__in=[report.pk for report in reports]).update(announced_at=now)
        settings.digest_sent_at = now
        settings.save(update_fields=["digest_sent_at"])
        return len(people)
