import pytest

from simulator.errors import Refusal
from simulator.rules import messages


def refusal(*bodies):
    with pytest.raises(Refusal) as caught:
        messages.refuse_bad(list(bodies))
    return caught.value.status, caught.value.body()


def one_error(text, where):
    return (
        400,
        {
            "message": "The request body has 1 error(s)",
            "details": [{"message": text, "property": where}],
        },
    )


def text(words="สวัสดีค่ะ", **more):
    return {"type": "text", "text": words, **more}


def chip(label="เมนู", **action):
    return {"type": "action", "action": {"type": "message", "label": label, "text": "x", **action}}


def with_chips(*items):
    return text(quickReply={"items": list(items)})


@pytest.mark.parametrize(
    "message",
    [
        text("ก" * 5000),
        text("🍎" * 2500),
        text("ราคา $", emojis=[{"index": 5, "productId": "p", "emojiId": "1"}]),
        with_chips(*[chip("ติดต่อเจ้าหน้าที่ค่ะ")] * 13),
        with_chips({"type": "action", "action": {"type": "camera", "label": "กล้อง"}}),
        text(sender={"name": "น้องดีอี"}),
        {"type": "sticker", "packageId": "446", "stickerId": "1988"},
        {
            "type": "image",
            "originalContentUrl": "https://a.example/a.png",
            "previewImageUrl": "https://a.example/b.png",
        },
        {"type": "location", "title": "ก", "address": "ข", "latitude": 13.8, "longitude": 100},
    ],
)
def test_good_messages_pass(message):
    messages.refuse_bad([message])


@pytest.mark.parametrize(
    ("message", "said", "where"),
    [
        (text(""), "May not be empty", "text"),
        ({"type": "text"}, "May not be empty", "text"),
        (text("ก" * 5001), "Length must be between 0 and 5000", "text"),
        (text("🍎" * 2501), "Length must be between 0 and 5000", "text"),
        (text(5), "invalid property", "text"),
        (text(colour="red"), "invalid property", "colour"),
        (text(quickReply=None), "cannot contain null elements", "quickReply"),
        (
            text("ราคา", emojis=[{"index": 1, "productId": "p", "emojiId": "1"}]),
            "invalid property",
            "emojis[0].index",
        ),
        (with_chips(*[chip()] * 14), "Size must be between 1 and 13", "quickReply.items"),
        (
            with_chips(chip(), chip("ก" * 21)),
            "Length must be between 0 and 20",
            "quickReply.items[1].action.label",
        ),
        (
            with_chips({"type": "action", "action": {"type": "message", "text": "x"}}),
            "May not be empty",
            "quickReply.items[0].action.label",
        ),
        (
            with_chips(chip(text="ก" * 301)),
            "Length must be between 0 and 300",
            "quickReply.items[0].action.text",
        ),
        (
            {"type": "sticker", "packageId": "446", "stickerId": "x"},
            "invalid property",
            "stickerId",
        ),
        (
            {
                "type": "image",
                "originalContentUrl": "http://a.example/a.png",
                "previewImageUrl": "https://a.example/b.png",
            },
            "invalid uri scheme",
            "originalContentUrl",
        ),
        (
            {
                "type": "image",
                "originalContentUrl": "https://a.example/ไทย.png",
                "previewImageUrl": "https://a.example/b.png",
            },
            "invalid uri",
            "originalContentUrl",
        ),
        (
            {"type": "flex", "altText": "", "contents": {"type": "bubble", "body": {}}},
            "May not be empty",
            "altText",
        ),
    ],
)
def test_plain_faults_are_reported_by_dotted_path(message, said, where):
    assert refusal(text(), message) == one_error(said, f"messages[1].{where}")


def test_an_unknown_type_lists_the_known_ones():
    status, body = refusal({"type": "poem"})

    assert status == 400
    assert body["details"] == [
        {
            "message": "Must be one of the following values: [text, sticker, image, video, audio, "
            "location, template, flex]",
            "property": "messages[0].type",
        }
    ]


@pytest.mark.parametrize("count", [0, 6])
def test_one_to_five_messages_go_in_a_call(count):
    assert refusal(*[text()] * count) == one_error("Size must be between 1 and 5", "messages")


def test_every_fault_is_counted():
    _, body = refusal(text(""), text("ก" * 5001))

    assert body["message"] == "The request body has 2 error(s)"


def test_a_fault_inside_a_card_names_the_message_and_points_into_it():
    card = {
        "type": "flex",
        "altText": "การ์ด",
        "contents": {
            "type": "bubble",
            "body": {
                "type": "box",
                "layout": "vertical",
                "contents": [{"type": "text", "text": "x", "colour": "#ffffff"}],
            },
        },
    }

    assert refusal(text(), card) == (
        400,
        {
            "message": "A message (messages[1]) in the request body is invalid",
            "details": [{"message": "invalid property", "property": "/body/contents/0/colour"}],
        },
    )


def test_a_type_that_is_not_built_says_so():
    assert refusal({"type": "imagemap"}) == (
        501,
        {"message": "not built in this simulator: message type imagemap"},
    )
