import pytest

from simulator.errors import Refusal
from simulator.rules import menus

PNG = b"\x89PNG\r\n\x1a\n"


def menu(**more):
    area = {
        "bounds": {"x": 0, "y": 0, "width": 100, "height": 100},
        "action": {"type": "message", "text": "เมนู"},
    }
    return {
        "size": {"width": 2500, "height": 843},
        "selected": True,
        "name": "หลัก",
        "chatBarText": "เมนูช่วยเหลือผู้ใช้",
        "areas": [area],
        **more,
    }


def test_a_chat_bar_text_is_counted_in_clusters():
    menus.refuse_bad(menu())


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"chatBarText": "ก" * 15}, "chatBarText"),
        ({"size": {"width": 2501, "height": 843}}, "size.width"),
        ({"size": {"width": 2500, "height": 1800}}, "size.height"),
        ({"size": {"width": 800, "height": 249}}, "size.height"),
        ({"areas": menu()["areas"] * 21}, "areas"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_faulty_menu_is_pointed_at(change, where):
    with pytest.raises(Refusal) as caught:
        menus.refuse_bad(menu(**change))

    assert [detail["property"] for detail in caught.value.details] == [where]


@pytest.mark.parametrize(
    ("content_type", "data", "status"),
    [
        ("image/gif", b"GIF89a", 415),
        ("image/png", b"not a picture", 400),
        ("image/png", PNG + bytes(1_048_577), 413),
    ],
)
def test_a_picture_is_a_small_png_or_jpeg(content_type, data, status):
    with pytest.raises(Refusal) as caught:
        menus.refuse_bad_picture(content_type, data)

    assert caught.value.status == status
    menus.refuse_bad_picture("image/png", PNG)
