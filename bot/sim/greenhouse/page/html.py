"""Drawing: every value is escaped by the type, and all pages share one frame."""

import zlib
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup

from bot.sim.greenhouse.company import Company

ROOMS = (
    ("People", "/people"),
    ("Jobs", "/jobs"),
    ("Sources", "/sources"),
    ("Web hooks", "/hooks"),
    ("API calls", "/calls"),
)
COLOURS = ("#7a5c9e", "#3f6f9f", "#a2603f", "#4a7a6a", "#9a4f6c", "#6b6f2f", "#52658c", "#8a6a2c")


def html(template: str, *values: object, **named: object) -> Markup:
    """The template, which is ours, with the values escaped unless they are markup already."""
    return Markup(template).format(*values, **named)  # noqa: S704  # templates are literals; values are escaped


def joined(parts: Iterable[Markup], between: str = "") -> Markup:
    return Markup(between).join(parts)  # noqa: S704  # the separator is a literal


NOTHING = Markup("")


def frame(company: Company, here: str, title: str, body: Markup, said: str = "") -> str:
    """A whole page."""
    links = joined(
        html('<a href="{}"{}>{}</a>', path, Markup(' class="here"') if path == here else NOTHING, name)
        for name, path in ROOMS
    )
    flash = html('<p class="said" role="status">{}</p>', said) if said else NOTHING
    return str(html(FRAME, title=title, links=links, flash=flash, body=body, version=company.records.version))


FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title} · local Greenhouse</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/static/style.css">
<script src="/static/page.js" defer></script></head>
<body data-version="{version}"><header class="bar"><a class="brand" href="/people"><i>A</i>Acme hiring</a>
<nav>{links}</nav><form class="find" action="/people"><input name="q" type="search" placeholder="Find a person"
 aria-label="Find a person"></form><span class="standin">Local stand-in for Greenhouse</span>
<span class="me" title="You act as the Site Admin">AA</span></header>
<main>{flash}{body}</main></body></html>"""


def avatar(first: str | None, last: str | None) -> Markup:
    name = f"{first or ''} {last or ''}"
    letters = "".join(part[0] for part in name.split()[:2]).upper() or "?"
    colour = COLOURS[zlib.crc32(name.encode()) % len(COLOURS)]
    return html('<i class="avatar" style="background:{}">{}</i>', colour, letters)


def pill(text: str, kind: str = "") -> Markup:
    return html('<span class="pill {}">{}</span>', kind, text)


def when(moment: str | None) -> Markup:
    """A time, shown to the minute in UTC."""
    if not moment:
        return NOTHING
    at = datetime.fromisoformat(moment)
    return html('<time datetime="{}">{} UTC</time>', moment, f"{at.day} {at:%b %Y, %H:%M}")


def card(title: str, body: Markup, more: Markup = NOTHING) -> Markup:
    return html('<section class="card"><h2>{}{}</h2>{}</section>', title, more, body)


def table(heads: Iterable[str], rows: Iterable[Markup], empty: str) -> Markup:
    lines = list(rows)
    if not lines:
        return html('<p class="none">{}</p>', empty)
    top = joined(html("<th>{}</th>", head) for head in heads)
    return html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", top, joined(lines))


def line(*cells: object) -> Markup:
    return html("<tr>{}</tr>", joined(html("<td>{}</td>", cell) for cell in cells))


def safe_link(address: str) -> Markup:
    """A link out, only for web addresses: what came from outside may not run anything here."""
    if not address.lower().startswith(("http://", "https://")):
        return html("{}", address)
    shown = address.split("://", 1)[1].removeprefix("www.").rstrip("/")
    return html('<a href="{}" rel="noreferrer noopener" target="_blank">{}</a>', address, shown)


def with_words(path: str, said: str) -> str:
    """A path that shows a sentence when it is opened."""
    return f"{path}{'&' if '?' in path else '?'}said={quote(said)}"
