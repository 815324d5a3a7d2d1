"""The Prüfstand: the page on which staff test conversations, law and texts.

A process of its own. It knows test conversations that were held in it, and no others. Each page
is a module in `seiten/` with its templates in `vorlagen/`; what pages share is in `rahmen.py`.
"""

from bot.pruefstand.app import create_app
from bot.pruefstand.einstellung import read_einstellung
from bot.pruefstand.lager import Lager

__all__ = ["Lager", "create_app", "read_einstellung"]
