"""The simulated people: they read what arrives, think for a while, and answer as their manner is."""

import heapq
import itertools
import random
import re
import threading
import time
from datetime import UTC, datetime
from email.utils import getaddresses
from enum import StrEnum

from bot.sim.mail import Delivered, Post
from bot.sim.mail.addresses import bare
from bot.sim.people import letters, wording
from bot.sim.people.cast import CAST, Manner, Person, person_by_address
from bot.sim.people.reading import parts_of, text_of


class Move(StrEnum):
    """What somebody writes at one point of a conversation."""

    ANSWER = "answer"
    BACK_AT_WORK = "back_at_work"
    ACCEPT = "accept"


MOVES: dict[Manner, tuple[Move, ...]] = {
    Manner.INTERESTED: (Move.ANSWER, Move.ACCEPT),
    Manner.BY_HAND: (Move.ANSWER, Move.ACCEPT),
    Manner.OUT_OF_OFFICE: (Move.ANSWER, Move.BACK_AT_WORK, Move.ACCEPT),
}
"""The moves of those who write more than once, in order; the others answer once and are silent."""

AUTOMATIC = (Manner.OUT_OF_OFFICE, Manner.LEFT_COMPANY)
LONGEST_NAP = 5.0

_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?:\s?[ap]m)?|\d{1,2}\s?(?:am|pm|Uhr|h)\b)"
_DAY = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri)day|Montag|Dienstag|Mittwoch|Donnerstag|Freitag"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|[月火水木金]曜日?|\d{4}-\d{2}-\d{2}"
)
OFFERED_TIME = re.compile(rf"(?:{_DAY})[^\n]{{0,40}}?{_CLOCK}", re.IGNORECASE)


class Population:
    """Watches the mail in a thread of its own. What was answered is read from the mail itself, so restarts are safe."""

    def __init__(self, post: Post, speed: float, seed: int) -> None:
        self._post = post
        self._speed = speed
        self._chance = random.Random(seed)  # noqa: S311  # only spreads answers in time
        self._order = itertools.count()
        self._due: list[tuple[float, int, Person, Delivered]] = []
        self._told: dict[str, bool] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._live, daemon=True, name="sim-people")

    def start(self) -> None:
        for person in CAST:
            if person.manner is Manner.BOUNCE:
                self._post.bounce_for(person.email)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._post.journal.wake()
        self._thread.join(10)

    def answers_by_itself(self, person: Person) -> bool:
        """Whether the person answers alone: as told, else unless waiting by nature or somebody wrote in their name."""
        if person.key in self._told:
            return self._told[person.key]
        return person.manner is not Manner.BY_HAND and not any(map(letters.is_by_hand, self.written_by(person)))

    def set_answering(self, person: Person, on: bool) -> None:
        """Let a person answer alone, or wait for somebody at the inbox page."""
        self._told[person.key] = on

    def written_by(self, person: Person) -> list[Delivered]:
        """What the person sent so far, automatic answers included, oldest first."""
        mine = {person.email, person.sender}
        return [mail for mail in self._post.journal.after(0) if (mail.mail_from or _from(mail)) in mine]

    def _live(self) -> None:
        seen = 0
        while not self._over.is_set():
            for mail in self._post.journal.after(seen):
                seen = mail.number
                self._notice(mail)
            self._answer_due()
            nap = min(max(self._due[0][0] - time.monotonic(), 0), LONGEST_NAP) if self._due else LONGEST_NAP
            self._post.journal.wait_beyond(seen, nap)

    def _notice(self, mail: Delivered) -> None:
        person = person_by_address(mail.mailbox)
        if person is None or mail.bounced or not self._post.owns(mail.mail_from) or _is_automatic(mail):
            return
        pause = person.pause * self._chance.uniform(0.8, 1.2) / self._speed
        heapq.heappush(self._due, (time.monotonic() + pause, next(self._order), person, mail))

    def _answer_due(self) -> None:
        while self._due and self._due[0][0] <= time.monotonic() and not self._over.is_set():
            _, _, person, mail = heapq.heappop(self._due)
            letter = self._decide(person, mail)
            if letter is not None:
                self._post.deliver(letter.raw, letter.mail_from, letter.rcpt_to)

    def _decide(self, person: Person, mail: Delivered) -> letters.Letter | None:
        written = self.written_by(person)
        if not self.answers_by_itself(person) or any(answers(own, mail) for own in written):
            return None
        moves = MOVES.get(person.manner, (Move.ANSWER,))
        if len(written) >= len(moves):
            return None
        return self._play(moves[len(written)], person, mail, written)

    def _play(self, move: Move, person: Person, mail: Delivered, written: list[Delivered]) -> letters.Letter | None:
        now, recruiter = datetime.now(UTC), letters.recruiter_name(mail)
        if move is Move.BACK_AT_WORK:
            return letters.reply(person, mail, wording.after_holiday(person, recruiter), now)
        if move is Move.ACCEPT:
            if not any(answers(mail, own) for own in written):
                return None
            return letters.reply(person, mail, wording.acceptance(person, recruiter, _offered_time(mail)), now)
        if len(self._post.mailbox(person.email)) < person.answers_mail:
            return None
        text = wording.answer(person, person.manner, recruiter, now)
        write = letters.automatic_reply if person.manner in AUTOMATIC else letters.reply
        return write(person, mail, text, now)


def answers(own: Delivered, mail: Delivered) -> bool:
    """Whether one mail is the answer to the other."""
    return bool(mail.message_id) and own.header("In-Reply-To") == mail.message_id


def _offered_time(mail: Delivered) -> str:
    own_words, _ = parts_of(text_of(mail.raw))
    offered = OFFERED_TIME.search(own_words)
    return offered.group() if offered else ""


def _is_automatic(mail: Delivered) -> bool:
    return not mail.mail_from or mail.header("Auto-Submitted").lower() not in ("", "no")


def _from(mail: Delivered) -> str:
    address = getaddresses([mail.header("From")])
    return bare(address[0][1]) if address else ""
