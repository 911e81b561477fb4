"""The key of a form that adds a page or record, by which its second post is known (home.admin.creation).

It becomes the translation key of what the form makes, which the database takes only once in a language.
"""

import uuid

from django import forms
from django.core import signing

FIELD = "creation_key"
SALT = "home.admin.creation"


def new_key() -> str:
    """Return a fresh key, signed: nobody chooses the translation key of a page."""
    return signing.dumps(str(uuid.uuid4()), salt=SALT)


def key_of(data) -> uuid.UUID | None:
    """Return the key that a form was posted with; None without one of ours."""
    try:
        return uuid.UUID(signing.loads(data.get(FIELD, ""), salt=SALT))
    except signing.BadSignature:
        return None


class CreationKeyMixin:
    """Carries the key in the form of a page or record that is not stored yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            hidden = forms.HiddenInput(attrs={"autocomplete": "off"})
            self.fields[FIELD] = forms.CharField(required=False, initial=new_key, widget=hidden)
            key = key_of(self.data)
            if key:
                self.instance.translation_key = key
