"""The rules as printed pages for people who know the law: one for each Weg, ready to be signed."""

from bot.tafel.seiten import write_pages

__all__ = ["write_pages"]
