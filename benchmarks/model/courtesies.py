"""What people put around what they mean: greetings, thanks, closings. The reader must look past them."""

import random
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.model.rows import Row

_BEFORE = {
    "en": (
        "Hi,", "Hello Sarah,", "Hi Tom, thanks for your message.", "Thanks for reaching out about this role.",
        "Thank you for contacting me regarding the opening in Leeds.", "Hi there, hope you're well.", "Dear recruiter,",
        "Thank you for your email and for considering my profile.", "Appreciate you getting in touch.",
        "Good morning, I read your message with interest.", "Hey Mia, thanks for the details on the job.",
        "I hope this finds you well. I got your note about the position.", "Sorry for the slow answer, busy week.",
    ),
    "de": (
        "Hallo,", "Guten Tag Frau Weber,", "vielen Dank für Ihre Nachricht.", "Danke für die Informationen zur Stelle.",
        "Sehr geehrter Herr Klein, danke für Ihr Schreiben.", "Hallo Jana, schön von dir zu hören.",
    ),
    "fr": ("Bonjour,", "Bonjour Madame,", "Merci pour votre message.", "Bonjour, j'ai bien lu votre proposition."),
    "es": ("Hola,", "Buenos días, Laura:", "Gracias por tu mensaje.", "Hola, he leído tu propuesta sobre el puesto."),
    "it": ("Buongiorno,", "Ciao Marta,", "Grazie per il messaggio.", "Salve, ho letto la sua proposta di lavoro."),
    "nl": ("Hallo,", "Beste Sanne,", "Bedankt voor je bericht.", "Dag, ik heb je bericht over de functie gelezen."),
    "pt": ("Olá,", "Bom dia, Rita.", "Obrigado pela mensagem.", "Olá, li a sua proposta sobre a vaga."),
    "ja": ("お世話になっております。", "ご連絡ありがとうございます。", "求人のご案内を拝見しました。"),
}  # fmt: skip
_AFTER = {
    "en": (
        "Best,", "Kind regards, Alex", "Have a nice week.", "Thanks!", "Cheers, Sam", "All the best, Priya",
        "Have a great weekend!", "Regards, J. Miller, Senior Analyst", "Take care.", "Thanks again, Ed",
    ),
    "de": ("Viele Grüße", "Mit freundlichen Grüßen, M. Braun", "Schönes Wochenende!", "Danke und Gruß, Jan"),
    "fr": ("Cordialement", "Bien à vous, Paul", "Bonne journée.", "Belle semaine à vous."),
    "es": ("Un saludo", "Saludos cordiales, Ana", "Buen fin de semana.", "Que tengas buen día."),
    "it": ("Cordiali saluti", "Un saluto, Luca", "Buona giornata.", "Buona settimana!"),
    "nl": ("Groeten", "Met vriendelijke groet, Bas", "Fijne dag nog.", "Fijn weekend!"),
    "pt": ("Cumprimentos", "Abraço, João", "Bom fim de semana.", "Tenha um bom dia."),
    "ja": ("よろしくお願いいたします。", "以上、よろしくお願い申し上げます。"),
}  # fmt: skip
_ALONE = frozenset({"bounce"})
"""Machines greet nobody."""


def dressed(rows: Sequence[Row], seed: int) -> list[Row]:
    """Each row with a courtesy before and after it; the same seed dresses the same way."""
    chance = random.Random(seed)
    return [replace(row, text=_dressed(row, chance)) for row in rows]


def _dressed(row: Row, chance: random.Random) -> str:
    before, after = _BEFORE.get(row.language, ("",)), _AFTER.get(row.language, ("",))
    if row.label.value in _ALONE:
        return row.text
    return f"{chance.choice(before)} {row.text} {chance.choice(after)}".strip()
