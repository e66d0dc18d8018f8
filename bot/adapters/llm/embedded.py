"""The reader inside the bot: no key, no network. It loads numpy and its model on the first reply."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from bot.domain.reading import decide
from bot.domain.replies import Reading

if TYPE_CHECKING:
    from bot.adapters.llm.classifier import Classifier


class EmbeddedReader:
    """Understands a reply with the model that comes with the bot; safe to share between threads."""

    def __init__(self, model_dir: Path | None = None) -> None:
        self._folder = model_dir
        self._loading = Lock()
        self._classifier: Classifier | None = None

    def read(self, text: str) -> Reading:
        from bot.adapters.llm.evidence import evidence_from

        return decide(evidence_from(self._loaded(), text))

    def _loaded(self) -> "Classifier":
        from bot.adapters.llm.classifier import SHIPPED, Classifier

        with self._loading:
            if self._classifier is None:
                self._classifier = Classifier.load(self._folder or SHIPPED)
            return self._classifier
