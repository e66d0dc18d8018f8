"""Text for Slack: outside text is escaped by its type, clipped at words, and can never become markup."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import quote as percent

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_TOKEN = re.compile(r"<[^>]*>|&\w+;|\s+|[^\s<&]+|[<&]")
_WORD = re.compile(r"\s+|\S+")
_USER = re.compile(r"[UW][A-Z0-9]{2,20}")
_EMOJI = re.compile(r":[a-z0-9_+'-]{1,60}:")
_MORE = "…"
_Text = TypeVar("_Text", bound=str)


class Markup(str):
    """Text that is Slack markup already. `format` and `join` escape every plain `str` they are given."""

    __slots__ = ()

    def format(self, *args: object, **named: object) -> "Markup":
        safe = {key: escape(value) for key, value in named.items()}
        return Markup(str.format(self, *(escape(arg) for arg in args), **safe))

    def join(self, parts: Iterable[str]) -> "Markup":
        return Markup(str.join(self, [escape(part) for part in parts]))

    def __add__(self, other: str) -> "Markup":
        return Markup(str.__add__(self, escape(other)))

    def __format__(self, spec: str) -> str:
        return str.__format__(self, spec)


def clean(text: str) -> str:
    """Without control characters, text-direction overrides and lone surrogates, which no server accepts."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escape(text: object) -> Markup:
    """Slack's three control characters as entities, so that `<!channel>` is only five harmless words."""
    if isinstance(text, Markup):
        return text
    plain = clean(str(text))
    return Markup(plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def one_line(text: str, limit: int = 120) -> str:
    """Outside text for a name, title or subject: a single line of at most `limit` characters, still unescaped."""
    return clip(" ".join(clean(text).split()), limit)


def clip(text: _Text, limit: int) -> _Text:
    """At most `limit` characters, cut at a word; never inside a link, a mention or an entity."""
    if len(text) <= limit:
        return text
    kept, used = [], 0
    for found in (_TOKEN if isinstance(text, Markup) else _WORD).finditer(text):
        token = found[0]
        if used + len(token) > limit - 2:
            kept.append(_part_of(token, limit - 2 - used, used))
            break
        kept.append(token)
        used += len(token)
    return type(text)("".join(kept).rstrip() + " " + _MORE)


def _part_of(token: str, room: int, used: int) -> str:
    """A single endless word is cut anywhere, since no blank comes to cut at."""
    if token[0] in "<&" or token.isspace() or (used and len(token) < 40):
        return ""
    return token[:room]


def bold(text: str, limit: int = 120) -> Markup:
    """Outside text in bold: stars inside would end it early."""
    words = text if isinstance(text, Markup) else escape(one_line(text, limit).replace("*", "∗"))
    return Markup("*{}*").format(words) if words else Markup("")


def code(text: str, limit: int = 300) -> Markup:
    """Inline code; backticks inside would end it early."""
    return Markup("`{}`").format(one_line(text, limit).replace("`", "ˋ") or " ")


def code_blocks(text: str, limit: int = 2800, most: int = 5) -> list[Markup]:
    """Fenced blocks that show a text exactly and fully, as many as its length needs; past `most` they end in "…".

    At least one, even for a text without a visible character.
    """
    pages, room = [""], limit
    for word in re.findall(r"\s+|\S{1,400}", clean(text).strip().replace("```", "ˋˋˋ")):
        size = len(escape(word))
        if size > room:
            pages.append("")
            room = limit
        pages[-1] += word
        room -= size
    shown = [*pages[:most], _MORE] if len(pages) > most else pages
    return [Markup("```{}```").format(page) for page in shown if page.strip()] or [Markup("``` ```")]


def quote(text: str, limit: int = 700, lines: int = 12) -> Markup:
    """What somebody outside wrote, each line marked as a quotation."""
    all_lines = [line.rstrip() for line in clip(clean(text).strip(), limit).split("\n")]
    shown = all_lines[:lines] + ([_MORE] if len(all_lines) > lines else [])
    return Markup("\n").join(Markup("> {}").format(line) for line in shown)


def link(url: str, words: str) -> Markup:
    """A link when `url` is http, https or mailto, otherwise only the words."""
    if not re.match(r"(https?://|mailto:)[^\s]", url):
        return escape(words)
    return Markup("<{}|{}>").format(
        Markup(percent(clean(url), safe=":/?#[]@!$&'()*+,;=%~").replace("&", "&amp;")),
        one_line(words).replace("|", "¦"),
    )


def mention(member: str) -> Markup:
    """`<@U…>` for a Slack user id, otherwise the name as text."""
    return Markup(f"<@{member}>") if _USER.fullmatch(member) else escape(one_line(member) or "somebody")


def channel_mention(channel: str) -> Markup:
    """`<#C…>` for a channel id, otherwise the name as text."""
    return Markup(f"<#{channel}>") if re.fullmatch(r"[CG][A-Z0-9]{2,20}", channel) else escape(one_line(channel))


def when(moment: datetime, form: str = "{date_short_pretty} at {time}") -> Markup:
    """An instant in each reader's own zone; where that cannot be drawn, UTC with its offset."""
    fallback = moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC+00:00")
    return Markup(f"<!date^{int(moment.timestamp())}^{form}|{fallback}>")


def emoji_mark(emoji: str, otherwise: str = "🌱") -> Markup:
    """The workspace's own mark: `:name:` or a single sign; anything else falls back."""
    sign = clean(emoji).strip()
    plain_sign = 0 < len(sign) <= 4 and not re.search(r"[\w<>&|:*`\s]", sign)
    return Markup(sign if _EMOJI.fullmatch(sign) or plain_sign else otherwise)


def dotted(*parts: str | None) -> Markup:
    """The parts that are there, with middle dots between."""
    return Markup(" · ").join(part for part in parts if part)


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 person", "2 people"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
