"""A mail server for one machine: SMTP and IMAP on loopback, delivery by envelope, faults on demand."""

from bot.sim.mail.faults import Faults, Point
from bot.sim.mail.journal import Delivered, Journal
from bot.sim.mail.post import Post
from bot.sim.mail.server import Running, start

__all__ = ["Delivered", "Faults", "Journal", "Point", "Post", "Running", "start"]
