import logging

from django.core.signing import Signer

from config.log_masking import discreet, keep_logs_discreet


def test_addresses_and_tokens_are_masked():
    token = Signer(sep=".").sign("12-3")
    assert discreet(f"Not Found: /de/anmeldung/mine/{token}/cancel/") == (
        "Not Found: /de/anmeldung/mine/12-3.…/cancel/"
    )
    assert discreet("{'d.karabulut@herne.example.org': (451, b'later')}") == "{'…@…': (451, b'later')}"
    assert discreet("x=Kontakt <a+b@example.org>;") == "x=Kontakt <…@…>;"
    assert discreet("is refused\nDETAIL:  Key (name)=(Ilse Muster) already exists.\nCONTEXT: x") == (
        "is refused\nDETAIL:  …\nCONTEXT: x"
    )
    assert discreet("django.template.loader 4-5.12 @receiver /de/kalender/") == (
        "django.template.loader 4-5.12 @receiver /de/kalender/"
    )


def test_every_record_is_masked_with_its_exception(caplog):
    keep_logs_discreet()
    logger = logging.getLogger("any.library")
    try:
        raise ValueError("refused: ilse@example.org")
    except ValueError:
        logger.exception("Failed for %s", "ilse@example.org")
    assert "ilse@" not in caplog.text
    assert "ValueError: refused: …@…" in caplog.text
