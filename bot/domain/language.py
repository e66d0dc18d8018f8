"""Which language a short reply is in, by its commonest words: good enough to choose a template."""

import re

_WORDS = {
    "en": "the and you for with this that have not are your thanks i am would is it to my but of be can if me hi sure no yes please call",
    "de": "und der die das ich nicht sie für mit ist auf danke ein eine vielen gerne bin wir von zu bitte hallo mich noch leider den habe nein ja",
    "fr": "le la les et je vous pour avec est pas une merci bonjour dans mon votre suis que des du ne au très oui non plus moi",
    "es": "el la los y de que por para con gracias no me su una hola estoy muy pero mi un es en lo sí puedo",
    "it": "il la di che e per con grazie non sono una buongiorno mi ma molto è un in le al ciao sì posso del",
    "pt": "o a de que e para com obrigado obrigada não uma olá estou meu mas muito é um em os por sim posso do da",
    "nl": "de het een en ik niet u voor met is bedankt dank hallo mijn maar op van ben graag geen je wel ja nee heb dat",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """An ISO 639-1 code; "en" when nothing speaks for another."""
    if re.search(r"[\u3040-\u30ff]", text):
        return "ja"
    words = _WORD.findall(text.lower())
    counts = {language: sum(word in known for word in words) for language, known in _SETS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > counts["en"] else "en"
