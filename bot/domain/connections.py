"""The kinds of connection to a tracking system, and what each needs before it can be tried."""

from collections.abc import Mapping
from enum import StrEnum

from bot.errors import BadInput


class AtsKind(StrEnum):
    """The names under which `bot.adapters.ats.CONNECT` knows them."""

    GREENHOUSE = "greenhouse"
    GREENHOUSE_V1 = "greenhouse_v1"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    AtsKind.GREENHOUSE: "Client ID and Secret (Harvest v3)",
    AtsKind.GREENHOUSE_V1: "API key (Harvest v1, removal announced)",
}
FIELDS: Mapping[AtsKind, Mapping[str, str]] = {
    AtsKind.GREENHOUSE: {"client_id": "client_id", "client_secret": "client_secret", "user_id": "ats_user"},
    AtsKind.GREENHOUSE_V1: {"api_key": "api_key", "user_id": "ats_user"},
}
"""What a connection is made of -> the input of the form that it is typed into."""
_SECRET = {AtsKind.GREENHOUSE: "client_secret", AtsKind.GREENHOUSE_V1: "api_key"}
_LABEL = {AtsKind.GREENHOUSE: "client_id", AtsKind.GREENHOUSE_V1: ""}
"""Which part is no secret and says whose the secret is."""
_ONCE = "Greenhouse shows this once, when you create it."
_USER = "Harvest v1 needs the number of a Greenhouse user: everything Pin writes will carry that name."


def kind_named(name: str) -> AtsKind:
    """The kind of that name; the usual one for anything else."""
    return AtsKind(name) if name in frozenset(AtsKind) else AtsKind.GREENHOUSE


def kind_of(credentials: Mapping[str, str]) -> AtsKind:
    """An API key stands for Harvest v1, which nothing else would choose."""
    return AtsKind.GREENHOUSE_V1 if credentials.get("api_key") else AtsKind.GREENHOUSE


def completed(kind: AtsKind, given: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """The credentials to keep. An empty secret stays the one of `known`, the credentials of that kind kept until now.

    Raises:
        BadInput: something is missing, said beside its input.
    """
    kept = {name: value.strip() for name, value in given.items()}
    secret, label = _SECRET[kind], _LABEL[kind]
    if not kept.get(secret) and known.get(secret) and known.get(label) == kept.get(label):
        kept[secret] = known[secret]
    wrong = {FIELDS[kind][name]: _ONCE for name in (label, secret) if name and not kept.get(name)}
    if kind is AtsKind.GREENHOUSE_V1 and not (kept.get("user_id", "").isascii() and kept.get("user_id", "").isdigit()):
        wrong[FIELDS[kind]["user_id"]] = _USER
    if wrong:
        raise BadInput("Something is missing.", wrong)
    return kept
