"""Names of résumé files, so that ours are known again over there (O2)."""

import re
from collections.abc import Iterable

from bot.domain.candidates import Profile

_OURS = "-pin.pdf"


def resume_filename(profile: Profile) -> str:
    """Our file's name: `zoë-żak-pin.pdf`."""
    name = "-".join(re.findall(r"[^\W_]+", profile.name.lower()))[:80].strip("-")
    return f"{name or 'candidate'}{_OURS}"


def has_ours(filenames: Iterable[str]) -> bool:
    """Whether a résumé of ours is among the files."""
    return any(name.lower().endswith(_OURS) for name in filenames)
