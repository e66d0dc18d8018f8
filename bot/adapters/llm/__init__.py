"""Reading and writing replies: embedded by default, with an OpenAI-compatible endpoint as a second opinion."""

from bot.adapters.llm.embedded import EmbeddedReader
from bot.adapters.llm.endpoint import Endpoint
from bot.adapters.llm.openai_reader import SecondOpinion
from bot.adapters.llm.openai_writer import OpenAiWriter
from bot.adapters.llm.templates import TemplateWriter
from bot.ports import Reader, Writer


def connect(
    base_url: str = "", api_key: str = "", model: str = "", *, timeout: float = 20.0, daily_tokens: int | None = None
) -> tuple[Reader, Writer]:
    """Without an address or a model name everything works embedded; no network is touched until the first reply."""
    reader, writer = EmbeddedReader(), TemplateWriter()
    if not base_url or not model:
        return reader, writer
    endpoint = Endpoint(base_url, api_key or "none", model, timeout=timeout, daily_tokens=daily_tokens)
    return SecondOpinion(reader, endpoint), OpenAiWriter(writer, endpoint)


__all__ = ["EmbeddedReader", "Endpoint", "OpenAiWriter", "SecondOpinion", "TemplateWriter", "connect"]
