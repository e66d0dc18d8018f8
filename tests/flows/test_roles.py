"""Every command and its button, for everybody: a visible answer, and whoever may not is told who may (R12, B3, F8)."""

import pytest

from bot.cards.ids import Action
from bot.domain.access import Role
from handlers.commands import COMMANDS
from tests.flows.test_home import home
from tests.office import Office

FOR_ALL = {"help", "inbox", "jobs", "settings", "candidate"}
"""Looking is for everybody; every other command changes something, and only recruiters and admins may."""
PEOPLE = {"vic": Role.VIEWER, "harper": Role.APPROVER, "rae": Role.RECRUITER, "ada": Role.ADMIN}


def answers(office: Office, name: str) -> list[str]:
    """Everything Pin has shown this person so far: notes, direct messages and open modals."""
    person = office.people[name]
    room = office.slack.open_im(by=person)
    messages = [office.words(message) + message["text"] for message in office.slack.messages(room, by=person)]
    return office.whispers(name) + messages + [office.words(view) for view in office.slack.views(person)]


@pytest.fixture
def staffed(office: Office) -> Office:
    office.pin.house.give_role(office.people["ada"], office.people["harper"], Role.APPROVER)
    office.pin.house.greet(office.people["vic"])
    office.connect_greenhouse()
    return office


def complaint(command: str, role: Role, seen: list[str]) -> str:
    """What is wrong with the answer; empty when nothing is."""
    if len(seen) != 1:
        return f"/pin {command} showed a {role} {len(seen)} things"
    may = command in FOR_ALL or role in {Role.RECRUITER, Role.ADMIN}
    return "" if ("Ask <@" not in seen[0]) == may else f"/pin {command} told a {role}: {seen[0][:200]}"


def answer_to(office: Office, name: str, before: list[str]) -> list[str]:
    """What came, once something came; modals are closed again."""
    office.slack.wait_for(lambda: len(answers(office, name)) > len(before))
    seen = new(before, answers(office, name))
    if office.slack.views(office.people[name]):
        office.slack.close(by=office.people[name], everything=True)
    return seen


@pytest.mark.parametrize("name", PEOPLE)
def test_r12_every_typed_command_answers_everybody(staffed: Office, name: str) -> None:
    wrong = []
    for command in COMMANDS:
        before = answers(staffed, name)
        staffed.slack.command("hiring-platform", f"/pin {command}", by=staffed.people[name])
        wrong.append(complaint(command, PEOPLE[name], answer_to(staffed, name, before)))
    assert [one for one in wrong if one] == []


@pytest.mark.parametrize("name", PEOPLE)
def test_f8_every_button_on_home_does_the_same(staffed: Office, name: str) -> None:
    wrong, view = [], home(staffed, name)
    for command, known in COMMANDS.items():
        before = answers(staffed, name)
        staffed.slack.click(view, known.button.value, by=staffed.people[name])
        wrong.append(complaint(command, PEOPLE[name], answer_to(staffed, name, before)))
    assert [one for one in wrong if one] == []


def new(before: list[str], now: list[str]) -> list[str]:
    left = list(now)
    for one in before:
        left.remove(one)
    return left


@pytest.mark.parametrize("action", [Action.EDIT_MAILBOX, Action.EDIT_MEMBER, Action.EDIT_WORKSPACE])
def test_r12_only_admins_open_the_forms_of_the_settings(staffed: Office, action: Action) -> None:
    """A recruiter presses the button in a panel that was opened before they lost the right."""
    ada, rae = staffed.people["ada"], staffed.people["rae"]
    staffed.pin.house.give_role(ada, rae, Role.ADMIN)
    staffed.slack.command("hiring-platform", "/pin settings", by=rae)
    panel = staffed.slack.views(rae)[-1]
    staffed.pin.house.give_role(ada, rae, Role.RECRUITER)
    before = answers(staffed, "rae")
    staffed.slack.click(panel, action.value, by=rae)
    staffed.slack.wait_for(lambda: len(answers(staffed, "rae")) > len(before))
    (told,) = new(before, answers(staffed, "rae"))
    assert f"Ask <@{ada}>" in told
