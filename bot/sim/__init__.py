"""The local world: stand-ins for Slack, Greenhouse, mail and people, spoken to over the real wire protocols.

Nothing here imports anything of ours, so that one mistake cannot hide on both sides of a wire.
"""
