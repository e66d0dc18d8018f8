"""Mail by SMTP and IMAP, written and read with the standard library's parser behind strict limits."""

from bot.adapters.mail.post import MailPost

__all__ = ["MailPost"]
