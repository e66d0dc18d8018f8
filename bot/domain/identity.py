"""Who is who: e-mails, LinkedIn addresses and phone numbers in one comparable form each.

The results are keys to compare by. Write to people at the address they gave, not at its key.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import idna
import phonenumbers
import pycountry

_ADDRESS = re.compile(r"[^\s@<>\"(),:;\[\]\\\x00-\x1f\x7f]+@[^\s@<>\"(),:;\[\]\\/\x00-\x1f\x7f]+")
_LONGEST_ADDRESS = 254  # RFC 5321 4.5.3.1.3, less the angle brackets
_GMAIL = frozenset({"gmail.com", "googlemail.com"})
_LINKEDIN_PREFIXES = frozenset({"comm", "m", "mwlite"})
_NOT_IN_A_SLUG = re.compile(r"[\s/\\?#%<>\"|@\x00-\x1f\x7f]")
_LONGEST_SLUG = 100
_COMMON_COUNTRY_NAMES = {
    "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "great britain": "GB", "uae": "AE", "turkey": "TR",
    "u.s.": "US", "u.s.a.": "US", "deutschland": "DE", "schweiz": "CH", "suisse": "CH", "österreich": "AT",
    "españa": "ES", "italia": "IT", "brasil": "BR", "polska": "PL", "nederland": "NL", "holland": "NL",
    "belgique": "BE", "belgië": "BE", "sverige": "SE", "norge": "NO", "danmark": "DK", "suomi": "FI", "méxico": "MX",
    "日本": "JP", "中国": "CN", "россия": "RU", "україна": "UA", "ελλάδα": "GR", "magyarország": "HU", "česko": "CZ",
}  # fmt: skip


def clean_email(text: str) -> str:
    """The address as mail servers see it: no `mailto:`, lower case, the domain in ASCII; "" when it is no address."""
    match = _ADDRESS.fullmatch(unicodedata.normalize("NFC", text).strip().removeprefix("mailto:").strip("<>. "))
    if match is None:
        return ""
    local, _, domain = match[0].rpartition("@")
    domain = _ascii_domain(domain)
    address = f"{local.lower()}@{domain}"
    return address if domain and local.strip(".") == local and len(address) <= _LONGEST_ADDRESS else ""


def normalise_email(text: str) -> str:
    """The mailbox behind an address (O1): as `clean_email`, without a `+tag`, and for Gmail without dots."""
    local, _, domain = clean_email(text).rpartition("@")
    mailbox = local.partition("+")[0] or local
    if domain in _GMAIL:
        return f"{mailbox.replace('.', '') or mailbox}@gmail.com"
    return f"{mailbox}@{domain}" if domain else ""


def linkedin_slug(url: str) -> str:
    """The public name in any form of a LinkedIn profile address; "" for every other address (O1).

    Sales Navigator and Recruiter addresses name a person by an internal id: they give "" too.
    """
    text = url.strip().strip("<>").partition("|")[0]
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not (host == "linkedin.com" or host.endswith(".linkedin.com")):
        return ""
    steps = [step for step in parts.path.split("/") if step]
    if steps and steps[0].lower() in _LINKEDIN_PREFIXES:
        steps = steps[1:]
    if len(steps) < 2:
        return ""
    kind = steps[0].lower()
    return _slug(steps[1]) if kind == "in" else _slug_of_old_address(steps[1:]) if kind == "pub" else ""


def linkedin_url(slug: str) -> str:
    """The address to show for a slug."""
    return f"https://www.linkedin.com/in/{slug}"


def normalise_phone(text: str, country: str = "") -> str:
    """The number in E.164; "" when it is none. `country` (a name or ISO code) is needed for numbers without `+`."""
    number = re.sub(r"^\s*00", "+", unicodedata.normalize("NFKC", text[:100]).removeprefix("tel:"))
    try:
        parsed = phonenumbers.parse(number, country_code(country) or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(parsed):
        return ""
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


@lru_cache(maxsize=1024)
def country_code(country: str) -> str:
    """The ISO 3166 two-letter code of a country's name or code; "" when we do not know it."""
    wanted = country.strip().casefold()
    if wanted in _COMMON_COUNTRY_NAMES:
        return _COMMON_COUNTRY_NAMES[wanted]
    try:
        return str(pycountry.countries.lookup(wanted).alpha_2)
    except LookupError:
        return ""


def name_key(name: str) -> str:
    """A name without accents, case, punctuation and double spaces. Names only suggest, they never link (O1)."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", plain.replace("ł", "l").replace("ø", "o")).split())


@lru_cache(maxsize=4096)
def _ascii_domain(domain: str) -> str:
    try:
        encoded = idna.encode(domain.rstrip("."), uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""
    return encoded if "." in encoded else ""


def _slug(step: str) -> str:
    decoded = unicodedata.normalize("NFC", unquote(unquote(step))).casefold().strip()
    decoded = unicodedata.normalize("NFC", decoded)
    return "" if _NOT_IN_A_SLUG.search(decoded) or len(decoded) > _LONGEST_SLUG else decoded


def _slug_of_old_address(steps: list[str]) -> str:
    """`/pub/grace-hopper/12/345/678` moved to `/in/grace-hopper-67834512`: the three numbers in reverse order."""
    numbers = steps[1:4]
    if len(numbers) < 3:
        return _slug(steps[0])
    first, second, third = numbers
    return _slug(f"{steps[0]}-{third.zfill(3)}{second.zfill(3)}{first}")
