"""A writer with a model behind it. Whatever fails or looks wrong, the template answers and the remark says so."""

from dataclasses import replace

from bot.adapters.llm import prompts
from bot.adapters.llm.endpoint import Endpoint
from bot.domain.draft_guards import fault_of
from bot.domain.injections import speaks_to_software
from bot.domain.replies import ALWAYS_HUMAN, NO_DRAFT
from bot.domain.writing import Draft, DraftRequest
from bot.errors import PinError
from bot.ports import Writer

_TOKENS = 400


class OpenAiWriter:
    """Asks the endpoint; `fallback` answers whenever that cannot be used. Never raises."""

    def __init__(self, fallback: Writer, endpoint: Endpoint) -> None:
        self._endpoint, self._fallback = endpoint, fallback

    def draft(self, request: DraftRequest) -> Draft:
        if request.flags & ALWAYS_HUMAN or request.label in NO_DRAFT:
            return self._fallback.draft(request)
        if speaks_to_software(request.reply):
            return self._template(request, "The mail seems to speak to software, so no writing service was asked.")
        prompt = prompts.draft(request)
        try:
            body = self._endpoint.ask(prompt.messages, _TOKENS).strip()
        except PinError as problem:
            return self._template(request, f"{problem} This is a template.")
        fault = fault_of(body, request, prompt.secrets, prompt.system)
        if fault:
            return self._template(request, f"The writing service's text was not used because {fault}. "
                                           "This is a template.")  # fmt: skip
        return Draft(body, request.language, self._endpoint.model, _sources(body, request))

    def _template(self, request: DraftRequest, remark: str) -> Draft:
        made = self._fallback.draft(request)
        return replace(made, remark=" ".join(part for part in (remark, made.remark) if part))


def _sources(body: str, request: DraftRequest) -> dict[str, str]:
    """Facts that stand in the text word for word; what else it says is the model's wording."""
    facts = {words: f"job fact: {topic}" for topic, words in request.job_facts.items() if words and words in body}
    link = request.booking_link
    return facts | ({link: "job fact: link"} if link and link in body else {})
