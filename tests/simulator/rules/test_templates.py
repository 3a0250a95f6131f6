import pytest

from simulator.rules.templates import TEMPLATE
from simulator.rules.wording import BRIEF, slashed


def faults(template):
    found = TEMPLATE(template, ("template",))
    return [(slashed(problem.path), BRIEF.say(problem)) for problem in found]


ACTION = {"type": "message", "label": "ตกลง", "text": "ตกลง"}


def buttons(count=1, **more):
    return {"type": "buttons", "text": "เลือก", "actions": [ACTION] * count, **more}


def column(count=1, **more):
    return {"text": "เลือก", "actions": [ACTION] * count, **more}


def carousel(*columns):
    return {"type": "carousel", "columns": list(columns)}


@pytest.mark.parametrize(
    "template",
    [
        buttons(4, text="ก" * 160),
        buttons(title="หัวข้อ", text="ก" * 60),
        {"type": "confirm", "text": "ก" * 240, "actions": [ACTION] * 2},
        carousel(*[column(3)] * 10),
        {
            "type": "image_carousel",
            "columns": [{"imageUrl": "https://a.example/a.png", "action": ACTION}],
        },
    ],
)
def test_good_templates_pass(template):
    assert faults(template) == []


@pytest.mark.parametrize(
    ("template", "where", "said"),
    [
        (buttons(5), "actions", "size must be between 1 and 4"),
        (buttons(text="ก" * 161), "text", "must not be longer than 160 characters"),
        (buttons(title="x", text="ก" * 61), "text", "must not be longer than 60 characters"),
        (buttons(title="ก" * 41), "title", "must not be longer than 40 characters"),
        (
            {"type": "confirm", "text": "x", "actions": [ACTION]},
            "actions",
            "size must be between 2 and 2",
        ),
        (carousel(*[column()] * 11), "columns", "size must be between 1 and 10"),
        (carousel(column(), column(2)), "columns/1", "invalid property"),
        (carousel(column(), column(title="x")), "columns/1", "invalid property"),
    ],
)
def test_a_faulty_template_is_pointed_at(template, where, said):
    assert faults(template) == [(f"template/{where}", said)]
