"""People and texts for the EXAMPLES of the cards: ordinary, empty and hostile."""

from datetime import UTC, datetime

from bot.cards.person import Person

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MARIA = Person(
    "Maria Diaz", "Platform Engineer", "Acme", "Berlin, Germany", "https://app.greenhouse.io/people/17?application_id=4"
)
NOBODY = Person("")
HOSTILE_TEXT = (
    "<!channel> & <https://evil.example|click> *bold* `code` ```fence``` \u202eright-to-left مرحبا\x00 @everyone\n> x"
)
LONG_TEXT = "word " * 3000
HOSTILE = Person("W" * 10_000, HOSTILE_TEXT, "R&D <Ltd>", "تل أبيب", "javascript:alert(1)", "<!channel>")
