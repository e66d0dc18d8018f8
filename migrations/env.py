"""Alembic on the tables of `models`; the engine's own tables are left alone."""

from alembic import context
from sqlalchemy.schema import SchemaItem

from models import Base
from models.store import open_engine

OURS = set(Base.metadata.tables)


def include(item: SchemaItem, name: str | None, kind: str, reflected: bool, compare_to: SchemaItem | None) -> bool:
    """On SQLite the durable engine keeps its tables in the same file: they are not ours to drop."""
    return not (kind == "table" and reflected and name not in OURS)


def run() -> None:
    connection = context.config.attributes.get("connection")
    if connection is not None:
        _migrate(connection)
        return
    engine = open_engine(context.config.get_main_option("sqlalchemy.url") or "")
    with engine.connect() as opened:
        _migrate(opened)
        opened.commit()
    engine.dispose()


def _migrate(connection) -> None:  # type: ignore[no-untyped-def]
    context.configure(
        connection=connection, target_metadata=Base.metadata, include_object=include,
        render_as_batch=connection.dialect.name == "sqlite", compare_type=True,
    )  # fmt: skip
    with context.begin_transaction():
        context.run_migrations()


run()
