import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

SCHEMES = ("http", "https", "mailto", "tel")

_url = URLValidator(schemes=["http", "https"])
_email = EmailValidator()
_phone = RegexValidator(r"^\+?[0-9().-]{5,30}$")
_scheme = re.compile(r"^[\s\x00-\x20]*([a-z][a-z0-9+.\s\x00-\x20-]*):", re.IGNORECASE)


def is_safe_link(href: str) -> bool:
    """Return whether an address is relative or of a scheme that runs nothing."""
    match = _scheme.match(href)
    return match is None or match[1].lower() in SCHEMES


def validate_link(value: str) -> None:
    """Raise ValidationError for what is no web address, mailto: or tel: (so for `javascript:` as well)."""
    scheme, _colon, rest = value.partition(":")
    try:
        if scheme.lower() == "mailto":
            _email(rest.split("?")[0])
        elif scheme.lower() == "tel":
            _phone(rest)
        else:
            _url(value)
    except ValidationError:
        raise ValidationError(
            _("Enter an address that begins with https://, http://, mailto: or tel:."), code="invalid"
        ) from None


class LinkField(forms.CharField):
    widget = forms.URLInput
    default_validators = [validate_link]


class LinkBlock(blocks.URLBlock):
    """An address on the web, an e-mail address (mailto:) or a phone number (tel:).

    A URLBlock for wagtail-localize, so that translators can give another address.
    """

    def __init__(self, required=True, help_text=None, max_length=None, validators=(), **kwargs):
        super().__init__(required=required, help_text=help_text, max_length=max_length, **kwargs)
        self.field = LinkField(
            required=required, help_text=help_text, max_length=max_length, validators=validators
        )
