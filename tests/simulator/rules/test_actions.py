import pytest

from simulator.rules import actions


def faults(action, check=actions.IN_QUICK_REPLY):
    return [problem.path for problem in check(action, ())]


def picker(**more):
    return {"type": "datetimepicker", "label": "วัน", "data": "d", "mode": "date", **more}


@pytest.mark.parametrize(
    "action",
    [
        {"type": "postback", "label": "ก", "data": ""},
        {
            "type": "postback",
            "label": "ก",
            "data": "d",
            "inputOption": "openKeyboard",
            "fillInText": "x",
        },
        {"type": "uri", "label": "โทร", "uri": "tel:021417010"},
        {
            "type": "uri",
            "label": "เว็บ",
            "uri": "https://a.example",
            "altUri": {"desktop": "https://b.example"},
        },
        {"type": "clipboard", "label": "คัดลอก", "clipboardText": "WFH-63-00084-K"},
        {"type": "location", "label": "ตำแหน่ง"},
        picker(initial="2020-03-17", min="2020-03-01", max="2020-12-31"),
        picker(mode="datetime", initial="2020-03-17t09:30"),
    ],
)
def test_good_actions_pass(action):
    assert faults(action) == []


@pytest.mark.parametrize(
    ("action", "where"),
    [
        ({"type": "postback", "label": "ก"}, "data"),
        ({"type": "postback", "label": "ก", "data": "d", "fillInText": "x"}, "fillInText"),
        ({"type": "message", "label": "ก"}, "text"),
        ({"type": "uri", "label": "ก", "uri": "javascript:alert(1)"}, "uri"),
        ({"type": "uri", "label": "ก", "uri": "https://"}, "uri"),
        ({"type": "clipboard", "label": "ก", "clipboardText": "x" * 1001}, "clipboardText"),
        ({"type": "richmenuswitch", "label": "ก", "data": "d", "richMenuAliasId": "a"}, "type"),
        (picker(mode="week"), "mode"),
        (picker(initial="09:30"), "initial"),
        (picker(min="2020-03-17", max="2020-03-17"), "min"),
    ],
)
def test_a_faulty_action_is_pointed_at(action, where):
    assert faults(action) == [(where,)]


def test_a_label_is_demanded_only_where_line_demands_it():
    bare = {"type": "message", "text": "x"}

    assert faults(bare, actions.IN_FLEX) == faults(bare, actions.IN_RICH_MENU) == []
    assert faults(bare, actions.IN_TEMPLATE) == faults(bare, actions.ON_FLEX_BUTTON) == [("label",)]
