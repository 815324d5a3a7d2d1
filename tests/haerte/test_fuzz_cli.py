"""Anything on standard input of the commands: an answer, or one line and exit 2; no traceback."""

from __future__ import annotations

import io
import json
import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bot.cli import main as cli
from tests.haerte import eingaben

KURZ = 200
LANG = int(os.environ.get("HAERTE_EINGABEN", "10000")) // 2

tage = st.one_of(st.dates(date(2016, 1, 1), date(2035, 1, 1)).map(str), eingaben.texte)
stapel_zeile = st.one_of(
    st.fixed_dictionaries(
        {}, optional={"id": eingaben.json_werte, "stichtag": tage, "profil": eingaben.profile}
    ).map(lambda wert: json.dumps(wert).encode()),
    eingaben.koerper,
)
verstehe_zeile = st.one_of(
    st.fixed_dictionaries(
        {"text": st.one_of(eingaben.saetze, eingaben.texte)},
        optional={"id": eingaben.json_werte, "frage": eingaben.fakten, "rolle": eingaben.werte},
    ).map(lambda wert: json.dumps(wert).encode()),
    eingaben.koerper,
)
_WOERTER = (*cli.COMMANDS, "--stichtag", "--stapel", "--json", "2026-11-22", "-", "--")
_ohne_nul = st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")
argumente = st.lists(
    st.one_of(st.sampled_from(_WOERTER), st.text(_ohne_nul, max_size=12)), max_size=4
).filter(lambda argv: not {"-h", "--help"} & set(argv))


def _fuzzing(wie_viele: int, **strategies: Any) -> Any:
    """The decorator for a function that is called with so many inputs."""
    options = settings(
        max_examples=wie_viele,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    return lambda function: seed(20261122)(options(given(**strategies)(function)))


class Konsole:
    """Calls the command in this process, and looks at its manners."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.codes: Counter[int] = Counter()

    def __call__(self, *argv: str, stdin: bytes = b"") -> tuple[int, list[Any]]:
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        with self.monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = cli.main(argv)
            out.flush()
        self.codes[code] += 1
        lines = out.buffer.getvalue().decode("utf-8").split("\n")[:-1]  # type: ignore[attr-defined]
        assert code in (0, 2), (argv, stdin, err.getvalue())
        if code == 2 and not lines:
            said = err.getvalue()
            assert said.startswith("wegweiser: ") and said.count("\n") == 1, said
            assert len(said) < 3000, said
        return code, [json.loads(line) for line in lines]


@pytest.fixture
def konsole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Konsole:
    monkeypatch.setenv("WEGWEISER_DB", f"sqlite:///{tmp_path / 'haus.db'}")
    return Konsole(monkeypatch)


def _one_profile(konsole: Konsole, wie_viele: int) -> None:
    @_fuzzing(wie_viele, profil=eingaben.profile, koerper=eingaben.koerper, art=st.integers(0, 3))
    def call(profil: dict[str, Any], koerper: bytes, art: int) -> None:
        stdin = json.dumps(profil).encode() if art else koerper
        code, lines = konsole("pruefe", "--stichtag", "2026-11-22", stdin=stdin)
        if code == 0:
            assert len(lines[0]["wege"]) >= 33

    call()
    print(f"\n{sum(konsole.codes.values())} Eingaben an pruefe: {dict(konsole.codes)}")


def _batches(konsole: Konsole, wie_viele: int) -> None:
    lines_in = 0

    @_fuzzing(wie_viele // 4, zeilen=st.lists(stapel_zeile, max_size=8))
    def call(zeilen: list[bytes]) -> None:
        nonlocal lines_in
        zeilen = [zeile.replace(b"\n", b" ") for zeile in zeilen]
        zeilen = [zeile for zeile in zeilen if zeile.strip()]
        code, answers = konsole("pruefe", "--stapel", stdin=b"\n".join(zeilen))
        lines_in += len(zeilen)
        assert len(answers) == len(zeilen)
        assert code == (2 if any("fehler" in answer for answer in answers) else 0)

    call()
    print(f"\n{lines_in} Zeilen an pruefe --stapel: {dict(konsole.codes)}")


def _arguments(konsole: Konsole, wie_viele: int) -> None:
    @_fuzzing(wie_viele, argv=argumente)
    def call(argv: list[str]) -> None:
        try:
            args = cli.parse(cli.build_parser(), argv)
        except cli.Abbruch as fehler:
            assert "\n" not in str(fehler)
        else:
            assert args.befehl in cli.COMMANDS

    call()
    assert konsole("pruefe", "--stichtag", "x")[0] == 2


def _sentences(model: Path, wie_viele: int) -> None:
    from bot.nlu.verstehe import verstehe_lines
    from bot.understanding import ABSICHTEN

    asked: list[bytes] = []

    @_fuzzing(wie_viele, zeile=verstehe_zeile)
    def collect(zeile: bytes) -> None:
        asked.append(zeile.replace(b"\n", b" "))

    collect()
    answers = list(verstehe_lines(asked, model, date(2026, 11, 22)))
    assert len(answers) == len(asked)
    for answer in answers:
        json.dumps(answer)
        assert answer.get("fehler") or answer["absicht"] in ABSICHTEN
    bad = sum("fehler" in answer for answer in answers)
    print(f"\n{len(answers)} Zeilen an verstehe, {bad} davon abgelehnt")


@pytest.mark.timeout(300)
def test_some_profiles(konsole: Konsole) -> None:
    _one_profile(konsole, KURZ)


@pytest.mark.timeout(300)
def test_some_batches(konsole: Konsole) -> None:
    _batches(konsole, KURZ)


@pytest.mark.timeout(300)
def test_some_arguments(konsole: Konsole) -> None:
    _arguments(konsole, KURZ)


@pytest.mark.timeout(300)
def test_some_sentences(trained_model: Path) -> None:
    _sentences(trained_model, KURZ)


@pytest.mark.haerte
@pytest.mark.timeout(3 * 3600)
def test_thousands_of_profiles(konsole: Konsole) -> None:
    _one_profile(konsole, LANG)


@pytest.mark.haerte
@pytest.mark.timeout(3 * 3600)
def test_thousands_of_batches(konsole: Konsole) -> None:
    _batches(konsole, LANG)


@pytest.mark.haerte
@pytest.mark.timeout(3 * 3600)
def test_thousands_of_arguments(konsole: Konsole) -> None:
    _arguments(konsole, LANG)


@pytest.mark.haerte
@pytest.mark.timeout(3 * 3600)
def test_thousands_of_sentences(trained_model: Path) -> None:
    _sentences(trained_model, LANG)
