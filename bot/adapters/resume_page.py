"""A sheet of A4 that places text from top to bottom, and from right to left where the script is read so."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.adapters import fonts

T = TypeVar("T")
INK, GREY, ACCENT = (31, 35, 40), (98, 106, 117), (28, 117, 94)
_WIDTH, _MARGIN, _DATES = 210, 20, 44  # millimetres
_FULL = 215  # millimetres from the top of the second page: below it only headings and counts still fit


class Page:
    """`everything` is all text that will come, so that the fonts for it can be found first."""

    def __init__(self, everything: str, made_on: date, font_dir: Path | None) -> None:
        self._missing: frozenset[str]
        self._made_on = made_on
        self._pdf = self._sheet()
        self._load_fonts(everything, font_dir)
        self._pdf.add_page()

    def _sheet(self) -> Any:
        from fpdf import FPDF

        footer = f"Prepared by Pin from public profile data on {self._made_on.day} {self._made_on:%B %Y}"

        class Sheet(FPDF):  # fpdf2 asks for a subclass to draw footers
            def footer(self) -> None:
                self.set_y(-15)
                self.set_font("base", size=8)
                self.set_text_color(*GREY)
                self.cell(0, 5, footer, align="L")
                self.set_x(_MARGIN)
                self.cell(0, 5, f"Page {self.page_no()}", align="R")

        sheet = Sheet(format="A4")
        sheet.c_margin = 0
        sheet.set_margins(_MARGIN, 18, _MARGIN)
        sheet.set_auto_page_break(True, margin=20)
        return sheet

    def _load_fonts(self, everything: str, font_dir: Path | None) -> None:
        regular, bold = fonts.base()
        self._pdf.add_font("base", fname=regular)
        self._pdf.add_font("base", style="B", fname=bold)
        paths, self._missing = fonts.fallbacks(unicodedata.normalize("NFC", everything), font_dir)
        for number, path in enumerate(paths):
            self._pdf.add_font(f"other{number}", fname=path)
        self._pdf.set_fallback_fonts([f"other{number}" for number in range(len(paths))], exact_match=False)
        self._pdf.set_text_shaping(True)

    def _shown(self, text: str) -> str:
        kept = (c for c in unicodedata.normalize("NFC", text) if c not in self._missing)
        return " ".join("".join(c for c in kept if unicodedata.category(c)[0] != "C").split())

    def text(
        self,
        text: str,
        *,
        size: float,
        bold: bool = False,
        color: Sequence[int] = INK,
        link: str = "",
        width: float = 0,
    ) -> None:
        shown = self._shown(text)
        if not shown:
            return
        self._pdf.set_font("base", "B" if bold else "", size)
        self._pdf.set_text_color(*color)
        align = "R" if _reads_right_to_left(shown) else "L"
        self._pdf.multi_cell(width, size * 0.5, shown, align=align, link=link, new_x="LMARGIN", new_y="NEXT")

    def gap(self, millimetres: float) -> None:
        self._pdf.set_y(self._pdf.get_y() + millimetres)

    def section(self, name: str) -> None:
        """A heading with a line under it, never alone at the foot of a page."""
        self.gap(5)
        if self._pdf.will_page_break(28):
            self._pdf.add_page()
        self.text(name.upper(), size=9.5, bold=True, color=ACCENT)
        y = self._pdf.get_y() + 0.8
        self._pdf.set_draw_color(*ACCENT)
        self._pdf.set_line_width(0.3)
        self._pdf.line(_MARGIN, y, _WIDTH - _MARGIN, y)
        self.gap(2.5)

    def entry(self, name: str, period: str, detail: str) -> None:
        """A position or study: its name in bold, when it was at the right, the rest under it."""
        if self._pdf.will_page_break(14):
            self._pdf.add_page()
        mirrored = _reads_right_to_left(self._shown(name))
        self._pdf.set_font("base", size=9.5)
        self._pdf.set_text_color(*GREY)
        self._pdf.set_x(_MARGIN if mirrored else _WIDTH - _MARGIN - _DATES)
        self._pdf.cell(_DATES, 5.5, period, align="L" if mirrored else "R", new_x="LMARGIN", new_y="TOP")
        for text, size, bold, color in ((name, 11, True, INK), (detail, 10, False, GREY)):
            if mirrored:
                self._pdf.set_x(_MARGIN + _DATES)
            self.text(text, size=size, bold=bold, color=color, width=_WIDTH - 2 * _MARGIN - _DATES)
        self.gap(2.2)

    def listing(self, name: str, items: Sequence[T], most: int, draw: Callable[[T], None]) -> None:
        """A section with as many items as fit on two pages; what is left out is counted."""
        if not items:
            return
        self.section(name)
        drawn = 0
        for item in items[:most]:
            if self._pdf.page_no() > 1 and self._pdf.get_y() > _FULL:
                break
            draw(item)
            drawn += 1
        if drawn < len(items):
            self.text(f"and {len(items) - drawn} more", size=9.5, color=GREY)

    def finished(self, title: str) -> bytes:
        self._pdf.set_title(self._shown(title))
        self._pdf.set_creator("Pin")
        self._pdf.set_creation_date(datetime(self._made_on.year, self._made_on.month, self._made_on.day, tzinfo=UTC))
        return bytes(self._pdf.output())


def _reads_right_to_left(text: str) -> bool:
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"
