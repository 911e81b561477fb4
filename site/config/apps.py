from django.apps import AppConfig


class SiteConfig(AppConfig):
    """What makes the apps one site: settings, addresses and the commands that need every app."""

    name = "config"
    verbose_name = "Kwartier"

    def ready(self):
        from home import kept
        from home import standing as counted

        from . import delivery
        from .accounts import rules
        from .frontcache import changes
        from .pagecache import parts, standing, watch

        kept.provide(parts.parts_of, watch.note_read)
        counted.provide(standing.keep)
        watch.start()
        rules.start()
        delivery.start()
        changes.start()
