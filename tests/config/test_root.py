"""`/` leads each reader to a language by what the browser asks for, and a cache may keep the answer."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "language"),
    [
        (None, "de"),
        ("", "de"),
        ("de", "de"),
        ("nl", "nl"),
        ("nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        ("de-AT,en;q=0.5", "de"),
        ("en,nl;q=0.5,de;q=0.4", "nl"),
        ("en;q=0.9,de;q=0.2,nl;q=0.3", "nl"),
        ("fr,en", "de"),
        ("*", "de"),
        ("fr,*;q=0.5,nl;q=0.1", "de"),
        ("NL", "nl"),
        ("nl;q=0", "de"),
        ("\x00;;;,,q=", "de"),
    ],
)
def test_root_leads_to_the_readers_language(client, asked, language):
    headers = {} if asked is None else {"accept-language": asked}
    client.cookies["django_language"] = "nl"  # of another program on the same host: never read
    response = client.get("/", headers=headers)

    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies
