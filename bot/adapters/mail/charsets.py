"""Bytes to text whatever the sender declared: declared, UTF-8, a guess, Latin-1."""

import codecs
import warnings

# Text encodings of Python that no mail means and that warn, run long or unpack something.
_NEVER = frozenset({"unicode_escape", "raw_unicode_escape", "undefined", "idna", "punycode", "mbcs", "oem"})
_GUESS_FROM = 32
_GUESS_SAMPLE = 4096


def decoded(content: bytes, declared: str = "") -> tuple[str, bool]:
    """The text, and whether it is certain. UTF-8 that calls itself Latin-1 is read as UTF-8."""
    for name in ("utf-8", declared) if _is_latin(declared) else (declared, "utf-8"):
        text = _strictly(content, name)
        if text is not None:
            return text, True
    guessed = _guessed(content)
    return (guessed, False) if guessed is not None else (content.decode("latin-1"), False)


def _is_latin(declared: str) -> bool:
    return declared.lower().replace("_", "-") in {"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252"}


def _strictly(content: bytes, name: str) -> str | None:
    try:
        codec = codecs.lookup(name.strip().strip("'\""))
        if codec.name.replace("-", "_") in _NEVER:
            return None
        return content.decode(codec.name)
    except (LookupError, ValueError):
        return None


def _guessed(content: bytes) -> str | None:
    """Few letters allow no guess: Western European is then the likeliest."""
    if sum(byte >= 128 for byte in content[:_GUESS_SAMPLE]) < _GUESS_FROM:
        return _strictly(content, "cp1252")
    from charset_normalizer import from_bytes

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        best = from_bytes(content[:_GUESS_SAMPLE]).best()
    return _strictly(content, best.encoding) if best is not None else None
