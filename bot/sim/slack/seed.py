"""Who and what is in the workspace at first: the people and channels of Acme."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    real_name: str
    title: str
    email: str
    color: str


@dataclass(frozen=True, slots=True)
class Room:
    """A channel; `members` are names of people, `bot` says whether the bot is one too."""

    id: str
    name: str
    topic: str = ""
    private: bool = False
    members: Sequence[str] = ()
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Seed:
    team_id: str
    workspace: str
    domain: str
    people: Sequence[Person]
    rooms: Sequence[Room]


def _person(name: str, surname: str, title: str, color: str) -> Person:
    first = name.capitalize()
    return Person(f"U0{name.upper():0<7}", name, f"{first} {surname}", title, f"{name}@acme.test", color)


def acme() -> Seed:
    """The workspace everyone meets first: four people with four roles, four open channels and a private one."""
    people = (
        _person("rae", "Recruiter", "Recruiter", "#2a6f97"),
        _person("harper", "Manager", "Hiring manager, Platform", "#7f5539"),
        _person("vic", "Viewer", "Finance partner", "#6a4c93"),
        _person("ada", "Admin", "Head of talent", "#386641"),
    )
    everyone = tuple(person.name for person in people)
    rooms = (
        Room("C0GENERAL", "general", "Company-wide news", members=everyone, bot=True),
        Room("C0PLATFORM", "hiring-platform", "Senior Platform Engineer", members=everyone, bot=True),
        Room("C0DESIGN0", "hiring-design", "Product Designer", members=everyone, bot=True),
        Room("C0RANDOM0", "random", "Anything goes", members=everyone),
        Room("C0LEADS00", "leads", "Leads only", private=True, members=("rae", "ada")),
    )
    return Seed("T0ACME000", "Acme", "acme", people, rooms)
