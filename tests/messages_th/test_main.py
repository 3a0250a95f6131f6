"""The command says what is wrong, and by its exit code whether anything is."""

import pytest

from messages_th import __main__ as command
from messages_th import load
from messages_th.catalogue import FACTORY, FOLDER

WELL = f"ข้อความทั้งหมด {len(load().texts)} ข้อความ ใช้ได้\n"


def test_all_is_well_with_the_texts_of_this_release(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    assert capsys.readouterr().out == WELL


def test_renewing_the_table_of_this_release_changes_nothing() -> None:
    before = (FOLDER / FACTORY).read_text("utf-8")

    assert command.main(["renew"]) == 0
    assert (FOLDER / FACTORY).read_text("utf-8") == before


def test_what_is_overdue_is_advice_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--as-of", "2020-07-01"]) == 0

    said, advice = capsys.readouterr().out.splitlines(keepends=True)
    assert said == WELL
    assert advice.startswith("ควรตรวจซ้ำ ")
    assert advice.endswith("ตรวจเมื่อ 17\u00a0มี.ค.\u00a02563\n")


def test_nothing_is_overdue_soon_after_it_was_looked_at(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command.main(["--as-of", "2020-04-20"]) == 0
    assert capsys.readouterr().out == WELL


@pytest.mark.parametrize("arguments", [["renwe"], ["--as-of", "1 ก.ค. 2563"], ["--as-of"]])
def test_what_is_asked_wrongly_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(arguments)

    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m messages_th")
