"""A how-to page, followed to the letter: its code blocks are put where the sentence before each says."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "howto"
STEP = re.compile(
    r"^(?P<how>In|At the end of|A new file) `(?P<file>[^`\n]+)`(?:, after `(?P<after>[^\n]+)`)?:\n\n"
    r"```python\n(?P<code>.*?)^```",
    re.M | re.S,
)


@dataclass(frozen=True, slots=True)
class House:
    """A copy of the repository's code."""

    root: Path

    @classmethod
    def copied(cls, to: Path) -> "House":
        without = shutil.ignore_patterns("__pycache__", "*.db")
        for part in ("bot", "handlers", "models", "migrations", "tests"):
            shutil.copytree(ROOT / part, to / part, ignore=without)
        for file in ("pyproject.toml", "app.py"):
            shutil.copy(ROOT / file, to)
        return cls(to)

    def follow(self, page: str) -> int:
        """Do what the page says; how many steps that were."""
        steps = list(STEP.finditer((PAGES / page).read_text(encoding="utf-8")))
        for step in steps:
            self._take(self.root / step["file"], step["after"] or "", step["code"])
        return len(steps)

    def _take(self, file: Path, after: str, code: str) -> None:
        if not file.exists():
            file.write_text(code, encoding="utf-8")
            return
        text = file.read_text(encoding="utf-8")
        if not after:
            file.write_text(f"{text.rstrip()}\n\n\n{code}", encoding="utf-8")
            return
        assert text.count(f"{after}\n") == 1, f"{file.name} has no line of its own: {after}"
        file.write_text(text.replace(f"{after}\n", f"{after}\n{code}"), encoding="utf-8")

    def python(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """Exit code and words of a Python that sees this copy alone."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=self.root, env={**os.environ, **environment}, capture_output=True,
            text=True, timeout=110, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr
