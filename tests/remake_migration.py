"""Before the first release there is one migration: `python -m tests.remake_migration` makes it anew."""

import tempfile
from pathlib import Path

from alembic import command

from migrations import config

VERSIONS = Path(__file__).parents[1] / "migrations" / "versions"


def main() -> None:
    for old in VERSIONS.glob("0001_*.py"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        command.revision(config(f"sqlite:///{folder}/empty.db"), "First tables", autogenerate=True, rev_id="0001")


if __name__ == "__main__":
    main()
