"""No answer is lost, misread or overtaken, whatever two processes, machines and strangers do to a mailbox."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.domain.outbox import OutboxState
from bot.domain.sequences import EnrolmentState
from bot.domain.suggestions import OPEN, SuggestionState
from bot.domain.writing import Draft, DraftRequest
from bot.errors import OutOfDate
from bot.ticks import Ticks
from models import sequence
from models.candidate import Candidate
from models.mailbox import SeenUid
from models.message import Message, MessageState
from models.outbox import OutgoingMail
from models.suggestion import Suggestion
from tests.office import Office

MARIA = "maria.diaz@cand.test"
KEEN = "Sounds great, I would love to talk. Could you call me on Friday?"


@contextmanager
def just_before_saving(about: type[Any], happening: Callable[[], None]) -> Iterator[None]:
    """Once, between the reads and the writes of the next transaction that changes such a row."""
    waiting = [happening]

    def flushing(session: Session, *_: object) -> None:
        if waiting and any(isinstance(row, about) for row in [*session.new, *session.dirty]):
            waiting.pop()()

    sa.event.listen(Session, "before_flush", flushing)
    try:
        yield
    finally:
        sa.event.remove(Session, "before_flush", flushing)
    assert not waiting, "it never came to that"


def written_to(office: Office) -> int:
    person = office.add("Maria", "Diaz")
    office.pin.outreach.enrol([person], office.job, office.sequence, office.mailbox, office.people["rae"])
    office.collect()
    office.tick()
    office.settle()
    return person


def own_address(office: Office) -> str:
    return str(office.outside.mail.describe()["accounts"][0]["address"])


def standing(office: Office, person: int) -> EnrolmentState:
    with office.store.begin() as session:
        return sequence.of_candidate(session, person)[0].state


def test_two_processes_that_read_the_same_mail_take_it_in_once(office: Office) -> None:
    written_to(office)
    office.collect()
    office.answers(office.letter_to(MARIA), KEEN)
    with just_before_saving(SeenUid, lambda: office.pin.inbox.collect(office.mailbox) and None):
        office.collect()
    office.settle()
    assert office.suggestion_states() == [SuggestionState.WAITING]


def test_a_sequence_that_stops_while_we_note_a_sending_leaves_no_doubt_about_it(office: Office) -> None:
    person = office.add("Maria", "Diaz")
    office.pin.outreach.enrol([person], office.job, office.sequence, office.mailbox, office.people["rae"])
    office.collect()
    office.tick()

    def stop() -> None:
        office.pin.outreach.pause(person, office.people["rae"])

    def noting(session: Session) -> bool:
        return any(isinstance(row, OutgoingMail) and row.state is OutboxState.SENT for row in session.dirty)

    waiting = [stop]

    def flushing(session: Session, *_: object) -> None:
        if waiting and noting(session):
            waiting.pop()()

    sa.event.listen(Session, "before_flush", flushing)
    office.settle()
    sa.event.remove(Session, "before_flush", flushing)
    assert not waiting
    with office.store.begin() as session:
        mail = session.scalars(select(OutgoingMail)).one()
    assert (mail.state, mail.problem) == (OutboxState.SENT, "")
    assert standing(office, person) is EnrolmentState.PAUSED


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_mailbox_whose_watcher_died_is_watched_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    real, opened, broken = office.pin.open_mailbox_by_id, threading.Event(), [True]

    def opening(mailbox_id: int) -> Any:
        if broken:
            broken.clear()
            raise OperationalError("select", {}, Exception("the database went away"))
        opened.set()
        return real(mailbox_id)

    monkeypatch.setattr(office.pin, "open_mailbox_by_id", opening)
    ticks = Ticks(office.pin)
    ticks._watch_new()
    ticks._watchers[office.mailbox].join(10)
    ticks._watch_new()
    try:
        assert opened.wait(10)
    finally:
        ticks._watchers[office.mailbox].stop()


@pytest.mark.parametrize("header", ["Message-ID", "In-Reply-To", "From", "body"])
def test_a_nul_in_a_strangers_mail_does_not_block_the_mailbox(office: Office, header: str) -> None:
    """PostgreSQL takes no NUL in a text: such a mail would be fetched and refused for ever."""
    written_to(office)
    values = {"Message-ID": b"<a@x.test>", "From": b"s@x.test", "In-Reply-To": b"<b@x.test>", "body": b"Hello"}
    values[header] = {"body": b"References: <a\x00b@x.test>"}.get(header, b"<a\x00b@x.test>")
    fields = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in values.items() if name != "body")
    office.post.deliver(fields + b"\r\n" + values["body"] + b"\r\n", "s@x.test", own_address(office))
    office.answers(office.letter_to(MARIA), KEEN)
    office.collect()
    office.settle()
    assert office.suggestion_states() == [SuggestionState.WAITING]


def test_r37_a_no_from_another_address_counts_for_that_address_as_well(office: Office) -> None:
    written_to(office)
    letter = office.letter_to(MARIA)
    letter.replace_header("To", "Maria <maria@private.test>")
    office.answers(letter, "Please stop mailing me.")
    office.collect()
    office.settle()
    again = office.add("M.", "Diaz", email="maria@private.test")
    came = office.pin.outreach.enrol([again], office.job, office.sequence, office.mailbox, office.people["rae"])
    assert [why for _, why in came.refused] == ["They asked not to be mailed."]


def test_r11_b9_a_draft_that_was_in_the_making_when_they_wrote_again_gives_way(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_to(office)
    office.collect()
    office.answers(office.letter_to(MARIA), KEEN)
    writer, waiting = office.pin.desk.world.writer, [True]
    real = writer.draft

    def slowly(request: DraftRequest) -> Draft:
        if waiting:
            waiting.clear()
            office.answers(office.letter_to(MARIA), "Sorry, I have changed my mind: no thanks.")
            office.collect()
        return real(request)

    monkeypatch.setattr(writer, "draft", slowly)
    office.collect()
    office.settle()
    with office.store.begin() as session:
        newest = session.scalar(select(func.max(Message.id)))
        live = list(session.scalars(select(Suggestion.message_id).where(Suggestion.state.in_(OPEN))))
    assert live == [newest]


def test_r11_b9_a_draft_cannot_be_sent_over_a_mail_it_does_not_know(office: Office) -> None:
    office.reply_card("Maria", "Diaz", KEEN)
    with office.store.begin() as session:
        reply = session.scalars(select(Suggestion)).one()
        mail = session.get_one(Message, reply.message_id)
        later = Message(
            mailbox_id=mail.mailbox_id, fingerprint="later", raw=b"x", received_at=mail.received_at, message_id="<l@x>",
            sender=MARIA, sender_name="", subject="", text="no", reply="no", kind=mail.kind, state=MessageState.NEW,
            candidate_id=mail.candidate_id, job_id=mail.job_id,
        )  # fmt: skip
        session.add(later)
        session.flush()
        fresh = office.pin.readings.suggest(session, mail, Draft("Hello", "en", "template"))
    with pytest.raises(OutOfDate):
        office.pin.approvals.approve(fresh.id, fresh.version, office.people["rae"])


def test_our_own_mail_under_another_message_id_is_no_colleague_writing_by_hand(office: Office) -> None:
    """Some providers replace the Message-ID and file the mail under theirs (mail.md 3.5)."""
    person = written_to(office)
    first = office.letter_to(MARIA)
    filed = EmailMessage()
    for name in ("From", "To", "Subject", "X-Outreach-ID"):
        filed[name] = str(first[name])
    filed["Message-ID"], filed["In-Reply-To"] = make_msgid(domain="provider.test"), str(first["Message-ID"])
    filed.set_content("Hi Maria, a short nudge.")
    office.post.deliver(filed.as_bytes(), own_address(office), own_address(office))
    office.collect()
    assert standing(office, person) is EnrolmentState.ACTIVE
    filed.replace_header("Message-ID", make_msgid(domain="provider.test"))
    del filed["X-Outreach-ID"]
    office.post.deliver(filed.as_bytes(), own_address(office), own_address(office))
    office.collect()
    assert standing(office, person) is EnrolmentState.PAUSED


def test_what_the_database_complains_of_names_no_value(office: Office) -> None:
    office.add("Maria", "Diaz")
    with pytest.raises(sa.exc.IntegrityError) as refused, office.store.begin() as session:
        person = session.scalars(select(Candidate)).one()
        session.execute(sa.text("insert into candidate_email(candidate_id, address, normalised) values (:c, :a, :a)"),
                        {"c": person.id, "a": MARIA})  # fmt: skip
    assert "parameters: " not in str(refused.value)
