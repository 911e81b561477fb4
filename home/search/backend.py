"""PostgreSQL search in which each row is stemmed as its own language.

Wagtail indexes everything with one text-search configuration. Here a page in German is indexed with
`german`, one in
Dutch with `dutch`; a query must then run in the reader's configuration and be limited to that locale,
as `find` does.
The settings name three backends (config.databases): `default` writes the index, `de` and `nl` only read it.
"""

import copy
from collections import defaultdict

from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend
from wagtail.models import TranslatableMixin

from .indexing import CleanIndex

CONFIGURATIONS = {"de": "german", "nl": "dutch"}


class LocaleAwareIndex(CleanIndex, PostgresIndex):
    """Adds objects in one batch per language, each with that language's configuration."""

    def add_items(self, model, objs):
        batches = defaultdict(list)
        for obj in objs:
            language = obj.locale.language_code if isinstance(obj, TranslatableMixin) else None
            batches[CONFIGURATIONS.get(language, self.backend.config)].append(obj)
        own = self.backend
        try:
            for configuration, batch in batches.items():
                self.backend = copy.copy(own)
                self.backend.config = configuration
                super().add_items(model, batch)
        finally:
            self.backend = own


class SearchBackend(PostgresSearchBackend):
    index_class = LocaleAwareIndex
