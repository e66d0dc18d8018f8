"""Patterns by family and language, compiled once and matched on plain text."""

import re
from collections.abc import Iterable

Patterns = tuple[re.Pattern[str], ...]


def compiled(*sources: str) -> Patterns:
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)


def first_match(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.search(text))), None)


def straight(text: str) -> str:
    """Curly apostrophes made straight, one for one, so that positions stay true."""
    return text.replace("\u2019", "'").replace("\u2018", "'").replace("\u00b4", "'")
