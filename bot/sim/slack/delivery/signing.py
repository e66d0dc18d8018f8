"""Slack's request signature, v0: HMAC-SHA256 over version, timestamp and raw body (docs: verifying requests)."""

import hashlib
import hmac
import time


def signed_headers(secret: str, body: bytes) -> dict[str, str]:
    """Signed with the machine's time, not the workspace's: the app refuses what is older than five minutes."""
    stamp = str(int(time.time()))
    mac = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={mac.hexdigest()}"}
