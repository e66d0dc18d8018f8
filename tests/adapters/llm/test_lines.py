"""`app.py classify` and `app.py strip`: one answer a line, whatever the line is."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.llm.embedded import EmbeddedReader
from bot.adapters.llm.lines import classify_lines, strip_lines

READER = EmbeddedReader()


def test_classify_answers_every_line_in_order_and_quotes_decide_nothing() -> None:
    quoted = "No thanks, I am settled.\n\nOn Mon, 2 Nov 2026 at 10:00, Mara <m@acme.example> wrote:\n> Yes, call me!"
    lines = [
        json.dumps({"id": 1, "text": "Yes, I am interested, call me on Friday."}),
        json.dumps({"id": "b", "text": quoted}),
    ]
    first, second = map(json.loads, classify_lines(lines, READER))
    assert list(first) == ["id", "label", "p", "auto_sync", "flags", "evidence"]
    assert (first["id"], first["label"], first["auto_sync"]) == (1, "interested", True)
    assert (second["id"], second["label"], second["evidence"]) == ("b", "not_interested", "No thanks, I am settled.")


def test_strip_gives_the_persons_own_words() -> None:
    line = json.dumps({"id": "x", "text": "Sure!\n\nOn 1/2/26 Mara <m@acme.example> wrote:\n> Hi"})
    assert [json.loads(answer) for answer in strip_lines([line])] == [{"id": "x", "reply": "Sure!"}]


def test_a_bad_line_is_answered_in_words_and_the_next_one_is_read() -> None:
    lines = ["{", "[]", '{"id": 1}', '{"text": "x"}', '{"id": 1, "text": 5}', "", '{"id": 2, "text": "\\ud800 hi"}']
    answers = [json.loads(answer) for answer in strip_lines(lines)]
    assert [answer["id"] for answer in answers] == [None] * 5 + [2]
    assert all("Line" in answer["error"] for answer in answers[:5])


@given(st.lists(st.one_of(st.text(), st.text().map(lambda text: json.dumps({"id": 1, "text": text})))))
def test_every_answer_is_one_line_of_json(lines: list[str]) -> None:
    answers = list(strip_lines(lines))
    assert len(answers) == sum(bool(line.strip()) for line in lines)
    assert all("\n" not in answer and json.loads(answer) for answer in answers)
