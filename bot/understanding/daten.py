"""Our patterns as data: reading `data/verstehen`, with errors that name file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.understanding.falten import fold

FOLDER = Path(__file__).resolve().parents[2] / "data" / "verstehen"


class FehlerInDaten(ValueError):
    """A file of `data/verstehen` is wrong; the text names file, line, found and allowed."""


@dataclass(frozen=True)
class Eintrag:
    """What a pattern means.

    `fakt`/`wert`: what it sets (`wert` None: it only blocks shorter readings of that fact);
    `gefragt`: only if this fact is the open question; `rahmen`/`nicht_rahmen`: frames the part
    of the sentence must have / must not have; `verneint_wert`: the value if it is negated;
    `setzt`: further facts that follow; `auch_fremd`: holds in sentences about others, too;
    `auch_frage`: holds in questions, too; `nicht_bei`: not while one of these facts is asked.
    """

    fakt: str
    wert: str | int | None
    gefragt: bool = False
    rahmen: frozenset[str] = frozenset()
    nicht_rahmen: frozenset[str] = frozenset()
    verneint_wert: str | None = None
    setzt: tuple[tuple[str, str], ...] = ()
    auch_fremd: bool = False
    auch_frage: bool = False
    nicht_bei: frozenset[str] = frozenset()
    muster: tuple[str, ...] = ()


_KEYS = {
    "wert", "muster", "gefragt", "rahmen", "nicht_rahmen", "verneint_wert", "setzt",
    "auch_fremd", "auch_frage", "nicht_bei",
}  # fmt: skip
_FILE_KEYS = {"fakt", "nicht_rahmen", "eintraege", "auch_fremd"}


@cache
def read(path: Path) -> Any:
    """A YAML file as plain data; raises FehlerInDaten naming file and line."""
    try:
        return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (OSError, YAMLError) as error:
        raise FehlerInDaten(f"{path}: nicht lesbar: {error}") from None


@cache
def sentence_data() -> Mapping[str, Any]:
    """`satz.yml`: groups of words and frames."""
    return read(FOLDER / "satz.yml")  # type: ignore[no-any-return]


@cache
def words(name: str) -> frozenset[str]:
    """A list of `woerter.yml`, folded; `name` is "group.list"."""
    group, key = name.split(".")
    try:
        return frozenset(fold(str(word)) for word in read(FOLDER / "woerter.yml")[group][key])
    except KeyError:
        raise FehlerInDaten(f"{FOLDER / 'woerter.yml'}: die Liste {name} fehlt") from None


@cache
def plain_words(name: str) -> frozenset[str]:
    """A list of `woerter.yml` as it is written, where folding would make two words one."""
    group, key = name.split(".")
    return frozenset(map(str, read(FOLDER / "woerter.yml")[group][key]))


@cache
def all_words() -> tuple[str, ...]:
    """Every word of `woerter.yml` that is made of letters only."""
    groups = read(FOLDER / "woerter.yml").values()
    found = (str(word) for group in groups for line in group.values() for word in line)
    return tuple(word for word in found if word.isalpha() and len(word) > 3)


@cache
def entries() -> tuple[Eintrag, ...]:
    """All fact patterns, in the order of file names and lines."""
    return tuple(
        entry for path in sorted((FOLDER / "fakten").glob("*.yml")) for entry in _entries(path)
    )


@cache
def lists(name: str) -> Mapping[str, tuple[str, ...]]:
    """A file that maps names to lists of patterns, such as `absichten.yml`."""
    found = read(FOLDER / f"{name}.yml")
    return {str(key): tuple(map(str, lines)) for key, lines in found.items()}


def _entries(path: Path) -> Iterator[Eintrag]:
    for number, block in enumerate(_blocks(path)):
        _check_keys(path, number, block, _FILE_KEYS)
        for index, raw in enumerate(block["eintraege"]):
            _check_keys(path, (number, index), raw, _KEYS)
            yield _entry(block, raw)


def _blocks(path: Path) -> list[dict[str, Any]]:
    data = read(path)
    return data if isinstance(data, list) else [data]


def _entry(block: Mapping[str, Any], raw: Mapping[str, Any]) -> Eintrag:
    wert = raw.get("wert")
    return Eintrag(
        fakt=block["fakt"],
        wert=wert,
        gefragt=bool(raw.get("gefragt", False)),
        rahmen=frozenset(raw.get("rahmen", ())),
        nicht_rahmen=frozenset(raw.get("nicht_rahmen", block.get("nicht_rahmen", ()))),
        verneint_wert=raw.get("verneint_wert"),
        setzt=tuple((str(k), str(v)) for k, v in (raw.get("setzt") or {}).items()),
        auch_fremd=bool(raw.get("auch_fremd", block.get("auch_fremd", False))),
        nicht_bei=frozenset(raw.get("nicht_bei", ())),
        auch_frage=bool(raw.get("auch_frage", False)),
        muster=tuple(map(str, raw.get("muster", ()))),
    )


def _check_keys(path: Path, where: Any, found: Mapping[str, Any], allowed: set[str]) -> None:
    strange = sorted(set(found) - allowed)
    if strange:
        line = _line_of(path, where)
        names = ", ".join(sorted(allowed))
        raise FehlerInDaten(f"{path}:{line}: {strange[0]!r} kenne ich nicht (erlaubt: {names})")


def _line_of(path: Path, where: Any) -> int:
    node = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    block, index = where if isinstance(where, tuple) else (where, None)
    node = node[block] if isinstance(node, list) else node
    node = node if index is None else node["eintraege"][index]
    return int(node.lc.line) + 1
