"""The words around a contact."""

from handlers.lexicon import Lexicon


def test_labels_are_told_apart(lexicon: Lexicon) -> None:
    text = "ชื่อหน่วยงาน: ก ชื่อ: ข โทร ค ชื่อสมชาย เบอร์โทร: ง"

    found = [label.lastgroup for label in lexicon.slots.label.finditer(text)]

    assert found == ["agency", "name", "aside", "name", "aside"]


def test_extension_is_group_one(lexicon: Lexicon) -> None:
    found = lexicon.phone.extension.match(" (ต่อสายภายใน 123)")

    assert found is not None
    assert found[1] == "123"


def test_refusals_are_said_before_or_behind(lexicon: Lexicon) -> None:
    said = ["ไม่ใช่เบอร์ 1", "1 ค่ะ เลิกใช้แล้ว", "1 เป็น 2", "ไม่ใช่ค่ะ 1", "1 เป็นเบอร์บ้าน"]

    places = [text.index("1") for text in said]
    refused = [
        lexicon.phone.refusals.refuse(text, place, place + 1)
        for text, place in zip(said, places, strict=True)
    ]

    assert refused == [True, True, True, False, False]


def test_telling_names_are_no_common_words(lexicon: Lexicon) -> None:
    texts = ["สดช.", "ก.พ.ร.", "tmd", "TOT", "เลย", "ตาก", "ยก", "thai"]

    told = [lexicon.slots.telling.fullmatch(text) is not None for text in texts]

    assert told == [True, True, True, True, False, False, False, False]
