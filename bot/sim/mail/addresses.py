"""Mail addresses as a receiving server sees them: case does not matter, and what follows a plus is a tag."""


def mailbox_of(address: str) -> str:
    """The mailbox that an envelope address belongs to: `Rae+tok@Acme.test` -> `rae@acme.test` (RFC 5233 subaddress)."""
    local, _, domain = bare(address).rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def bare(address: str) -> str:
    """The address without angle brackets, blanks or capital letters; empty for the null sender `<>`."""
    return address.strip().strip("<>").strip().lower()


def domain_of(address: str) -> str:
    """What follows the at sign, in lower case."""
    return bare(address).rpartition("@")[2]
