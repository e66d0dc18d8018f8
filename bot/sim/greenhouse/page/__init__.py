"""The page: what a Greenhouse user sees and does, drawn by the server in a look of our own."""

from functools import partial

from starlette.applications import Starlette
from starlette.routing import Route

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.files import download


def page(company: Company) -> Starlette:
    """The page's app."""
    return Starlette(routes=[Route("/files/{number:int}/{name:path}", partial(download, company))])
