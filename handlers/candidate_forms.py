"""The form for one candidate: opened by command, button, shortcut or from a message; errors stand at the field."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards import candidate_form
from bot.cards.candidate_form import CandidateFormView
from bot.cards.ids import Action, Block, Callback
from bot.domain.candidates import LawfulBasis
from bot.domain.documents import MOST_BYTES
from bot.domain.person_form import PersonForm
from bot.errors import BadInput
from bot.pin import Pin
from handlers.caller import Caller
from handlers.edge import Edge
from handlers.listening import Surface
from handlers.payloads import Click, Shortcut, Submission


def register(surface: Surface) -> None:
    app, given = surface.app, surface.given
    app.action(Action.NEW_CANDIDATE.value)(given(clicked_new))
    app.action(Action.EDIT_CANDIDATE.value)(given(clicked_edit))
    app.shortcut(Callback.SHORTCUT_NEW_CANDIDATE.value)(given(clicked_new))
    app.shortcut(Callback.SHORTCUT_ADD_TO_PIN.value)(given(from_message))
    app.view(Callback.CANDIDATE_FORM.value)(given(submitted))


async def ask(caller: Caller) -> None:
    await caller.open(candidate_form.card(CandidateFormView(channel=caller.channel)))


async def clicked_new(ack: AsyncAck, caller: Caller, edge: Edge) -> None:
    await ack()
    await edge.call(edge.pin.house.greet, caller.user)
    await ask(caller)


async def clicked_edit(ack: AsyncAck, click: Click, caller: Caller, edge: Edge) -> None:
    await ack()
    thing, _ = click.stamped
    view = await edge.call(edge.pin.candidate_forms.of_candidate, click.user, thing, caller.channel)
    await caller.open(candidate_form.card(view))


async def from_message(ack: AsyncAck, shortcut: Shortcut, caller: Caller, edge: Edge) -> None:
    """ "Add to Pin" on a message."""
    await ack()
    await edge.call(edge.pin.house.greet, caller.user)
    view = await edge.call(edge.pin.candidate_forms.of_message, shortcut.user, shortcut.text, shortcut.channel)
    await caller.open(candidate_form.card(view))


async def submitted(ack: AsyncAck, submission: Submission, edge: Edge, pin: Pin) -> None:
    """The card follows as soon as the person is stored."""
    await edge.call(_save, pin, submission)
    await ack()


def _save(pin: Pin, submission: Submission) -> None:
    about, form, resume = submission.about, _form(submission), _resume(submission)
    if about.id:
        pin.candidate_forms.save(submission.user, about.id, about.version, form, resume, about.channel)
        return
    basis = LawfulBasis(submission.text(Block.BASIS) or LawfulBasis.LEGITIMATE_INTEREST)
    source = submission.text(Block.SOURCE)
    pin.candidate_forms.add(submission.user, form, source, basis, resume, about.channel)


def _form(submission: Submission) -> PersonForm:
    """The blocks bear the names of the form's fields."""
    return PersonForm(**{name: submission.text(name) for name in PersonForm.__slots__})


def _resume(submission: Submission) -> tuple[str, str] | None:
    files = submission.files.get(Block.RESUME, ())
    if files and files[0].size > MOST_BYTES:
        raise BadInput("The file is too large.", {Block.RESUME: f"At most {MOST_BYTES // 1_000_000} MB, please."})
    return (files[0].name, files[0].url) if files else None
