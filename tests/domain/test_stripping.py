"""What is left of a mail when quotes, reply headers and signatures are gone."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.stripping import reply_of

FIXTURES = Path(__file__).parents[3] / "shared" / "testdata" / "ai" / "reply_fixtures_dev.jsonl"


@pytest.mark.parametrize(
    "below",
    [
        "On Mon, 2 Nov 2026 at 10:00, Mara <m@acme.example> wrote:\n> Are you open to a chat?",
        "On Mon, 2 Nov 2026 at 10:00 Mara Lind\n<m@acme.example> wrote:\n\nAre you open to a chat?",
        "Am Mo., 2. Nov. 2026 um 10:00 Uhr schrieb Mara <m@acme.example>:\n> Haben Sie Interesse?",
        "Mara <m@acme.example> schrieb am Mo., 2. Nov. 2026, 10:00:\n> Haben Sie Interesse?",
        "Le lun. 2 nov. 2026 à 10:00, Mara <m@acme.example> a écrit :\n> Seriez-vous intéressé ?",
        "El lun, 2 nov 2026 a las 10:00, Mara (<m@acme.example>) escribió:\n> ¿Te interesa?",
        "Il giorno lun 2 nov 2026 alle ore 10:00 Mara <m@acme.example> ha scritto:\n> Le interessa?",
        "Op ma 2 nov 2026 om 10:00 schreef Mara <m@acme.example>:\n> Heb je interesse?",
        "Em seg., 2 de nov. de 2026 às 10:00, Mara <m@acme.example> escreveu:\n> Tem interesse?",
        "2026年11月2日(月) 10:00 Mara <m@acme.example>:\n> ご興味はありますか。",
        "W dniu 2.11.2026 o 10:00, Mara <m@acme.example> napisał:\n> Czy jest Pan zainteresowany?",
        "-----Original Message-----\nFrom: Mara <m@acme.example>\nSent: Monday\nTo: Jo\nSubject: Role\n\nAre you open?",
        "______________\nVon: Mara <m@acme.example>\nGesendet: Montag\nAn: Jo\nBetreff: Stelle\n\nHallo",
        "De : Mara <m@acme.example>\nEnvoyé : lundi 2 novembre 2026\nÀ : Jo\nObjet : Poste\n\nBonjour",
        "On Mon, 2 Nov 2026 at 10:00, Mara <m@acme.example> wrote:",
        "> Are you open to a chat?",
        "-- \nJo Smith\nEngineer",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi Samsung",
        "Get Outlook for iOS<https://aka.example/x>",
        "iPhoneから送信",
    ],
)
def test_only_the_own_words_are_left(below: str) -> None:
    assert reply_of(f"Sounds good, call me.\n\n{below}") == "Sounds good, call me."


def test_an_answer_below_the_quote_is_kept() -> None:
    assert reply_of("On 2 Nov 2026 Mara <m@acme.example> wrote:\n> Open to a chat?\n\nYes, gladly.") == "Yes, gladly."


def test_answers_between_quoted_lines_are_kept_in_order() -> None:
    mail = "On 2 Nov 2026 Mara wrote:\n> Salary?\n80k.\n\n> Start?\nIn June."
    assert reply_of(mail).split() == ["80k.", "In", "June."]


def test_a_forward_without_own_words_keeps_what_was_forwarded() -> None:
    mail = "---------- Forwarded message ----------\nFrom: A <a@b.example>\nDate: Mon\nSubject: Hi\nTo: B\n\nThe text."
    assert reply_of(mail) == "The text."


@pytest.mark.parametrize(
    "mail", ["> only a quote", "-- \nJo", "Sent from my iPhone", "On 1 May 2026 Mara wrote:\n> Hi"]
)
def test_when_nothing_would_be_left_all_of_it_stays(mail: str) -> None:
    assert reply_of(mail) == mail


@pytest.mark.parametrize(
    "mail",
    [
        "On this day\nI wrote something\nwhich was interesting.",
        "From: my point of view this is fine.\nTo be clear, I am in.",
        "Sent from my desk, is much easier than my phone.",
        "I can do 2-3 days - or 4.\n---\nmore to come",
    ],
)
def test_ordinary_sentences_are_not_mistaken_for_headers(mail: str) -> None:
    assert reply_of(mail) == mail


@given(st.text(max_size=600))
def test_any_mail_leaves_something_and_only_its_own_lines(mail: str) -> None:
    left = reply_of(mail)
    assert bool(left) == bool(mail.strip())


@given(st.text(alphabet="ab \n>-_:@<", max_size=3000))
def test_hostile_shapes_are_no_trouble(mail: str) -> None:
    assert len(reply_of(mail)) <= len(mail)


def test_a_very_long_mail_is_read_in_a_blink() -> None:
    assert reply_of("Yes.\n\n" + "> quoted line with words\n" * 200_000) == "Yes."


@pytest.mark.skipif(not FIXTURES.exists(), reason="the shared fixtures of other projects are not beside the checkout")
def test_other_projects_fixtures_come_out_exactly_and_little_is_lost() -> None:
    cases = [json.loads(line) for line in FIXTURES.read_text(encoding="utf-8").splitlines()]
    pairs = [(_spaced(reply_of(case["raw"])), _spaced(case["expected_reply"])) for case in cases]
    assert sum(got == wanted for got, wanted in pairs) >= 85
    assert sum(_lost(got, wanted) for got, wanted in pairs) <= 3


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", "")).strip()


def _lost(got: str, wanted: str) -> bool:
    have, want = (Counter(re.findall(r"\w+", text.lower())) for text in (got, wanted))
    return bool(want) and (have & want).total() < 0.8 * want.total()
