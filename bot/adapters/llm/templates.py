"""Honest drafts from templates: label by language, filled with the job's facts only."""

from bot.adapters.llm.phrases import GREETINGS, PHRASES, SIGN_OFFS, Phrase
from bot.domain.replies import ALWAYS_HUMAN, NO_DRAFT, Flag, Label
from bot.domain.writing import Draft, DraftRequest

WRITER = "template"
_WHY = {
    Flag.COMPENSATION: "They speak of pay: a person answers that.",
    Flag.VISA: "They speak of a visa or work permit: a person answers that.",
    Flag.HOSTILE: "The tone is hostile or legal: a person answers that, if anyone does.",
    Flag.UNCLEAR: "It is not clear what they want, or the mail speaks to software: a person reads it first.",
}
_TOPICS = ("remote", "location", "process", "pitch")
"""Facts that may answer a question; pay is never told by a template."""


class TemplateWriter:
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
    words = request.reply.lower()
    asked = {
        "remote": ("remote", "home", "hybrid", "office", "télétravail", "homeoffice", "remoto"),
        "location": ("where", "location", "based", "wo ", "ort", "où", "dónde", "dove", "onde", "waar"),
        "process": ("process", "interview", "steps", "next step", "ablauf", "processus", "proceso"),
        "pitch": ("company", "product", "tell me more", "more about", "team", "firma", "entreprise", "empresa"),
    }
    return [t for t in _TOPICS if request.job_facts.get(t) and any(word in words for word in asked[t])]


def _closing(phrase: Phrase, request: DraftRequest) -> str:
    if Flag.PROPOSES_TIME in request.flags and phrase.with_time:
        return phrase.with_time
    return phrase.closing


def _changed(request: DraftRequest, language: str) -> Draft:
    """What a template can honestly do with an instruction: shorten, and put the colleague's own words in."""
    words = request.instruction.strip()
    lines = [line for line in request.previous.strip().split("\n\n") if line.strip()]
    if "short" in words.lower() and len(lines) > 3:
        lines = [lines[0], lines[1], lines[-1]]
    extra = [part.strip() for part in words.split(",") if "short" not in part.lower() and part.strip()]
    if extra:
        lines.insert(len(lines) - 1, f"[{'; '.join(extra)}]")
    remark = (
        "Without a writing service, Pin can only shorten and mark where your words belong: "
        "edit the part in [brackets] before you approve."
        if extra
        else "Made shorter."
    )
    return Draft("\n\n".join(lines), language, WRITER, remark=remark)


def _letter(sentences: list[str], request: DraftRequest, language: str) -> str:
    greeting = GREETINGS[language].format(name=request.candidate_first_name or "there").replace("  ", " ")
    return f"{greeting}\n\n{' '.join(sentences)}\n\n{SIGN_OFFS[language]}\n{request.recruiter_name}"


def _filled(text: str, request: DraftRequest) -> str:
    return text.format(job=request.job_title, company=request.company or "us")
