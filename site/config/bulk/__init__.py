"""Many pages at once, to measure lists with: thousands of articles and sessions in seconds."""

from .measure import measure, pace
from .pages import copy_articles, make_articles, make_sessions

__all__ = ["copy_articles", "make_articles", "make_sessions", "measure", "pace"]
