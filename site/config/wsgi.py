"""The WSGI entry point; `site/` is put on the path by gunicorn.conf.py."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

django = get_wsgi_application()

from config.pagecache.hits import Hits  # noqa: E402

application = Hits(django)
