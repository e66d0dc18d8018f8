"""Opt-out words in many languages: better one stop too many than one too few (B4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.optout import optout_words


@pytest.mark.parametrize(
    "reply",
    [
        "STOP", "Stop.", "unsubscribe", "Please unsubscribe me from this", "remove me", "Remove me from your database",
        "opt out", "I want to opt-out", "take me off your list", "Please don't contact me again",
        "do not e-mail me anymore", "Stop emailing me", "no more emails please", "I never signed up for this",
        "delete my data", "Please erase everything you hold about me", "GDPR request: delete my details",
        "I don\u2019t want to hear from you", "this is spam", "Reporting as spam", "How do I unsubscribe?",
        "cross me off your list", "I withdraw my consent", "leave me alone",
        "Bitte nehmen Sie mich aus dem Verteiler", "Keine weiteren E-Mails bitte", "Löschen Sie meine Daten",
        "Schreiben Sie mir nicht mehr", "Abmelden", "Désabonnez-moi", "Arrêtez de m'écrire",
        "Merci de ne plus me contacter", "Supprimez mes données", "Dejen de escribirme", "Quiero darme de baja",
        "No me contacten más", "Eliminen mis datos", "Cancellatemi dalla lista", "Non scrivetemi più",
        "Rimuovete i miei dati", "Remova-me da lista", "Parem de me enviar e-mails", "Apaguem os meus dados",
        "Verwijder mij uit het bestand", "Stop met mailen", "Graag uitschrijven", "今後連絡しないでください",
        "配信停止", "データを削除してください", "Proszę usunąć moje dane", "Kontakta mig inte igen", "Отпишите меня",
        "请删除我的信息",
    ],
)  # fmt: skip
def test_the_words_that_ask_for_it_are_found(reply: str) -> None:
    words = optout_words(reply)
    assert words and words in reply


@pytest.mark.parametrize(
    "reply",
    [
        "No thanks.", "I am not interested, good luck.", "Yes, call me on Friday.", "Gerne, rufen Sie mich an.",
        "Non merci, ce poste n'est pas pour moi.", "I can't stop thinking about this role!",
        "Please don't hesitate to call me.", "I removed the gap from my CV.", "What data do you work with?",
        "I take my daughter to school at 9, call me after.", "The listing says remote, is that right?",
        "I work on spam filters at my current job.", "興味があります。", "No me viene bien el lunes, mejor el martes.",
    ],
)  # fmt: skip
def test_other_replies_ask_for_no_stop(reply: str) -> None:
    assert optout_words(reply) == ""


@given(st.text(), st.text())
def test_what_stands_around_it_never_hides_it(before: str, after: str) -> None:
    assert optout_words(f"{before}\nPlease unsubscribe me.\n{after}")
