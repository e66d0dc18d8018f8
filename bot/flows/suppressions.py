"""Who must not be mailed: opt-outs and blocks, checked before every send, by every way to know a person."""

from sqlalchemy.orm import Session

from bot import clock
from bot.domain.identity import normalise_email
from bot.domain.outbox import OutboxState
from bot.domain.sequences import ENROLMENT_MOVES, EnrolmentState
from bot.domain.suggestions import OPEN, SuggestionState
from bot.flows.desk import Desk
from models import outbox, sequence, suggestion, suppression
from models.candidate import Candidate
from models.posted import Thing


class Suppressions:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def digests(self, person: Candidate) -> list[str]:
        keys = [f"email:{row.normalised}" for row in person.emails]
        keys += [f"linkedin:{person.linkedin_slug}"] if person.linkedin_slug else []
        return [self.desk.vault.digest(key) for key in keys]

    def blocks(self, session: Session, person: Candidate, recipient: str = "") -> bool:
        """Whether mail to this person is forbidden; an address that is not on file is checked as well."""
        extra = [self.desk.vault.digest(f"email:{normalise_email(recipient)}")] if recipient else []
        return person.opted_out_at is not None or suppression.any_of(session, self.digests(person) + extra)

    def blocked_among(self, session: Session, keys: list[str]) -> set[str]:
        """Which of the keys (`email:…`, `linkedin:…`) must not be mailed."""
        by_digest = {self.desk.vault.digest(key): key for key in keys}
        return {by_digest[digest] for digest in suppression.which_of(session, list(by_digest))}

    def suppress(
        self, session: Session, person: Candidate, reason: str, words: str = "", by: int | None = None,
        sender: str = "",
    ) -> None:  # fmt: skip
        """At once and everywhere: no sequence, no draft, nothing that waits in an undo window (R37).

        `sender`: the address they said it from, which need not be one we know.
        """
        now = clock.now()
        wrote_from = normalise_email(sender)
        extra = [self.desk.vault.digest(f"email:{wrote_from}")] if wrote_from else []
        suppression.add(session, self.digests(person) + extra, reason, now)
        if person.opted_out_at is None:
            person.opted_out_at = now
            person.opted_out_words = words[:500]
            self.desk.note(
                session, "opted out", "candidate", person.id, by=by, candidate=person.id, reason=reason, words=words
            )
        for enrolment in sequence.of_candidate(session, person.id):
            stop(session, enrolment, EnrolmentState.OPTED_OUT, reason)
        for reply in suggestion.of_candidate(session, person.id):
            if reply.state in OPEN and reply.state is not SuggestionState.UNSURE:
                self._close(session, reply, reason)

    def _close(self, session: Session, reply: suggestion.Suggestion, reason: str) -> None:
        mail = outbox.of_suggestion(session, reply.id)
        if mail is not None and mail.state is OutboxState.QUEUED:
            mail.state, mail.problem = OutboxState.CANCELLED, reason
        if reply.state is SuggestionState.SENDING:
            if mail is not None and mail.state is not OutboxState.CANCELLED:
                return
            reply.state = SuggestionState.STALE
        else:
            reply.state = SuggestionState.DISMISSED
        reply.problem, reply.acted_at, reply.actor_id = reason, clock.now(), None
        self.desk.refresh(session, Thing.SUGGESTION, reply.id, reply.version + 1)


def stop(session: Session, enrolment: sequence.Enrolment, state: EnrolmentState, reason: str) -> bool:
    """Stop or hold an enrolment and take back what has not left; False when that move is not possible."""
    if state not in ENROLMENT_MOVES[enrolment.state]:
        return False
    enrolment.state, enrolment.reason = state, reason
    enrolment.due_at, enrolment.stopped_at = None, clock.now()
    for mail in outbox.of_enrolment(session, enrolment.id):
        if mail.state is OutboxState.QUEUED:
            mail.state, mail.problem = OutboxState.CANCELLED, reason
    return True
