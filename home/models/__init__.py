"""The ground floor's records: one file per noun."""

from .broken_links import DeadLink, LostAddress
from .directory import PlaceIndexPage, TopicIndexPage
from .image import SiteImage, SiteRendition
from .organisation import Organisation, OrganisationText
from .pages import BasePage, HomePage, StandardPage
from .place import Place
from .privacy import PersonRequest
from .record import SharedRecord
from .relations import PagePlace, PageTopic, RelatedPage
from .search_entry import SearchEntry
from .settings import SiteSettings, SiteText, SocialLink
from .synonym import Synonym
from .topic import Topic
from .zero_results import VainSearch

__all__ = [
    "BasePage",
    "DeadLink",
    "HomePage",
    "LostAddress",
    "Organisation",
    "OrganisationText",
    "PagePlace",
    "PageTopic",
    "PersonRequest",
    "Place",
    "PlaceIndexPage",
    "RelatedPage",
    "SearchEntry",
    "SharedRecord",
    "SiteImage",
    "SiteRendition",
    "SiteSettings",
    "SiteText",
    "SocialLink",
    "StandardPage",
    "Synonym",
    "Topic",
    "TopicIndexPage",
    "VainSearch",
]
