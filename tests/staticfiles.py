"""The site's own static files as production's `collectstatic` leaves them; the admin's take a minute."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from config.stylesheets import JoinedStaticFiles

OWN = settings.SITE / "static"


def copied(folder: Path) -> Path:
    """The files of the site in that folder, before anything is done with them."""
    return Path(shutil.copytree(OWN, folder))


def collected(folder: Path) -> JoinedStaticFiles:
    """The storage of these files after joining, hashing and compressing."""
    files = FileSystemStorage(folder)
    storage = JoinedStaticFiles(location=folder, base_url="/static/")
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    paths = {name: (files, name) for name in names if (OWN / name).exists()}
    failed = [found for *_names, found in storage.post_process(paths) if isinstance(found, Exception)]
    assert failed == []
    return storage
