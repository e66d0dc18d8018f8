"""Requests checked and answered in OpenAI's wire format (platform.openai.com/docs/api-reference/chat)."""

import base64
import hashlib
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sim.llm.contents import content
from bot.sim.llm.control import Asked, Behaviour

MODEL = "scripted-1"
EMBEDDING_MODEL = "scripted-embedding-1"
CONTEXT_CHARACTERS = 400_000
DIMENSIONS = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers and a body; `pieces` instead of the body for a stream."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    pieces: tuple[bytes, ...] = ()


def as_json(value: dict[str, Any], status: int = 200, **headers: str) -> Answer:
    return Answer(
        status, json.dumps(value, ensure_ascii=False).encode(), {"Content-Type": "application/json", **headers}
    )


def error(status: int, message: str, code: str | None = None, param: str | None = None, **headers: str) -> Answer:
    """An error as the API words it."""
    kind = {401: "authentication_error", 429: "rate_limit_error", 500: "server_error"}.get(
        status, "invalid_request_error"
    )
    return as_json({"error": {"message": message, "type": kind, "param": param, "code": code}}, status, **headers)


def models() -> Answer:
    known = [{"id": name, "object": "model", "created": 0, "owned_by": "local"} for name in (MODEL, EMBEDDING_MODEL)]
    return as_json({"object": "list", "data": known})


def objection(body: dict[str, Any]) -> Answer | None:
    """What the real API says against a chat request, if anything."""
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages or not all(isinstance(m, dict) and "role" in m for m in messages):
        return error(400, "'messages' must be a list of messages with a role.", param="messages")
    if body.get("model") != MODEL:
        return error(404, f"The model `{body.get('model')}` does not exist; there is `{MODEL}`.", "model_not_found")
    text = json.dumps(messages)
    if len(text) > CONTEXT_CHARACTERS:
        return error(400, "This model's maximum context length was exceeded.", "context_length_exceeded", "messages")
    return _format_objection(body.get("response_format") or {"type": "text"}, text)


def _format_objection(wanted: dict[str, Any], text: str) -> Answer | None:
    if wanted.get("type") not in ("text", "json_object", "json_schema"):
        return error(400, f"Invalid value: '{wanted.get('type')}'.", "invalid_value", "response_format.type")
    if wanted["type"] == "json_object" and "json" not in text.lower():
        return error(400, "'messages' must contain the word 'json' to use 'json_object'.", None, "messages")
    if wanted["type"] == "text" or wanted["type"] == "json_object":
        return None
    named = wanted.get("json_schema", {})
    schema = named.get("schema", {})
    if not named.get("name") or schema.get("type") != "object":
        return error(400, "Missing name, or a schema that is no object.", None, "response_format.json_schema")
    closed = schema.get("additionalProperties") is False
    if named.get("strict") and not (closed and set(schema.get("required", ())) == set(schema.get("properties", ()))):
        return error(400, "A strict schema needs every property in 'required' and 'additionalProperties': false.",
                     "invalid_schema", "response_format")  # fmt: skip
    return None


def chat(asked: Asked, said: str | None, retry_after: int) -> Answer:
    """The answer to a valid chat request; stalls, slow bodies and drops are the server's business."""
    match asked.behaviour:
        case Behaviour.RATE_LIMIT:
            return error(429, "Rate limit reached.", "rate_limit_exceeded", **{"Retry-After": str(retry_after)})
        case Behaviour.SERVER_ERROR:
            return error(500, "The server had an error while processing your request.")
        case Behaviour.TOO_LONG:
            return error(
                400, "This model's maximum context length was exceeded.", "context_length_exceeded", "messages"
            )
        case Behaviour.NO_SCHEMA if (asked.body.get("response_format") or {}).get("type", "text") != "text":
            return error(400, "Unknown response_format for this model.", "unsupported_value", "response_format")
        case Behaviour.NOT_JSON:
            return Answer(200, b"<html><body>Bad gateway, sort of</body></html>", {"Content-Type": "text/html"})
    text = content(asked) if said is None else said
    return _streamed(asked, text) if asked.body.get("stream") else _whole(asked, text)


def _whole(asked: Asked, text: str) -> Answer:
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None}
    if asked.behaviour is Behaviour.REFUSE:
        message |= {"content": None, "refusal": text}
    if asked.behaviour is Behaviour.CUT_OFF:
        message["content"] = text[: len(text) // 2]
    choices = [{"index": 0, "message": message, "logprobs": None, "finish_reason": _finish(asked)}]
    if asked.behaviour is Behaviour.EMPTY_CHOICES:
        choices = []
    return as_json(_frame(asked, "chat.completion") | {"choices": choices, "usage": _usage(asked, text)})


def _streamed(asked: Asked, text: str) -> Answer:
    pieces = tuple(b"data: " + json.dumps(chunk).encode() + b"\n\n" for chunk in _chunks(asked, text))
    return Answer(200, headers={"Content-Type": "text/event-stream"}, pieces=(*pieces, b"data: [DONE]\n\n"))


def _chunks(asked: Asked, text: str) -> Iterator[dict[str, Any]]:
    frame = _frame(asked, "chat.completion.chunk")
    if asked.behaviour is Behaviour.EMPTY_CHOICES:
        yield frame | {"choices": []}
        return
    shown = text[: len(text) // 2] if asked.behaviour is Behaviour.CUT_OFF else text
    key = "refusal" if asked.behaviour is Behaviour.REFUSE else "content"
    deltas = [{"role": "assistant", key: ""}, *({key: shown[at : at + 12]} for at in range(0, len(shown), 12))]
    for delta in deltas:
        yield frame | {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
    yield frame | {"choices": [{"index": 0, "delta": {}, "finish_reason": _finish(asked)}]}
    if (asked.body.get("stream_options") or {}).get("include_usage"):
        yield frame | {"choices": [], "usage": _usage(asked, text)}


def _finish(asked: Asked) -> str:
    return "length" if asked.behaviour is Behaviour.CUT_OFF else "stop"


def _frame(asked: Asked, kind: str) -> dict[str, Any]:
    digest = hashlib.sha256(json.dumps(asked.body, sort_keys=True).encode()).hexdigest()[:24]
    return {"id": f"chatcmpl-{digest}", "object": kind, "created": 1_795_000_000, "model": MODEL}


def _usage(asked: Asked, text: str) -> dict[str, int]:
    asked_for, said = (len(asked.system) + len(asked.user)) // 4 + 1, len(text) // 4 + 1
    return {"prompt_tokens": asked_for, "completion_tokens": said, "total_tokens": asked_for + said}


def embeddings(body: dict[str, Any]) -> Answer:
    """Vectors that are the same for the same text and mean nothing else."""
    texts = [body["input"]] if isinstance(body.get("input"), str) else body.get("input")
    if not texts or not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        return error(400, "'input' must be a text or a list of texts.", param="input")
    if body.get("model") != EMBEDDING_MODEL:
        return error(
            404, f"The model `{body.get('model')}` does not exist; there is `{EMBEDDING_MODEL}`.", "model_not_found"
        )
    rows = [{"object": "embedding", "index": n, "embedding": _vector(t, body)} for n, t in enumerate(texts)]
    tokens = sum(len(text) for text in texts) // 4 + 1
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return as_json({"object": "list", "data": rows, "model": EMBEDDING_MODEL, "usage": usage})


def _vector(text: str, body: dict[str, Any]) -> list[float] | str:
    raw = hashlib.shake_256(text.encode()).digest(DIMENSIONS)
    length = sum((byte - 127.5) ** 2 for byte in raw) ** 0.5
    vector = [(byte - 127.5) / length for byte in raw]
    if body.get("encoding_format") == "base64":
        return base64.b64encode(struct.pack(f"<{DIMENSIONS}f", *vector)).decode()
    return vector
