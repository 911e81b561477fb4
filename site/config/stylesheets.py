"""Style sheets are written in several files and sent as one: each request costs a phone time."""

import re

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN = settings.SITE / "static"
JOINED = "css/site.css"
IMPORT = re.compile(r'@import "([\w.]+)"(?: (\w+))?;')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BREAK = re.compile(r"(?<=[{};,])\s*\n\s*")  # where it means nothing


def demand_collected(storage) -> None:
    """Raise ImproperlyConfigured when the site's own files are not those that `collectstatic` left: without
    one of them every page fails, an error page as well."""
    known = getattr(storage, "hashed_files", None)
    if known is None:  # not production's
        return
    own = (path.relative_to(OWN).as_posix() for path in OWN.rglob("*.*"))
    if missing := sorted(name for name in own if name not in known):
        raise ImproperlyConfigured(
            f"{missing[0]} and other static files are not collected: run manage.py collectstatic"
        )


class JoinedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files, and in `css/site.css` what it imports instead of the imports."""

    def post_process(self, paths, *args, **options):
        if JOINED in paths:
            joined = InMemoryStorage()
            joined.save(JOINED, ContentFile(self._sheet(paths, JOINED).encode()))
            paths = paths | {JOINED: (joined, JOINED)}
        yield from super().post_process(paths, *args, **options)

    def _sheet(self, paths: dict, name: str) -> str:
        """A sheet without comments, its imports replaced by the sheets of that name beside it."""
        storage, path = paths[name]
        with storage.open(path) as file:
            text = BREAK.sub("", COMMENT.sub("", file.read().decode()))

        def imported(found: re.Match) -> str:
            sheet = self._sheet(paths, f"{name.rpartition('/')[0]}/{found[1]}")
            return f"@media {found[2]}{{{sheet}}}" if found[2] else sheet

        return IMPORT.sub(imported, text)
