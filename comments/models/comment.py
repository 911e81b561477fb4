from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.markup import plain


class CommentQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status=Comment.Status.APPROVED)

    def pending(self):
        return self.filter(status=Comment.Status.PENDING)

    def known_to_moderators(self):
        """All but those that nobody has confirmed, be they withdrawn by now."""
        never = Q(status=Comment.Status.WITHDRAWN, confirmed_at=None)
        return self.exclude(Q(status=Comment.Status.UNCONFIRMED) | never)

    def seen_by_moderators(self):
        """Those of them that still hold something."""
        return self.known_to_moderators().exclude(status=Comment.Status.ERASED)

    def by(self, email: str):
        """Everything from one e-mail address; nothing for an empty one."""
        return self.filter(email=email.strip().lower()) if email.strip() else self.none()


class Comment(models.Model):
    """What one person said. Only its name, words and time are ever shown (domain.md#comment-privacy).

    `root` is the comment that starts the branch: readers see one level of answers, whatever was answered.
    `page` is the page on which it was written, empty once that is deleted while another language remains.
    """

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("not confirmed yet")
        PENDING = "pending", _("waiting")
        APPROVED = "approved", _("public")
        REJECTED = "rejected", _("rejected")
        SPAM = "spam", _("spam")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ERASED = "erased", _("erased")

    class Role(models.TextChoices):
        GUEST = "", _("guest")
        STAFF = "staff", _("Editorial team")
        AUTHOR = "author", _("Author")

    class Reason(models.TextChoices):
        OFF_TOPIC = "off_topic", _("It does not deal with the subject of the page.")
        INSULT = "insult", _("It insults or degrades people.")
        ADVERTISING = "advertising", _("It is advertising.")
        PRIVATE = "private", _("It contains personal data of others.")
        UNLAWFUL = "unlawful", _("It breaks the law.")
        REPEATED = "repeated", _("It repeats another comment.")
        OTHER = "other", _("It breaks our rules for comments.")

    thread = models.ForeignKey("comments.Thread", on_delete=models.CASCADE, related_name="comments")
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("page")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    # RESTRICT: a comment with answers cannot be deleted by accident; with its whole thread it can.
    parent = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="direct_answers")
    root = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="branch")
    name = models.CharField(_("name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    body = models.TextField(_("comment"), blank=True)
    body_html = models.TextField(blank=True, editable=False)
    renderer_version = models.PositiveSmallIntegerField(default=0, editable=False)
    # Hash of the words alone, to find the same text again.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    status = models.CharField(_("state"), max_length=12, choices=Status.choices, default=Status.UNCONFIRMED)
    role = models.CharField(_("speaks as"), max_length=6, choices=Role.choices, blank=True, default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    notify = models.BooleanField(_("tell of answers"), default=False)
    # Raising it makes every address that was mailed before invalid. No token is stored (comments.tokens).
    address_version = models.PositiveIntegerField(default=1, editable=False)
    # Keyed hash of the shortened network address and the day, emptied after a week
    # (domain.md#comment-privacy).
    sender_hash = models.CharField(max_length=64, blank=True, editable=False)
    suspicion = models.CharField(_("noticed"), max_length=255, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    reason_note = models.TextField(_("in your words"), blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    published_at = models.DateTimeField(_("first public"), null=True, editable=False)
    edited_at = models.DateTimeField(_("changed by its writer"), null=True, editable=False)
    corrected_at = models.DateTimeField(_("changed by a moderator"), null=True, editable=False)
    moderated_at = models.DateTimeField(_("decided"), null=True, editable=False)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    # To which state a withdrawn comment can be put back; empty where it cannot.
    status_before_withdrawal = models.CharField(
        max_length=12, choices=Status.choices, blank=True, default="", db_default="", editable=False
    )
    # When moderators were told that it waits, and those whom it answers that it is there: once each.
    announced_at = models.DateTimeField(null=True, editable=False)
    answer_announced_at = models.DateTimeField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["thread", "status", "root", "id"], name="comment_branches"),
            models.Index(fields=["status", "language", "created_at"], name="comment_queue"),
            models.Index(fields=["status", "language", "published_at"], name="comment_feed"),
            models.Index(fields=["email"], name="comment_email"),
            models.Index(fields=["sender_hash", "created_at"], name="comment_sender"),
            models.Index(fields=["fingerprint"], name="comment_fingerprint"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(published_at__isnull=False),
                name="public_comment_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="erased") | Q(name="", email="", body="", body_html="", notify=False),
                name="erased_comment_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, root__isnull=True)
                | Q(parent__isnull=False, root__isnull=False),
                name="answer_has_a_root",
            ),
        ]

    def __str__(self):
        # Stands in Wagtail's log and in messages: never a name.
        return f"#{self.pk}"

    @property
    def is_public(self) -> bool:
        return self.status == self.Status.APPROVED

    @property
    def was_changed_in_public(self) -> bool:
        """Return whether its writer changed it after somebody may have read it."""
        return bool(self.edited_at and self.published_at and self.edited_at > self.published_at)

    @property
    def words(self) -> str:
        """The visible words, without markup."""
        return plain(self.body_html)

    @property
    def can_be_put_back(self) -> bool:
        """Return whether its writer may undo the withdrawal."""
        return self.status == self.Status.WITHDRAWN and self.status_before_withdrawal != ""

    @property
    def is_mailable(self) -> bool:
        """Return whether its writer may be written to: the address is there and was confirmed."""
        return bool(self.email and self.confirmed_at)
