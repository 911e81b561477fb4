from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = _("Basics")

    def ready(self):
        from . import checks, dateinputs, signals  # noqa: F401
        from .localize import extraction
        from .logs import keep_logs_discreet

        extraction.apply()
        dateinputs.apply()
        keep_logs_discreet()
