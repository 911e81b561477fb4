"""`manage.py load_demo` beside a site of one's own, and the logins of a trial."""

import pytest
from wagtail.models import Locale, Page

from config.demo import people
from config.demo.load import own_content
from home.models import HomePage, StandardPage, Topic

from .loading import run

pytestmark = pytest.mark.django_db


def test_a_page_of_its_own_is_content_but_the_drafts_of_setup_are_not(skeleton):
    assert own_content() == ""
    home = HomePage.objects.get(locale__language_code="de")
    home.add_child(instance=StandardPage(title="Über uns", locale=home.locale))
    assert own_content() == str(StandardPage._meta.verbose_name_plural)


def test_a_site_with_content_of_its_own_is_left_alone(skeleton):
    Topic.objects.create(name="Wohnen", slug="wohnen", locale=Locale.objects.get(language_code="de"))
    pages = Page.objects.count()
    assert run() == "This site has content of its own (Themen); the demo is not loaded.\n"
    assert (Page.objects.count(), Topic.objects.count()) == (pages, 1)


def test_logins_have_their_roles_once(skeleton, settings, django_user_model):
    settings.TRIAL, settings.DEMO_PASSWORD = True, "kwartier"
    assert people.load_logins() == list(people.LOGINS)
    assert people.load_logins() == []
    assert all(user.first_name and user.last_name for user in django_user_model.objects.all())
    groups = {
        user.username: [group.name for group in user.groups.all()] for user in django_user_model.objects.all()
    }
    assert groups == {
        "admin": [],
        "editor": ["Editors"],
        "translator-nl": ["Translators to Dutch"],
        "translator-de": ["Translators to German"],
        "moderator": ["Moderators"],
        "organiser": ["Organisers"],
    }
    assert django_user_model.objects.get(username="admin").is_superuser
    assert django_user_model.objects.get(username="editor").check_password("kwartier")


@pytest.mark.parametrize(("trial", "password"), [(False, "kwartier"), (True, "")])
def test_logins_are_made_on_a_trial_only(settings, trial, password):
    settings.TRIAL, settings.DEMO_PASSWORD = trial, password
    assert people.load_logins() == []
