"""Where quoted mail begins: the lines mail programs put above it, in the languages of this world."""

import re
from collections.abc import Sequence

_WROTE_WORDS = (
    r"wrote|sent|writes|a (?:é|e)crit|schrieb|geschrieben|escribi(?:ó|o)|ha scritto|schreef|geschreven|escreveu|skrev",
    r"skrifa(?:ð|d)i|kirjoitti|napisa(?:ł|l)(?:\(a\)|a)?|napsal(?:\(a\)|a)?|menulis|написала?|пише|пишет|писал|έγραψε",
    r"yazdı|írta|a scris|viết|님이 작성|写道|寫道",
)
_WROTE = f"(?:{'|'.join(_WROTE_WORDS)})"
_OPENER = r"(?:On|At|Le|Am|Vom|El|Il|Op|Em|No dia|Den|Dne|På|W dniu|Dnia|V|Pada|Στις|Vào|În|Pe|Dňa|Dana|Kl)"
_ADDRESS = r"[<(\[]\s?[^<>()\[\]\s]*@[^<>()\[\]]*[>)\]]+"

_HEADERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^-*\s*{_OPENER}\b(?=.*[\d@]).{{5,280}}?\b{_WROTE}(?!\w)(?:.{{0,60}}[:：])?[\s-]*$",
        rf"^.{{1,160}}{_ADDRESS}\s*{_WROTE}(?!\w).{{0,60}}[:：]$",
        rf"^\W{{0,2}}\d[^@]{{6,120}}{_ADDRESS}\s*(?:{_WROTE})?\s*[:：]?$",
        rf"^\W{{0,2}}\d[^@]{{6,120}}\S+@\S+.{{0,40}}{_WROTE}\s*[:：]?$",
        rf"^-{{2,}}\s*.{{2,120}}\b{_WROTE}\s*-{{2,}}$",
        r"^[>\s]*[在于].{4,160}[写寫]道[:：]$",
        r"^.{4,160}(?:のメール|さんは?書きました|님이 작성)\s*[:：]$",
        r"^\d{4}[/-]\d{1,2}[/-]\d{1,2}.{2,120}<\S+@\S+>$",
    )
)
_STARTS = re.compile(rf"^\W*(?:{_OPENER}\b|\d|[在于])|@|\b{_WROTE}|のメール", re.IGNORECASE)

_ORIGINAL = (
    r"Original (?:Message|Appointment)|Forwarded (?:message|by)|Ursprüngliche (?:Nachricht|E-Mail)|Original-?nachricht",
    r"Weitergeleitete Nachricht|Message (?:d'origine|transféré|original)|Mensaje (?:original|reenviado)",
    r"Messaggio (?:originale|inoltrato)|Oorspronkelijk bericht|Doorgestuurd bericht|Mensagem (?:original|encaminhada)",
    r"(?:Ursprungligt|Vidarebefordrat) meddelande|Oprindelig (?:meddelelse|besked)|Opprinnelig melding",
    r"Wiadomość (?:oryginalna|przekazana)|Oryginalna wiadomość|Původní zpráva|Alkuperäinen viesti",
    r"Пересланное сообщение|Исходное сообщение|原始邮件|转发的邮件|元のメッセージ",
)
_DIVIDER = re.compile(
    rf"^[>\s]*[-_=*]{{2,}}\s*(?:{'|'.join(_ORIGINAL)})\b.*$|^[>\s]*Begin forwarded message:\s*$", re.IGNORECASE
)

_FROM_WORDS = (
    r"From|Von|De|Van|Fra|Från|Da|Od|Lähettäjä|От(?: кого)?|Від|Kimden|Expéditeur|Remitente|Mittente",
    r"发件人|寄件者|差出人|보낸 ?사람",
)
_FIELD_WORDS = (
    r"Sent(?: on)?|Date|To|Cc|Subject|Reply-To|Gesendet(?: am)?|Datum|An|Betreff|Envoyé(?: le| par)?|À|A|Objet",
    r"Enviado(?: el| em)?|Fecha|Para|Asunto|Assunto|Data|Inviato|Oggetto|Verzonden|Aan|Onderwerp|Sendt|Dato|Til|Emne",
    r"Skickat|Till|Ämne|Wysłano|Data wysłania|Do|Temat|Odesláno|Komu|Předmět|Lähetetty|Vastaanottaja|Aihe",
    r"Отправлено|Дата|Кому|Тема|发送时间|收件人|主题|送信日時|宛先|件名",
)
_DATE_WORDS = (r"Date|Sent|Datum|Gesendet|Data|Fecha|Subject|Betreff|To",)


def _field(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"^[>\s]*\*{{0,2}}(?:{'|'.join(words)})\s?\*{{0,2}}\s?[:：]\*{{0,2}}", re.IGNORECASE)


_FROM, _OTHER_FIELD, _DATE_FIRST = _field(_FROM_WORDS), _field(_FIELD_WORDS), _field(_DATE_WORDS)
_SHARED_LINE = re.compile(rf"^(?P<own>.*\S)\s?-{{3,}}\s*On\b.*\d.*\b{_WROTE}:\s*$", re.IGNORECASE)

_WINDOW_LINES, _WINDOW_CHARS = 7, 360


def header_length(lines: Sequence[str], at: int) -> int:
    """How many lines a quote header takes that begins at line `at`; 0 when none begins there."""
    if _DIVIDER.match(lines[at]):
        return 1 + _block_length(lines, at + 1)
    return _block_length(lines, at) or _sentence_length(lines, at)


def own_part(line: str) -> str | None:
    """What stands before a quote header on the same line, None when there is none."""
    found = _SHARED_LINE.match(line)
    return found["own"].rstrip(" -") if found else None


def _sentence_length(lines: Sequence[str], at: int) -> int:
    if len(lines[at]) > _WINDOW_CHARS or not _STARTS.search(lines[at]):
        return 0
    joined = ""
    for count, line in enumerate(lines[at : at + _WINDOW_LINES], start=1):
        if count > 1 and not _continues(lines, at + count - 1):
            return 0
        joined = f"{joined} {line.lstrip(' >*') if count == 1 else line}".strip()
        if len(joined) > _WINDOW_CHARS:
            return 0
        if any(header.match(joined) for header in _HEADERS):
            return count
    return 0


def _continues(lines: Sequence[str], at: int) -> bool:
    """A wrapped header goes on over a blank line only when an address follows."""
    if lines[at].strip():
        return True
    return at + 1 < len(lines) and lines[at + 1].lstrip().startswith("<")


def _block_length(lines: Sequence[str], at: int) -> int:
    """`From:` and at least one more field within three lines; or `Date:` directly above another field."""
    if at >= len(lines) or not (_FROM.match(lines[at]) or _DATE_FIRST.match(lines[at])):
        return 0
    near = [line for line in lines[at + 1 : at + 4] if _is_field(line)]
    next_too = at + 1 < len(lines) and _is_field(lines[at + 1])
    return _fields_length(lines, at) if near and (_FROM.match(lines[at]) or next_too) else 0


def _is_field(line: str) -> bool:
    return bool(_FROM.match(line) or _OTHER_FIELD.match(line))


def _fields_length(lines: Sequence[str], at: int) -> int:
    """The fields and what wraps from them, up to the first blank line."""
    count = 0
    for line in lines[at:]:
        if not line.strip(" >"):
            break
        count += 1
    return count
