"""What a recruiter finds in the inbox after writing to the simulated people."""

import csv
import email
import io
from pathlib import Path

import pytest
from people_world import World

from bot.sim import mail, people
from bot.sim.people import CAST, Manner, cast_csv
from bot.sim.people.cast import Person, person_by_key
from bot.sim.people.reading import parts_of, text_of

RAE = "rae@acme.test"
AT_ONCE = [p for p in CAST if p.answers_mail == 1 and p.manner not in (Manner.BOUNCE, Manner.BY_HAND)]


def someone(manner: Manner) -> Person:
    return next(person for person in CAST if person.manner is manner)


@pytest.mark.parametrize("person", AT_ONCE, ids=lambda p: f"{p.manner} in {p.language} by {p.program}")
def test_everybody_answers_to_the_reply_address_in_the_same_thread(world: World, person: Person) -> None:
    sent = world.write(person.email)
    answer = world.answer_to(sent)
    original = world.server.post.mailbox(person.email)[0]
    assert answer.rcpt_to == original.header("Reply-To")
    assert answer.header("References").split()[-1] == sent
    assert "Engineer at Acme" in answer.subject
    assert person.email in answer.header("From")
    own, quoted = parts_of(text_of(answer.raw))
    assert own
    if not answer.header("Auto-Submitted"):
        assert "Would you be open to a call?" in quoted


def test_the_cast_is_varied_and_its_csv_reads_back() -> None:
    assert {p.manner for p in CAST} == set(Manner)
    assert {"en", "de", "fr", "es", "ja", "it"} <= {p.language for p in CAST}
    rows = list(csv.DictReader(io.StringIO(cast_csv())))
    assert len(rows) == len(CAST) == len({row["Email"] for row in rows}) == len({p.key for p in CAST})
    assert rows[0]["LinkedIn URL"] == "https://www.linkedin.com/in/ada-lindqvist"


def test_out_of_office_is_marked_as_automatic_and_the_follow_up_gets_a_human(world: World) -> None:
    tom = someone(Manner.OUT_OF_OFFICE)
    away = world.answer_to(world.write(tom.email))
    assert (away.mail_from, away.header("Auto-Submitted")) == ("", "auto-replied")
    assert away.subject == "Automatic reply: Engineer at Acme"
    back = world.answer_to(world.write(tom.email, "Just following up."))
    assert not back.header("Auto-Submitted")
    assert "back from holiday" in text_of(back.raw)


def test_a_mailbox_that_does_not_exist_bounces(world: World) -> None:
    sent = world.write(someone(Manner.BOUNCE).email)
    bounce = world.server.post.wait_for(lambda m: m.mailbox == RAE)
    assert bounce.headers.get_content_type() == "multipart/report"
    assert sent.encode() in bounce.raw


def test_somebody_offered_times_takes_one_of_them(world: World) -> None:
    ada = person_by_key("ada-lindqvist")
    assert ada is not None
    first = world.answer_to(world.write(ada.email))
    assert "Tuesday or Wednesday after 3pm" in text_of(first.raw)
    offer = world.write(ada.email, "Great! How about Tuesday 1 December, 15:30 CET?", answering=first)
    assert "Tuesday 1 December, 15:30 works for me" in text_of(world.answer_to(offer).raw)


def test_a_follow_up_reader_is_silent_at_first(world: World) -> None:
    priya = person_by_key("priya-raman")
    assert priya is not None
    world.write(priya.email)
    answer = world.answer_to(world.write(priya.email, "Just following up."))
    assert "not looking" in text_of(answer.raw)
    assert len(world.server.post.mailbox(RAE)) == 1


def test_somebody_answers_from_another_address(world: World) -> None:
    bruno = person_by_key("bruno-rossi")
    assert bruno is not None
    world.write(bruno.email)
    answer = world.answer_to(world.write(bruno.email))
    assert answer.mail_from == bruno.answers_from != bruno.email


def test_nobody_answers_a_machine_or_a_stranger(world: World) -> None:
    automatic = (
        b"From: rae@acme.test\r\nSubject: Reminder\r\nMessage-ID: <a@x>\r\nAuto-Submitted: auto-generated\r\n\r\nHi"
    )
    world.server.post.deliver(automatic, RAE, "ada.lindqvist@cand.test")
    world.server.post.deliver(
        b"Subject: spam\r\nMessage-ID: <b@x>\r\n\r\nHi", "x@other.test", "ada.lindqvist@cand.test"
    )
    world.answer_to(world.write("jonas.becker@cand.test"))
    assert len(world.server.post.mailbox(RAE)) == 1


def test_html_and_text_tell_the_same_and_markup_is_escaped(world: World) -> None:
    answer = world.answer_to(world.write("ada.lindqvist@cand.test", "Is 1 < 2 & <b>bold</b>?"))
    message = email.message_from_bytes(answer.raw)
    assert message.get_content_type() == "multipart/alternative"
    rich = message.get_payload()[1].get_payload(decode=True).decode()
    assert "&lt;b&gt;bold&lt;/b&gt;" in rich
    assert "<b>" not in rich


def test_after_a_restart_nobody_answers_the_same_mail_again(tmp_path: Path) -> None:
    server = mail.start(state=tmp_path / "mail.sqlite")
    living = people.start(server.post, speed=float("inf"))
    World(server, living).answer_to(World(server, living).write("ada.lindqvist@cand.test"))
    living.stop()
    server.stop()

    server = mail.start(state=tmp_path / "mail.sqlite")
    living = people.start(server.post, speed=float("inf"))
    World(server, living).answer_to(World(server, living).write("jonas.becker@cand.test"))
    assert [m.mail_from for m in server.post.mailbox(RAE)] == ["ada.lindqvist@cand.test", "jonas.becker@cand.test"]
    living.stop()
    server.stop()
