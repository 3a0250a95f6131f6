"""The command says what is wrong, and by its exit code whether anything is."""

import pytest

from messages_th import __main__ as command
from messages_th import load
from messages_th.catalogue import FACTORY, FOLDER


def test_all_is_well_with_the_texts_of_this_release(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    assert capsys.readouterr().out == f"ข้อความทั้งหมด {len(load().texts)} ข้อความ ใช้ได้\n"


def test_renewing_the_table_of_this_release_changes_nothing() -> None:
    before = (FOLDER / FACTORY).read_text("utf-8")

    assert command.main(["renew"]) == 0
    assert (FOLDER / FACTORY).read_text("utf-8") == before
