import json
import logging
import os
import subprocess
import sys

from bot.cli.protokoll import as_json_line
from bot.settings import ROOT


def record(message, *args, error=None):
    exc_info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("rasa.core", logging.ERROR, "x.py", 1, message, args, exc_info)


def test_a_line_is_one_json_object_with_few_fields():
    line = as_json_line(record("Zug %s\nzweite Zeile", 7))

    assert "\n" not in line
    found = json.loads(line)
    assert set(found) == {"zeit", "stufe", "quelle", "prozess", "meldung"}
    assert (found["stufe"], found["meldung"]) == ("ERROR", "Zug 7\nzweite Zeile")


def test_of_an_error_only_its_kind_and_place_are_told():
    try:
        raise ValueError("ich bin Amina und wohne in Köln")
    except ValueError as error:
        line = as_json_line(record("gescheitert", error=error))

    assert json.loads(line)["fehler"] == "ValueError"
    assert "test_protokoll.py" in json.loads(line)["ort"][0]
    assert "Amina" not in line


def test_of_a_structured_line_of_rasa_only_the_event_is_told():
    line = as_json_line(record(json.dumps({"event": "form.run", "slot_values": "Amina"})))

    assert json.loads(line)["meldung"] == "form.run"
    assert "Amina" not in line


def test_loggers_that_are_set_up_later_write_json_too():
    code = (
        "from bot.cli.protokoll import write_json_lines; write_json_lines();"
        "import coloredlogs, logging, structlog; coloredlogs.install(level='INFO');"
        "from rasa.utils.log_utils import configure_structlog; configure_structlog(logging.INFO);"
        "logging.getLogger('a').warning('eins');"
        "structlog.get_logger().warning('zwei', text='Amina')"
    )
    environ = {**os.environ, "WEGWEISER_PROTOKOLL": "json"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True
    )

    lines = [json.loads(line) for line in (done.stdout + done.stderr).splitlines()]
    assert [line["meldung"] for line in lines] == ["eins", "zwei"]
    assert "Amina" not in done.stdout + done.stderr
