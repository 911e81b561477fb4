import pytest
from django.db import connection

from config.databases import database


def test_an_address_may_set_options_of_its_own():
    assert database("sqlite:////data/x.sqlite3?timeout=5")["OPTIONS"]["timeout"] == 5
    assert database("postgres://user@host/name?sslmode=require")["OPTIONS"]["sslmode"] == "require"
    with pytest.raises(ValueError, match="neither"):
        database("mysql://user@host/name")


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
def test_postgresql_compiles_no_plans():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
