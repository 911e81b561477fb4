"""A certificate on paper: one tagged page, its fonts embedded.

Made from plain values; nothing is read from the database, and nothing is locked meanwhile.
"""

from contextlib import contextmanager

from django.utils import translation
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.prefs import ViewerPreferences

from home import fonts
from home.formatting.dates import long_date

from .certificates import Certificate

# The fronts of the street, as above every mail (templates/mail/base.html): colour and share of the width.
BAND = [
    ((249, 193, 193), 24),
    ((242, 212, 142), 14),
    ((180, 226, 188), 9),
    ((180, 219, 240), 19),
    ((216, 201, 236), 15),
    ((229, 195, 172), 19),
]
INK, SOFT, ENAMEL, WHITE = (23, 31, 48), (65, 74, 94), (23, 65, 148), (252, 252, 249)
# Millimetres of A4.
MARGIN, WIDTH, BOTTOM = 25, 160, 262


def as_pdf(certificate: Certificate) -> bytes:
    """The certificate as a PDF file, in its own language, with title and language in its metadata.

    Raises ValueError where a letter of it is in no font: a certificate without its person is none.
    """
    if certificate.missing_letters:
        raise ValueError(f"No font has these letters: {certificate.missing_letters}")
    with translation.override(certificate.language):
        return bytes(_Sheet(certificate).output())


class _Sheet(FPDF):
    def __init__(self, certificate: Certificate):
        super().__init__(format="A4")
        self.certificate = certificate
        title = _("Certificate of attendance")
        self.set_lang(certificate.language)
        self.set_title(f"{title}: {certificate.name}")
        self.set_author(certificate.network)
        self.set_subject(certificate.call)
        self.set_creator(certificate.network)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_margin(MARGIN)
        self.set_auto_page_break(False)
        self._add_fonts()
        self.add_page()
        self._head()
        self._line("H1", title, size=26, style="B", after=8)
        self._line("P", certificate.name, size=18, style="B", after=1)
        if certificate.organisation:
            self._line("P", certificate.organisation, colour=SOFT, after=1)
        self.ln(6)
        self._line("P", _("took part in “%(call)s” at:") % {"call": certificate.call}, after=5)
        for session in certificate.sessions:
            self._session(session)
        self.ln(6)
        self._line("P", long_date(certificate.day, certificate.language), after=1)
        self._line("P", certificate.network, style="B", after=8)
        words = _("Made electronically, valid without a signature. Registration %(code)s.")
        self._line("P", words % {"code": certificate.code}, size=9, colour=SOFT)

    def _add_fonts(self) -> None:
        """Open Sans, and what names in other scripts need: their fonts, and shaping."""
        self.add_font("OpenSans", "", fonts.REGULAR)
        self.add_font("OpenSans", "B", fonts.BOLD)
        others = fonts.fallbacks_of(self.certificate.text)
        for path in others:
            self.add_font(path, fname=path)
        self.set_fallback_fonts(others, exact_match=False)
        self.set_text_shaping(bool(others))

    def _head(self) -> None:
        with self._artifact():
            left = 0.0
            for colour, share in BAND:
                self.set_fill_color(*colour)
                self.rect(left, 0, self.w * share / 100, 6, style="F")
                left += self.w * share / 100
        self.set_font("OpenSans", "B", 15)
        name = self.certificate.network
        width = self.get_string_width(name) + 10
        with self._artifact():
            self.set_fill_color(*ENAMEL)
            self.rect(MARGIN, 24, width, 13, style="F", round_corners=True, corner_radius=2)
        self.set_xy(MARGIN, 24)
        self.set_text_color(*WHITE)
        self._select_font()
        with self._tagged("P"):
            self.cell(width, 13, name, align="C")
        self.set_y(62)

    def _session(self, session) -> None:
        """Title above date and place; what no longer fits begins a page of its own."""
        if self.get_y() > BOTTOM - 30:
            self.add_page()
            self.set_y(MARGIN)
        self._line("P", session.title, style="B", after=0)
        self._line("P", " · ".join(filter(None, [session.when, session.place])), colour=SOFT, after=3)

    def _line(self, tag, text, *, size=11, style="", colour=INK, after=2.0) -> None:
        self.set_font("OpenSans", style, size)
        self.set_text_color(*colour)
        self._select_font()
        with self._tagged(tag):
            self.multi_cell(WIDTH, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(after)

    def _select_font(self) -> None:
        """Write the current font into the page. fpdf2 may do so inside a saved graphics state only, where a
        line begins in a fallback font, and text after it would have no font."""
        self._out(self._set_font_for_page(self.current_font, self.font_size_pt))

    @contextmanager
    def _tagged(self, tag: str):
        """Content with its role in the structure tree (ISO 32000-1, 14.7), in the order of reading."""
        number = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=f"/{tag}", mcid=number)
        self._out(f"/{tag} <</MCID {number}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def _artifact(self):
        """Decoration, which reading aloud passes over."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")
