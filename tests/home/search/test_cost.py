"""A list of hits costs the same whatever stands in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import Place
from home.search.find import Key
from home.search.results import hits_of
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_hits_name_their_places_without_a_query_each(rf):
    network = factories.Network()
    request = rf.get("/de/suche/")

    def written(number: int) -> list[Key]:
        keys = []
        for n in range(number):
            place = Place.objects.create(name=f"Ort {n}", slug=f"ort-{number}-{n}", locale=network.de)
            page = factories.article(
                network.news["de"], title=f"Haus {n}", slug=f"haus-{number}-{n}", dateline=place
            )
            keys.append(Key("page", page.pk))
        return keys

    def cost(keys: list[Key]) -> int:
        hits_of(keys, ["haus"], request)
        with CaptureQueriesContext(connection) as caught:
            hits = hits_of(keys, ["haus"], request)
        assert sorted(hit["meta"].split(" · ")[1] for hit in hits) == [f"Ort {n}" for n in range(len(keys))]
        return len(caught)

    assert cost(written(1)) == cost(written(6))
