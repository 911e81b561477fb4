"""Where the attachments of queued mails lie: in the database, like the mails themselves.

A file folder would be public below /media/, would keep what a transaction rolled back, and would not be
there on
another machine that sends.
"""

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from .models import MailFile


class MailFiles(Storage):
    """A storage for POST_OFFICE["FILE_STORAGE"]; it has no addresses."""

    def _open(self, name, mode="rb"):
        return ContentFile(bytes(MailFile.objects.get(name=name).content), name=name)

    def _save(self, name, content):
        MailFile.objects.create(name=name, content=content.read())
        return name

    def get_available_name(self, name, max_length=None):
        """post_office gives random names."""
        return name

    def delete(self, name):
        MailFile.objects.filter(name=name).delete()

    def exists(self, name):
        return MailFile.objects.filter(name=name).exists()

    def size(self, name):
        return len(MailFile.objects.get(name=name).content)
