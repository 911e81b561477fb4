"""Sessions at a glance: seats, and the way to their people, waiting list and attendance list."""

from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from events.registration.models import Booking, Registration, TopicProposal
from events.registration.waiting_list import queue
from events.session_now import free_words

from .permissions import sessions_of


class DeskView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A screen of the desk; `trail` are further steps of the path before it."""

    permission_policy = None
    any_permission_required = ["view", "change"]
    header_icon = "calendar-alt"

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.permission_policy = policy_registry.get_by_type(Registration)

    def get_breadcrumbs_items(self):
        trail = [*self.breadcrumbs_items, {"url": reverse("desk:index"), "label": Sessions.page_title}]
        if isinstance(self, Sessions):
            trail[-1]["url"] = ""
            return trail
        if not isinstance(self, OneSession):
            return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]
        return [*trail, {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]


def _title(key: str) -> Subquery:
    """The title of the page with that key in the organiser's language, else of the original."""
    pages = Page.objects.filter(translation_key=OuterRef(key), alias_of__isnull=True)
    readers_first = Case(When(locale__language_code=get_language(), live=True, then=0), default=1)
    return Subquery(pages.order_by(readers_first, "pk").values("title")[:1])


class Sessions(DeskView):
    template_name = "registration/desk/sessions.html"
    page_title = _("Sessions")

    def get_context_data(self, **kwargs):
        now = timezone.now()
        past = "past" in self.request.GET
        active = Q(seats__bookings__status__in=Booking.ACTIVE)
        pages = (
            sessions_of(self.request.user)
            .with_mode()
            .annotate(
                own_title=_title("translation_key"),
                series_title=_title("series_key"),
                registrations=Count(
                    "seats__bookings__registration",
                    filter=active,
                    distinct=True,
                ),
                interests=Count(
                    "seats__bookings__registration",
                    filter=Q(seats__bookings__status=Booking.Status.INTEREST),
                    distinct=True,
                ),
                topics=Count("seats__bookings__topics", filter=active, distinct=True),
            )
        )
        pages = pages.past(now).latest_first() if past else pages.ahead(now).chronological()
        sessions = [(page, free_words(page.seats, page)) for page in pages[:200]]
        return super().get_context_data(**kwargs) | {"sessions": sessions, "past": past}


class OneSession(DeskView):
    """A screen for the session with that seat row."""

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, pk=pk, **kwargs)
        self.page = None
        if request.user.is_authenticated:
            sessions = sessions_of(request.user).annotate(own_title=_title("translation_key"))
            self.page = get_object_or_404(sessions, seats_id=pk)

    def get_page_subtitle(self):
        return self.page.own_title

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"page": self.page, "seats": self.page.seats}


class WaitingList(OneSession):
    template_name = "registration/desk/waiting.html"
    page_title = _("Waiting list")

    def get_context_data(self, **kwargs):
        rows = Booking.objects.filter(session=self.page.seats).select_related("registration")
        return super().get_context_data(**kwargs) | {
            "queue": queue(self.page.seats),
            "offered": rows.filter(status=Booking.Status.OFFERED).order_by("offer_expires"),
            "interested": rows.filter(status=Booking.Status.INTEREST).order_by("pk"),
        }


class Topics(OneSession):
    template_name = "registration/desk/topics.html"
    page_title = _("Proposed topics")

    def get_context_data(self, **kwargs):
        topics = TopicProposal.objects.filter(
            booking__session=self.page.seats, booking__status__in=Booking.ACTIVE
        )
        return super().get_context_data(**kwargs) | {"topics": topics.select_related("booking__registration")}
