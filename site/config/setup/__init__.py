"""What an empty site needs before anybody can edit it: languages, start pages, lists, legal drafts, words.

Everything here is found again by a fixed translation key, so that a second run changes nothing and an
editor's changes stay.
"""

from .network import set_up

__all__ = ["set_up"]
