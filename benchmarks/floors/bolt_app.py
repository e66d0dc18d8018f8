"""The least Bolt app: `/pin` writes one row and answers; a click is acked and its message updated.

`python -m benchmarks.floors.bolt_app PORT DATABASE API_URL BOT_TOKEN SIGNING_SECRET`
"""

import asyncio
import sqlite3
import sys
import threading
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

TABLE = "create table if not exists member (id integer primary key, slack_id text not null unique)"
ANSWER = {"type": "section", "text": {"type": "mrkdwn", "text": "*Help*\n`/pin help` What this can do."}}


class Members:
    """One table in WAL mode; a connection for each thread."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._here = threading.local()

    def greet(self, slack_id: str) -> None:
        connection = self._connection()
        with connection:
            connection.execute("insert or ignore into member (slack_id) values (?)", (slack_id,))

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._here, "connection"):
            self._here.connection = sqlite3.connect(self._database, timeout=30)
            for pragma in ("journal_mode=wal", "synchronous=normal"):
                self._here.connection.execute(f"pragma {pragma}")
            self._here.connection.execute(TABLE)
        connection: sqlite3.Connection = self._here.connection
        return connection


def bolt(members: Members, api_url: str, token: str, secret: str) -> AsyncApp:
    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0ACME000", bot_token=token, bot_id="B0", bot_user_id="U0")

    client = AsyncWebClient(base_url=api_url, trust_env_in_session=False)
    app = AsyncApp(client=client, signing_secret=secret, authorize=authorize, process_before_response=True)

    @app.command("/pin")
    async def pin(ack: Any, command: dict[str, Any]) -> None:
        await asyncio.to_thread(members.greet, command["user_id"])
        await ack(text="Help", blocks=[ANSWER])

    @app.action("floor.approve")
    async def approve(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        place = body["container"]
        words = [{"type": "section", "text": {"type": "mrkdwn", "text": f"Approved by <@{body['user']['id']}>"}}]
        blocks = [*words, *body["message"]["blocks"][-1:]]
        await client.chat_update(channel=place["channel_id"], ts=place["message_ts"], text="Approved", blocks=blocks)

    return app


def main(port: int, database: str, api_url: str, token: str, secret: str) -> None:
    handler = AsyncSlackRequestHandler(bolt(Members(database), api_url, token, secret))

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    web = Starlette(routes=[Route("/slack/events", events, methods=["POST"])])
    uvicorn.run(web, host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
