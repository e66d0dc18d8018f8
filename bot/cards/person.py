"""How a candidate is named on every card: name, work, place and the mark that leads to Greenhouse."""

from dataclasses import dataclass

from bot.cards.text import Markup, bold, dotted, emoji_mark, link, one_line


@dataclass(frozen=True, slots=True)
class Person:
    """A candidate as shown; `ats_url` is set once they are in Greenhouse, `mark` is the workspace's emoji."""

    name: str
    title: str = ""
    company: str = ""
    location: str = ""
    ats_url: str = ""
    mark: str = "🌱"


def short_name(person: Person) -> str:
    return one_line(person.name, 80) or "Somebody without a name"


def work(person: Person) -> str:
    """ "Platform Engineer at Acme", or whichever half is known."""
    title, company = one_line(person.title, 80), one_line(person.company, 80)
    return f"{title} at {company}" if title and company else title or company


def headline(person: Person) -> Markup:
    return dotted(bold(short_name(person)), work(person), one_line(person.location, 80), ats_mark(person))


def ats_mark(person: Person) -> Markup:
    """ "🌱 In Greenhouse", leading to the profile; empty while the person is not there."""
    if not person.ats_url:
        return Markup("")
    return Markup("{} {}").format(emoji_mark(person.mark), link(person.ats_url, "In Greenhouse"))
