"""What the person wrote: quoted mail, the lines above it, signatures and device footers are gone."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.quote_headers import header_length, own_part

LONGEST = 200_000
"""Characters looked at; what follows in a longer mail is quoted history or worse."""

_SIGNATURE = re.compile(r"^\s?(?:--|—|–)\s*$")
_RULE = re.compile(r"^\s*_{5,}\s*$")
_DECORATION = re.compile(r"^[\s\-_=*#~+ᐧ|>]*$")
_FOOTERS = (
    r"Sent (?:from|with|via|using) (?:my |the )?[^,.!?\n]{2,60}|Get Outlook for \w+|Sent from (?:Yahoo|Mail)\b.{0,40}",
    r"(?:Von|Aus) (?:meinem|Mein)\b.{2,40} gesendet|Gesendet (?:von|mit|aus|über)\b.{2,50}",
    r"Diese Nachricht wurde von mein.{2,60}|Envoy(?:é|e) (?:de|depuis|à partir)\b.{2,50}|Télécharger Outlook.{0,20}",
    r"Enviado (?:desde|do|de|pelo|a partir)\b.{2,50}|(?:Obtener|Obter) (?:o )?Outlook.{0,20}",
    r"Inviato (?:da|dal|con)\b.{2,50}|Scarica Outlook.{0,20}|(?:Verzonden|Verstuurd) (?:vanaf|van|met|via)\b.{2,50}",
    r"Sendt (?:fra|med)\b.{2,50}|Skickat från\b.{2,50}|Hämta Outlook.{0,20}|Wysłan[eo] z\b.{2,50}",
    r"Odesláno z\b.{2,50}|Lähetetty\b.{2,50}|Отправлено (?:с|из)\b.{2,50}|Надіслано з\b.{2,50}",
    r".{1,30}から送信|发自我的.{1,30}|傳送自.{1,30}|나의 .{1,20}에서 보냄",
)
_FOOTER = re.compile(rf"^[\s>*_\[(]*(?:{'|'.join(_FOOTERS)})(?:<[^>\n]*>)?[\s*_\])]*$", re.IGNORECASE)


def reply_of(text: str) -> str:
    """The person's own words; the whole text when nothing else would be left. Never raises."""
    lines = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\u200b", "").split("\n")
    own = _without_ending(list(_own_lines(lines)))
    return "\n".join(own).strip() or text.strip()


def _own_lines(lines: Sequence[str]) -> Iterator[str]:
    at, written = 0, False
    while at < len(lines):
        shared = own_part(lines[at])
        if shared is not None:
            yield shared
        length = 1 if shared is not None else header_length(lines, at)
        if length:
            at = _after_quote(lines, at + length, written or shared is not None)
            continue
        if not _quoted(lines, at):
            yield lines[at]
            written = written or not _DECORATION.match(lines[at])
        at += 1


def _after_quote(lines: Sequence[str], at: int, written: bool) -> int:
    """Where the person goes on below a quote header: after `>` lines, or, in a bare forward, right below it."""
    first = next((index for index in range(at, len(lines)) if lines[index].strip()), len(lines))
    marked = first < len(lines) and lines[first].lstrip().startswith(">")
    return first if marked or not written else len(lines)


def _quoted(lines: Sequence[str], at: int) -> bool:
    """A `>` line, or one that a mail program broke off from the `>` lines around it."""
    if lines[at].lstrip().startswith(">"):
        return True
    between = 0 < at < len(lines) - 1 and bool(lines[at].strip())
    return between and all(lines[near].lstrip().startswith(">") for near in (at - 1, at + 1))


def _without_ending(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        ends = _SIGNATURE.match(line) or _RULE.match(line) or _FOOTER.match(line)
        if ends and any(not _DECORATION.match(above) for above in kept):
            break
        kept.append(line)
    while kept and _DECORATION.match(kept[-1]):
        kept.pop()
    return kept
