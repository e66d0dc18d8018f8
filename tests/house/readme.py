"""The README's table of commands, from the same words as the help: `python -m tests.house.readme` rewrites it."""

from pathlib import Path

from handlers.commands import COMMANDS

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- commands: python -m tests.house.readme -->\n", "<!-- end of commands -->"


def table() -> str:
    rows = [f"| `/pin {known.help.usage}` | {known.help.purpose} |" for known in COMMANDS.values()]
    return "\n".join(["| type | to |", "|---|---|", *rows, ""])


def rewritten(readme: str) -> str:
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    assert begin and end, "README.md has lost the marks around its table of commands"
    return f"{before}{begin}{table()}{end}{after}"


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
