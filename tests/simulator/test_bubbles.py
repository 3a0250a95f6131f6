import pytest

from simulator.bubbles import linked, render
from simulator.people import Author, Shown


def shown(**message):
    return Shown("1", Author.BOT, 0, message)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a < b", "a &lt; b"),
        (
            "ดู https://www.onde.go.th/a?b=1&c=2ได้ค่ะ",
            'ดู <a href="https://www.onde.go.th/a?b=1&amp;c=2" target="_blank" '
            'rel="noopener noreferrer">https://www.onde.go.th/a?b=1&amp;c=2</a>ได้ค่ะ',
        ),
        (
            "(https://a.example/x).",
            '(<a href="https://a.example/x" target="_blank" '
            'rel="noopener noreferrer">https://a.example/x</a>).',
        ),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_text_is_escaped_and_its_addresses_linked(text, html):
    assert str(linked(text)) == html


def test_a_template_has_its_words_and_numbered_buttons():
    actions = [{"type": "message", "label": label, "text": label} for label in ("<ใช่>", "ไม่")]

    html = str(
        render(
            shown(type="template", template={"type": "confirm", "text": "?", "actions": actions})
        )
    )

    assert 'data-press="0">&lt;ใช่&gt;</div>' in html
    assert 'data-press="1">ไม่</div>' in html


def test_every_message_type_is_drawn():
    assert "446/1988" in render(shown(type="sticker", packageId="446", stickerId="1988"))
    assert "&lt;b&gt;" in render(shown(type="file", fileName="<b>", fileSize=1))
    assert "/_sim/page/content/1" in render(shown(type="image"))
    assert "3 วินาที" in render(shown(type="audio", duration=3000))
