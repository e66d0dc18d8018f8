"""Honest drafts from templates: label by language, filled with the job's facts only."""

import re

from bot.adapters.llm.changes import changed
from bot.adapters.llm.phrases import GREETINGS, NAMELESS_GREETINGS, PHRASES, SIGN_OFFS, Phrase
from bot.domain.replies import ALWAYS_HUMAN, NO_DRAFT, Flag, Label
from bot.domain.writing import Draft, DraftRequest

WRITER = "template"
_WHY = {
    Flag.COMPENSATION: "They speak of pay: a person answers that.",
    Flag.VISA: "They speak of a visa or work permit: a person answers that.",
    Flag.HOSTILE: "The tone is hostile or legal: a person answers that, if anyone does.",
    Flag.UNCLEAR: "It is not clear what they want, or the mail speaks to software: a person reads it first.",
}
_ASKING = {
    "remote": "remote remotely home hybrid office onsite "
    "homeoffice präsenz büro télétravail distance remoto thuiswerken",
    "location": "where location located city based wo standort ort où "
    "lieu ville dónde ubicación dove sede onde cidade waar",
    "process": "process interview interviews steps stages ablauf processus "
    "étapes proceso pasos processo fasi etapas stappen",
    "company": "company employer client firma unternehmen entreprise société empresa azienda bedrijf",
    "pitch": "product team mission tech stack technologies produkt "
    "équipe producto equipo prodotto squadra produto equipa",
}
"""The words that ask for a fact; pay is never told by a template."""

_ASKED_BY = {topic: frozenset(words.split()) for topic, words in _ASKING.items()}


class TemplateWriter:
    """Never raises; what only a person may write comes back empty, with the reason."""

    def draft(self, request: DraftRequest) -> Draft:
        language = request.language if request.language in GREETINGS else "en"
        for flag in (Flag.HOSTILE, Flag.UNCLEAR, Flag.VISA, Flag.COMPENSATION):
            if flag in request.flags and flag in ALWAYS_HUMAN:
                return Draft("", language, WRITER, remark=_WHY[flag])
        if request.label in NO_DRAFT:
            return Draft("", language, WRITER, remark="No answer is due for this kind of mail.")
        if request.instruction:
            return _changed(request, language)
        return _fresh(request, language)


def _fresh(request: DraftRequest, language: str) -> Draft:
    phrase = PHRASES[language][request.label]
    sources = {}
    sentences = [_filled(phrase.opening, request)]
    if request.label in {Label.QUESTION, Label.INTERESTED}:
        for topic in _answered(request):
            sentence = request.job_facts[topic].strip().rstrip(".") + "."
            sentences.append(sentence)
            sources[sentence] = f"job fact: {topic}"
    sentences.append(_filled(_closing(phrase, request), request))
    if request.booking_link and request.label is Label.INTERESTED:
        sentences.append(request.booking_link)
        sources[request.booking_link] = "job fact: link"
    remark = "" if language == request.language else "There is no template in their language, so this is in English."
    return Draft(_letter(sentences, request, language), language, WRITER, sources, remark)


def _answered(request: DraftRequest) -> list[str]:
    """The facts their question names; none when they ask nothing."""
    words = set(re.findall(r"\w+", request.reply.lower()))
    return [topic for topic in _ASKED_BY if request.job_facts.get(topic) and words & _ASKED_BY[topic]]


def _closing(phrase: Phrase, request: DraftRequest) -> str:
    if Flag.PROPOSES_TIME in request.flags and phrase.with_time:
        return phrase.with_time
    return phrase.closing


def _changed(request: DraftRequest, language: str) -> Draft:
    body, remark = changed(request.previous or _fresh(request, language).body, request.instruction, language)
    return Draft(body, language, WRITER, remark=remark)


def _letter(sentences: list[str], request: DraftRequest, language: str) -> str:
    name = request.candidate_first_name.strip()
    greeting = GREETINGS[language].format(name=name) if name else NAMELESS_GREETINGS[language]
    text = " ".join(sentences)
    # German goes on in lower case after the greeting's comma; the others begin a sentence.
    body = text if language == "de" else text[:1].upper() + text[1:]
    return f"{greeting}\n\n{body}\n\n{SIGN_OFFS[language]}\n{request.recruiter_name}"


def _filled(text: str, request: DraftRequest) -> str:
    return text.replace("{job}", request.job_title)
