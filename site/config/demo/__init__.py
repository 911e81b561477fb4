"""The demo: a network with invented people in German and Dutch, its dates counted from the day of loading.

The words lie beside this file, one TOML file per article, series, event and page. `manage.py load_demo`
writes them as an editor and a translator would: an original in its own language, then its translation
through wagtail-localize.
"""

from .load import is_loaded, load

__all__ = ["is_loaded", "load"]
