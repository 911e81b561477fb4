from .joins import PageAuthor
from .pages import AuthorIndexPage, AuthorPage

__all__ = ["AuthorIndexPage", "AuthorPage", "PageAuthor"]
