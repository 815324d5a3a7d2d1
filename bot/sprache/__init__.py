"""The check for simple German: every sentence a chat user can see is held against it.

Only tests and the staff page use this room; it needs HanTa and wordfreq, which the running
assistant does not. `check_all` gives the findings, `pruefung.Fund` says file, line and rule.
"""

from bot.sprache.pruefung import Bericht, Fund, check_all, check_text

__all__ = ["Bericht", "Fund", "check_all", "check_text"]
