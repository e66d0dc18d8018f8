"""The candidates' inbox page: a visitor reads and answers in somebody's name."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from people_world import World

from bot.sim.people.reading import text_of

NOOR = "noor.haddad@cand.test"
RAE = "rae@acme.test"


@pytest.fixture
def page(world: World) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=world.people.page_url, trust_env=False) as client:
        yield client


def inbox(page: httpx.Client, key: str = "noor-haddad") -> list[dict[str, Any]]:
    mails: list[dict[str, Any]] = page.get(f"/api/people/{key}").json()["mails"]
    return mails


def test_what_arrived_is_listed_and_a_look_without_news_is_cheap(world: World, page: httpx.Client) -> None:
    world.write(NOOR)
    answer = page.get("/api/people").json()
    noor = next(row for row in answer["people"] if row["key"] == "noor-haddad")
    assert (noor["subject"], noor["received"], noor["answering"]) == ("Engineer at Acme", [answer["latest"]], False)
    assert page.get(f"/api/people?seen={answer['latest']}").json() == {"latest": answer["latest"]}
    (mail,) = inbox(page)
    assert (mail["text"], mail["written"]) == ("Would you be open to a call?", False)


def test_an_answer_written_by_hand_reaches_the_recruiter_in_the_thread(world: World, page: httpx.Client) -> None:
    sent = world.write(NOOR)
    asked = {"number": inbox(page)[0]["number"], "text": "Gern! Wie wäre Freitag? ✓"}
    assert page.post("/api/people/noor-haddad/reply", json=asked).json() == {"ok": True}
    answer = world.answer_to(sent)
    assert answer.rcpt_to.startswith("rae+tok")
    assert text_of(answer.raw).startswith("Gern! Wie wäre Freitag? ✓\n")
    assert [mail["written"] for mail in inbox(page)] == [False, True]


def test_every_quick_answer_is_sent_and_out_of_office_is_marked_automatic(world: World, page: httpx.Client) -> None:
    world.write(NOOR)
    number = inbox(page)[0]["number"]
    for quick in page.get("/api/people").json()["quick"]:
        asked = {"number": number, "manner": quick["manner"]}
        assert page.post("/api/people/noor-haddad/quick", json=asked).status_code == 200
        latest = world.server.post.mailbox(RAE)[-1]
        assert (latest.header("Auto-Submitted") == "auto-replied") is (quick["manner"] == "out_of_office")


def test_a_new_mail_can_be_written_to_the_recruiter_only(world: World, page: httpx.Client) -> None:
    letter = {"to": RAE, "subject": "Hello", "text": "Do you hire?"}
    assert page.post("/api/people/noor-haddad/write", json=letter).status_code == 200
    assert world.server.post.mailbox(RAE)[-1].subject == "Hello"
    refused = page.post("/api/people/noor-haddad/write", json=letter | {"to": "x@other.test"})
    assert (refused.status_code, refused.json()["error"][:22]) == (422, "Write to the recruiter")


def test_once_a_visitor_wrote_for_somebody_they_no_longer_answer_alone(world: World, page: httpx.Client) -> None:
    letter = {"to": RAE, "subject": "Hello", "text": "I take over."}
    page.post("/api/people/ada-lindqvist/write", json=letter)
    world.write("ada.lindqvist@cand.test")
    world.answer_to(world.write("jonas.becker@cand.test"))
    assert len(world.server.post.mailbox(RAE)) == 2
    page.post("/api/people/camille-moreau/answering", json={"on": False})
    people = page.get("/api/people").json()["people"]
    assert {row["key"]: row["answering"] for row in people}["camille-moreau"] is False


def test_somebody_who_waits_can_be_told_to_answer_alone(world: World, page: httpx.Client) -> None:
    page.post("/api/people/noor-haddad/answering", json={"on": True})
    assert "sounds interesting" in text_of(world.answer_to(world.write(NOOR)).raw)


@pytest.mark.parametrize(
    ("path", "asked", "code"),
    [
        ("/api/people/nobody/reply", {"number": 1, "text": "x"}, 400),
        ("/api/people/noor-haddad/reply", {"number": 999, "text": "x"}, 422),
        ("/api/people/noor-haddad/reply", {"number": 1, "text": "  "}, 422),
        ("/api/people/noor-haddad/quick", {"number": 1, "manner": "sing"}, 422),
        ("/api/people/noor-haddad/reply", ["not an object"], 400),
    ],
)
def test_what_cannot_be_done_is_said_and_sends_nothing(
    world: World, page: httpx.Client, path: str, asked: Any, code: int
) -> None:
    world.write(NOOR)
    answer = page.post(path, json=asked)
    assert (answer.status_code, bool(answer.json()["error"])) == (code, True)
    assert world.server.post.mailbox(RAE) == []


def test_a_foreign_website_can_neither_post_nor_read(world: World, page: httpx.Client) -> None:
    world.write(NOOR)
    text = '{"number": 1, "text": "x"}'
    form = page.post("/api/people/noor-haddad/reply", content=text, headers={"Content-Type": "text/plain"})
    assert form.status_code == 415
    foreign = page.post("/api/people/noor-haddad/reply", json={}, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert page.get("/api/people", headers={"Host": "evil.example"}).status_code == 403
    assert world.server.post.mailbox(RAE) == []


def test_the_page_loads_nothing_from_elsewhere(page: httpx.Client) -> None:
    for path in ("/", "/style.css", "/inbox.js"):
        answer = page.get(path)
        assert answer.status_code == 200
        assert "//" not in answer.text.replace("http://www.w3.org", "").replace("// ", "")
