"""The admin's screens for the vocabularies of events, in the menu of all shared records."""

from home.admin.snippets import MENU_HOOK, RecordViewSet

from ..models import AudienceTerm, EventKind


class EventKindViewSet(RecordViewSet):
    model = EventKind
    icon = "calendar-alt"
    menu_hook = MENU_HOOK
    menu_order = 10
    list_display = [*RecordViewSet.list_display, "language"]


class AudienceTermViewSet(RecordViewSet):
    model = AudienceTerm
    icon = "user"
    menu_hook = MENU_HOOK
    menu_order = 11
