"""Bringing a database to today's tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from models.store import Store


def config(url: str = "") -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return made


def upgrade(store: Store) -> None:
    """All migrations that are missing, in one transaction."""
    made = config()
    with store.engine.begin() as connection:
        made.attributes["connection"] = connection
        command.upgrade(made, "head")
