"""News: the list of one language and its articles."""

from .article import ArticlePage
from .index import NewsIndexPage

__all__ = ["ArticlePage", "NewsIndexPage"]
