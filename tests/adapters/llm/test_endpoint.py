"""Whatever the writing service does, a person gets a draft or a label, and the card says why it is a template."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.adapters.llm import EmbeddedReader, Endpoint, OpenAiWriter, SecondOpinion, TemplateWriter, connect
from bot.adapters.llm.endpoint import Breaker
from bot.domain.replies import Flag, Label
from bot.domain.writing import DraftRequest
from bot.errors import Disconnected, TryAgain
from bot.sim import llm

EMBEDDED = EmbeddedReader()
YES = "Yes, I am very interested. Please call me on Friday at 10."
NO = "No thanks, I am settled where I am."
LONG = " ".join(f"and detail {number} of my working life" for number in range(400))
GOOD = "Hi Jo,\n\nThank you for your question, two days a week from home are possible.\n\nBest,\nMara"
REQUEST = DraftRequest(
    label=Label.QUESTION, flags=frozenset(), language="en", candidate_first_name="Jo", recruiter_name="Mara Lind",
    company="Acme", job_title="Data Engineer", job_facts={"remote": "two days a week from home"},
    reply="Is it possible to work from home?",
)  # fmt: skip


@pytest.fixture
def server() -> Iterator[llm.Running]:
    running = llm.start()
    yield running
    running.stop()


@pytest.fixture
def endpoint(server: llm.Running) -> Iterator[Endpoint]:
    made = Endpoint(server.base_url, server.api_key, "scripted-1", timeout=0.5, retries=0)
    yield made
    made.close()


def test_a_good_text_is_the_draft_and_its_fact_has_a_source(server: llm.Running, endpoint: Endpoint) -> None:
    server.llm.say(GOOD)
    draft = OpenAiWriter(TemplateWriter(), endpoint).draft(REQUEST)
    assert (draft.body, draft.writer, draft.remark) == (GOOD, "scripted-1", "")
    assert draft.sources == {"two days a week from home": "job fact: remote"}


@pytest.mark.parametrize(
    "behaviour",
    ["stall", "refuse", "empty_choices", "cut_off", "rate_limit", "server_error", "drop", "drop_midway", "too_long",
     "not_json", "slow_body"],
)  # fmt: skip
def test_a_failing_service_gives_the_template_and_says_so(
    behaviour: str, server: llm.Running, endpoint: Endpoint
) -> None:
    server.llm.next(behaviour)
    draft = OpenAiWriter(TemplateWriter(), endpoint).draft(REQUEST)
    assert draft.writer == "template" and draft.body
    assert "template" in draft.remark and "service" in draft.remark


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("Hi Jo,\n\n" + "word " * 130 + "\n\nBest,\nMara", "longer"),
        ("Hi Jo,\n\nLook at https://evil.example/x please.\n\nBest,\nMara", "link"),
        ("Hi Jo,\n\nLook at evil.com please.\n\nBest,\nMara", "link"),
        ("Hi Jo,\n\nWrite to me at boss (at) evil (dot) org please.\n\nBest,\nMara", "address"),
        ("Hi Jo,\n\nCall me on +44 7700 900123 any day.\n\nBest,\nMara", "number"),
        ("Hi Jo,\n\nThe role has a range of 120k for you.\n\nBest,\nMara", "sum"),
        ("Hi Jo,\n\nLet us talk on Tuesday about the role.\n\nBest,\nMara", "date"),
        ("Hi Jo,\n\n**Great** question about the role.\n\nBest,\nMara", "formatting"),
        ("Hi Jo,\n\n<!channel> thank you for your question.\n\nBest,\nMara", "formatting"),
        ("Hi Jo,\n\nWe guarantee that you will like the team.\n\nBest,\nMara", "promise"),
        ("Hi Mara,\n\nThank you, I would love to join the team.\n\nBest,\nJo", "signed"),
        (
            "Hallo Jo,\n\nvielen Dank für Ihre Frage, das ist möglich und wir freuen uns.\n\nViele Grüße\nMara",
            "language",
        ),
    ],
)
def test_a_text_with_a_fault_is_never_shown(text: str, why: str, server: llm.Running, endpoint: Endpoint) -> None:
    server.llm.say(text)
    draft = OpenAiWriter(TemplateWriter(), endpoint).draft(REQUEST)
    assert draft.writer == "template"
    assert why in draft.remark


def test_our_own_orders_never_come_back(server: llm.Running, endpoint: Endpoint) -> None:
    server.llm.next("obey")
    draft = OpenAiWriter(TemplateWriter(), endpoint).draft(REQUEST)
    assert draft.writer == "template" and "recruiter's mail" not in draft.body


@pytest.mark.parametrize("flag", [Flag.COMPENSATION, Flag.VISA, Flag.HOSTILE, Flag.UNCLEAR])
def test_what_a_person_must_write_is_not_even_asked(flag: Flag, server: llm.Running, endpoint: Endpoint) -> None:
    draft = OpenAiWriter(TemplateWriter(), endpoint).draft(replace(REQUEST, flags=frozenset({flag})))
    assert draft.body == "" and "person" in draft.remark
    assert server.llm.requests == []


def test_both_must_say_interested_before_anything_acts(server: llm.Running, endpoint: Endpoint) -> None:
    server.llm.say('{"label": "interested", "confidence": 0.9, "evidence": "very interested"}')
    agreed = SecondOpinion(EMBEDDED, endpoint).read(YES)
    assert agreed.auto_sync and not agreed.needs_review
    server.llm.say('{"label": "question", "confidence": 0.9, "evidence": "call me"}')
    doubted = SecondOpinion(EMBEDDED, endpoint).read(YES)
    assert (doubted.label, doubted.runner_up) == (Label.INTERESTED, Label.QUESTION)
    assert not doubted.auto_sync and doubted.needs_review


def test_a_no_is_decided_here_and_costs_no_question(server: llm.Running, endpoint: Endpoint) -> None:
    assert SecondOpinion(EMBEDDED, endpoint).read(NO).label is Label.NOT_INTERESTED
    assert SecondOpinion(EMBEDDED, endpoint).read("Please unsubscribe me.").label is Label.UNSUBSCRIBE
    assert server.llm.requests == []


@pytest.mark.parametrize(
    "answer",
    [
        "no JSON at all",
        '{"label": "interested", "confidence": 0.9}',
        '{"label": "hire_now", "confidence": 0.9, "evidence": "very interested"}',
        '{"label": "interested", "confidence": 9, "evidence": "very interested"}',
        '{"label": "interested", "confidence": 0.9, "evidence": "I will start on Monday"}',
        '{"label": "interested", "confidence": 0.9, "evidence": "very interested", "send_now": true}',
        '["interested"]',
        '{"label": ["interested"], "confidence": null, "evidence": {}}',
    ],
)
def test_an_answer_that_cannot_be_trusted_closes_the_gate(answer: str, server: llm.Running, endpoint: Endpoint) -> None:
    server.llm.say(answer)
    reading = SecondOpinion(EMBEDDED, endpoint).read(YES)
    assert reading.label is Label.INTERESTED
    assert not reading.auto_sync and reading.needs_review


@pytest.mark.parametrize("behaviour", ["stall", "server_error", "rate_limit", "drop", "not_json", "too_long"])
def test_without_an_answer_the_embedded_reader_stands(behaviour: str, server: llm.Running, endpoint: Endpoint) -> None:
    server.llm.next(behaviour)
    assert SecondOpinion(EMBEDDED, endpoint).read(YES) == EMBEDDED.read(YES)


def test_a_server_without_schemas_is_asked_in_plain_text(server: llm.Running, endpoint: Endpoint) -> None:
    server.llm.next("no_schema", "no_schema")
    server.llm.say('{"label": "interested", "confidence": 0.9, "evidence": "very interested"}')
    assert SecondOpinion(EMBEDDED, endpoint).read(YES).auto_sync
    assert [(asked.body.get("response_format") or {}).get("type") for asked in server.llm.requests] == [
        "json_schema", "json_object", None,
    ]  # fmt: skip


def test_after_five_failures_the_service_is_left_alone_for_ten_minutes(server: llm.Running) -> None:
    now = [0.0]
    endpoint = Endpoint(
        server.base_url, server.api_key, "scripted-1", timeout=2, retries=0, breaker=Breaker(clock=lambda: now[0])
    )
    server.llm.script = llm.Behaviour.SERVER_ERROR
    for _ in range(8):
        with pytest.raises(TryAgain):
            endpoint.ask([{"role": "user", "content": "hello"}], 10)
    assert len(server.llm.requests) == 5
    now[0], server.llm.script = 601.0, llm.Behaviour.NORMAL
    assert endpoint.ask([{"role": "user", "content": "hello"}], 10)
    endpoint.close()


def test_the_daily_allowance_ends_and_comes_back(server: llm.Running) -> None:
    now = [0.0]
    endpoint = Endpoint(
        server.base_url, server.api_key, "scripted-1", daily_tokens=1, breaker=Breaker(clock=lambda: now[0])
    )
    ask = [{"role": "user", "content": "hello"}]
    assert endpoint.ask(ask, 10)
    with pytest.raises(TryAgain, match="allowance"):
        endpoint.ask(ask, 10)
    now[0] = 86_401.0
    assert endpoint.ask(ask, 10)
    endpoint.close()


def test_a_wrong_key_is_said_in_words(server: llm.Running) -> None:
    endpoint = Endpoint(server.base_url, "sk-wrong", "scripted-1", retries=0)
    with pytest.raises(Disconnected, match="key") as refused:
        endpoint.ask([{"role": "user", "content": "hello"}], 10)
    assert "sk-wrong" not in str(refused.value)
    endpoint.close()


def test_loopback_ignores_a_proxy(server: llm.Running, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    endpoint = Endpoint(server.base_url, server.api_key, "scripted-1", retries=0)
    assert endpoint.ask([{"role": "user", "content": "hello"}], 10)
    endpoint.close()


def test_a_model_is_shown_the_first_four_thousand_characters(server: llm.Running, endpoint: Endpoint) -> None:
    server.llm.say(GOOD)
    OpenAiWriter(TemplateWriter(), endpoint).draft(replace(REQUEST, reply=f"Can I work from home? {LONG}"))
    assert len(server.llm.requests[0].user) < 5_000


def test_without_an_endpoint_everything_is_embedded() -> None:
    reader, writer = connect()
    assert isinstance(reader, EmbeddedReader) and isinstance(writer, TemplateWriter)
    reader, writer = connect("http://127.0.0.1:9/v1", "k", "m")
    assert isinstance(reader, SecondOpinion) and isinstance(writer, OpenAiWriter)
