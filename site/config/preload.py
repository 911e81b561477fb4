"""What all web processes need is loaded once, before they are forked from the one that starts them."""

import gc

from django.conf import settings
from django.db import connections
from django.urls import reverse
from django.utils import translation


def load_for_all() -> None:
    """Views, addresses and words. The garbage collector leaves alone what is there by now: it would write to
    every object, and each process would need a copy."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            reverse("search")  # imports every view
            translation.gettext("Search")
    connections.close_all()
    gc.collect()
    gc.freeze()
