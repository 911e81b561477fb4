"""The admin's screens for shared records: lists with their translations, and edits within one's languages."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import (
    CopyView,
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
    UnpublishView,
)

from ..localize.buttons import with_offers
from ..localize.rights import languages_of
from ..localize.status import translation_status, with_states
from ..models import Organisation, Place, Synonym, Topic
from .choosers import RecordChooserViewSet
from .creation import CreatedOnceMixin
from .edit_order import InTurn

# Apps above add the screens of their own records to the same menu by this hook.
MENU_HOOK = "register_record_menu_item"


class InLanguage:
    """A view of one record, for those who may do this to records of its language."""

    needed = "change"

    def get_object(self, *args, **kwargs):
        record = super().get_object(*args, **kwargs)
        if record is not None and not self.user_has_permission_for_instance(self.needed, record):
            raise PermissionDenied
        return record


class RecordIndex(IndexView):
    """The list of records, which leads to those of its reader's languages."""

    @cached_property
    def languages(self) -> set[int]:
        return set(languages_of(self.request.user).values_list("pk", flat=True))

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if instance.locale_id in self.languages else None


class RecordEdit(InTurn, InLanguage, EditView):
    pass


class RecordDelete(InLanguage, DeleteView):
    needed = "delete"


class RecordUnpublish(InLanguage, UnpublishView):
    needed = "publish"


class RecordCreate(CreatedOnceMixin, CreateView):
    """Adds a record in one of the user's languages."""

    def dispatch(self, request, *args, **kwargs):
        if self.locale and not languages_of(request.user).filter(pk=self.locale.pk).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RecordCopy(CopyView, RecordCreate):
    """Starts with the words of another record, and a slug of its own."""

    def get_initial_form_instance(self):
        record = super().get_initial_form_instance()
        record.slug = ""
        return record


class RecordViewSet(SnippetViewSet):
    """A shared record: Wagtail's screens with the state of its translation, kept within languages."""

    chooser_viewset_class = RecordChooserViewSet
    list_display = ["name", Column("translation", label=_("Translation"), accessor=translation_status)]
    list_filter = ["live"]
    index_view_class = RecordIndex
    add_view_class = RecordCreate
    copy_view_class = RecordCopy
    edit_view_class = RecordEdit
    delete_view_class = RecordDelete
    unpublish_view_class = RecordUnpublish
    add_to_admin_menu = False

    def get_queryset(self, request):
        """What the list says of translations and of other records comes with its rows."""
        named = [f.name for f in self.model._meta.fields if f.is_relation and f.name in self.list_display]
        return with_offers(with_states(self.model._default_manager.select_related("locale", *named)))


class TopicViewSet(RecordViewSet):
    model = Topic
    icon = "tag"
    list_display = [
        *RecordViewSet.list_display,
        Column("get_zone_display", label=_("zone colour"), sort_key="zone"),
        "sort_order",
    ]
    list_filter = ["zone", "live"]
    ordering = ["sort_order", "name"]


class PlaceViewSet(RecordViewSet):
    model = Place
    icon = "site"
    list_display = [
        *RecordViewSet.list_display,
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        "part_of",
        "region",
        "country",
    ]
    list_filter = ["kind", "country", "live"]


class OrganisationViewSet(SnippetViewSet):
    """An organisation is one row for all languages."""

    chooser_viewset_class = RecordChooserViewSet
    model = Organisation
    icon = "group"
    list_display = [
        "name",
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        "place",
        "member_since",
        "partner_since",
    ]
    list_filter = {"kind": ["exact"], "member_since": ["isnull"], "partner_since": ["isnull"]}

    def get_queryset(self, request):
        return Organisation.objects.select_related("place")


class SynonymViewSet(SnippetViewSet):
    """Words that the search of a language takes for each other."""

    model = Synonym
    icon = "search"
    list_display = ["__str__", "locale"]
    list_filter = ["locale"]

    def get_queryset(self, request):
        return Synonym.objects.select_related("locale")


class RecordGroup(SnippetViewSetGroup):
    """One menu for all shared records, whatever app they are in."""

    items = (TopicViewSet, PlaceViewSet, OrganisationViewSet, SynonymViewSet)
    menu_label = _("Directories")
    menu_name = "records"
    menu_icon = "list-ul"
    menu_order = 250
    submenu_hook = MENU_HOOK
