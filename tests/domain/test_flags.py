"""Flags beside the label."""

import pytest

from bot.domain.flags import flags_of
from bot.domain.replies import Flag


@pytest.mark.parametrize(
    ("reply", "flag"),
    [
        ("Call me tomorrow.", Flag.WANTS_CALL), ("Could we have a quick chat?", Flag.WANTS_CALL),
        ("Rufen Sie mich an.", Flag.WANTS_CALL), ("Llámame.", Flag.WANTS_CALL), ("Appelez-moi.", Flag.WANTS_CALL),
        ("Tuesday after 3pm works.", Flag.PROPOSES_TIME), ("Donnerstag um 14 Uhr", Flag.PROPOSES_TIME),
        ("mardi matin", Flag.PROPOSES_TIME), ("木曜日はいかがですか", Flag.PROPOSES_TIME),
        ("What is the salary?", Flag.COMPENSATION), ("I would need 95k.", Flag.COMPENSATION),
        ("Wie hoch ist das Gehalt?", Flag.COMPENSATION), ("Quel est le salaire ?", Flag.COMPENSATION),
        ("¿Cuál es el sueldo?", Flag.COMPENSATION), ("年収を教えてください", Flag.COMPENSATION),
        ("Do you sponsor visas?", Flag.VISA), ("Ich brauche eine Arbeitserlaubnis.", Flag.VISA),
        ("Can we reschedule?", Flag.RESCHEDULE), ("Können wir den Termin verschieben?", Flag.RESCHEDULE),
        ("I have to cancel our call.", Flag.CANCEL), ("Je dois annuler.", Flag.CANCEL),
        ("You will hear from my lawyer, I will contact you.", Flag.HOSTILE), ("You people are pathetic.", Flag.HOSTILE),
        ("Das ist eine Frechheit.", Flag.HOSTILE), ("I will take legal action.", Flag.HOSTILE),
        ("This is an automated reply.", Flag.AUTO_REPLY), ("Réponse automatique", Flag.AUTO_REPLY),
    ],
)  # fmt: skip
def test_a_flag_is_seen(reply: str, flag: Flag) -> None:
    assert flag in flags_of(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "I work in fraud detection at a police court.", "My name is Sue, I am a lawyer by training.",
        "My last job was at a data protection start-up.", "I would be insulted to miss this!",
        "Sorry for the stupid question: where is the office?",
    ],
)  # fmt: skip
def test_words_of_a_trade_are_not_hostile(reply: str) -> None:
    """Hostile mail stops all sending to the person: a false one costs a candidate."""
    assert Flag.HOSTILE not in flags_of(reply)


def test_a_plain_no_carries_no_flag() -> None:
    assert flags_of("No thanks, I am settled.") == frozenset()
