"""Understanding a reply and suggesting an answer: label, triggers, draft, card. A promise kept in two steps."""

from sqlalchemy.orm import Session

from bot import clock
from bot.domain.mail import MailKind
from bot.domain.optout import optout_words
from bot.domain.replies import ALWAYS_HUMAN, NO_DRAFT, Flag, Label, Reading
from bot.domain.suggestions import SuggestionState
from bot.domain.threads import reply_subject
from bot.domain.triggers import is_objection, moments_of_reply
from bot.domain.writing import Draft, DraftRequest
from bot.engine import Args, Done
from bot.flows.approvals import Approvals
from bot.flows.desk import Desk
from bot.flows.suppressions import Suppressions
from bot.flows.sync import Sync
from models import message, outbox, posted, suggestion
from models.candidate import Candidate
from models.job import Job
from models.mailbox import Mailbox
from models.member import Member
from models.message import Message, MessageState
from models.posted import Conversation, Thing
from models.store import hold
from models.suggestion import Suggestion

SURE = 1.0
_BY_KIND = {MailKind.BOUNCE: Label.BOUNCE, MailKind.AUTOMATIC: Label.OUT_OF_OFFICE}


class Readings:
    def __init__(self, desk: Desk, suppressions: Suppressions, approvals: Approvals, sync: Sync) -> None:
        self.desk = desk
        self.suppressions = suppressions
        self.approvals = approvals
        self.sync = sync
        desk.engine.keep("mail.read", self._read, self._suggest, queue="read")

    def owed(self, session: Session) -> int:
        """Mails that nobody has read and that have no promise any more, promised again."""
        unread = message.unread(session)
        return sum(self.desk.engine.promise(session, "mail.read", f"read:{id_}", {"message": id_}) for id_ in unread)

    # Step 1: what does it mean?

    def _read(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            mail = session.get(Message, args["message"])
            if mail is None or mail.kind in {MailKind.DELAYED, MailKind.NOTE}:
                raise Done
            if mail.state is not MessageState.NEW:
                return
            kind, words = mail.kind, mail.reply
        reading = self._reading(kind, words)
        with self.desk.store.begin() as session:
            mail = session.get_one(Message, args["message"])
            if mail.state is MessageState.NEW:
                mail.note_reading(reading)
                self.follow(session, mail, sure=reading.auto_sync)

    def _reading(self, kind: MailKind, words: str) -> Reading:
        if kind in _BY_KIND:
            return _certain(_BY_KIND[kind], "", "the mail's own headers")
        if asked := optout_words(words):
            return _certain(Label.UNSUBSCRIBE, asked, "opt-out words")
        return self.desk.world.reader.read(words)

    def follow(self, session: Session, mail: Message, *, sure: bool, by: Member | None = None) -> None:
        """What a label means for triggers and opt-outs; `sure` when the gate is open or a person said so."""
        assert mail.label is not None and mail.candidate_id is not None, "only a read and matched mail is followed"
        person = session.get_one(Candidate, mail.candidate_id)
        if is_objection(mail.label, mail.flag_set) and (mail.label is not Label.UNSUBSCRIBE or sure or not by):
            reason = "They asked us to stop." if mail.label is Label.UNSUBSCRIBE else "A hostile or legal answer."
            self.suppressions.suppress(
                session, person, reason, mail.deciding_words, by.id if by else None, sender=mail.sender
            )
        job = session.get(Job, mail.job_id) if mail.job_id else None
        moments = moments_of_reply(mail.label, mail.flag_set, sure=sure)
        if job is not None and moments:
            self.sync.consider(session, person, job, moments, by=by, words=mail.deciding_words)

    # Step 2: what to answer?

    def _suggest(self, args: Args) -> None:
        with self.desk.store.begin() as session:
            mail = session.get_one(Message, args["message"])
            if mail.label is None or suggestion.of_message(session, mail.id) is not None:
                raise Done
            if mail.label in NO_DRAFT:
                self.desk.engine.promise(session, "card.note", f"note:message:{mail.id}", {"message": mail.id})
                raise Done
            request = self.request(session, mail)
        draft = self.desk.world.writer.draft(request)
        with self.desk.store.begin() as session:
            mail = session.get_one(Message, args["message"])
            self._hold(session, mail)
            live = suggestion.open_for(session, mail.candidate_id or 0, mail.job_id or 0)
            if suggestion.of_message(session, mail.id) is None and not any(one.message_id > mail.id for one in live):
                self.suggest(session, mail, draft)

    def request(self, session: Session, mail: Message, instruction: str = "", previous: str = "") -> DraftRequest:
        """The facts a draft may use: the job's, the recruiter's name, and the candidate's own words."""
        person = session.get_one(Candidate, mail.candidate_id)
        job = session.get_one(Job, mail.job_id)
        box = session.get_one(Mailbox, mail.mailbox_id)
        facts = {topic: words for topic, words in job.facts.items() if words}
        return DraftRequest(
            label=mail.label or Label.QUESTION, flags=mail.flag_set, language=mail.language or "en",
            candidate_first_name=person.first_name, recruiter_name=box.sender_name or box.address.partition("@")[0],
            company=self.desk.company(session).name, job_title=job.name, job_facts=facts, reply=mail.reply,
            booking_link=facts.get("link", ""), instruction=instruction, previous=previous,
        )  # fmt: skip

    def suggest(self, session: Session, mail: Message, draft: Draft) -> Suggestion:
        """Exactly one live suggestion per conversation: older ones are replaced (R18)."""
        assert mail.candidate_id is not None and mail.job_id is not None, "only a matched mail is answered"
        self._hold(session, mail)
        for older in suggestion.open_for(session, mail.candidate_id, mail.job_id):
            self.approvals.newer_mail(session, older)
        first = next((sent.subject for sent in outbox.of_conversation(session, mail.candidate_id, mail.job_id)), "")
        reply = Suggestion(
            message_id=mail.id, basis_id=self._basis(session, mail),
            candidate_id=mail.candidate_id, job_id=mail.job_id, state=state_for(mail, draft),
            subject=reply_subject(first or mail.subject or "Your reply"), draft=draft.body, writer=draft.writer,
            remark=draft.remark, sources=[list(pair) for pair in draft.sources.items()], since=clock.now(),
        )  # fmt: skip
        session.add(reply)
        session.flush()
        key = f"post:{Thing.SUGGESTION}:{reply.id}"
        self.desk.engine.promise(session, "card.post", key, {"thing": Thing.SUGGESTION, "id": reply.id})
        return reply

    @staticmethod
    def _hold(session: Session, mail: Message) -> None:
        """One at a time for each conversation: two drafts that end together must not both be the live one."""
        hold(session, Conversation, posted.conversation(session, mail.candidate_id or 0, mail.job_id or 0).id)

    @staticmethod
    def _basis(session: Session, mail: Message) -> int:
        """The newest message the draft may leave after: what came in this conversation since, it does not know."""
        late = message.newest_id(session, mail.candidate_id or 0, mail.job_id or 0) > mail.id
        return mail.id if late else max(mail.id, message.newest_id(session, mail.candidate_id or 0))


def state_for(mail: Message, draft: Draft) -> SuggestionState:
    """Whether it waits for approval, for a person to confirm the label, or for a person to write it."""
    if mail.needs_review and mail.corrected_at is None:
        return SuggestionState.NEEDS_REVIEW
    if not draft.body.strip() or mail.flag_set & ALWAYS_HUMAN - {Flag.UNCLEAR}:
        return SuggestionState.NEEDS_WRITING
    return SuggestionState.WAITING


def _certain(label: Label, words: str, model: str) -> Reading:
    return Reading(label, SURE, None, frozenset(), words, "", auto_sync=False, needs_review=False, model=model)
