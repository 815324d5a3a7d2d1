"""All pages in the order of the navigation. A new page is a module here and one line below."""

from bot.pruefstand.rahmen import Seite
from bot.pruefstand.seiten import (
    abdeckung,
    bilder,
    faelle,
    frische,
    gespraech,
    start,
    texte,
    vergleich,
    was_waere_wenn,
)

SEITEN: tuple[Seite, ...] = (
    start.SEITE,
    gespraech.SEITE,
    faelle.SEITE,
    was_waere_wenn.SEITE,
    abdeckung.SEITE,
    vergleich.SEITE,
    texte.SEITE,
    frische.SEITE,
    bilder.SEITE,
)
