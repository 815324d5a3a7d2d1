"""What a person at the terminal sees, most of all when the input is wrong."""

import io
import json
import subprocess
import sys

import pytest

from bot.cli import main as cli
from bot.settings import ROOT


@pytest.fixture
def call(monkeypatch, capfdbinary):
    """Calls the command in this process: exit code, output, messages."""

    def call(*argv: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        code = cli.main(argv)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ((), "es fehlt"),
        (("tanz",), "erlaubt 'run'"),
        (("pruefe", "--tag", "heute"), "unbekannt: --tag heute"),
        (("pruefe", "--stichtag"), "braucht einen Wert"),
        (("pruefe", "--stichtag", "gestern"), "JJJJ-MM-TT"),
        (("run", "--port", "http"), "1 bis 65535"),
    ],
)
def test_wrong_arguments_are_one_line(call, argv, says):
    code, out, err = call(*argv)

    assert (code, out) == (2, "")
    assert says in err and err.count("\n") == 1 and err.startswith("wegweiser: ")


@pytest.mark.parametrize(
    ("stdin", "says"),
    [
        (b"", "leer"),
        (b"  \n", "leer"),
        (b'{"alter": ', "kein JSON (Zeile 1, Zeichen 11)"),
        (b"[1]", "kein JSON-Objekt"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"alter": NaN}', "NaN"),
        (b'{"alter": 19, "alter": 20}', "zweimal"),
        (b'{"a":' * 50_000, "kein JSON|verschachtelt"),
        (b'{"alter": "' + b"9" * 1_000_001 + b'"}', "zu lang"),
        (b'{"schuhgroesse": 42}', "schuhgroesse"),
        (b'{"alter": "alt"}', "0 bis 120"),
        (b'{"ort": "Koeln"}', "AGS"),
    ],
)
def test_a_profile_that_cannot_be_read_is_one_line(call, stdin, says):
    code, out, err = call("pruefe", stdin=stdin)

    assert (code, out) == (2, "")
    assert any(part in err for part in says.split("|"))
    assert err.count("\n") == 1 and len(err) < 2000


def test_a_stichtag_before_the_first_law_is_one_line(call):
    code, out, err = call("pruefe", "--stichtag", "1990-01-01", stdin=b"{}")

    assert (code, out) == (2, "")
    assert "stichtag" in err.lower() and err.count("\n") == 1


def test_in_a_batch_a_bad_line_does_not_stop_the_others(call):
    lines = [
        {"id": "gut", "stichtag": "2026-11-22", "profil": {"alter": 19}},
        {"id": "falsch", "profil": {"alter": "alt"}},
        {"id": "ohne"},
        {"id": "tag", "stichtag": "morgen", "profil": {}},
        {"id": "mehr", "profil": {}, "stichtg": "2018-09-15"},
        {"id": "auch gut", "stichtag": "2018-09-15", "profil": {}},
    ]
    stdin = "\n".join([*map(json.dumps, lines[:5]), "kein json", json.dumps(lines[5])])

    code, out, err = call("pruefe", "--stapel", stdin=stdin.encode())
    answers = [json.loads(line) for line in out.splitlines()]

    assert (code, err) == (2, "")
    assert [answer["id"] for answer in answers] == [
        *("gut", "falsch", "ohne", "tag", "mehr", None, "auch gut")
    ]
    assert ["fehler" in answer for answer in answers] == [
        *(False, True, True, True, True, True, False)
    ]
    assert answers[-1]["stichtag"] == "2018-09-15"


def test_pruefe_needs_neither_rasa_nor_tensorflow_nor_spacy():
    program = (
        "import sys\n"
        "from bot.cli.main import main\n"
        "code = main(['pruefe'])\n"
        "heavy = {'rasa', 'rasa_sdk', 'tensorflow', 'spacy', 'sanic'} & set(sys.modules)\n"
        "sys.exit(f'geladen: {heavy}' if heavy else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, input=b'{"alter": 19}', capture_output=True
    )

    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["wege"]


def test_the_help_names_every_command(call):
    with pytest.raises(SystemExit):
        call("--help")
    assert set(cli.COMMANDS) >= {"run", "train", "test", "doctor", "pruefe", "verstehe"}


def test_the_doctor_names_pipeline_model_database_and_versions(call, monkeypatch, tmp_path):
    monkeypatch.setenv("WEGWEISER_DB", f"sqlite:///{tmp_path / 'leer.db'}")
    _, out, _ = call("doctor")
    stand = json.loads(out)

    assert stand["fassungen"]["rasa"] == "3.6.21"
    assert stand["datenbank"]["art"] == "sqlite"
    assert stand["spacy"]
    assert "neu_trainieren_weil" in stand["modell"]
    assert stand["regeln"]["wege"] >= 33


def test_the_doctor_says_which_database_does_not_answer(call, monkeypatch):
    monkeypatch.setenv("WEGWEISER_DB", "postgresql://ich:geheim@127.0.0.1:1/nichts")
    code, out, _ = call("doctor")
    stand = json.loads(out)

    assert code == 1 and stand["datenbank"] is None
    assert any(zeile.startswith("datenbank:") for zeile in stand["probleme"])
    assert "geheim" not in out


def test_problems_of_the_offers_name_the_file_and_the_line(call):
    code, out, err = call("angebote")
    problems = [json.loads(line) for line in out.splitlines()]

    assert (code, err.count("\n")) == (0, 1)
    assert {"id", "datei", "zeile", "art", "satz"} == set(problems[0])


@pytest.mark.parametrize("befehl", ["texte", "glossar"])
def test_lists_are_json_lines_with_a_text(call, befehl):
    code, out, err = call(befehl)
    lines = [json.loads(line) for line in out.splitlines()]

    assert (code, err) == (0, "")
    assert len(lines) > 50
    assert all(line["text"].strip() for line in lines)
