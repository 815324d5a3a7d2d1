"""Changed offers back into the YAML files: comments, other offers and line breaks stay.

ruamel.yaml writes the changed file as a whole, but it breaks long texts anew everywhere. So only
the lines of changed fields are taken from what it has written, all others from the file as it was.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from ruamel.yaml import YAML

from bot.catalogue.dateien import ANGEBOT, KONTAKT, ORTSFELDER

Gleich = Callable[[str, Any, Any], bool]
"""Whether a field says the same in its old and its new value."""


def rewritten(datei: Path, neue: Mapping[str, Mapping[str, Any]], same: Gleich) -> str:
    """The text of a file after offers in it were changed or added, by id; the file stays as it is.

    A file that does not exist begins with the place of its first offers.
    """
    if not datei.exists():
        orte = {n: w for roh in neue.values() for n, w in roh.items() if n in ORTSFELDER}
        return _dump({**orte, "angebote": [_for_yaml(_body(roh, orte)) for roh in neue.values()]})
    alt = datei.read_text(encoding="utf-8").rstrip("\n") + "\n"
    inhalt = _read(alt)
    for roh in neue.values():
        _put(inhalt, roh, same)
    ganz = _dump(inhalt, _indent(alt))
    return _patched(alt, ganz, same) or ganz


# --- the new content -------------------------------------------------------------------------


def _put(inhalt: Any, roh: Mapping[str, Any], same: Gleich) -> None:
    roh = _body(roh, inhalt)
    for alt in inhalt["angebote"]:
        if alt["id"] == roh["id"]:
            return _update(alt, roh, same)
    inhalt["angebote"].append(_for_yaml(roh))
    return None


def _body(roh: Mapping[str, Any], kopf: Mapping[str, Any]) -> dict[str, Any]:
    """The offer without its place where the head of the file says the same."""
    wie_kopf = all(str(kopf.get(name)) == roh[name] for name in ORTSFELDER if name in roh)
    return {n: w for n, w in roh.items() if not (wie_kopf and n in ORTSFELDER)}


def _update(alt: Any, neu: Mapping[str, Any], same: Gleich) -> None:
    for name in [name for name in alt if name not in neu]:
        del alt[name]
    for name, wert in neu.items():
        if name not in alt:
            alt.insert(_position(alt, name), name, _for_yaml(wert))
        elif isinstance(wert, dict) and isinstance(alt[name], dict) and name == "kontakt":
            _update(alt[name], wert, same)
        elif not same(name, alt[name], wert):
            alt[name] = _for_yaml(wert)


def _position(alt: Any, name: str) -> int:
    """Where a new field belongs: before the first one that comes later in our order."""
    reihe = list(ANGEBOT if "id" in alt else KONTAKT)
    spaeter = reihe[reihe.index(name) + 1 :]
    return next((nr for nr, hier in enumerate(alt) if hier in spaeter), len(alt))


def _for_yaml(wert: Any) -> Any:
    """Plain data; days as days, so that they stand without quotation marks."""
    if isinstance(wert, dict):
        return {name: _for_yaml(teil) for name, teil in wert.items()}
    if isinstance(wert, list):
        return [_for_yaml(teil) for teil in wert]
    if isinstance(wert, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", wert):
        return date.fromisoformat(wert)
    return wert


def _rewriter() -> YAML:
    yaml_werk = YAML()
    yaml_werk.width, yaml_werk.preserve_quotes = 100, True
    return yaml_werk


def _read(text: str) -> Any:
    return _rewriter().load(text)


def _dump(inhalt: Any, einzug: int = 0) -> str:
    schreiber, strom = _rewriter(), io.StringIO()
    schreiber.indent(mapping=2, sequence=einzug + 2, offset=einzug)
    schreiber.dump(inhalt, strom)
    return strom.getvalue()


# --- only the changed lines ------------------------------------------------------------------

Zeilen = list[str]


def _meaning(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)


def _entries(text: str) -> list[yaml.MappingNode]:
    kopf: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    return next((list(wert.value) for name, wert in kopf.value if name.value == "angebote"), [])


def _indent(text: str) -> int:
    """How far the dashes of the offers stand in."""
    erste = _entries(text)[:1]
    return max(0, erste[0].start_mark.column - 2) if erste else 0


def _patched(alt: str, neu: str, same: Gleich) -> str | None:
    """The old text with the lines of changed fields and new offers from the new one.

    None when that does not say the same as the new text (offers in one line, for example).
    """
    if not _entries(alt):
        return None
    teile, war, wird = _split(alt), _by_id(alt), _by_id(neu)
    stuecke = [teile[""]]
    for id, felder in _split(neu).items():
        if id in teile and id:
            stuecke.append(_merged(teile[id], felder, war[id], wird[id], same))
        elif id:
            stuecke.append(felder)
    text = "".join(zeile for felder in stuecke for zeilen in felder.values() for zeile in zeilen)
    try:
        return text if _meaning(text) == _meaning(neu) else None
    except yaml.YAMLError:
        return None


def _by_id(text: str) -> dict[str, Mapping[str, Any]]:
    return {eins["id"]: eins for eins in _meaning(text)["angebote"]}


def _split(text: str) -> dict[str, dict[str, Zeilen]]:
    """The lines of each offer, by id and field; "" is the head of the file."""
    zeilen = text.splitlines(keepends=True)
    marken = list(_marks(text))
    geteilt: dict[str, dict[str, Zeilen]] = {"": {"": zeilen[: marken[0][2]]}}
    grenzen = [*(zeile for _, _, zeile in marken[1:]), len(zeilen)]
    for (id, feld, von), bis in zip(marken, grenzen, strict=True):
        geteilt.setdefault(id, {})[feld] = zeilen[von:bis]
    return geteilt


def _marks(text: str) -> Iterator[tuple[str, str, int]]:
    for knoten in _entries(text):
        id = next(wert.value for name, wert in knoten.value if name.value == "id")
        for name, _ in knoten.value:
            yield id, name.value, name.start_mark.line


def _merged(
    war: dict[str, Zeilen],
    wird: dict[str, Zeilen],
    alt: Mapping[str, Any],
    neu: Mapping[str, Any],
    same: Gleich,
) -> dict[str, Zeilen]:
    """The lines of one offer: unchanged fields as they were, comments between fields stay."""
    gemischt: dict[str, Zeilen] = {}
    for name, zeilen in wird.items():
        if name in war and same(name, alt[name], neu[name]):
            gemischt[name] = war[name]
        else:
            gemischt[name] = _without_tail(zeilen) + _tail(war.get(name, []))
    letztes = list(gemischt)[-1]
    for name in war.keys() - wird.keys():
        gemischt[letztes] = gemischt[letztes] + _tail(war[name])
    return gemischt


def _tail(zeilen: Zeilen) -> Zeilen:
    """The comments and empty lines at the end: they belong to what comes next."""
    laenge = 0
    while laenge < len(zeilen) and re.fullmatch(r"\s*(#.*)?\s*", zeilen[-1 - laenge]):
        laenge += 1
    return zeilen[len(zeilen) - laenge :]


def _without_tail(zeilen: Zeilen) -> Zeilen:
    return zeilen[: len(zeilen) - len(_tail(zeilen))]
