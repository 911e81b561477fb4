"""The form that Wagtail uses for pictures; apart from `forms`, as it needs the models to be there."""

from wagtail.images.forms import BaseImageForm

from .storage import demand_room
from .uploads import PictureFormField


class SiteImageForm(BaseImageForm):
    """The upload form: the file is looked at before it is decoded, and stored without where it was taken."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            wagtails = self.fields["file"]
            self.fields["file"] = PictureFormField(
                label=wagtails.label, required=wagtails.required, widget=wagtails.widget
            )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload and "file" in self.changed_data:
            demand_room(upload)
        return upload
