"""Words of `wagtail_localize.locales` for which it has no German and no Dutch catalogue.

Listed here so that our own catalogues translate them; ours come before those of packages.
"""

from django.utils.translation import gettext_noop

LOCALES = [
    gettext_noop("Locales"),
    gettext_noop("Language"),
    gettext_noop("Add a locale"),
    gettext_noop("Add locale"),
    gettext_noop("Delete locale"),
    gettext_noop("Select a new language"),
    gettext_noop("Locale '{0}' created."),
    gettext_noop("Locale '{0}' updated."),
    gettext_noop("Locale '{0}' deleted."),
    gettext_noop("The locale could not be saved due to errors."),
    gettext_noop("Are you sure you want to delete this locale?"),
    gettext_noop("This locale cannot be deleted because there are pages and/or other objects using it."),
    gettext_noop("This locale's language code is not supported"),
    gettext_noop(
        "This locale's current language code is not supported. "
        "Please choose a new language or delete this locale."
    ),
    gettext_noop("Usage"),
    gettext_noop("Back"),
    gettext_noop("Yes, delete"),
]
