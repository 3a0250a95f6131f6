import re
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import SIMULATOR_SECRET, SIMULATOR_TOKEN, TABLE, Settings, load

REAL = {"LINE_CHANNEL_SECRET": "abc", "LINE_CHANNEL_ACCESS_TOKEN": "def"}


def test_load_reads_every_setting() -> None:
    given = REAL | {
        "LINE_API_BASE": "https://line.example/",
        "DATABASE_URL": "postgres://wfh@db/wfh",
        "SECRET_KEY": "key",
        "PUBLIC_URL": "https://bot.example/",
        "PORT": "9000",
        "WEB_CONCURRENCY": "4",
        "APPROVAL_SIZE": "20",
        "METRICS_TOKEN": "sixteen-or-more-",
    }

    settings = load(given)

    assert settings == Settings(
        line_channel_secret="abc",
        line_channel_access_token="def",
        line_api_base="https://line.example",
        database_url="postgresql+psycopg://wfh@db/wfh",
        secret_key="key",
        public_url="https://bot.example",
        port=9000,
        web_concurrency=4,
        approval_size=20,
        metrics_token="sixteen-or-more-",
    )


def test_load_names_every_fault_at_once_and_repeats_no_value() -> None:
    given = {"PORT": "hunter2", "WEB_CONCURRENCY": "0", "DATABASE_URL": "mysql://u:secret@h/d"}
    given |= {"METRICS_TOKEN": "guessed"}

    with pytest.raises(SettingsError) as raised:
        load(given)

    assert raised.value.faults == (
        "DATABASE_URL must begin with sqlite:/// or postgresql://",
        "PORT must be a whole number from 1 to 65535",
        "WEB_CONCURRENCY must be a whole number from 1 to 64",
        "METRICS_TOKEN must be 16 characters or more",
    )


def test_load_without_settings_believes_nobody() -> None:
    first, second = load({}), load({})

    assert first.missing == ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN")
    assert first.line_channel_secret != second.line_channel_secret
    assert len(first.line_channel_secret) == 64
    assert first.host == "127.0.0.1"


def test_load_meets_a_simulator_on_this_machine_only() -> None:
    near = load({"LINE_API_BASE": "http://127.0.0.1:8900"})
    far = load({"LINE_API_BASE": "http://simulator.example:8900"})

    assert (near.line_channel_secret, near.line_channel_access_token, near.missing) == (
        SIMULATOR_SECRET,
        SIMULATOR_TOKEN,
        (),
    )
    assert near.host == "127.0.0.1"
    assert far.line_channel_secret != SIMULATOR_SECRET
    assert far.missing == ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN")


def test_settings_open_the_door_to_all_once_they_are_the_bots_own() -> None:
    assert load(REAL).host == "0.0.0.0"


def test_settings_fetch_files_from_the_host_line_has_for_them() -> None:
    real = load(REAL)
    near = load({"LINE_API_BASE": "http://localhost:8900"})

    assert real.line_data_base == "https://api-data.line.me"
    assert near.line_data_base == "http://localhost:8900"


def test_a_demo_is_only_for_a_simulator_on_this_machine() -> None:
    near = {"LINE_API_BASE": "http://127.0.0.1:8900", "DEMO": "yes"}
    with pytest.raises(SettingsError) as real:
        load(REAL | {"DEMO": "yes"})
    with pytest.raises(SettingsError) as unclear:
        load(near | {"DEMO": "true"})

    assert real.value.faults == (
        "DEMO is only for a simulator on this machine: LINE_API_BASE leads elsewhere",
    )
    assert unclear.value.faults == ("DEMO must be yes, or not be set",)
    assert (load(near).demo, load(REAL).demo) == (True, False)


def test_load_lets_nobody_die_at_a_place_where_line_is_real() -> None:
    near = {"LINE_API_BASE": "http://127.0.0.1:8900", "FAIL_POINTS": "/points"}

    with pytest.raises(SettingsError) as real:
        load(REAL | {"FAIL_POINTS": "/points"})

    assert real.value.faults == (
        "FAIL_POINTS is only for a simulator on this machine: LINE_API_BASE leads elsewhere",
    )
    assert load(near).fail_points == Path("/points")


def test_a_demo_listens_on_this_machine_only_whatever_its_secrets() -> None:
    near = {"LINE_API_BASE": "http://127.0.0.1:8900"}

    assert load(REAL | near).host == "0.0.0.0"
    assert load(REAL | near | {"DEMO": "yes"}).host == "127.0.0.1"


def test_a_bot_is_public_once_it_has_an_address_for_others() -> None:
    assert [
        load({"PUBLIC_URL": url}).is_public
        for url in ("https://wfh.example.go.th", "http://127.0.0.1:8000", "http://localhost")
    ] == [True, False, False]


def test_load_takes_an_empty_setting_as_unset() -> None:
    assert load({"PORT": " ", "SECRET_KEY": ""}).port == 8000


def test_every_setting_says_what_it_means_in_a_sentence() -> None:
    assert [one.name for one in TABLE if not re.fullmatch(r"[A-Z].+\.", one.meaning)] == []
