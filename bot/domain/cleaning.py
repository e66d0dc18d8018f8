"""Make a text from outside plain: no invisible characters, no hidden markup, one spelling of each letter."""

import re
import unicodedata

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HIDDEN = re.compile(
    r"<(\w+)[^>]*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0"
    r"|color\s*:\s*(?:#fff(?:fff)?|white))\b[^>]*>.*?(?:</\1>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def clean(text: str) -> str:
    """NFKC; comments, hidden elements, zero-width, bidi and control characters are gone; line breaks stay."""
    shown = _HIDDEN.sub(" ", _COMMENT.sub(" ", unicodedata.normalize("NFKC", text)))
    visible = "".join(char for char in shown if char in "\n\t" or unicodedata.category(char) not in _INVISIBLE)
    return _SPACES.sub(" ", visible.replace("\u2019", "'")).strip()
