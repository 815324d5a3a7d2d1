from datetime import date

import pytest

from bot.settings import UngueltigeEinstellung, read_settings, read_stichtag


def test_without_settings_everything_stays_on_this_machine():
    settings = read_settings({})

    assert settings.db.startswith("sqlite:///") and settings.db_is_file
    assert (settings.host, settings.port, settings.redis, settings.stichtag) == (
        "127.0.0.1",
        5005,
        "",
        None,
    )


def test_an_empty_setting_is_as_good_as_none():
    assert read_settings({"WEGWEISER_PORT": " ", "WEGWEISER_DB": ""}) == read_settings({})


def test_settings_come_from_the_environment():
    settings = read_settings(
        {
            "WEGWEISER_DB": "postgresql://wegweiser@127.0.0.1/wegweiser",
            "WEGWEISER_REDIS": "redis://127.0.0.1:6379/3",
            "WEGWEISER_PROZESSE": "2",
            "WEGWEISER_STICHTAG": "2018-09-15",
        }
    )

    assert settings.prozesse == 2
    assert settings.stichtag == date(2018, 9, 15)
    assert not settings.db_is_file


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("PORT", "0", "1 bis 65535"),
        ("PORT", "70000", "1 bis 65535"),
        ("PORT", "٣", "1 bis 65535"),
        ("PROZESSE", "viele", "1 bis 64"),
        ("DB", "mysql://x/y", "postgresql://..."),
        ("REDIS", "127.0.0.1", "redis://..."),
        ("STICHTAG", "15.9.2018", "JJJJ-MM-TT"),
        ("AKTIONEN", "65", "0 bis 64 oder http"),
        ("AKTIONEN", "aktionen:5055", "0 bis 64 oder http"),
        ("BROKER", "rabbit", "amqp://..."),
        ("METRIK", "-1", "1 bis 65535"),
        ("PROTOKOLL", "xml", "text, json"),
        ("STICHTAG", "2018-02-30", "JJJJ-MM-TT"),
    ],
)
def test_a_wrong_setting_says_what_is_allowed(name, value, allowed):
    with pytest.raises(UngueltigeEinstellung, match=allowed.replace(".", "[.]")):
        read_settings({f"WEGWEISER_{name}": value})


def test_a_wrong_address_is_not_repeated_because_it_may_hold_a_password():
    with pytest.raises(UngueltigeEinstellung) as fehler:
        read_settings({"WEGWEISER_DB": "mysql://ich:geheim@x/y"})

    assert "geheim" not in str(fehler.value)


def test_several_processes_need_a_database_and_locks_that_they_can_share():
    with pytest.raises(UngueltigeEinstellung, match="WEGWEISER_REDIS"):
        read_settings({"WEGWEISER_PROZESSE": "2"})


@pytest.mark.parametrize("text", ["", "2018", "20180915", "2018-9-15", "heute", "2018-09-15T00"])
def test_a_stichtag_is_a_whole_day(text):
    with pytest.raises(UngueltigeEinstellung):
        read_stichtag(text)


def test_action_servers_run_here_or_elsewhere():
    assert (read_settings({}).aktionen, read_settings({}).aktionen_hier) == ("0", 0)
    assert read_settings({"WEGWEISER_AKTIONEN": "3"}).aktionen_hier == 3
    elsewhere = read_settings({"WEGWEISER_AKTIONEN": "http://aktionen:5055/"})
    assert (elsewhere.aktionen_hier, elsewhere.aktionen) == (0, "http://aktionen:5055")


def test_a_secret_may_come_from_a_file(tmp_path):
    (tmp_path / "db").write_text("postgresql://ich:geheim@db/wegweiser\n", "utf-8")
    found = read_settings({"WEGWEISER_DB_DATEI": str(tmp_path / "db")})

    assert found.db == "postgresql://ich:geheim@db/wegweiser"


def test_a_secret_file_that_is_not_there_is_one_clear_line(tmp_path):
    with pytest.raises(UngueltigeEinstellung, match="WEGWEISER_REDIS_DATEI"):
        read_settings({"WEGWEISER_REDIS_DATEI": str(tmp_path / "fehlt")})
