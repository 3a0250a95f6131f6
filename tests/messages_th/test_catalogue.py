"""Keys become texts, values find their places, and mistakes are named."""

from datetime import date
from pathlib import Path

import pytest

from messages_th import CatalogueError, load
from messages_th.catalogue import places, template
from messages_th.forms import NBSP


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in {"answers": "", **files}.items():
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    return tmp_path


def test_tables_inside_tables_make_dotted_keys(tmp_path: Path) -> None:
    source = """
    top = "หนึ่ง"
    [a.b]
    text = "สอง"
    note = "ถึงผู้แก้"
    [a.c]
    text = { text = "สาม" }
    "d+e" = "สี่"
    [a.b.f]
    text = "ห้า"
    """

    texts = load(folder=folder(tmp_path, one=source)).texts

    assert dict(texts) == {
        "top": "หนึ่ง",
        "a.b": "สอง",
        "a.b.f": "ห้า",
        "a.c.text": "สาม",
        "a.c.d+e": "สี่",
    }


def test_text_puts_each_value_in_its_place_and_form(tmp_path: Path) -> None:
    source = 'told = "{agency} {users} ราย วันที่ {day} ({users})"'
    catalogue = load(folder=folder(tmp_path, one=source))

    told = catalogue.text("told", agency="กรมเจ้าท่า", users=46426, day=date(2020, 3, 17), more=1)

    assert told.replace(NBSP, "_") == "กรมเจ้าท่า 46,426_ราย วันที่ 17_มี.ค._2563 (46,426)"


def test_text_of_a_value_that_looks_like_a_place_stays_as_it_is(tmp_path: Path) -> None:
    catalogue = load(folder=folder(tmp_path, one='told = "{agency}"'))

    assert catalogue.text("told", agency="{agency.__class__} {0} %s") == (
        "{agency.__class__} {0} %s"
    )


def test_text_names_what_is_missing(tmp_path: Path) -> None:
    catalogue = load(folder=folder(tmp_path, one='told = "{agency}"'))

    with pytest.raises(CatalogueError, match=r"^there is no text tell$"):
        catalogue.text("tell")
    with pytest.raises(CatalogueError, match=r"^told: the value agency is missing$"):
        catalogue.text("told", users=1)


@pytest.mark.parametrize("text", ["{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{a", "a}"])
def test_a_place_is_a_bare_name_and_nothing_else(text: str) -> None:
    with pytest.raises(CatalogueError, match=r"^told: a brace"):
        template("told", text)


def test_places_are_the_names_a_text_needs() -> None:
    assert places(template("told", "{b} และ {a} กับ {b}")) == {"a", "b"}


def test_load_names_the_file_that_is_broken(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"^one\.toml: "):
        load(folder=folder(tmp_path, one='told = "'))


def test_load_refuses_what_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"^one\.toml: told is not a text$"):
        load(folder=folder(tmp_path, one="told = 5"))


def test_load_refuses_a_key_that_stands_twice(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"^two\.toml: told stands in two files$"):
        load(folder=folder(tmp_path, one='told = "ก"', two='told = "ข"'))


def test_overrides_replace_texts_and_forget_those_that_are_gone(tmp_path: Path) -> None:
    factory = folder(tmp_path, one='told = "เดิม"\nkept = "คงอยู่"')

    texts = load({"told": "ใหม่", "gone": "หายไปแล้ว"}, factory).texts

    assert dict(texts) == {"told": "ใหม่", "kept": "คงอยู่"}


def test_the_words_people_type_are_no_texts() -> None:
    catalogue = load()

    assert not [key for key in catalogue.texts if key.startswith("commands")]
    assert "commands" in catalogue.words()
