from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = _("Basics")

    def ready(self):
        from . import checks, signals  # noqa: F401, PLC0415 - needs the models
        from .admin import date_inputs  # noqa: PLC0415 - needs the models
        from .localize import extraction  # noqa: PLC0415 - needs the models

        extraction.apply()
        date_inputs.apply()
