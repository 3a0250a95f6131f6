"""What the operator types, and what is printed."""

import json
from pathlib import Path

import pytest

from bot.cli.commands import COMMANDS, main
from bot.services import migrating

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def database_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/var/wfh.db"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def test_help_names_every_command_and_its_purpose(capsys: Printed) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    said = " ".join(capsys.readouterr().out.split())
    assert ended.value.code == 0
    assert [c.name for c in COMMANDS if f"{c.name} {c.purpose}" not in said] == []


@pytest.mark.parametrize(
    "arguments", [[], ["nothing"], ["stats", "--as-of", "17/3/2563"], ["stats", "--as-of", ""]]
)
def test_what_is_asked_wrongly_ends_with_2_and_says_how(
    arguments: list[str], capsys: Printed
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "usage: python -m bot" in capsys.readouterr().err


def test_wrong_settings_are_all_named(monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.setenv("PORT", "web")
    monkeypatch.setenv("DATABASE_URL", "mysql://")

    code = main(["stats"])

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert [line.split()[1] for line in said.err.splitlines()] == ["DATABASE_URL", "PORT"]


def test_a_database_that_does_not_answer_is_named_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")

    code = main(["migrate"])

    said = capsys.readouterr()
    assert (code, said.out, len(said.err.splitlines())) == (1, "", 1)
    assert said.err.startswith("database: it cannot be used: connection failed")


def test_migrate_makes_the_database_ready_however_often(tmp_path: Path, capsys: Printed) -> None:
    codes = [main(["migrate"]), main(["migrate"])]

    said = capsys.readouterr().out.splitlines()
    assert codes == [0, 0]
    assert said == [f"The database is at step {migrating.head()} and knows the directory."] * 2
    assert (tmp_path / "var" / "wfh.db").exists()


def test_seed_demo_and_stats_show_the_press_table(capsys: Printed) -> None:
    codes = [main(["seed-demo"]), main(["seed-demo"])]
    seeded = capsys.readouterr().out.splitlines()
    codes.append(main(["stats", "--json", "--as-of", "2020-03-17"]))

    assert codes == [0, 0, 0]
    assert seeded == [
        "84 demo requests are stored. Look at them: python -m bot stats",
        "There are requests in this database already: nothing was changed.",
    ]
    assert json.loads(capsys.readouterr().out)["total"] == {"agencies": 84, "users": 46_426}


def test_a_sweep_leaves_nothing_to_be_done(capsys: Printed) -> None:
    assert [main(["sweep"]), main(["sweep"])] == [0, 0]
    assert capsys.readouterr().out.count("All is swept") == 2


def test_stats_of_today_come_without_a_date(capsys: Printed) -> None:
    main(["seed-demo"])
    capsys.readouterr()

    code = main(["stats"])

    assert code == 0
    assert capsys.readouterr().out.splitlines()[-1].split() == ["รวม", "84", "46,426"]


def test_menu_asks_for_the_settings_it_lacks_and_calls_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.delenv("LINE_CHANNEL_SECRET", raising=False)
    monkeypatch.delenv("LINE_CHANNEL_ACCESS_TOKEN", raising=False)
    monkeypatch.delenv("LINE_API_BASE", raising=False)

    code = main(["richmenu"])

    assert code == 2
    assert capsys.readouterr().err == (
        "setting: LINE_CHANNEL_SECRET, LINE_CHANNEL_ACCESS_TOKEN must be set first\n"
    )
