"""Secrets: what is sealed at rest, and the keys derived from the one key of the installation."""

import hashlib
import hmac
import json

from cryptography.fernet import Fernet, InvalidToken

from bot.errors import Disconnected


class Vault:
    """Seals small dicts; `repr` shows nothing."""

    def __init__(self, key: str) -> None:
        """`key` is a Fernet key (32 bytes, url-safe base64); raises `ValueError` for anything else."""
        self._fernet = Fernet(key)
        self._key = key.encode()

    def __repr__(self) -> str:
        return "Vault(…)"

    def seal(self, secret: dict[str, str]) -> bytes:
        return self._fernet.encrypt(json.dumps(secret).encode())

    def unseal(self, sealed: bytes) -> dict[str, str]:
        """Raises `Disconnected` when the secret was sealed with another key."""
        try:
            return dict(json.loads(self._fernet.decrypt(sealed)))
        except InvalidToken as wrong:
            raise Disconnected(
                "A stored secret cannot be opened with today's PIN_SECRET_KEY. "
                "Put the old key back, or connect anew in /pin settings."
            ) from wrong

    @property
    def token_key(self) -> bytes:
        """For the tokens in our addresses."""
        return self._derived("tokens")

    def digest(self, value: str) -> str:
        """A salted hash of a normalised address or slug, for the list of people who must not be mailed."""
        return hmac.new(self._derived("suppression"), value.encode(), hashlib.sha256).hexdigest()

    def _derived(self, purpose: str) -> bytes:
        return hmac.new(self._key, purpose.encode(), hashlib.sha256).digest()
