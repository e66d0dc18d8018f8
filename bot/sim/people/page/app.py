"""The candidates' inbox: a small webmail in which anybody can read and answer as any of the simulated people."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from bot.sim.mail import Delivered, Post
from bot.sim.people import letters, wording
from bot.sim.people.cast import CAST, Manner, Person, person_by_key
from bot.sim.people.living import AUTOMATIC, Population
from bot.sim.people.reading import parts_of, text_of

HERE = Path(__file__).parent
LONGEST_ANSWER = 200_000


class Refused(ValueError):
    """A request that cannot be done; the text says why in words for the person at the page."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """The page's routes."""

    post: Post
    population: Population

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/", _file("index.html")),
                Route("/style.css", _file("style.css")),
                Route("/inbox.js", _file("inbox.js")),
                Route("/api/people", self.people),
                Route("/api/people/{key}", self.conversation),
                Route("/api/people/{key}/reply", _changing(self.reply), methods=["POST"]),
                Route("/api/people/{key}/quick", _changing(self.quick), methods=["POST"]),
                Route("/api/people/{key}/write", _changing(self.write), methods=["POST"]),
                Route("/api/people/{key}/answering", _changing(self.answering), methods=["POST"]),
            ]
        )

    def people(self, request: Request) -> Response:
        """The list at the left; nothing but the latest delivery's number when the page has seen that one already."""
        if request.query_params.get("seen") == str(len(self.post.journal)):
            return JSONResponse({"latest": len(self.post.journal)})
        rows = [self._row(person) for person in CAST]
        quick = [{"manner": manner, "caption": caption} for manner, caption in wording.QUICK.items()]
        return JSONResponse({"latest": len(self.post.journal), "people": rows, "quick": quick})

    def conversation(self, request: Request) -> Response:
        """Everything one person got and wrote, oldest first."""
        person = person_by_key(request.path_params["key"])
        if person is None:
            return JSONResponse({"error": "There is nobody of that name here."}, status_code=404)
        mails = [_shown(mail, written=False) for mail in self.post.mailbox(person.email)]
        mails += [_shown(mail, written=True) for mail in self.population.written_by(person)]
        return JSONResponse({"person": self._row(person), "mails": sorted(mails, key=lambda mail: mail["number"])})

    def reply(self, person: Person, asked: dict[str, Any]) -> None:
        """Answer one mail in the visitor's own words."""
        self._send(letters.reply(person, self._mail(person, asked), _text(asked), datetime.now(UTC), by_hand=True))

    def quick(self, person: Person, asked: dict[str, Any]) -> None:
        """Answer one mail with a ready-made text."""
        mail, now = self._mail(person, asked), datetime.now(UTC)
        try:
            manner = Manner(str(asked.get("manner")))
            text = wording.answer(person, manner, letters.recruiter_name(mail), now)
        except (ValueError, KeyError):
            raise Refused("There is no such quick answer.") from None
        write = letters.automatic_reply if manner in AUTOMATIC else letters.reply
        self._send(write(person, mail, text, now, by_hand=True))

    def write(self, person: Person, asked: dict[str, Any]) -> None:
        """Write a mail that answers nothing."""
        to, subject = str(asked.get("to", "")).strip(), str(asked.get("subject", "")).strip()
        if not self.post.owns(to):
            raise Refused("Write to the recruiter: that address has no mailbox here.")
        self._send(letters.fresh(person, to, subject or "(no subject)", _text(asked), datetime.now(UTC)))

    def answering(self, person: Person, asked: dict[str, Any]) -> None:
        """Let the person answer alone, or wait for the visitor."""
        self.population.set_answering(person, asked.get("on") is True)

    def _send(self, letter: letters.Letter) -> None:
        self.post.deliver(letter.raw, letter.mail_from, letter.rcpt_to)

    def _mail(self, person: Person, asked: dict[str, Any]) -> Delivered:
        found = [mail for mail in self.post.mailbox(person.email) if mail.number == asked.get("number")]
        if not found:
            raise Refused(f"That mail is not in {person.first_name}'s inbox.")
        return found[0]

    def _row(self, person: Person) -> dict[str, Any]:
        mails = self.post.mailbox(person.email)
        return {
            "key": person.key,
            "name": person.name,
            "email": person.email,
            "work": f"{person.title}, {person.company}",
            "place": ", ".join(part for part in (person.city, person.country) if part),
            "answering": self.population.answers_by_itself(person),
            "reachable": person.manner is not Manner.BOUNCE,
            "written": len(self.population.written_by(person)),
            "received": [mail.number for mail in mails],
            "subject": mails[-1].subject if mails else "",
            "at": mails[-1].at.isoformat() if mails else "",
        }


def _shown(mail: Delivered, *, written: bool) -> dict[str, Any]:
    own, quoted = parts_of(text_of(mail.raw))
    return {
        "number": mail.number,
        "written": written,
        "automatic": bool(mail.header("Auto-Submitted")),
        "from": mail.header("From"),
        "to": mail.header("To"),
        "subject": mail.subject,
        "at": mail.at.isoformat(),
        "text": own,
        "quoted": quoted,
        "raw": mail.raw[:20_000].decode("utf-8", "replace"),
    }


def _text(asked: dict[str, Any]) -> str:
    text = str(asked.get("text", "")).strip()
    if not text:
        raise Refused("Write something first.")
    if len(text) > LONGEST_ANSWER:
        raise Refused(f"Please stay under {LONGEST_ANSWER:,} characters.")
    return text


def _file(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        return FileResponse(HERE / name, headers={"Cache-Control": "no-store"})

    return serve


def _changing(action: Callable[[Person, dict[str, Any]], None]) -> Callable[[Request], Awaitable[Response]]:
    """A route that changes something. Only JSON is taken: a form in a foreign page cannot send that content type."""

    async def change(request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return JSONResponse({"error": "Send application/json."}, status_code=415)
        person = person_by_key(request.path_params["key"])
        try:
            asked = await request.json()
        except ValueError:
            asked = None
        if person is None or not isinstance(asked, dict):
            return JSONResponse({"error": "There is nobody of that name here, or no JSON object."}, status_code=400)
        try:
            await run_in_threadpool(action, person, asked)
        except Refused as refusal:
            return JSONResponse({"error": str(refusal)}, status_code=422)
        return JSONResponse({"ok": True})

    return change
