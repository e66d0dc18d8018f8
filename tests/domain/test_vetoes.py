"""Second thoughts in a yes: they ask for a person and change no label."""

import pytest

from bot.domain.vetoes import vetoes


@pytest.mark.parametrize(
    ("reply", "family"),
    [
        ("Sounds great, but I must decline.", "decline"), ("I'm not interested.", "decline"),
        ("Lovely, yet I won't be applying.", "decline"), ("Unfortunately the commute is too long.", "decline"),
        ("Klingt gut, aber ich habe kein Interesse.", "decline"), ("Je ne suis pas intéressé.", "decline"),
        ("Gracias, pero no busco cambio.", "decline"), ("Non sono interessato.", "decline"),
        ("Não tenho interesse.", "decline"), ("Geen interesse.", "decline"), ("今回は辞退いたします。", "decline"),
        ("Yes, but not before next year.", "later"), ("Let me think about it.", "later"),
        ("Vielleicht später im Jahr.", "later"), ("Peut-être l'année prochaine.", "later"),
        ("Más adelante.", "later"), ("Forse tra qualche mese.", "later"), ("来年なら。", "later"),
        ("I know someone who would love this.", "referral"), ("My colleague would be perfect.", "referral"),
        ("Ich kenne jemanden.", "referral"), ("Je connais quelqu'un.", "referral"),
        ("You have the wrong person.", "wrong person"), ("She no longer works here.", "wrong person"),
        ("Automatic reply: I am out of the office.", "machine"), ("Abwesenheitsnotiz", "machine"),
    ],
)  # fmt: skip
def test_a_second_thought_is_heard(reply: str, family: str) -> None:
    assert family in vetoes(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "Yes, I am interested. Call me on Friday.", "Sounds good, when can we talk?", "Happy to chat on Tuesday.",
        "I have attached my CV.", "Ja, gerne. Rufen Sie mich morgen an.", "Oui, avec plaisir.",
        "Sí, me interesa mucho.",
        "Sono interessato, quando possiamo sentirci?", "Tenho interesse, podemos falar?", "Klinkt goed, bel me maar.",
        "興味があります。",
    ],
)  # fmt: skip
def test_a_plain_yes_is_not_held_up(reply: str) -> None:
    assert vetoes(reply) == ()
