"""The page: what a Greenhouse user sees and does, drawn by the server in a look of our own."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.files import download
from bot.sim.greenhouse.page import hooks, people, person, person_forms, rooms
from bot.sim.greenhouse.page.forms import Act, run
from bot.sim.greenhouse.page.html import frame, html
from bot.sim.greenhouse.service import Service
from bot.sim.greenhouse.webhooks import Courier

Draw = Callable[[Request], Markup]
STATIC = {"style.css": "text/css", "page.js": "text/javascript"}
POLICY = "; ".join(
    (
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
ACTS: dict[str, Act] = {
    "/people/{number:int}/edit": person_forms.edit,
    "/people/{number:int}/merge": person_forms.merge,
    "/people/{number:int}/privacy": person_forms.privacy,
    "/people/{number:int}/anonymize": person_forms.anonymize,
    "/people/{number:int}/delete": person_forms.delete,
    "/applications/{number:int}/move": person_forms.move,
    "/applications/{number:int}/reject": person_forms.reject,
    "/applications/{number:int}/unreject": person_forms.unreject,
    "/applications/{number:int}/source": person_forms.source,
    "/jobs/{number:int}/close": rooms.close_job,
    "/jobs/{number:int}/open": rooms.open_job,
    "/sources/add": rooms.add_source,
    "/hooks/add": hooks.add,
    "/hooks/{number:int}/edit": hooks.edit,
    "/hooks/{number:int}/enable": hooks.enable,
    "/hooks/{number:int}/delete": hooks.delete,
}


def page(company: Company, service: Service, courier: Courier) -> Starlette:
    """The page's app."""
    views: dict[str, tuple[str, Draw]] = {
        "/people": ("People", lambda request: people.draw(company, request.query_params)),
        "/jobs": ("Jobs", lambda request: rooms.jobs(company, request.query_params)),
        "/sources": ("Sources", lambda request: rooms.sources(company, request.query_params)),
        "/hooks": ("Web hooks", lambda request: hooks.draw(company, courier.deliveries)),
        "/calls": ("API calls", lambda request: rooms.calls(company, list(service.calls))),
    }
    seen = [Route(path, partial(_view, company, path, title, draw)) for path, (title, draw) in views.items()]
    done = [Route(path, partial(run, company, act), methods=["POST"]) for path, act in ACTS.items()]
    others = [
        Route("/", lambda request: RedirectResponse("/people")),
        Route("/people/{number:int}", partial(_person, company)),
        Route("/version", lambda request: PlainTextResponse(str(company.records.version))),
        Route("/static/{name}", _static),
        Route("/files/{number:int}/{name:path}", partial(download, company)),
    ]
    return Starlette(routes=[*seen, *done, *others])


def _view(company: Company, path: str, title: str, draw: Draw, request: Request) -> Response:
    with company.records.changed:
        text = frame(company, path, title, draw(request), request.query_params.get("said", ""))
    return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})


def _person(company: Company, request: Request) -> Response:
    """A person's page, in the same path form as the real one's."""
    with company.records.changed:
        row = company.records.find("candidates", int(request.path_params["number"]))
        if row is None:
            words = "This person does not exist (any more): deleted, or merged into somebody else."
            body = html('<h1>Nobody here</h1><p>{}</p><p><a href="/people">All people</a></p>', words)
            return HTMLResponse(frame(company, "/people", "Nobody here", body), 404)
        body = person.draw(company, row, request.query_params)
        text = frame(company, "/people", person.name_of(row), body, request.query_params.get("said", ""))
    return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return PlainTextResponse("There is no such file.", status_code=404)
    return FileResponse(Path(__file__).with_name(name), media_type=STATIC[name])
