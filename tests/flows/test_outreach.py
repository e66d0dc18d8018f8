"""Outreach as candidates and recruiters live it: in the window, in the thread, and stopped at once (R7, R36, R37)."""

from datetime import datetime, timedelta
from email.message import EmailMessage, Message
from email.utils import make_msgid, parseaddr
from typing import Any

import pytest
from sqlalchemy import select

from bot import clock
from bot.domain.outbox import OutboxState
from bot.domain.sequences import EnrolmentState
from models import sequence
from models.candidate import Candidate
from models.job import Job
from models.mailbox import Mailbox, MailboxState
from models.outbox import OutgoingMail
from models.sequence import Enrolment
from tests.office import Office

MARIA = "maria.diaz@cand.test"
TWO_DAYS = timedelta(hours=49)


@pytest.fixture
def maria(office: Office) -> int:
    """Maria, enrolled, with the first mail in her mailbox."""
    person = enrolled(office, "Maria", "Diaz")
    send(office)
    return person


def enrolled(office: Office, first: str, last: str) -> int:
    person = office.add(first, last)
    came = office.pin.outreach.enrol([person], office.job, office.sequence, office.mailbox, office.people["rae"])
    assert came.refused == ()
    return person


def send(office: Office, later: timedelta = timedelta()) -> int:
    """Let time pass, and everything leave that then is due."""
    office.collect()
    count = office.tick(later)
    office.hurry()
    return count


def standing(office: Office, person: int) -> Enrolment:
    with office.store.begin() as session:
        return sequence.of_candidate(session, person)[0]


def set_mailbox(office: Office, **values: Any) -> None:
    with office.store.begin() as session:
        box = session.get_one(Mailbox, office.mailbox)
        for name, value in values.items():
            setattr(box, name, value)


def set_zone(office: Office, zone: str) -> None:
    with office.store.begin() as session:
        session.get_one(Job, office.job).time_zone = zone


def whispered(office: Office, line: str, by: str = "rae") -> dict[str, Any]:
    assert office.slack.command("general", line, by=by).ok
    return office.slack.ephemerals(by)[-1]


def test_the_follow_up_stands_in_the_thread_of_the_first_mail(office: Office, maria: int) -> None:
    assert send(office, timedelta(hours=47)) == 0
    assert send(office, TWO_DAYS) == 1
    first, second = office.letters_to(MARIA)
    assert second["Subject"] == f"Re: {first['Subject']}"
    assert second["In-Reply-To"] == first["Message-ID"]
    assert first["Message-ID"] in second["References"].split()
    assert second["Reply-To"] == first["Reply-To"]
    assert standing(office, maria).state is EnrolmentState.FINISHED


def test_each_mail_says_how_to_stop_and_who_writes(office: Office, maria: int) -> None:
    send(office, TWO_DAYS)
    for letter in office.letters_to(MARIA):
        assert 'just reply "stop"' in office.body(letter)
        assert "Acme Ltd, 1 Example Street, Berlin" in office.body(letter)
        assert letter["List-Unsubscribe"].startswith("<mailto:")


def test_r7_an_answer_takes_back_the_follow_up_that_is_lined_up(office: Office, maria: int) -> None:
    set_mailbox(office, gap_seconds=600)
    assert office.tick(TWO_DAYS) == 1
    office.answers(office.letter_to(MARIA), "Thanks, tell me more about the team please.")
    office.collect()
    office.settle()
    office.hurry()
    assert len(office.letters_to(MARIA)) == 1
    assert standing(office, maria).state is EnrolmentState.REPLIED
    assert send(office, TWO_DAYS * 5) == 0


def test_an_answer_from_another_address_in_the_thread_stops_it_too(office: Office, maria: int) -> None:
    letter = office.letter_to(MARIA)
    letter.replace_header("To", "Maria <maria.private@elsewhere.test>")
    office.answers(letter, "I write from home: yes, let us talk.")
    office.collect()
    office.settle()
    assert standing(office, maria).state is EnrolmentState.REPLIED


def test_the_daily_cap_holds_the_rest_and_says_so(office: Office) -> None:
    set_mailbox(office, daily_cap=1)
    enrolled(office, "Maria", "Diaz")
    second = enrolled(office, "Noor", "Ali")
    assert send(office) == 1
    assert "reached its 1 mails in 24 hours" in standing(office, second).reason
    assert send(office, timedelta(hours=1)) == 0
    assert send(office, timedelta(hours=25)) >= 1
    assert len(office.letters_to("noor.ali@cand.test")) == 1


def test_mails_of_one_mailbox_keep_their_gap_and_what_waits_longer_says_so(office: Office) -> None:
    set_mailbox(office, gap_seconds=600)
    people = [enrolled(office, name, "Diaz") for name in ("Ann", "Bea", "Cid", "Dan")]
    office.collect()
    assert office.tick() == 2
    with office.store.begin() as session:
        due = list(session.scalars(select(OutgoingMail.due_at).order_by(OutgoingMail.due_at)))
    assert due[1] - due[0] == timedelta(seconds=600)
    assert "600 seconds lie between two mails" in standing(office, people[3]).reason
    assert standing(office, people[3]).due_at is not None


def test_outside_the_window_a_mail_waits_for_the_next_opening(office: Office) -> None:
    set_zone(office, "UTC")
    maria = office.add("Maria", "Diaz")
    today = clock.now().weekday()
    tomorrow = {"window_days": str((today + 1) % 7), "window_start": "09:00", "window_end": "17:00"}
    office.pin.house.save_settings(office.people["ada"], tomorrow)
    office.pin.outreach.enrol([maria], office.job, office.sequence, office.mailbox, office.people["rae"])
    due = standing(office, maria).due_at
    assert due is not None
    assert due.weekday() == (today + 1) % 7
    assert send(office) == 0
    assert office.letters_to(MARIA) == []


def test_no_mail_is_lined_up_beyond_the_end_of_the_window(office: Office) -> None:
    """The gap pushes the second mail past closing time: it leaves the next day."""
    set_mailbox(office, gap_seconds=3600)
    now = clock.now()
    set_zone(office, f"Etc/GMT{now.hour - 12:+d}")  # where it is noon now (POSIX signs: minus is east)
    closing = (datetime(2026, 1, 1, 12, now.minute) + timedelta(minutes=30)).strftime("%H:%M")
    office.pin.house.save_settings(office.people["ada"], {"window_end": closing})
    enrolled(office, "Maria", "Diaz")
    second = enrolled(office, "Noor", "Ali")
    office.collect()
    assert office.tick() == 1
    assert standing(office, second).reason == "Outside the sending window."


def test_out_of_office_holds_for_a_week_and_goes_on_by_itself(office: Office, maria: int) -> None:
    automatic(office, office.letter_to(MARIA), "I am out of office until Monday.")
    office.collect()
    office.settle()
    held = standing(office, maria)
    assert held.state is EnrolmentState.HELD
    assert "automatic answer" in held.reason
    assert send(office, timedelta(days=3)) == 0
    assert send(office, timedelta(days=8)) == 1
    assert len(office.letters_to(MARIA)) == 2


def automatic(office: Office, letter: Message, words: str) -> None:
    reply = EmailMessage()
    reply["From"], reply["To"] = letter["To"], letter["Reply-To"]
    reply["Subject"], reply["Message-ID"] = "Out of office", make_msgid(domain="cand.test")
    reply["Auto-Submitted"], reply["In-Reply-To"] = "auto-replied", letter["Message-ID"]
    reply.set_content(words)
    office.post.deliver(reply.as_bytes(), "", parseaddr(str(letter["Reply-To"]))[1])


def test_a_bounce_marks_the_address_and_stops_the_sequence(office: Office) -> None:
    office.post.bounce_for("gone.person@cand.test")
    person = enrolled(office, "Gone", "Person")
    send(office)
    office.collect()
    office.settle()
    assert standing(office, person).state is EnrolmentState.BOUNCED
    with office.store.begin() as session:
        assert session.get_one(Candidate, person).email == ""
    form = enrol_form(office, person)
    assert "We have no address of theirs that works." in form
    happened = office.words(whispered(office, "/pin candidate gone person")).partition("What happened")[2]
    assert "bounced" in happened


def enrol_form(office: Office, person: int) -> str:
    """What the preview says of enrolling the person once more, in a new sequence."""
    rae = office.people["rae"]
    fresh = office.pin.house.save_sequence(rae, 0, office.job, "Once more", [(0, "Again", "Hi {{first_name}}")])
    view = office.pin.forecasts.preview(rae, [person], office.job, fresh, office.mailbox, "")
    return " ".join(why for _, why in view.left_out)


def test_r37_the_word_stop_ends_everything_at_once_and_for_good(office: Office, maria: int) -> None:
    office.answers(office.letter_to(MARIA), "stop")
    office.collect()
    assert standing(office, maria).state is EnrolmentState.OPTED_OUT
    office.settle()
    assert send(office, TWO_DAYS) == 0
    assert "They asked not to be mailed." in enrol_form(office, maria)
    assert office.pin.outreach.resume(maria, office.people["rae"]) == 0


def test_r37_mail_to_the_unsubscribe_address_ends_everything(office: Office, maria: int) -> None:
    way_out = office.letter_to(MARIA)["List-Unsubscribe"].split("mailto:")[1].split(">")[0].split("?")[0]
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = MARIA, way_out, "unsubscribe"
    mail["Message-ID"] = make_msgid(domain="cand.test")
    mail.set_content("")
    office.post.deliver(mail.as_bytes(), MARIA, way_out)
    office.collect()
    assert standing(office, maria).state is EnrolmentState.OPTED_OUT


def test_r36_the_kill_switch_asks_first_and_holds_everything(office: Office) -> None:
    maria = enrolled(office, "Maria", "Diaz")
    card = whispered(office, "/pin pause all", by="ada")
    assert "confirm" in office.words(card)
    office.slack.click(card, "home.pause_all", by="ada")
    assert "All sending is paused" in office.slack.ephemerals("ada")[-1]["text"]
    assert send(office) == 0
    assert "Sending is paused for the whole workspace." in whispered_person(office, maria)
    assert "paused already" in whispered(office, "/pin pause all", by="ada")["text"]

    office.slack.click(whispered(office, "/pin resume all", by="ada"), "home.resume_all", by="ada")
    assert send(office) == 1
    assert len(office.letters_to(MARIA)) == 1


def whispered_person(office: Office, person: int) -> str:
    """What the list of those who can be paused says of the person."""
    words = office.words(whispered(office, "/pin pause"))
    with office.store.begin() as session:
        assert session.get_one(Candidate, person).name in words
    return words


def test_r36_what_was_lined_up_when_sending_was_paused_leaves_afterwards(office: Office) -> None:
    set_mailbox(office, gap_seconds=600)
    enrolled(office, "Ann", "Diaz")
    maria = enrolled(office, "Maria", "Diaz")
    office.collect()
    assert office.tick() == 2
    office.pin.pausing.everything(office.people["ada"], paused=True)
    office.hurry()
    assert office.letters_to(MARIA) == []
    assert standing(office, maria).state is EnrolmentState.ACTIVE

    office.pin.pausing.everything(office.people["ada"], paused=False)
    assert send(office, timedelta(minutes=1)) >= 1
    assert len(office.letters_to(MARIA)) == 1


def test_a_recruiter_may_not_pull_the_kill_switch_and_hears_who_may(office: Office) -> None:
    card = whispered(office, "/pin pause all")
    office.slack.click(card, "home.pause_all", by="rae")
    assert f"<@{office.people['ada']}>" in office.slack.ephemerals("rae")[-1]["text"]


def test_r36_a_person_is_paused_by_name_and_goes_on_at_the_mails_own_time(office: Office, maria: int) -> None:
    assert "Paused: Maria Diaz" in whispered(office, "/pin pause maria")["text"]
    assert "Maria Diaz is paused already." in whispered(office, "/pin pause maria")["text"]
    assert send(office, TWO_DAYS) == 0
    assert "Resumed: Maria Diaz" in whispered(office, "/pin resume maria diaz")["text"]
    assert send(office) == 0, "resuming must not send the follow-up before its time"
    assert send(office, TWO_DAYS) == 1


def test_several_of_that_name_are_offered_with_a_button_each(office: Office) -> None:
    diaz, rossi = enrolled(office, "Maria", "Diaz"), enrolled(office, "Maria", "Rossi")
    card = whispered(office, "/pin pause maria")
    office.press(card, "candidate.pause", office.values(card, "candidate.pause")[0])
    paused = [standing(office, person).state is EnrolmentState.PAUSED for person in (diaz, rossi)]
    assert sorted(paused) == [False, True]
    assert any(words.endswith("until you resume.") for words in office.whispers("rae"))


def test_nothing_to_pause_is_said(office: Office) -> None:
    assert "nothing to pause" in whispered(office, "/pin pause zebra")["text"]
    assert "nothing to resume" in whispered(office, "/pin resume zebra")["text"]


def test_a_mailbox_that_lets_us_out_again_loses_nobody(office: Office) -> None:
    """The account was refused: the person is not to blame, and the mail leaves when the mailbox is mended."""
    maria = enrolled(office, "Maria", "Diaz")
    office.collect()
    office.post.faults.refuse("auth", 535)
    office.tick()
    office.hurry()
    with office.store.begin() as session:
        assert session.get_one(Mailbox, office.mailbox).state is MailboxState.BROKEN
    assert standing(office, maria).state is EnrolmentState.ACTIVE
    assert office.tick() == 0
    assert "is broken" in standing(office, maria).reason
    office.post.faults.clear()
    assert send(office, timedelta(minutes=16)) == 1
    assert len(office.letters_to(MARIA)) == 1


def test_a_refused_recipient_stops_until_a_person_looks(office: Office) -> None:
    maria = enrolled(office, "Maria", "Diaz")
    office.collect()
    office.post.faults.refuse("rcpt", 550, only=MARIA)
    office.tick()
    office.hurry()
    assert standing(office, maria).state is EnrolmentState.PAUSED
    with office.store.begin() as session:
        assert session.scalar(select(OutgoingMail.state)) is OutboxState.FAILED
