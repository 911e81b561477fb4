import pytest

from config.setup.roles import ORGANISERS
from tests import factories


@pytest.fixture
def organiser(series, client):
    user = factories.user(ORGANISERS)
    client.force_login(user)
    return user
