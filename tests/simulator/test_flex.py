import re

from simulator import flex, reading
from simulator.flex import render
from simulator.markup import element


def text(words, **more):
    return {"type": "text", "text": words, **more}


def box(*contents, layout="vertical", **more):
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def bubble(*contents, **more):
    return {"type": "bubble", "body": box(*contents), **more}


def press(label):
    return {"type": "postback", "label": label, "data": label}


def test_words_are_escaped_wherever_they_stand():
    evil = "<img src=x onerror=alert(1)>\"'"
    link = {"type": "button", "action": press(evil)}
    picture = {"type": "image", "url": f"https://a.example/{evil}", "action": press(evil)}
    spans = {"type": "text", "contents": [{"type": "span", "text": evil}]}

    html = str(render(bubble(text(evil), link, picture, spans)))

    assert "<img src=x" not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;&#34;&#39;") == 5


def test_looks_never_leave_their_property():
    evil = "red;background:url(//evil)"

    html = str(render(bubble(text("x", color=evil, size=evil, margin=evil), backgroundColor=evil)))

    assert "evil" not in html


def test_looks_are_data_and_no_style_attribute():
    html = str(render(bubble(text("x", color="#0b5cad", size="lg", weight="bold"))))

    assert 'data-css="flex:none;font-size:19px;color:#0b5cad;font-weight:700"' in html
    assert " style=" not in html


def test_a_row_shares_its_width_and_spaces_its_children():
    row = box(text("ก", flex=2), text("ข", margin="xl"), layout="horizontal", spacing="md")

    html = str(render(bubble(row)))

    assert "flex:2 2 0" in html
    assert "flex:1 1 0;margin-left:16px" in html


def test_an_absolute_box_has_offsets_and_no_share():
    html = str(render(bubble(box(position="absolute", offsetTop="8px", offsetStart="10%"))))

    assert 'data-css="position:absolute;top:8px;left:10%"' in html


def test_buttons_are_numbered_as_reading_lists_them():
    inner = box(text("ก", action=press("ใน")), action=press("นอก"))
    first = bubble(inner, {"type": "button", "action": press("ปุ่ม")}, action=press("ทั้งใบ"))
    second = bubble({"type": "button", "action": press("อีกใบ")})
    container = {"type": "carousel", "contents": [first, second]}

    html = str(render(container))
    parts = reading.parts({"type": "flex", "contents": container})
    labels = [part.action["label"] for part in parts if isinstance(part, reading.Button)]

    numbers = sorted(int(number) for number in re.findall(r'data-press="(\d+)"', html))
    assert labels == ["นอก", "ใน", "ปุ่ม", "ทั้งใบ", "อีกใบ"]
    assert numbers == [0, 1, 2, 3, 4]
    assert re.search(r'data-press="2"[^>]*><span>ปุ่ม', html)
    assert re.search(r'data-press="4"[^>]*><span>อีกใบ', html)


def test_every_component_that_passes_the_rules_is_drawn():
    everything = bubble(
        {"type": "separator", "color": "#112233"},
        {"type": "filler"},
        box({"type": "icon", "url": "https://a.example/i.png"}, text("ฐาน"), layout="baseline"),
        header=box(text("หัว")),
        hero={
            "type": "video",
            "url": "https://a.example/v.mp4",
            "previewUrl": "https://a.example/p.png",
            "altContent": {"type": "image", "url": "https://a.example/p.png"},
        },
        footer=box(text("ท้าย")),
        styles={"footer": {"separator": True, "backgroundColor": "#eeeeee"}},
    )

    html = str(render(everything))

    for block in flex.BLOCKS:
        assert f"fx-block fx-{block}" in html
    assert 'data-css="background-color:#eeeeee;border-top:1px solid #d4d6da"' in html


def test_element_escapes_attributes():
    assert str(element("p", "<", title='"><script>')) == (
        '<p title="&#34;&gt;&lt;script&gt;">&lt;</p>'
    )
