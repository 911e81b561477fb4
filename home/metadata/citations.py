"""The line by which a page is cited, in the language of its words: names, marks and dates of the house."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, override, pgettext

from ..formatting.person_names import join_names
from ..formatting.quotation_marks import quoted


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What a page is cited by; what is not known is "" and left out.

    `names` are the authors in the order of the byline, or the source; `date` and `place` are as
    printed.
    """

    title: str
    language: str
    network: str
    url: str
    names: Sequence[str] = ()
    series: str = ""
    date: str = ""
    place: str = ""

    def __str__(self) -> str:
        """Ada Vos und Jan Kok: „Titel“, Kwartier, 3. Mai 2026, https://… · Ada Vos en Jan Kok, ‘Titel’, …"""
        with override(self.language):
            within = (
                gettext("in the series %(title)s") % {"title": quoted(self.series, self.language)}
                if self.series
                else ""
            )
            parts = (quoted(self.title, self.language), within, self.network, self.date, self.place, self.url)
            work = ", ".join(part for part in parts if part)
            if not self.names:
                return work
            return pgettext("citation", "%(names)s: %(work)s") % {
                "names": join_names(self.names, self.language),
                "work": work,
            }
