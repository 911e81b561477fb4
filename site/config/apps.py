from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class SiteConfig(AppConfig):
    """What makes the apps one site: settings, addresses and the commands that need every app."""

    name = "config"
    default = True
    verbose_name = "Kwartier"

    def ready(self):
        from home import kept
        from home import standing as counted

        from . import delivery
        from .accounts import attempts, rules
        from .frontcache import changes
        from .pagecache import parts, standing, watch

        kept.provide(parts.parts_of, watch.note_read)
        counted.provide(standing.keep)
        watch.start()
        rules.start()
        attempts.start()
        delivery.start()
        changes.start()


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's users with our screens (config.accounts.users)."""

    user_viewset = "config.accounts.users.UserScreens"
