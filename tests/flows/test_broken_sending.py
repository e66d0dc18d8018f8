"""No mail leaves twice, after a no, or without a word about it, whatever happens between two lines of ours."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import select

from bot import clock
from bot.domain.mail import MailKind
from bot.domain.outbox import OutboxState
from bot.domain.sequences import EnrolmentState
from bot.domain.suggestions import SuggestionState
from bot.errors import TryAgain
from models import sequence
from models.candidate import Candidate
from models.mailbox import Mailbox
from models.message import Message
from models.outbox import OutgoingMail
from tests.office import Office

MARIA = "maria.diaz@cand.test"
KEEN = "Sounds great, I would love to talk. Could you call me on Friday?"


class Meanwhile:
    """The real mailbox, and something that happens between RCPT and DATA of its next mail."""

    def __init__(self, real: Any, happening: Callable[[], None]) -> None:
        self._real, self._happening = real, happening

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def send(self, sender: str, recipients: list[str], content: bytes, before_data: Callable[[], None]) -> None:
        def before() -> None:
            self._happening()
            before_data()

        self._real.send(sender, recipients, content, before)


@pytest.fixture
def while_leaving(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Give it what is to happen, once, while a mail is about to leave."""

    def order(happening: Callable[[], None]) -> None:
        waiting, real = [happening], office.pin.open_mailbox

        def once() -> None:
            if waiting:
                waiting.pop()()

        monkeypatch.setattr(office.pin.outbox, "open_mailbox", lambda box: Meanwhile(real(box), once))

    return order


def enrol(office: Office, first: str = "Maria", last: str = "Diaz", **known: Any) -> int:
    person = office.add(first, last, **known)
    came = office.pin.outreach.enrol([person], office.job, office.sequence, office.mailbox, office.people["rae"])
    assert came.refused == ()
    office.collect()
    return person


def opt_out(office: Office, person: int) -> None:
    with office.store.begin() as session:
        office.pin.suppressions.suppress(session, session.get_one(Candidate, person), "They asked us to stop.")


def mails(office: Office) -> list[OutgoingMail]:
    with office.store.begin() as session:
        return list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def deliver(office: Office, answered: Any, kind: str) -> None:
    """A machine's mail about a letter of ours: a read receipt or an automatic answer."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = MARIA, answered["Reply-To"], "About your mail"
    mail["Message-ID"], mail["In-Reply-To"] = f"<{kind}@cand.test>", answered["Message-ID"]
    mail["References"] = answered["Message-ID"]
    mail.set_content("I am away.")
    if kind == "receipt":
        mail.replace_header("Content-Type", 'multipart/report; report-type=disposition-notification; boundary="x"')
        mail.set_payload("--x\nContent-Type: text/plain\n\nYour mail was read.\n--x--\n")
    else:
        mail["Auto-Submitted"] = "auto-replied"
    office.post.deliver(mail.as_bytes(), MARIA, str(answered["Reply-To"]).partition("<")[2].strip(">") or MARIA)


def test_a_no_that_arrives_while_the_mail_is_about_to_leave_still_stops_it(
    office: Office, while_leaving: Callable[[Callable[[], None]], None]
) -> None:
    person = enrol(office)
    while_leaving(lambda: opt_out(office, person))
    assert office.tick() == 1
    office.hurry()
    assert office.letters_to(MARIA) == []
    assert [mail.state for mail in mails(office)] == [OutboxState.CANCELLED]


def test_of_two_workers_that_took_up_the_same_mail_only_one_sends_it(
    office: Office, while_leaving: Callable[[Callable[[], None]], None]
) -> None:
    """A process that only seemed dead: another one takes over its mail while the first is still talking to SMTP."""

    def another_worker() -> None:
        office.pin.outbox._send({"mail": mails(office)[0].id})

    enrol(office)
    while_leaving(another_worker)
    assert office.tick() == 1
    office.hurry()
    assert len(office.letters_to(MARIA)) == 1
    assert [mail.state for mail in mails(office)] == [OutboxState.SENT]


def test_a_worker_that_was_taken_over_does_not_put_back_what_the_other_is_sending(
    office: Office, while_leaving: Callable[[Callable[[], None]], None]
) -> None:
    """It hears "try again" for its own connection, while the other worker's DATA is under way."""
    outbox, found = office.pin.outbox, []

    def another_worker() -> None:
        claimed = outbox._claim(mails(office)[0].id)
        assert claimed is not None
        outbox._mark_data(claimed)
        found.append(mails(office)[0].state)
        raise TryAgain("The connection broke before DATA.")

    enrol(office)
    while_leaving(another_worker)
    office.tick()
    office.settle()
    assert found == [OutboxState.DATA]
    assert mails(office)[0].state is OutboxState.DATA
    assert office.letters_to(MARIA) == []


def review(office: Office, card: dict[str, Any]) -> dict[str, Any]:
    """Approve; the server breaks off after DATA and no witness is ever found."""
    office.post.faults.drop("before_accept", times=1)
    office.press(card, "suggestion.approve")
    for _ in range(7):
        office.hurry()
    assert office.suggestion_states() == [SuggestionState.UNSURE]
    return office.fresh(card)


def test_send_again_after_a_doubt_sends_the_same_answer_once(office: Office) -> None:
    unsure = review(office, office.reply_card("Maria", "Diaz", KEEN))
    office.press(unsure, "suggestion.send_again")
    office.hurry()
    assert office.suggestion_states() == [SuggestionState.SENT]
    assert len(office.letters_to(MARIA)) == 2


def test_send_again_after_they_asked_to_stop_sends_nothing(office: Office) -> None:
    unsure = review(office, office.reply_card("Maria", "Diaz", KEEN))
    with office.store.begin() as session:
        person = session.scalars(select(Candidate.id)).one()
    opt_out(office, person)
    office.press(unsure, "suggestion.send_again")
    office.hurry()
    assert len(office.letters_to(MARIA)) == 1


def test_r14_an_address_that_no_mail_can_carry_is_told_at_once(office: Office) -> None:
    person = enrol(office, "Jörg", "Ohm", email="jörg@cand.test")
    office.tick()
    office.settle()
    with office.store.begin() as session:
        (enrolment,) = sequence.of_candidate(session, person)
    assert enrolment.state is EnrolmentState.PAUSED
    assert "address cannot be used" in enrolment.reason


@pytest.mark.parametrize("state", [OutboxState.DATA, OutboxState.UNKNOWN])
def test_a_mail_nobody_is_sure_of_is_looked_for_even_when_the_engine_forgot_it(
    office: Office, state: OutboxState
) -> None:
    enrol(office)
    office.tick()
    office.settle()
    with office.store.begin() as session:
        row = session.scalars(select(OutgoingMail)).one()
        row.state, row.sent_at = state, None
    office.engine.forget_everything()
    assert office.pin.reconcile() == 1
    office.hurry()
    office.hurry()
    assert [mail.state for mail in mails(office)] == [OutboxState.SENT]
    assert len(office.letters_to(MARIA)) == 1


@pytest.mark.parametrize("kind", ["receipt", "automatic"])
def test_r11_a_machines_mail_does_not_make_the_draft_stale(office: Office, kind: str) -> None:
    card = office.reply_card("Maria", "Diaz", KEEN)
    deliver(office, office.letter_to(MARIA), kind)
    assert office.collect() == 1
    office.settle()
    with office.store.begin() as session:
        assert session.scalars(select(Message.kind).order_by(Message.id)).all()[-1] in {
            MailKind.NOTE, MailKind.AUTOMATIC,
        }  # fmt: skip
    office.press(office.fresh(card), "suggestion.approve")
    office.hurry()
    assert office.suggestion_states() == [SuggestionState.SENT]


def test_an_address_that_bounced_in_the_undo_window_gets_no_answer(office: Office) -> None:
    card = office.reply_card("Maria", "Diaz", KEEN)
    office.press(card, "suggestion.approve")
    office.settle()
    with office.store.begin() as session:
        person = session.scalars(select(Candidate)).one()
        person.emails[0].bounced_at = clock.now()
    office.hurry()
    assert len(office.letters_to(MARIA)) == 1
    assert "does not exist" in office.words(office.fresh(card))


def test_a_mail_is_not_sent_again_because_we_were_slow_to_note_that_it_left(
    office: Office, while_leaving: Callable[[Callable[[], None]], None]
) -> None:
    """The candidate answers, and the sequence stops, while our own note of the sending is written."""
    person = enrol(office)

    def stop() -> None:
        with office.store.begin() as session:
            session.get_one(Mailbox, office.mailbox).self_copy = True
            (enrolment,) = sequence.of_candidate(session, person)
            enrolment.reason = "changed meanwhile"

    while_leaving(stop)
    office.tick()
    office.hurry()
    assert [mail.state for mail in mails(office)] == [OutboxState.SENT]
    assert len(office.letters_to(MARIA)) == 1
