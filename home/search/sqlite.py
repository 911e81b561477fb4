"""SQLite's FTS5 search over clean texts."""

from modelsearch.backends.database.sqlite.sqlite import SQLiteIndex, SQLiteSearchBackend

from .indexing import CleanIndex


class CleanSQLiteIndex(CleanIndex, SQLiteIndex):
    """Indexes each text without the characters that nobody types."""


class SearchBackend(SQLiteSearchBackend):
    index_class = CleanSQLiteIndex
