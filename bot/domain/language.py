"""Which language is a reply in? A guess from its commonest small words; English when nothing speaks for another."""

import re
from collections import Counter

_WORDS = {
    "en": "the i you is are am to and of for in it this that have with "
    "not but be on at my me we can would thanks thank please what how who your",
    "de": "ich sie ist nicht und der die das den dem ein eine mit für bin mir mich "
    "wir auf zu habe kein keine danke bitte wie wann was es im am gerne aber noch hallo",
    "fr": "je vous est et le la les un une des pas pour que de du mon "
    "ma mais en ce suis merci bonjour quel quelle nous au avec plus ne sur être votre",
    "es": "el la los las que de y en un una por para no me mi "
    "es con pero gracias estoy hola su muy qué cuál puedo sí del al como cuando",
    "it": "il la lo gli che di e un una per non mi sono con "
    "ma grazie ho è del della al come quando buongiorno questo questa più anche si",
    "nl": "ik het de een en niet van is dat je u op te voor met "
    "mij maar geen bedankt wat hoe wanneer graag ben heb aan mijn kan dank bij",
    "pt": "o a os as que de e um uma para não me meu minha é "
    "com mas obrigado obrigada estou você em do da por no na como quando sim muito",
    "pl": "nie jest się w na z do to że i jestem dziękuję proszę ale za od czy jak mam pan pani dzień dobry",
    "sv": "jag är inte och det att en ett som på för med tack men har du vi kan hej av till mig",
}
_SMALL_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_TELLING = {
    "ß": "de",
    "ã": "pt",
    "õ": "pt",
    "ñ": "es",
    "¿": "es",
    "¡": "es",
    "ł": "pl",
    "ż": "pl",
    "œ": "fr",
    "ĳ": "nl",
    "å": "sv",
}
_KANA, _HAN, _HANGUL = re.compile(r"[\u3040-\u30ff]"), re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\uac00-\ud7af]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LOOKED_AT = 2000


def guess_language(text: str) -> str:
    """ISO 639-1 code."""
    head = text[:_LOOKED_AT]
    script = _by_script(head)
    if script:
        return script
    words = Counter(re.findall(r"\w+", head.lower()))
    scores = {language: _score(words, small) for language, small in _SMALL_WORDS.items()}
    for letter, language in _TELLING.items():
        scores[language] += 2 * (letter in head.lower())
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > scores["en"] else "en"


def _score(words: Counter[str], small: frozenset[str]) -> int:
    return sum(min(count, 4) for word, count in words.items() if word in small)


def _by_script(text: str) -> str:
    scripts = {"ja": _KANA, "ko": _HANGUL, "zh": _HAN, "ru": _CYRILLIC}
    found = ((language, len(pattern.findall(text))) for language, pattern in scripts.items())
    return next((language for language, count in found if count * 5 > len(text.replace(" ", ""))), "")
