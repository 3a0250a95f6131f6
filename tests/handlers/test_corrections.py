"""The list of corrections is compiled so that the longest field name wins."""

from handlers.corrections import corrections

WORDS = {
    "changing": ["แก้"],
    "before": ["ขอ"],
    "after": ["เป็น"],
    "fields": {"name": ["ชื่อ"], "agency": ["ชื่อหน่วยงาน"]},
}


def test_longest_field_name_is_tried_first() -> None:
    compiled = corrections(WORDS)

    found = [(name, bool(p.match("ขอแก้ชื่อหน่วยงาน เป็น กรม"))) for name, p in compiled.patterns]

    assert found == [("agency", True), ("name", True)]


def test_rest_follows_the_filling_words() -> None:
    name, pattern = corrections(WORDS).patterns[0]

    found = pattern.match("ขอแก้ชื่อหน่วยงาน เป็น กรม")

    assert found is not None
    assert (name, found["rest"]) == ("agency", "กรม")
