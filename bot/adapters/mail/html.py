"""HTML mail to plain text: what a person sees, with quotes marked, without hidden text, scripts and pictures."""

import re
from html.parser import HTMLParser

LONGEST = 300_000
DEEPEST = 1000
_TAG = re.compile(r"<\s*(/?)\s*([a-zA-Z][a-zA-Z0-9:_-]{0,40})")
_UNREAD = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "math", "iframe", "object"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
)
_BLOCK = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
        "hr li main nav ol p pre section table tr ul",
    )
)
_CLOSED_BY_THE_NEXT = frozenset({"p", "li", "td", "th", "tr", "tbody", "dt", "dd", "option"})
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table"})
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|(?<!-)color\s*:\s*transparent"
    r"|(?:font-size|opacity|max-height|max-width|(?<![-\w])height|(?<![-\w])width)\s*:\s*0*(?:\.0+)?"
    r"(?:px|pt|em|rem|%)?\s*(?:!important\s*)?(?:;|$)",
    re.IGNORECASE,
)


def text_of(html: str) -> str:
    """Never raises; reads the first 300,000 characters. Quotes get `> `, list items `- `."""
    reader = _Reader()
    reader.feed(_well_formed(_shallow(html[:LONGEST])))
    reader.close()
    return reader.text()


def _shallow(html: str) -> str:
    """Cut where more than 1,000 elements are open: a browser's parser takes quadratic time on them."""
    depth = 0
    for tag in _TAG.finditer(html):
        name = tag.group(2).lower()
        if name not in _VOID and name not in _CLOSED_BY_THE_NEXT:
            depth = max(depth - 1, 0) if tag.group(1) else depth + 1
        if depth > DEEPEST:
            return html[: tag.start()]
    return html


def _well_formed(html: str) -> str:
    """Let a browser's parser repair the markup first: Python's own takes quadratic time on broken tags.

    Every tag stays, known or not, because a dropped tag would take its "hidden" along and show its text.
    """
    import nh3

    names = {name.lower() for _, name in _TAG.findall(html)}
    return nh3.clean(
        html,
        tags=names - _UNREAD,
        clean_content_tags=set(_UNREAD),
        attributes={"*": {"style", "hidden"}},
        link_rel=None,
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, bool]] = []
        self._hidden = self._quotes = self._pre = 0
        self._lines: list[str] = []
        self._line: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = "hidden" in given or _HIDDEN.search(given.get("style") or "") is not None
        if tag not in _VOID:
            self._open.append((tag, hidden))
            self._hidden += hidden
        self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag in _BLOCK or tag == "br":
            self._end_line(always=tag == "br")
        if tag in _SPACED:
            self._blank_line()
        self._quotes += tag == "blockquote"
        self._pre += tag == "pre"
        if tag == "li":
            self._line.append("- ")
        elif tag in {"td", "th"}:
            self._line.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _ in self._open):
            return
        while self._open:
            name, hidden = self._open.pop()
            self._hidden -= hidden
            self._end(name)
            if name == tag:
                return

    def _end(self, tag: str) -> None:
        if tag in _BLOCK:
            self._end_line()
        self._quotes -= tag == "blockquote"
        self._pre -= tag == "pre"
        if tag in _SPACED:
            self._blank_line()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if not self._pre:
            self._line.append(re.sub(r"[ \t\r\n\f\xa0]+", " ", data))
            return
        first, *rest = data.split("\n")
        self._line.append(first)
        for line in rest:
            self._end_line(always=True)
            self._line.append(line)

    def _end_line(self, always: bool = False) -> None:
        text = "".join(self._line)
        text = text.rstrip() if self._pre else re.sub(" +", " ", text).strip()
        if text or (always and not self._hidden):
            self._lines.append(f"{'> ' * min(self._quotes, 20)}{text}".rstrip())
        self._line = []

    def _blank_line(self) -> None:
        if self._lines and self._lines[-1].strip("> "):
            self._lines.append("")

    def text(self) -> str:
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")
