"""Files: kept by id, described as Slack describes them, bytes beside the books."""

import mimetypes
from pathlib import PurePosixPath

from bot.sim.slack.wire import Json, new_id
from bot.sim.slack.world import World


def keep_file(world: World, name: str, content: bytes, user: str) -> Json:
    """A finished upload of a person or of the bot."""
    row = announce_file(world, name, user)
    fill_file(world, row["id"], content)
    return row


def announce_file(world: World, name: str, user: str) -> Json:
    """A file that is yet to come; it has a size once its bytes are here."""
    file_id = new_id("F")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    link = f"{world.url}/files-pri/{world.seed.team_id}-{file_id}"
    row: Json = {
        "id": file_id,
        "created": int(world.clock.now()),
        "timestamp": int(world.clock.now()),
        "name": name,
        "title": name,
        "mimetype": kind,
        "filetype": PurePosixPath(name).suffix.lstrip(".").lower() or "binary",
        "user": user,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": f"{link}/{name}",
        "url_private_download": f"{link}/download/{name}",
        "permalink": f"{world.url}/files/{user}/{file_id}/{name}",
    }
    world.books.files[file_id] = row
    return row


def fill_file(world: World, file_id: str, content: bytes) -> None:
    world.bytes_of[file_id] = content
    world.books.files[file_id]["size"] = len(content)


def is_uploaded(world: World, file_id: str) -> bool:
    return "size" in world.books.files.get(file_id, {})
