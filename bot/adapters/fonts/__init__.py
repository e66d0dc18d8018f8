"""Fonts for any script: bundled subsets of Noto (SIL Open Font License, see OFL.txt), then what the machine has."""

import unicodedata
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from pathlib import Path

BUNDLED = Path(__file__).parent
_PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts")
_HOME_PLACES = (".local/share/fonts", ".fonts", "Library/Fonts")
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH"})
_EAST_ASIAN_FONTS = ("NotoSansCJKsc-Regular", "NotoSansCJK-Regular", "DroidSansFallbackFull", "wqy-microhei")
_WIDE_FONTS = ("DejaVuSans", "Arial Unicode", "FreeSans")


def base() -> tuple[Path, Path]:
    """Regular and bold for Latin, Greek and Cyrillic."""
    return BUNDLED / "NotoSans-Regular.ttf", BUNDLED / "NotoSans-Bold.ttf"


def fallbacks(text: str, extra: Path | None = None) -> tuple[list[Path], frozenset[str]]:
    """The fonts needed beside the base to show a text, and the characters that no font here can show.

    Args:
        extra: a folder of fonts that is searched first.
    """
    missing = {character for character in text if not character.isspace()} - _characters(base()[0])
    fonts: list[Path] = []
    for name in _font_names(missing):
        for path in _find(name, extra):
            shown = missing & _characters(path)
            if shown:
                fonts.append(path)
                missing -= shown
    return fonts, frozenset(missing)


def _font_names(missing: Iterable[str]) -> list[str]:
    """Names of font files that may hold these characters, by their scripts' names in Unicode."""
    names: dict[str, None] = {}
    for character in sorted(missing):
        script = unicodedata.name(character, "").partition(" ")[0].partition("-")[0]
        own = _EAST_ASIAN_FONTS if script in _EAST_ASIAN else (f"NotoSans{script.capitalize()}-Regular",)
        names |= dict.fromkeys(own if script else ())
    return [*names, *_WIDE_FONTS] if names else []


def _find(name: str, extra: Path | None) -> Iterator[Path]:
    folders = [BUNDLED] if extra is None else [extra, BUNDLED]
    for folder in folders:
        yield from (path for path in sorted(folder.glob(f"{name}.*")) if path.suffix in {".ttf", ".otf", ".ttc"})
    if name in _machine_fonts():
        yield _machine_fonts()[name]


@lru_cache(maxsize=1)
def _machine_fonts() -> dict[str, Path]:
    """Font files of this machine by name; looked up only when the bundled ones do not suffice."""
    folders = [*map(Path, _PLACES), *(Path.home() / place for place in _HOME_PLACES)]
    found = (path for folder in folders if folder.is_dir() for path in folder.rglob("*.[to]t[fc]"))
    return {path.stem: path for path in found}


@lru_cache(maxsize=16)
def _characters(path: Path) -> Set[str]:
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or {}))
    except (OSError, TTLibError):
        return frozenset()
