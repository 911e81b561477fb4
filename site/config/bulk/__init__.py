"""Many pages at once, to measure lists with: thousands of articles and sessions in seconds."""

from .measure import Site, measure
from .pages import copy_articles, make_articles, make_sessions

__all__ = ["Site", "copy_articles", "make_articles", "make_sessions", "measure"]
