"""What can be set when the simulator starts: one switch for each point on which the real system is uncertain."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Switches:
    """Defaults follow harvest.md section 11; sizes in bytes, times in seconds."""

    limit: int = 150
    """Requests in each 30 s window."""
    token_limit: int = 60
    token_life: int = 3600
    single_token: bool = False
    """Minting again revokes the credential's previous token."""
    expiry_field: Literal["expires_at", "expires_in"] = "expires_at"
    flat_create: bool = False
    """POST /v3/candidates answers the bare candidate."""
    last_link: Literal["empty", "absent"] = "empty"
    non_admin: Literal["empty", "forbidden"] = "empty"
    """What a list answers to somebody who is not a Site Admin."""
    note_visibility_required: bool = True
    two_sided_dates: bool = True
    second_application: Literal["refuse", "allow"] = "refuse"
    later_fields: bool = True
    """Fields and types that appeared by July 2026."""
    latency: float = 0.0
    largest_body: int = 50 * 1024 * 1024
    retry_scale: float = 1.0
    """Factor on the webhook waits of 1, 15, 60, 120, 240 and 480 minutes."""
