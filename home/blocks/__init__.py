"""StreamField blocks: the body of pages and the sections of the start page."""

from .body import BodyBlock
from .sections import HomeSectionsBlock

__all__ = ["BodyBlock", "HomeSectionsBlock"]
