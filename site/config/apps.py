from django.apps import AppConfig


class SiteConfig(AppConfig):
    """What makes the apps one site: settings, addresses and the commands that need every app."""

    name = "config"
    verbose_name = "Kwartier"

    def ready(self):
        from home import kept

        from .accounts import rules
        from .frontcache import changes
        from .pagecache import parts, watch

        kept.provide(parts.parts_of)
        watch.start()
        rules.start()
        changes.start()
