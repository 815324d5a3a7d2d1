"""What strangers could send: strategies for messages, bodies, headers, profiles and rule files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import strategies as st

from bot.channel.eingabe import BEFEHLE
from bot.profile import FAKTEN
from bot.profile.fakten import Art, Fakt

BOESE = (
    "/restart", "/session_start", '/inform{"alter": 99}', '/angabe{"alter": 99}', "/befehl_neu",
    "EXTERNAL: reset", "/SetSlots(alter=99)", "<script>alert(1)</script>", "{alter}", "{{7*7}}",
    "${jndi:ldap://x}", "' OR 1=1; --", "../../etc/passwd", "\u202e\u2066text", "a\u0301" * 200,
    "\x00", "\ud800", "\uffff", "%s%n%x", "1" * 400, "-" * 500, "(" * 250 + ")" * 250,
    "ich bin 99999999999999999999 Jahre alt", "seit 0000-00", "am 31.02.2020", "§ " * 200,
    "javascript:alert(1)", "data:text/html,x", "\u200d" * 100, "😀" * 200, "ß" * 500, "\n\r\t ",
)  # fmt: skip
"""Texts that have broken some program somewhere."""

texte = st.one_of(
    st.sampled_from(BOESE), st.text(max_size=600), st.text("ich bin 1789/{}", max_size=60)
)
zahlen = st.one_of(
    st.integers(),
    st.sampled_from([0, -1, 2**31, 2**63, 2**64, 10**30, 10**400]),
    st.floats(allow_nan=False),
)
blaetter = st.one_of(st.none(), st.booleans(), zahlen, texte)
json_werte = st.recursive(
    blaetter,
    lambda kinder: st.one_of(
        st.lists(kinder, max_size=4), st.dictionaries(st.text(max_size=20), kinder, max_size=4)
    ),
    max_leaves=12,
)
fakten = st.one_of(st.sampled_from(sorted(FAKTEN)), st.text(max_size=20))
_WERTE = sorted({wert for fakt in FAKTEN.values() for wert in fakt.werte})
_MEHR = ("weiss_nicht", "05315000", "sy", "2020-01", "2020", "2000-02-30", 17, 0, -1, ["deutsch"])
bekannte_werte = st.sampled_from([*_WERTE, *_MEHR])
werte = st.one_of(bekannte_werte, json_werte)


def _fitting(fakt: Fakt) -> st.SearchStrategy[dict[str, Any]]:
    wert: st.SearchStrategy[Any] = st.sampled_from([*fakt.werte, "weiss_nicht"])
    if fakt.art is Art.LISTE:
        wert = wert.map(lambda einer: [einer])
    return st.fixed_dictionaries({"fakt": st.just(fakt.name), "wert": wert})


_mit_auswahl = [fakt for fakt in FAKTEN.values() if fakt.werte and fakt.kennt_weiss_nicht]
passend = st.sampled_from(_mit_auswahl).flatmap(_fitting)
"""Answers that fit their question."""
_WOERTER = (
    "ich", "bin", "nicht", "19", "Jahre", "alt", "wohne", "in", "Köln", "Bonn", "Duldung", "A2",
    "Deutsch", "seit", "2021", "aus", "Syrien", "habe", "keinen", "Pass", "ja", "nein", "weiß",
    "was", "warum", "neu", "löschen", "alles", "meine", "Schwester", "BVB", "§", "25a", "hilfe",
)  # fmt: skip
saetze = st.lists(st.sampled_from(_WOERTER), min_size=1, max_size=12).map(" ".join)
"""Texts that the chat understands now and then."""


def _gesagt() -> st.SearchStrategy[dict[str, Any]]:
    antwort = st.fixed_dictionaries({"fakt": fakten, "wert": werte})
    worum = {"fakt": werte, "weg": werte, "thema": werte}
    return st.one_of(
        st.fixed_dictionaries({"text": st.one_of(texte, saetze)}),
        st.fixed_dictionaries({"text": saetze}),
        st.fixed_dictionaries({"antwort": passend}),
        st.fixed_dictionaries({"antwort": antwort}),
        st.fixed_dictionaries({"befehl": st.sampled_from(BEFEHLE)}),
        st.fixed_dictionaries({"befehl": st.sampled_from(BEFEHLE)}, optional=worum),
        st.fixed_dictionaries({"befehl": werte}, optional=worum),
        st.dictionaries(st.sampled_from(["text", "antwort", "befehl", "x"]), json_werte),
    )


gesagt = _gesagt()
"""What a message says: right, nearly right, or nonsense."""

koerper = st.one_of(
    st.binary(max_size=300),
    json_werte.map(lambda wert: json.dumps(wert).encode()),
    st.integers(1, 4000).map(lambda tiefe: b'{"sitzung":' * tiefe),
    st.integers(1, 4000).map(lambda tiefe: b"[" * tiefe + b"]" * tiefe),
)
"""Bodies that are no messages."""

kopfzeilen = st.dictionaries(
    st.sampled_from(
        ["Content-Type", "Accept-Encoding", "Origin", "X-Forwarded-For", "X-Forwarded-Proto",
         "Forwarded", "Range", "If-None-Match", "Cookie", "Authorization", "X-Real-IP", "Host",
         "Content-Encoding", "X-HTTP-Method-Override", "Expect"]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80).map(str.strip),
    max_size=4,
)  # fmt: skip

_passende = st.lists(passend, max_size=12).map(lambda liste: {p["fakt"]: p["wert"] for p in liste})
_irgendwelche = st.dictionaries(
    st.one_of(fakten, st.sampled_from(["monate_mit_status", "monate_in_deutschland"])), werte,
    max_size=4,
)  # fmt: skip
profile = st.one_of(
    _passende,
    _passende,
    st.builds(lambda gut, egal: {**gut, **egal}, _passende, _irgendwelche),
)
"""Profiles for `wegweiser pruefe`."""


def verbogen(text: str) -> st.SearchStrategy[bytes]:
    """A text file with a few things changed: lines swapped, cut, doubled, bytes replaced."""
    lines = text.splitlines(keepends=True)
    place = st.integers(0, len(lines) - 1)

    def bend(changes: list[tuple[str, int, int, str]]) -> bytes:
        found = list(lines)
        for kind, a, b, new in changes:
            a, b = a % len(found), b % len(found)
            if kind == "tausch":
                found[a], found[b] = found[b], found[a]
            elif kind == "weg":
                del found[a]
            elif kind == "doppelt":
                found.insert(a, found[b])
            elif kind == "einzug":
                found[a] = "  " + found[a]
            else:
                cut = b % max(1, len(found[a]))
                found[a] = found[a][:cut] + new + found[a][cut + 1 :]
            found = found or ["\n"]
        return "".join(found).encode("utf-8", "surrogatepass")

    kinds = st.sampled_from(["tausch", "weg", "doppelt", "einzug", "zeichen"])
    pieces = st.one_of(
        st.text(max_size=4),
        st.sampled_from([":", "- ", "[", "{", "}", "&a ", "*a", "!!python/name:os.system", "\t",
                         "<<: ", "~", "null", "2026-13-45", "1e999", ".nan", "\x00", "\ud800"]),
    )  # fmt: skip
    return st.lists(st.tuples(kinds, place, place, pieces), min_size=1, max_size=5).map(bend)


def verbaut(text: str) -> st.SearchStrategy[bytes]:
    """A YAML file in which one value has become something else, or has gone."""
    tree = yaml.safe_load(text)
    places = list(_places(tree, ()))
    odd = st.one_of(
        st.sampled_from([None, "", [], {}, [None], [[]], "x", 0, -1, True, 10**30, {"x": None}]),
        st.just(WEG),
        json_werte,
    )

    def build(place: tuple[Any, ...], new: Any) -> bytes:
        return yaml.safe_dump(_replaced(tree, place, new), allow_unicode=True).encode(
            "utf-8", "surrogatepass"
        )

    return st.builds(build, st.sampled_from(places), odd)


WEG = object()
"""Stands for: this value is not there any more."""


def _places(tree: Any, so_far: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    yield so_far
    if not isinstance(tree, dict | list):
        return
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield from _places(value, (*so_far, key))


def _replaced(tree: Any, place: tuple[Any, ...], new: Any) -> Any:
    if not place:
        return None if new is WEG else new
    key, rest = place[0], place[1:]
    copy = dict(tree) if isinstance(tree, dict) else list(tree)
    if not rest and new is WEG:
        del copy[key]
    else:
        copy[key] = _replaced(tree[key], rest, new)
    return copy
