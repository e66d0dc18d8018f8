"""Cut a reply into its sentences, each a substring of it."""

import re

_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+|(?<=[。！？])|\n+|;\s+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|e\.g|i\.e|etc|approx|no|nr|z\.b|bzw|ca|m|mme|sr|sra)\.|\b\w\.)$", re.IGNORECASE
)


def sentences(text: str) -> list[str]:
    """In order, without the blanks around them; lines count as sentences."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        piece = text[start : end.start()]
        if not _ABBREVIATION.search(piece.rstrip()) or "\n" in end.group():
            found.append(piece)
            start = end.end()
    found.append(text[start:])
    return [piece.strip() for piece in found if piece.strip()]
