"""Forms: each carries a token, so that only this page can send them, and each ends in a sentence."""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.sim.greenhouse.company import Company
from bot.sim.greenhouse.page.html import frame, html, joined, with_words
from bot.sim.greenhouse.refusals import Refusal

Fields = Mapping[str, str]
Act = Callable[[Company, int, Fields], tuple[str, str]]
"""(company, id in the path or 0, fields) -> where to go and what to say."""


def form_token(company: Company) -> str:
    return hmac.new(company.secret, b"form", hashlib.sha256).hexdigest()


def form(company: Company, action: str, inside: Markup, submit: str, kind: str = "") -> Markup:
    """A form with its token and one button; dangerous ones ask first (page.js)."""
    return html(
        '<form method="post" action="{}"><input type="hidden" name="token" value="{}">{}'
        '<button class="{}">{}</button></form>',
        action,
        form_token(company),
        inside,
        kind,
        submit,
    )


def fold(summary: str, inside: Markup) -> Markup:
    """A form that unfolds."""
    return html('<details class="fold"><summary>{}</summary><div>{}</div></details>', summary, inside)


def field(name: str, label: str, value: str = "", more: str = "") -> Markup:
    extra = html(" {}", Markup(more)) if more else Markup("")  # noqa: S704  # literal attributes of ours
    return html('<label>{}<input name="{}" value="{}"{}></label>', label, name, value, extra)


def area(name: str, label: str, lines: list[str]) -> Markup:
    text = "\n".join(lines)
    return html('<label>{}<textarea name="{}" rows="{}">{}</textarea></label>', label, name, max(2, len(lines)), text)


def select(name: str, label: str, options: Sequence[tuple[object, str]], chosen: object = None) -> Markup:
    lines = joined(
        html('<option value="{}"{}>{}</option>', value, Markup(" selected") if value == chosen else Markup(""), text)
        for value, text in options
    )
    return html('<label>{}<select name="{}">{}</select></label>', label, name, lines)


async def run(company: Company, act: Act, request: Request) -> Response:
    """Do what a form asks; a refusal is shown in words and changes nothing."""
    fields = {name: str(value) for name, value in (await request.form()).items()}
    if not hmac.compare_digest(fields.pop("token", "").encode(), form_token(company).encode()):
        words = "This form is out of date. Go back, reload the page and try again."
        return HTMLResponse(frame(company, "", "Out of date", html("<h1>Out of date</h1><p>{}</p>", words)), 403)
    back = request.headers.get("referer", "/people").split("?said=")[0].split("&said=")[0]
    try:
        with company.records.changed:
            path, said = act(company, int(request.path_params.get("number", 0)), fields)
    except Refusal as refusal:
        path, said = f"/{back.split('/', 3)[-1]}" if "://" in back else back, f"Not done: {refusal.reasons}"
    return RedirectResponse(with_words(path, said), 303)
