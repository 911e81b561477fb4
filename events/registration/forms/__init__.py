"""The forms of the public: one file per noun."""

from .details import DetailsForm
from .mine import AddressForm, LostForm, PersonForm

__all__ = ["AddressForm", "DetailsForm", "LostForm", "PersonForm"]
