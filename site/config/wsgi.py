"""The WSGI entry point; `site/` is put on the path by gunicorn.conf.py."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

from django.contrib.staticfiles.storage import staticfiles_storage  # noqa: E402

from config.stylesheets import demand_collected  # noqa: E402

demand_collected(staticfiles_storage)
