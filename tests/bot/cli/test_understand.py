"""Texts come in line by line, and every one gets its line of JSON."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.cli import understand
from bot.cli.commands import main
from bot.services import directory, migrating, wording, working_days
from bot.services.learning import Sighting
from handlers import weights
from handlers.lexicon import Lexicon
from models.base import open_database
from tests.bot.events import event
from tests.bot.turns import bring, hear, turn

Printed = pytest.CaptureFixture[str]
Shape = dict[str, Any]

MORNING = date(2020, 3, 17)
LONGEST = 10_000  # characters

# Knows of sharing screens and of nothing else.
HEAD = {
    "intents": ["oos", "guide.share", "status", "greet"],
    "unit": 0.5,
    "bias": [0.0, 0.0, 0.0, 0.0],
    "answer_from": 0.8,
    "choose_from": 0.3,
    "digest": "made up",
    "thai": [],
    "latin": [],
}
ROWS = {"จอ": [0, 100, 0, 0], "แช": [0, 50, 0, 0], "ฝน": [100, 0, 0, 0], "ถึ": [0, 20, 20, 0]}


@pytest.fixture(scope="module")
def shipped() -> Lexicon:
    return directory.shipped()


@pytest.fixture(scope="module")
def lexicon(shipped: Lexicon) -> Lexicon:
    return replace(shipped, weights=weights.parse(weights.dump(HEAD, ROWS)))


@pytest.fixture(autouse=True)
def database_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/wfh.db"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def read(data: bytes) -> list[tuple[Any, str]]:
    return list(understand.texts(BytesIO(data)))


# ---- lines ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("", []),
        ("สถานะ\nแชร์จอ", [(1, "สถานะ"), (2, "แชร์จอ")]),
        ("สถานะ\r\nแชร์จอ\r\n", [(1, "สถานะ"), (2, "แชร์จอ")]),
        ("\n  \nสถานะ\n\n\t\nแชร์จอ\n", [(3, "สถานะ"), (6, "แชร์จอ")]),
        ("  ย่อหน้า  \n", [(1, "  ย่อหน้า  ")]),
        ('{"id": "a7", "text": "สถานะ"}\n', [("a7", "สถานะ")]),
        ('  {"text": "สถานะ", "id": 7, "intent": "status"}\n', [(7, "สถานะ")]),
        ('x\n{"text": "สถานะ"}\n{"id": null, "text": ""}', [(1, "x"), (2, "สถานะ"), (None, "")]),
        ('{"id": 1, "text": null}\n{"id": 2, "text": 450}\n', [(1, ""), (2, "450")]),
        ('{"id": 1, "text": ["ก"]}\n{"id": 2, "text": {}}\n', [(1, ""), (2, "")]),
        ('{"id": 1, "text": "สอง\\nบรรทัด"}', [(1, "สอง\nบรรทัด")]),
        ('{"id": 9, "text": "ขาด\n{"id": 9}\n[1, 2]\n"ก"\n', None),
        ("{" * LONGEST, None),
        ('{"text":' + "[" * 10 * LONGEST, None),
        ("ก\x00ข\x0bค\x85ง\u2028จ\rฉ", None),
        ("ก" * LONGEST, None),
        ("\ufeffสถานะ\n\ufeff{}", [(1, "สถานะ"), (2, "{}")]),
    ],
)
def test_texts_are_lines_or_what_their_objects_say(
    typed: str, texts: list[tuple[Any, str]] | None
) -> None:
    as_they_are = list(enumerate(typed.removesuffix("\n").split("\n"), start=1))

    assert read(typed.encode()) == (as_they_are if texts is None else texts)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [(b"\xff\xfe ok", "\ufffd\ufffd ok"), (b"\xe0\xb8", "\ufffd"), (b"\xa1\xa2", "\ufffd\ufffd")],
)
def test_texts_that_are_no_utf_8_are_read_as_far_as_they_are(typed: bytes, shown: str) -> None:
    assert read(typed + b'\n{"id": "next", "text": "ok"}') == [(1, shown), ("next", "ok")]


@given(st.binary() | st.text().map(str.encode))
def test_texts_answers_whatever_is_no_empty_line(data: bytes) -> None:
    lines = [line.decode("utf-8-sig", "replace") for line in data.split(b"\n")]

    assert len(read(data)) == len([line for line in lines if line.strip()])


def test_line_is_json_that_people_can_read() -> None:
    assert understand.line({"id": 1, "text": 'สวัสดี "คุณ"'}) == ('{"id": 1, "text": "สวัสดี \\"คุณ\\""}')


@given(st.text(st.characters()))
def test_line_is_one_line_to_any_program_whatever_is_in_it(said: str) -> None:
    told = understand.line({"id": said, "text": said})

    assert told.splitlines() == [told]
    assert told.encode("utf-8").decode("utf-8") == told
    assert json.loads(told) == {"id": said, "text": said}


def test_line_keeps_half_a_pair_of_surrogates() -> None:
    assert understand.line({"id": "\ud800"}) == '{"id": "\\ud800"}'


# ---- what a text wants ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "mode", "ranked", "slots"),
    [
        (
            "แชร์จอ teams ไอโฟน",
            "answer",
            ["guide.share", "oos", "status", "greet"],
            {"app": "teams", "platform": "ios"},
        ),
        ("ถึง", "choices", ["guide.share", "status", "greet", "oos"], {}),
        ("ฝนตกไหม", "fallback", ["oos", "guide.share", "status", "greet"], {}),
        ("สวัสดี", "answer", ["greet", "oos", "guide.share", "status"], {}),
        ("ในไลน์ บนคอม", "fallback", ["oos", "guide.share", "status", "greet"], {"app": "line"}),
        ("", "fallback", ["oos", "guide.share", "status", "greet"], {}),
    ],
)
def test_meaning_is_the_shape_that_others_rely_on(
    typed: str, mode: str, ranked: list[str], slots: Shape, lexicon: Lexicon
) -> None:
    told = understand.meaning(lexicon)("a7", typed)

    assert told == {"id": "a7", "text": typed, "mode": mode, "ranked": ranked, "slots": slots}


def test_reasons_say_why_a_text_is_understood_so(lexicon: Lexicon) -> None:
    told = understand.reasons(lexicon)(1, "แชร์จอ teams")

    assert told == {
        **understand.meaning(lexicon)(1, "แชร์จอ teams"),
        "read_as": "แชร์จอ teams",
        "compared_as": "แชจอ\u20a1",
        "because": "learned",
        "likelihoods": {"guide.share": 1.0, "oos": 0.0, "status": 0.0, "greet": 0.0},
        "thresholds": {"answer": 0.8, "choices": 0.3},
        "spoke_for_it": ["จอ", "แช"],
    }


def test_reasons_name_a_word_that_always_works_and_a_wrong_layout(shipped: Lexicon) -> None:
    told = understand.reasons(shipped)(1, "l;ylfu")

    assert (told["mode"], told["ranked"][0]) == ("answer", "greet")
    assert (told["text"], told["read_as"], told["because"]) == ("l;ylfu", "สวัสดี", "command")


# ---- one field -----------------------------------------------------------------------------

GOVERNMENT = "หน่วยงานภาครัฐ"


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("phone", "โทร 0 2141 7010 ต่อ 22", {"e164": "+6621417010", "ext": "22"}),
        ("phone", "O81-234-5678", {"e164": "+66812345678"}),
        (
            "phone",
            "081-234-5678 หรือ 02-141-7010",
            {"e164": "+66812345678", "more": ["+6621417010"]},
        ),
        ("count", "ประมาณ ๑,๒๐๐ คน", {"n": 1_200}),
        ("count", "สองหมื่นห้า", {"n": 25_000}),
        ("count", "100-150 คน", {"min": 100, "max": 150}),
        ("email", "somchai แอท onde จุด go จุด th", {"email": "somchai@onde.go.th"}),
        (
            "email",
            "somchai@gmial.com",
            {"email": "somchai@gmial.com", "suggest": "somchai@gmail.com"},
        ),
        ("yesno", "ไม่มีอะไรแก้แล้ว", "yes"),
        ("yesno", "ยังไม่ใช่ค่ะ", "no"),
        ("yesno", "ขอแก้ชื่อหน่อย", "edit"),
        ("app", "ทั้งสาม", ["hangouts", "teams", "webex"]),
        ("app", "ไม่เอา teams เอา webex", ["webex"]),
        ("app", "line กับ meet", ["hangouts", "line"]),
        ("agency", "กรมอุตุ", {"names": ["กรมอุตุนิยมวิทยา"], "category": GOVERNMENT}),
        ("agency", "อบต.บางสมมติ", {"names": [], "category": "หน่วยงานในจังหวัด"}),
        ("date", "17 มี.ค. 63", "2020-03-17"),
        ("date", "พรุ่งนี้", "2020-03-18"),
    ],
)
def test_reading_gives_a_value_in_the_shape_of_its_field(
    field: str, typed: str, value: Any, shipped: Lexicon
) -> None:
    told = understand.reading(field, shipped, MORNING, wording.shipped())("a7", typed)

    assert told == {"id": "a7", "value": value}


def test_reading_names_all_bodies_of_an_ambiguous_abbreviation(shipped: Lexicon) -> None:
    told = understand.reading("agency", shipped, MORNING, wording.shipped())(1, "กพร")

    assert set(told["value"]) == {"names"}
    assert "สำนักงานคณะกรรมการพัฒนาระบบราชการ" in told["value"]["names"]
    assert len(told["value"]["names"]) == 3


@pytest.mark.parametrize("field", understand.FIELDS)
@pytest.mark.parametrize("typed", ["", "สวัสดีค่ะ", "\x00", "\ud800"])
def test_reading_says_what_is_unclear(field: str, typed: str, shipped: Lexicon) -> None:
    told = understand.reading(field, shipped, MORNING, wording.shipped())(1, typed)

    assert told == {"id": 1, "unclear": f"unclear.{field}"}


def test_the_fields_are_those_of_the_contract() -> None:
    assert understand.FIELDS == ("agency", "app", "count", "date", "email", "phone", "yesno")


@pytest.mark.parametrize("piece", ["ก", "ลงทะเบียน ", "1", "0 ", "@", "teams,", "กพร.", "\u0e48"])
def test_ten_thousand_characters_are_answered_like_any_text(piece: str, shipped: Lexicon) -> None:
    catalogue, typed = wording.shipped(), (piece * LONGEST)[:LONGEST]
    readers: list[Callable[[Any, str], Shape]] = [
        understand.meaning(shipped),
        understand.reasons(shipped),
        *(understand.reading(field, shipped, MORNING, catalogue) for field in understand.FIELDS),
    ]

    told = [json.loads(understand.line(reader(1, typed))) for reader in readers]

    assert [one["id"] for one in told] == [1] * len(readers)


# ---- the command ---------------------------------------------------------------------------


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> Callable[..., list[Shape]]:
    """What the command prints for texts on its standard input."""

    def asked(typed: bytes, *options: str) -> list[Shape]:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(typed), "ascii"))
        assert main(["understand", *options]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return asked


Asking = Callable[..., list[Shape]]


def test_understand_answers_each_line_by_the_shipped_weights(ask: Asking) -> None:
    typed = 'ลงทะเบียน\n\n{"id": "a7", "text": "WFH-63-00084-K"}\nคุยกับเจ้าหน้าที่\n'

    told = ask(typed.encode())

    assert [(one["id"], one["mode"], one["ranked"][0]) for one in told] == [
        (1, "answer", "reg.start"),
        ("a7", "answer", "status"),
        (4, "answer", "human"),
    ]
    assert [list(one) for one in told] == [["id", "text", "mode", "ranked", "slots"]] * 3


def test_understand_can_explain(ask: Asking, shipped: Lexicon) -> None:
    assert ask("แชร์จอ teams".encode(), "--explain") == [
        understand.reasons(shipped)(1, "แชร์จอ teams")
    ]


def test_understand_reads_one_field_as_of_a_day(ask: Asking) -> None:
    typed = 'พรุ่งนี้\n{"id": "a7", "text": "ไม่รู้"}\n'.encode()

    assert ask(typed, "--expect", "date", "--today", "2020-02-28") == [
        {"id": 1, "value": "2020-02-29"},
        {"id": "a7", "unclear": "unclear.date"},
    ]


def test_understand_counts_from_today_in_thailand_if_no_day_is_given(ask: Asking) -> None:
    before = working_days.thai_day(clock.now())

    (told,) = ask("พรุ่งนี้".encode(), "--expect", "date")

    after = working_days.thai_day(clock.now())
    assert date.fromisoformat(told["value"]) - timedelta(days=1) in {before, after}


def test_understand_prints_what_was_learned_of_the_chats(ask: Asking, database_url: str) -> None:
    database = open_database(database_url)
    migrating.upgrade(database)
    hear(database, "unsure how far", "meant status", "unsure my secret", "unsure why")
    bring(database, event("unsend", 9, unsend={"messageId": "1003"}))
    turn(database)
    database.close()

    offered = ["status", "info.cost"]
    assert ask(b"not read", "--log") == [
        {"text": "how far", "offered": offered, "chosen": "status"},
        {"text": "why", "offered": offered, "chosen": None},
    ]


def test_understand_has_nothing_to_print_of_chats_that_never_were(ask: Asking) -> None:
    assert ask(b"", "--log") == []


def test_sighting_is_a_line_of_the_log() -> None:
    assert understand.sighting(Sighting("ฝนตก", ("help", "status"), None)) == {
        "text": "ฝนตก",
        "offered": ["help", "status"],
        "chosen": None,
    }


@pytest.mark.parametrize(
    "options",
    [
        ["--explain", "--log"],
        ["--expect", "phone", "--explain"],
        ["--expect", "phone", "--log"],
        ["--expect", "name"],
        ["--expect"],
        ["--today", "17/3/2563"],
        ["lines.txt"],
    ],
)
def test_understand_asked_for_what_cannot_be_ends_with_2(
    options: list[str], capsys: Printed
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["understand", *options])

    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert said.err.startswith("usage: python -m bot")


def test_understand_explains_itself(capsys: Printed) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["understand", "--help"])

    said = " ".join(capsys.readouterr().out.split())
    assert ended.value.code == 0
    assert "--expect FIELD read one field instead: " + ", ".join(understand.FIELDS) in said
    assert "id, text, mode (answer, choices or fallback)" in said


def test_understand_answers_before_the_next_line_and_ends_when_nobody_reads() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "understand"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write("สวัสดี\n".encode())
        process.stdin.flush()
        first = json.loads(process.stdout.readline())
        process.stdout.close()
        process.stdin.write("สถานะ\n".encode())
        process.stdin.close()
        complaint = process.stderr.read()

    assert (first["ranked"][0], process.returncode, complaint) == ("greet", 1, b"")
