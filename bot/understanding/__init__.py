"""Understanding: free text to facts and hints. Pure; spaCy and rapidfuzz, no Rasa."""

from bot.understanding.absicht import ABSICHTEN, FALLBACK, Hinweise, decide_absicht
from bot.understanding.verstehen import Verstanden, Verstehen, understand

__all__ = [
    "ABSICHTEN",
    "FALLBACK",
    "Hinweise",
    "Verstanden",
    "Verstehen",
    "decide_absicht",
    "understand",
]
