"""Examples become weights: the same bytes every time, and those that are shipped."""

import subprocess
import sys
from pathlib import Path

import pytest

import messages_th
from bot.cli import train
from bot.cli.commands import main
from handlers import weights
from handlers.intent import Intent
from messages_th import examples

Printed = pytest.CaptureFixture[str]

COURTESY = 'before = ["สวัสดีค่ะ "]\nafter = [" ขอบคุณค่ะ"]\n'
SCREEN = """
[guide.share]
means = "อยากให้คนอื่นเห็นจอ"
examples = [
  "แชร์จอยังไง", "โชว์จอให้ดู", "เปิดจอให้เห็น", "ฉายจอขึ้นกลาง", "จอของฉันขึ้นที่ไหน",
  "share my screen", "ให้เขาเห็นจอเรา", "แชร์สไลด์บนจอ", "โชว์สไลด์", "แชร์หน้าจอทั้งหมด",
]
patterns = ["(แชร์|โชว์|ฉาย)(จอ|สไลด์)(ยังไง|ทำไง)"]
"""
RAIN = """
[oos]
means = "เรื่องอื่น"
examples = [
  "ฝนตกไหม", "วันนี้ฝนตก", "พรุ่งนี้ฝนจะตกหรือเปล่า", "ฝนหยุดหรือยัง", "เมื่อไรฝนจะตก",
  "will it rain", "ฝนตกหนักมาก", "อากาศร้อนฝนไม่ตก", "ฝนตกรถติด", "ร่มกันฝน",
]
"""
PRICE = """
[info.cost]
means = "ถามราคา"
examples = [
  "ราคาเท่าไร", "เสียเงินไหม", "ต้องจ่ายเงินกี่บาท", "ฟรีหรือเสียเงิน", "ค่าบริการกี่บาท",
  "how much money", "คิดเงินยังไง", "ราคาแพงไหม", "มีค่าใช้จ่ายกี่บาท", "เสียค่าบริการไหม",
]
"""

WITHOUT_NUMPY = """
import pathlib, sys
sys.modules["numpy"] = None
from bot.cli import train
sys.exit(train.run(pathlib.Path(sys.argv[1])))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, told in (("courtesy", COURTESY), ("a", SCREEN), ("b", RAIN), ("c", PRICE)):
        (tmp_path / f"{name}.toml").write_text(told, "utf-8")
    return tmp_path


def test_train_writes_the_same_bytes_for_the_same_examples(folder: Path, capsys: Printed) -> None:
    codes, written = [], []
    for _ in range(2):
        codes.append(train.run(folder))
        written.append((folder / examples.WEIGHTS).read_bytes())

    said = capsys.readouterr().out.splitlines()
    assert codes == [0, 0]
    assert written[0] == written[1]
    assert said[:2] == said[2:]
    assert said[0].split(",")[0].endswith(" sentences of 3 intents")


def test_train_writes_what_the_bot_reads(folder: Path) -> None:
    train.run(folder)

    found = weights.parse(examples.load_weights(folder))
    assert found.intents == tuple(Intent)
    assert found.digest == examples.digest(examples.load_examples(folder))
    assert 0.0 <= found.choose_from <= found.answer_from <= 1.0
    assert 0 < len(found.rows) < 1_000
    assert {"แชร", "ราค"} <= found.thai
    assert {"sha", "rai"} <= found.latin


def test_train_heeds_every_example(folder: Path) -> None:
    train.run(folder)
    before = examples.load_weights(folder)
    rain = (folder / "b.toml").read_text("utf-8").replace("ร่มกันฝน", "ร่มกันแดดกันฝน")
    (folder / "b.toml").write_text(rain, "utf-8")

    train.run(folder)

    assert examples.load_weights(folder) != before


def test_train_refuses_an_intent_that_is_none_and_writes_nothing(
    folder: Path, capsys: Printed
) -> None:
    (folder / "d.toml").write_text('[guide.shaer]\nexamples = ["แชร์จอ"]\n', "utf-8")

    code = train.run(folder)

    said = capsys.readouterr()
    assert (code, said.out, said.err) == (1, "", "There is no such intent: guide.shaer\n")
    assert not (folder / examples.WEIGHTS).exists()


def test_train_says_what_is_missing_where_nothing_can_be_learned(folder: Path) -> None:
    """As on a machine that has the bot's packages, but not the developers'."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_NUMPY, folder], capture_output=True, text=True, check=False
    )

    said = "numpy is needed to learn. Install it with: make setup\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_train_explains_itself(capsys: Printed) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["train", "--help"])

    said = " ".join(capsys.readouterr().out.split())
    assert ended.value.code == 0
    assert "learn from messages_th/intents/ and write the weights" in said
    assert "the same examples always give the same weights" in said


def test_the_shipped_weights_are_those_of_the_shipped_examples() -> None:
    shipped = weights.parse(messages_th.load_weights())

    assert shipped.digest == examples.digest(examples.load_examples()), (
        "The examples have changed since the weights were made: run make train"
    )


def test_the_shipped_weights_know_every_intent_and_are_in_doubt_at_times() -> None:
    shipped = weights.parse(messages_th.load_weights())

    assert shipped.intents == tuple(Intent)
    assert 0.0 < shipped.choose_from < shipped.answer_from < 1.0
