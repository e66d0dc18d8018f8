"""Starting and stopping the simulated people."""

from dataclasses import dataclass
from typing import Any

from bot.sim.loopback import Served, serve
from bot.sim.mail import Post
from bot.sim.people.cast import CAST
from bot.sim.people.living import Population
from bot.sim.people.page.app import Inbox


@dataclass(slots=True)
class Running:
    """People at work; `page_url` is where a visitor answers for them."""

    page_url: str
    population: Population
    _page: Served

    def describe(self) -> dict[str, Any]:
        """Where the page is and who lives here."""
        people = [{"key": p.key, "name": p.name, "email": p.email, "manner": str(p.manner)} for p in CAST]
        return {"page_url": self.page_url, "people": people}

    def stop(self) -> None:
        """Nobody answers any more; their mail stays with the mail server."""
        self.population.stop()
        self._page.stop()


def start(post: Post, *, speed: float = 1.0, page_port: int = 0, seed: int = 20_261_123) -> Running:
    """Let the people live off a running mail server.

    Args:
        speed: 1 answers after seconds to minutes as people in a demo should; `float("inf")` answers at once.
        seed: decides how answers spread in time.

    Raises:
        OSError: the wanted port for the page is taken.
    """
    population = Population(post, speed, seed)
    page = serve(Inbox(post, population).app(), page_port)
    population.start()
    return Running(page.url, population, page)
