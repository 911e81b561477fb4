"""Second factors lie encrypted in the database: a copy of its tables opens no account.

The key is derived from SECRET_KEY (HKDF, RFC 5869); what an older key sealed is read as long as it stands in
SECRET_KEY_FALLBACKS. Without either a second factor is lost, and an administrator resets it.
"""

import base64
import logging
import secrets

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

logger = logging.getLogger(__name__)

PURPOSE = b"kwartier: second factors"


class SealedSecrets(DefaultMFAAdapter):
    """What allauth keeps of a second factor: the secret of the app, the seed of the recovery codes."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The sealed text; one that nobody can know where it was sealed with a key that is gone."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A second factor was sealed with another SECRET_KEY: it has to be reset")
            return base64.b32encode(secrets.token_bytes(20)).decode()


def is_sealed(text: str) -> bool:
    """Return whether somebody sealed it: a secret in plain letters has none of a sealed text's beginning."""
    return text.startswith("gAAAA")


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(hkdf.derive(key.encode()))
