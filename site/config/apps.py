from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class SiteConfig(AppConfig):
    """What makes the apps one site: settings, addresses and the commands that need every app."""

    name = "config"
    default = True
    verbose_name = "Kwartier"

    def ready(self):
        from home import memo  # noqa: PLC0415 - needs the models

        from . import delivery, purging  # noqa: PLC0415 - needs the models
        from .accounts import attempts, rules  # noqa: PLC0415 - needs the models
        from .log_masking import keep_logs_discreet  # noqa: PLC0415 - needs the models
        from .pagecache import validity, watch  # noqa: PLC0415 - needs the models

        keep_logs_discreet()
        memo.valid_for(validity.present)
        watch.start()
        rules.start()
        attempts.start()
        delivery.start()
        purging.start()


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's users with our screens (config.accounts.users)."""

    user_viewset = "config.accounts.users.UserScreens"
