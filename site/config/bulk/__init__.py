"""Many pages at once, to measure lists with: thousands of articles and sessions in seconds."""

from .measure import measure, pace
from .pages import make_articles, make_sessions

__all__ = ["make_articles", "make_sessions", "measure", "pace"]
