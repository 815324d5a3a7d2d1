"""Anonymous numbers for staff: how often something happened on a day, and nothing else.

No text, no answer of a person, no token, no time of day. What is counted stands in `zaehlen`.
"""

from bot.zahlen.sammler import Sammler
from bot.zahlen.tabelle import Tabelle
from bot.zahlen.zaehlen import Zahl, counts_of

__all__ = ["Sammler", "Tabelle", "Zahl", "counts_of"]
