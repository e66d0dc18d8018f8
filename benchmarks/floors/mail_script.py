"""The least reader of replies: wait by IDLE, fetch, classify, post one message.

`python -m benchmarks.floors.mail_script IMAP_HOST IMAP_PORT ADDRESS PASSWORD API_URL BOT_TOKEN CHANNEL`
"""

import email
import email.policy
import sys

from imapclient import IMAPClient
from slack_sdk import WebClient

from bot.adapters.llm.embedded import EmbeddedReader


def main(host: str, port: str, address: str, password: str, api_url: str, token: str, channel: str) -> None:
    slack, reader = WebClient(token=token, base_url=api_url), EmbeddedReader()
    slack.proxy = None
    with IMAPClient(host, int(port), ssl=False) as imap:
        imap.login(address, password)
        imap.select_folder("INBOX")
        print("ready", flush=True)
        while True:
            imap.idle()
            imap.idle_check(timeout=60)
            imap.idle_done()
            for uid in imap.search("UNSEEN"):
                raw = imap.fetch([uid], ["RFC822"])[uid][b"RFC822"]
                slack.chat_postMessage(channel=channel, **card(raw, reader))


def card(raw: bytes, reader: EmbeddedReader) -> dict[str, object]:
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    body = mail.get_body(("plain",))
    words = str(body.get_content()) if body else ""
    label = reader.read(words.partition("\n\nOn ")[0]).label
    section = {"type": "section", "text": {"type": "mrkdwn", "text": f"*{label}*\n{words[:2900]}"}}
    return {"text": f"floor: {label}", "blocks": [section]}


if __name__ == "__main__":
    main(*sys.argv[1:])
