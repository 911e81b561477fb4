"""Nothing behind a login, no draft and no alias is for everybody."""

import pytest
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from home.visibility import readable
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_what_everybody_may_read(django_assert_num_queries):
    network = factories.Network()
    open_page = factories.standard_page(network.home["de"], title="Offen")
    factories.standard_page(network.home["de"], title="Entwurf", live=False)
    members = factories.standard_page(network.home["de"], title="Mitglieder")
    factories.standard_page(members, title="Protokolle")
    beside = factories.standard_page(network.home["de"], title="Daneben")
    open_page.copy_for_translation(network.nl, alias=True)
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    with django_assert_num_queries(1):
        assert list(readable(StandardPage.objects.order_by("path"))) == [open_page, beside]
    assert readable(Page.objects.all()).filter(pk=members.pk).count() == 0
