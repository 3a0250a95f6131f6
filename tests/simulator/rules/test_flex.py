import pytest

from simulator.rules.flex import CONTAINER
from simulator.rules.wording import BRIEF, slashed


def faults(container):
    found = CONTAINER(container, ("contents",))
    return [(slashed(problem.path), BRIEF.say(problem)) for problem in found]


def box(*contents, layout="vertical", **more):
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def bubble(*contents, **more):
    return {"type": "bubble", "body": box(*contents), **more}


def text(words="ข้อความ", **more):
    return {"type": "text", "text": words, **more}


def button(**action):
    given = {"type": "postback", "label": "ตกลง", "data": "ok", **action}
    return {"type": "button", "action": {k: v for k, v in given.items() if v is not None}}


IMAGE = {"type": "image", "url": "https://a.example/a.png"}


@pytest.mark.parametrize(
    "container",
    [
        bubble(text(size="3xl", color="#0b5cad", wrap=True, maxLines=2, lineSpacing="4px")),
        bubble(text(size="15px", margin="12px", align="end", adjustMode="shrink-to-fit")),
        bubble({"type": "text", "contents": [{"type": "span", "text": "ก", "weight": "bold"}]}),
        bubble(button(), {"type": "separator", "margin": "md"}, {"type": "filler"}),
        bubble(box({"type": "icon", "url": "https://a.example/i.png"}, text(), layout="baseline")),
        bubble(box(paddingAll="5%", width="50%", cornerRadius="xl", borderWidth="semi-bold")),
        bubble(box(position="absolute", offsetTop="-4px", offsetStart="10%")),
        bubble(
            box(
                background={
                    "type": "linearGradient",
                    "angle": "90deg",
                    "startColor": "#000000",
                    "endColor": "#ffffff00",
                }
            )
        ),
        bubble(hero={**IMAGE, "aspectRatio": "1:3", "size": "full"}),
        bubble(button(label="ก" * 40)),
        {"type": "carousel", "contents": [bubble()] * 12},
    ],
)
def test_good_containers_pass(container):
    assert faults(container) == []


@pytest.mark.parametrize(
    ("component", "where", "said"),
    [
        (text(""), "/text", "must be non-empty text"),
        ({"type": "text"}, "/text", "must be non-empty text"),
        (text(size="huge"), "/size", "invalid property"),
        (text(color="red"), "/color", "invalid property"),
        (text(wrap="yes"), "/wrap", "invalid property"),
        (text(margin="5%"), "/margin", "invalid property"),
        (text(onclick="x"), "/onclick", "invalid property"),
        (text(weight=None), "/weight", "cannot contain null elements"),
        ({"type": "spacer"}, "/type", "invalid property"),
        ({"type": "span", "text": "x"}, "/type", "invalid property"),
        ({"text": "x"}, "/type", "must be specified"),
        ({"type": "button"}, "/action", "must be specified"),
        (button(label=None), "/action/label", "must be specified"),
        (button(label="ก" * 41), "/action/label", "must not be longer than 40 characters"),
        (button(data="d" * 301), "/action/data", "must not be longer than 300 characters"),
        (button(text="a", displayText="b"), "/action/text", "invalid property"),
        (button(type="camera"), "/action/type", "invalid property"),
        (button(type="uri", data=None, uri="ftp://a.example"), "/action/uri", "invalid uri scheme"),
        ({**IMAGE, "url": "http://a.example/a.png"}, "/url", "invalid uri scheme"),
        ({**IMAGE, "aspectRatio": "1:4"}, "/aspectRatio", "invalid property"),
        ({"type": "icon", "url": "https://a.example/i.png"}, "", "invalid property"),
        (box(layout="sideways"), "/layout", "invalid property"),
        (box(None), "/contents/0", "cannot contain null elements"),
        (box(button(), layout="baseline"), "/contents/0", "invalid property"),
    ],
)
def test_a_faulty_component_is_pointed_at(component, where, said):
    assert faults(bubble(text(), component)) == [(f"/body/contents/1{where}", said)]


def test_a_carousel_has_at_most_twelve_bubbles():
    assert faults({"type": "carousel", "contents": [bubble()] * 13}) == [
        ("/contents", "size must be between 1 and 12")
    ]


def test_the_bubbles_of_a_carousel_have_one_size():
    assert faults({"type": "carousel", "contents": [bubble(), bubble(size="kilo")]}) == [
        ("/contents/1/size", "invalid property")
    ]


def test_a_bubble_has_at_most_thirty_kilobytes():
    heavy = bubble(*[text("ก" * 500)] * 25)

    assert faults(heavy) == [("/", "must not be larger than 30720 bytes")]


def test_a_bubble_has_at_least_one_block():
    assert faults({"type": "bubble"}) == [("/body", "must be specified")]
