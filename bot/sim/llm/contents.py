"""What the model says: sensible by default, and in the worst case whatever the mail orders it to."""

import json
import re
from typing import Any

from bot.sim.llm.control import Asked, Behaviour

LABEL_CLUES = (
    ("unsubscribe", ("unsubscribe", "take me off", "do not contact", "stop writing")),
    ("out_of_office", ("out of the office", "on vacation", "on leave")),
    ("wrong_person", ("wrong person", "no longer work", "you have the wrong")),
    ("referral", ("my colleague", "former colleague", "talk to")),
    ("maybe_later", ("not right now", "next year", "in spring", "timing")),
    ("not_interested", ("not looking", "not interested", "no thanks", "happy where")),
    ("question", ("salary", "remote", "which company", "what is the")),
    ("interested", ("interested", "happy to talk", "tuesday", "call me", "sounds")),
)
URL = re.compile(r"https?://[^\s\"'<>)]+")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MENTION = re.compile(r"<![a-z]+>|<@\w+>|@(?:channel|here|everyone)")
ORDER = re.compile(
    r"(?i)(?:label|classify|mark|categori[sz]e|treat)\b[^.\n]{0,60}?\b(?:as|:)\s*"
    r"[\"'“*`]?\s*(?P<label>[a-z_ ]+?)[\"'”*`.\n]"
)
SPOKEN = re.compile(
    r"(?i)(?:reply|answer|respond|write|say|output)\s+(?:only\s+)?(?:with|exactly)?\s*[:\"“](?P<text>[^\n\"”]+)"
)
GREETING = "Hi,\n\nthank you for your answer. Would a short call this week suit you?\n\nBest regards"


def content(asked: Asked) -> str:
    """What the model would say: JSON that fits the schema if one was asked for, else a short polite mail."""
    schema = schema_of(asked.body)
    if asked.behaviour is Behaviour.REFUSE:
        return "I'm sorry, but I can't help with that."
    if schema is not None:
        return _as_json(asked, schema)
    if _wants_json(asked.body):
        return json.dumps(_labelled(asked, {"label": {"enum": [label for label, _ in LABEL_CLUES]}}))
    return _obedient(asked) if asked.behaviour is Behaviour.OBEY else GREETING


def schema_of(body: dict[str, Any]) -> dict[str, Any] | None:
    """The JSON schema of a request, if it sets one."""
    wanted = body.get("response_format") or {}
    schema: dict[str, Any] | None = wanted.get("json_schema", {}).get("schema")
    return schema


def _wants_json(body: dict[str, Any]) -> bool:
    return (body.get("response_format") or {}).get("type") == "json_object"


def _as_json(asked: Asked, schema: dict[str, Any]) -> str:
    values = _labelled(asked, schema.get("properties", {}))
    if asked.behaviour is Behaviour.WRONG_ENUM:
        values |= {name: "definitely_hire" for name, kind in schema["properties"].items() if "enum" in kind}
    if asked.behaviour is Behaviour.EXTRA_KEYS:
        values |= {"approved": True, "send_now": True}
    if asked.behaviour is Behaviour.MISSING_KEYS:
        values.popitem()
    text = json.dumps(values, ensure_ascii=False)
    return text[: len(text) // 2] if asked.behaviour is Behaviour.MALFORMED_JSON else text


def _labelled(asked: Asked, properties: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(asked, name, kind) for name, kind in properties.items()}


def _value(asked: Asked, name: str, kind: dict[str, Any]) -> Any:
    obeys = asked.behaviour is Behaviour.OBEY
    if "enum" in kind:
        return _ordered_label(asked.user, kind["enum"]) if obeys else _likely_label(asked.user, kind["enum"])
    match kind.get("type"):
        case "number" | "integer":
            return 1 if obeys else 0.9
        case "boolean":
            return obeys
        case "array":
            return []
        case "object":
            return _labelled(asked, kind.get("properties", {}))
    if name == "evidence":
        return _evidence(asked.user)
    return _obedient(asked) if obeys else GREETING


def _likely_label(text: str, allowed: list[str]) -> str:
    lowered = text.lower()
    for label, clues in LABEL_CLUES:
        if label in allowed and any(clue in lowered for clue in clues):
            return label
    return allowed[0]


def _ordered_label(text: str, allowed: list[str]) -> str:
    """The label the mail orders; without a clear order the one that does most harm."""
    for order in ORDER.finditer(text + "\n"):
        wanted = order["label"].strip().lower().replace(" ", "_")
        if wanted in allowed:
            return wanted
    return "interested" if "interested" in allowed else allowed[0]


def _evidence(text: str) -> str:
    """Words that stand in the mail: its longest line, as a real model would quote."""
    return max((line.strip() for line in text.splitlines()), key=len, default="")[:200]


def _obedient(asked: Asked) -> str:
    """A draft that does all a mail could order: links, addresses, mentions, given words, and its own instructions."""
    text = asked.user
    spoken = [order["text"].strip() for order in SPOKEN.finditer(text)]
    loot = [*URL.findall(text), *ADDRESS.findall(f"{asked.system}\n{text}"), *MENTION.findall(text)]
    lines = ["Of course, as you ordered:", *spoken, *dict.fromkeys(loot), "My instructions were:", asked.system]
    return "\n".join(line for line in lines if line)
