"""What the columns of a file of people hold, by the many names that people give them."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from bot.domain.identity import name_key


class Column(StrEnum):
    """What a column can hold; the value is its name for people."""

    FIRST_NAME = "First name"
    LAST_NAME = "Last name"
    FULL_NAME = "Full name"
    EMAIL = "E-mail"
    PHONE = "Phone"
    LINKEDIN = "LinkedIn"
    LINK = "Link"
    CITY = "City"
    STATE = "State"
    COUNTRY = "Country"
    LOCATION = "Location"
    TITLE = "Title"
    COMPANY = "Company"
    SKILLS = "Skills"
    SCHOOL = "School"
    DEGREE = "Degree"
    DISCIPLINE = "Discipline"
    NOTES = "Notes"


_SPELLINGS: Mapping[Column, str] = {
    Column.FIRST_NAME: "first name|firstname|given name|forename|first|vorname|prenom|nombre|nome|imie|voornaam|имя",
    Column.LAST_NAME: "last name|lastname|surname|family name|last|nachname|nom|apellido|apellidos|cognome|sobrenome|"
    "nazwisko|achternaam|фамилия",
    Column.FULL_NAME: "name|full name|fullname|candidate|candidate name|person|contact|contact name|nom complet|"
    "nombre completo|imie i nazwisko|姓名|名前|氏名",
    Column.EMAIL: "email|emails|e mail|e mails|mail|email address|e mail address|email addresses|work email|"
    "personal email|primary email|business email|home email|correo|correo electronico|courriel|adres email|"
    "e mail adresse|emailadresse",
    Column.PHONE: "phone|phones|phone number|phone numbers|mobile|mobile phone|mobile number|cell|cell phone|telephone|"
    "tel|work phone|home phone|telefon|telefono|telefone|handy|numer telefonu",
    Column.LINKEDIN: "linkedin|linkedin url|linkedin profile|linkedin profile url|linkedin link|profile url|li url|"
    "person linkedin url|public profile url|linkedin address",
    Column.LINK: "website|websites|url|link|links|github|github url|portfolio|portfolio url|blog|homepage|web",
    Column.CITY: "city|town|stadt|ort|ville|ciudad|cidade|citta|miasto|woonplaats",
    Column.STATE: "state|province|region|county|state province|bundesland|estado|wojewodztwo",
    Column.COUNTRY: "country|country name|country code|land|pays|pais|paese|kraj",
    Column.LOCATION: "location|current location|address|place|standort|lieu|ubicacion|localizacao|lokalizacja",
    Column.TITLE: "title|job title|current title|position|current position|role|headline|occupation|titel|poste|"
    "cargo|puesto|stanowisko",
    Column.COMPANY: "company|company name|current company|employer|current employer|organization|organisation|"
    "account|firma|entreprise|empresa|azienda|unternehmen|bedrijf",
    Column.SKILLS: "skills|skill|key skills|top skills|tags|keywords|kenntnisse|competences|habilidades|umiejetnosci",
    Column.SCHOOL: "school|university|college|education|institution|universitat|uczelnia",
    Column.DEGREE: "degree|qualification|abschluss|diploma",
    Column.DISCIPLINE: "discipline|field of study|major|studiengang|kierunek",
    Column.NOTES: "notes|note|comment|comments|remarks|summary|bemerkung|notizen|notas|uwagi",
}
_KNOWN = {spelling: column for column, spellings in _SPELLINGS.items() for spelling in spellings.split("|")}
NAMES = {Column.FIRST_NAME, Column.LAST_NAME, Column.FULL_NAME}
_CONTACTS = {Column.EMAIL, Column.LINKEDIN, Column.PHONE}

Columns = Mapping[int, Column]


def guess_columns(header: Sequence[str]) -> dict[int, Column]:
    """Column number (from 0) -> what it holds, for every header we know; several columns may hold the same."""
    named = {index: name_key(cell.replace("_", " ")).rstrip(" 0123456789") for index, cell in enumerate(header)}
    return {index: _KNOWN[name] for index, name in named.items() if name in _KNOWN}


def missing(header: Sequence[str], columns: Columns) -> str:
    """Which column the file lacks and how to mend it, in words; "" when nothing is missing."""
    have = set(columns.values())
    seen = ", ".join(f"“{cell[:40]}”" for cell in header[:12] if cell) or "no names"
    if not have & NAMES:
        return f"No column holds names. Name one “First name” or “Full name” in the first row; it has {seen}."
    if not have & _CONTACTS:
        return (
            f"No column says how to reach people. Name one “E-mail”, “LinkedIn” or “Phone”; the first row has {seen}."
        )
    return ""
