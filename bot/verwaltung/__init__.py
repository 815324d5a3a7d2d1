"""The page on which staff keep the offers: a process of its own, for few people, behind a login.

Plain pages without a script: every click is a form. Texts stand in `vorlagen/` and `felder.yml`.
"""

from bot.verwaltung.einstellung import Einstellung, read_einstellung
from bot.verwaltung.seiten import create_app

__all__ = ["Einstellung", "create_app", "read_einstellung"]
