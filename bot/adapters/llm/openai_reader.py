"""A second opinion on a reply. It can take the right to act away from the embedded reader, never give it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.adapters.llm import prompts
from bot.adapters.llm.endpoint import Endpoint
from bot.domain.injections import speaks_to_software
from bot.domain.replies import Label, Reading
from bot.errors import PinError, Refused, TryAgain
from bot.ports import Reader

DECIDED_HERE = frozenset({Label.UNSUBSCRIBE, Label.BOUNCE, Label.NOT_INTERESTED})
"""Labels that stop something: no model may argue them away."""

_TOKENS = 200
_KEYS = ("label", "confidence", "evidence")
_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": list(_KEYS),
    "properties": {
        "label": {"type": "string", "enum": [label.value for label in Label]},
        "confidence": {"type": "number"},
        "evidence": {"type": "string"},
    },
}
_FORMATS: tuple[Mapping[str, Any] | None, ...] = (
    {"type": "json_schema", "json_schema": {"name": "label", "strict": True, "schema": _SCHEMA}},
    {"type": "json_object"},
    None,
)
"""From strict to none: servers differ in what they know."""


@dataclass(frozen=True, slots=True)
class Opinion:
    label: Label
    confidence: float
    evidence: str


class SecondOpinion:
    """The embedded reader's label stands; `auto_sync` needs both to say interested."""

    def __init__(self, embedded: Reader, endpoint: Endpoint) -> None:
        self._embedded, self._endpoint = embedded, endpoint
        self._format = 0

    def read(self, text: str) -> Reading:
        first = self._embedded.read(text)
        if first.label in DECIDED_HERE or not text.strip() or speaks_to_software(text):
            return first
        try:
            second = self._opinion(text)
        except VoidAnswer:
            return replace(first, auto_sync=False, needs_review=first.needs_review or first.auto_sync)
        except PinError:
            return first
        model = f"{first.model} + {self._endpoint.model}"
        if second.label is first.label:
            return replace(first, model=model)
        return replace(first, runner_up=second.label, auto_sync=False, needs_review=True, model=model)

    def _opinion(self, text: str) -> Opinion:
        prompt = prompts.classify(text)
        for level in range(self._format, len(_FORMATS)):
            try:
                answer = self._endpoint.ask(prompt.messages, _TOKENS, _FORMATS[level])
            except Refused as refusal:
                if refusal.code != "format":
                    raise
                continue
            self._format = level
            return _checked(answer, prompt.shown)
        raise TryAgain("The service knows none of the answer formats.")


class VoidAnswer(PinError):
    """An answer came but cannot be trusted: wrong shape, unknown label, or words that are not in the mail."""


def _checked(answer: str, shown: str) -> Opinion:
    try:
        found = json.loads(answer)
        if not isinstance(found, dict) or set(found) != set(_KEYS):
            raise VoidAnswer("The answer has the wrong keys.")
        opinion = Opinion(Label(found["label"]), float(found["confidence"]), str(found["evidence"]))
    except (ValueError, TypeError, RecursionError) as problem:
        raise VoidAnswer("The answer is not the JSON we asked for.") from problem
    if not 0 <= opinion.confidence <= 1 or not opinion.evidence.strip() or opinion.evidence not in shown:
        raise VoidAnswer("The evidence is not in the mail.")
    return opinion
