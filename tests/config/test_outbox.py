"""In a trial site an administrator reads the mails in the admin; elsewhere there is no such screen."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from post_office.mail import send
from post_office.models import Email

from config.outbox import MailView, OutboxViewSet, ReadOnlyForAdministrators
from config.wagtail_hooks import register_outbox

pytestmark = pytest.mark.django_db

TEXT = "Guten Tag <b>Frau</b>,\n\nbitte bestätigen: https://www.example.org/de/anmeldung/abc/\n"


def test_it_is_there_in_a_trial_only(settings):
    assert register_outbox() == []
    settings.TRIAL = True
    assert isinstance(register_outbox(), OutboxViewSet)


def test_the_text_is_shown_escaped_with_its_links():
    send("leserin@example.org", "post@example.org", message=TEXT)
    view = MailView(object=Email.objects.get())

    assert view.get_message_display_value() == (
        "<p>Guten Tag &lt;b&gt;Frau&lt;/b&gt;,</p>\n\n<p>bitte bestätigen: "
        '<a href="https://www.example.org/de/anmeldung/abc/" rel="nofollow">'
        "https://www.example.org/de/anmeldung/abc/</a><br></p>"
    )


def test_nobody_changes_a_mail_and_only_administrators_read_it(django_user_model, admin_user):
    editor = django_user_model.objects.create_user("editor")
    editor.user_permissions.set(Permission.objects.filter(content_type__app_label="post_office"))
    policy = ReadOnlyForAdministrators(Email)

    assert policy.user_has_permission(admin_user, "view")
    for action in ["add", "change", "delete"]:
        assert not policy.user_has_permission(admin_user, action)
    assert not policy.user_has_any_permission(editor, ["view", "add", "change", "delete"])


def test_the_admin_of_other_sites_has_no_such_address(admin_client):
    assert admin_client.get(reverse("wagtailadmin_home") + "outbox/").status_code == 404
