"""The comparison with a revision as one HTML file, without the page around it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.faelle.lesen import ORDNER, load_cases
from bot.pruefstand import vergleich
from bot.pruefstand.vergleich import WIRKUNGEN, Bericht

VORLAGEN = Path(__file__).with_name("vorlagen")


def report(rev: str, wurzel: Path) -> tuple[Bericht, str]:
    """All cases with a revision and with the files now. Raises KeineFassung or NichtLesbar."""
    faelle = vergleich.people(load_cases(wurzel / ORDNER))
    with (
        vergleich.stand_at(rev, wurzel) as alt,
        vergleich.stand_of(vergleich.JETZT, wurzel) as neu,
    ):
        bericht = vergleich.compare_stands(alt, neu, faelle, lambda fertig, alle: None)
    bericht = replace(bericht, modell=vergleich.changed_model(rev, wurzel))
    return bericht, as_html(bericht)


def as_html(bericht: Bericht) -> str:
    """The whole file."""
    umgebung = Environment(
        loader=FileSystemLoader(VORLAGEN), autoescape=True, undefined=StrictUndefined
    )
    vorlage = umgebung.get_template("vergleich/datei.html")
    return vorlage.render(bericht=bericht, wirkungen=WIRKUNGEN, mit_links=False)
