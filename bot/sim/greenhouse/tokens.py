"""POST /token: client credentials in, a signed token out, and every refusal of harvest.md 2.1."""

import base64
import binascii
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from bot.sim.greenhouse.company import Actor, Company
from bot.sim.greenhouse.refusals import Refusal, unauthorized

GRANTS = (
    "authorization_code",
    "refresh_token",
    "client_credentials",
    "urn:ietf:params:oauth:grant-type:token-exchange",
)


@dataclass(slots=True)
class Credential:
    """A Harvest v3 credential; `scopes` may change at any time and count at once."""

    client_id: str
    client_secret: str
    scopes: set[str]
    service_user_id: int = 0
    live: str | None = field(default=None)
    """With single tokens: the id of the one that still works."""


def mint(company: Company, credential: Credential, fields: Mapping[str, str], basic: str) -> dict[str, Any]:
    """The token reply.

    The order of the checks follows live probes: a missing grant type was answered to unknown clients too.

    Raises:
        Refusal: 400 or 401 in one of the recorded forms.
    """
    client_id, secret = _basic(basic)
    _refuse_bad_grant(fields)
    if not re.search(r"-\d+$", client_id):
        message = f"client_id={client_id} does not contain a valid client ID suffix"
        raise Refusal(400, {"message": message, "errorId": _error_id()})
    genuine = hmac.compare_digest(secret.encode(), credential.client_secret.encode())
    if client_id != credential.client_id or not genuine:
        raise Refusal(401, {"error": "invalid_client"})
    if fields["grant_type"] != "client_credentials":
        raise Refusal(400, {"error": "invalid_grant"})
    return _reply(company, credential, _acting_user(company, credential, fields.get("sub")))


def _basic(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    try:
        client_id, colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        colon = ""
    if scheme.lower() != "basic" or not colon:
        raise Refusal(401, {"message": "Unauthorized", "errorId": _error_id()})
    return client_id, secret


def _error_id() -> str:
    return f"err-{secrets.token_hex(8)}"


def _refuse_bad_grant(fields: Mapping[str, str]) -> None:
    grant = fields.get("grant_type")
    if not grant:
        raise Refusal(400, {"message": "Must include `grant_type` parameter in /token request"})
    if grant not in GRANTS:
        message = f"grant_type={grant} is invalid, please use one of: {', '.join(GRANTS)}"
        raise Refusal(400, {"message": message})


def _acting_user(company: Company, credential: Credential, sub: str | None) -> int:
    """An unknown `sub` is refused; the real reply to it is not known."""
    if not sub:
        return credential.service_user_id
    user = company.records.find("users", int(sub)) if sub.isdigit() else None
    if user is None or user["deactivated"]:
        raise Refusal(400, {"error": "invalid_grant", "error_description": "sub is not an active user"})
    return int(user["id"])


def _reply(company: Company, credential: Credential, user_id: int) -> dict[str, Any]:
    life = company.switches.token_life
    expires = int(company.clock.time()) + life
    credential.live = secrets.token_hex(8)
    claims = {"sub": str(user_id), "client_id": credential.client_id, "exp": expires, "jti": credential.live}
    token = _sign(company.secret, {**claims, "scope": " ".join(sorted(credential.scopes)), "silo": "1"})
    reply: dict[str, Any] = {"token_type": "Bearer", "access_token": token}
    if company.switches.expiry_field == "expires_in":
        return {**reply, "expires_in": life}
    return {**reply, "expires_at": datetime.fromtimestamp(expires, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}


def _sign(secret: bytes, claims: dict[str, Any]) -> str:
    head = _pack(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    text = f"{head}.{_pack(json.dumps(claims).encode())}"
    return f"{text}.{_pack(hmac.digest(secret, text.encode(), hashlib.sha256))}"


def _pack(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read_token(company: Company, credential: Credential, header: str) -> Actor:
    """Who calls.

    Raises:
        Refusal: 401 for a token that is missing, forged, expired or superseded.
    """
    scheme, _, token = header.partition(" ")
    claims = _claims(company.secret, token) if scheme.lower() == "bearer" else None
    if claims is None or claims["client_id"] != credential.client_id or claims["exp"] <= company.clock.time():
        raise unauthorized()
    if company.switches.single_token and claims["jti"] != credential.live:
        raise unauthorized()
    user = company.records.find("users", int(claims["sub"]))
    if user is None:
        raise unauthorized()
    return Actor(user, claims["client_id"], frozenset(claims["scope"].split()) & credential.scopes)


def _claims(secret: bytes, token: str) -> dict[str, Any] | None:
    text, _, signature = token.rpartition(".")
    genuine = _pack(hmac.digest(secret, text.encode(), hashlib.sha256))
    if not token.isascii() or not hmac.compare_digest(signature, genuine):
        return None
    body = text.partition(".")[2]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims


def token_fields(content_type: str, query: str, body: bytes) -> dict[str, str]:
    """The request's fields from a form (what works), the query string or JSON (what the docs also show)."""
    fields = dict(parse_qsl(query))
    if "json" in content_type:
        return fields | _json_fields(body)
    return fields | dict(parse_qsl(body.decode("utf-8", "replace")))


def _json_fields(body: bytes) -> dict[str, str]:
    try:
        given = json.loads(body or b"{}")
    except ValueError as broken:
        raise Refusal(400, {"message": "The request body is not valid JSON"}) from broken
    return {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}
