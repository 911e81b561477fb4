"""A form that this site must have shown: what was made up elsewhere or long ago is not taken at once."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext

from home.visitors.signed_forms import GREATEST_AGE, form_token, made_at


class ServedForm(forms.Form):
    """With the signed moment at which the form was made, which is good for two days and for this form only.

    Without it the form is shown again with all that was typed and a fresh one. No cookie is needed; who may
    send is decided by where the form stood (home.visitors.same_origin).
    """

    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial["token"] = self.fresh_token()

    def clean_token(self) -> str:
        """The token, or the error of the form as a whole."""
        token = self.cleaned_data["token"]
        made = made_at(token, f"registration.{type(self).__name__}")
        if made is None or timezone.now() - made > GREATEST_AGE:
            self.data = self.data.copy()
            self.data[self.add_prefix("token")] = self.fresh_token()
            self.add_error(
                None, gettext("The form was incomplete or open for a long time. Please send it once more.")
            )
        return token

    @classmethod
    def fresh_token(cls) -> str:
        """A token of this moment."""
        return form_token(f"registration.{cls.__name__}")
