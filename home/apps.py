from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = _("Basics")

    def ready(self):
        from . import checks, signals  # noqa: F401
        from .admin import date_inputs
        from .localize import extraction

        extraction.apply()
        date_inputs.apply()
