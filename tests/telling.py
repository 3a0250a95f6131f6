"""
Conversations as plain text: who does what, and what they then see.

A file begins with `# its subject`. `(พีซี)` alone on a line puts everybody on LINE for
computers; `(กลุ่ม ก ข)` opens a group of two; `-- ผ่านไป 6 วัน` lets days pass. What people
do stands behind `name >`: a text, `[a button]`, `[[the oldest such button]]`, or a kind of
thing in round brackets. `{ซ้ำ 3}` delivers the event three times, `(เงียบ)` expects no answer,
` ⏎ ` is a new line.
`* ` before a line is the office's part, as `tests.screening` reads it. What the bot answers
stands below, behind `<`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from simulator import reading, transcript
from simulator.buttons import squeeze
from simulator.people import Author, Shown
from simulator.reading import Button
from simulator.testing import Group, Line, Person

LINE_OF: Final = re.compile(r"(?P<who>[^>]+?) > (?P<what>.+)")
DAYS: Final = re.compile(r"-- ผ่านไป (\d+) วัน")
COPIES: Final = re.compile(r" \{ซ้ำ (\d+)\}$")
SILENT: Final = " (เงียบ)"
NUMBER: Final = re.compile(r"^\d ")
PC: Final = "(พีซี)"
GROUP: Final = re.compile(r"\(กลุ่ม (.+)\)")
GROUP_PREFIX: Final = "กลุ่ม/"
OFFICE: Final = "* "
NEW_LINE: Final = " ⏎ "

SENT: Final[Mapping[str, dict[str, object]]] = {
    "(สติกเกอร์)": {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    "(รูปภาพ)": {"type": "image", "contentProvider": {"type": "line"}},
    "(วิดีโอ)": {"type": "video", "duration": 5000, "contentProvider": {"type": "line"}},
    "(เสียง)": {"type": "audio", "duration": 2000, "contentProvider": {"type": "line"}},
    "(ไฟล์)": {"type": "file", "fileName": "หนังสือ.pdf", "fileSize": 2048},
    "(ตำแหน่ง)": {"type": "location", "latitude": 13.88, "longitude": 100.56},
}

DONE: Final[Mapping[str, Callable[[Person], Person]]] = {
    "(เพิ่มเพื่อน)": Person.follows,
    "(บล็อก)": Person.blocks,
    "(เลิกบล็อก)": Person.unblocks,
    "(ยกเลิกข้อความ)": Person.unsends,
}


@dataclass
class Stage:
    """
    The people of one conversation, made as they first speak. `settle` waits until the bot has
    sent everything it has to say, pushes too; `decide` has the office do something.
    """

    line: Line
    pass_days: Callable[[int], None]
    settle: Callable[[], None]
    decide: Callable[[str, dict[str, str]], None]
    is_pc: bool = False
    people: dict[str, Person] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)
    group: Group | None = None

    def person(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = self.line.user(name, pc=self.is_pc)
        return self.people[name]

    def news(self, talk: Person | Group) -> Iterator[str]:
        """What the bot has written in a chat since the last time this was asked."""
        history = talk.chat.history
        begin = self.shown.get(talk.chat_id, 0)
        self.shown[talk.chat_id] = len(history)
        for shown in history[begin:]:
            if shown.author is Author.BOT:
                yield from transcript.lines(shown)


def told(script: str, stage: Stage) -> str:
    """Play what people do in a script, and tell the whole conversation as it came to be."""
    lines = (line for line in script.splitlines() if not line.startswith(("<", "  ")))
    text = "\n".join(part for line in lines for part in _played(line, stage))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _played(line: str, stage: Stage) -> Iterator[str]:
    if not line.strip():
        return
    spoken, days, group = LINE_OF.fullmatch(line), DAYS.fullmatch(line), GROUP.fullmatch(line)
    if days:
        stage.pass_days(int(days[1]))
    elif group:
        members = [stage.person(name) for name in group[1].split()]
        stage.group = stage.line.group(*members)
    elif line == PC:
        stage.is_pc = True
    elif line.startswith(OFFICE):
        stage.settle()
        ids = {name: person.user_id for name, person in stage.people.items()}
        stage.decide(line.removeprefix(OFFICE), ids)
    if not spoken:
        yield line
        if group and stage.group:
            stage.settle()
            yield from stage.news(stage.group)
        yield ""
        return
    yield from _done_by(spoken["who"], spoken["what"], stage)
    yield ""


def _done_by(who: str, what: str, stage: Stage) -> Iterator[str]:
    if who.startswith(GROUP_PREFIX) and stage.group is not None:
        yield f"{who} > {what}"
        yield from stage.news(
            _in_group(stage.group, stage.person(who.removeprefix(GROUP_PREFIX)), what)
        )
        return
    person = stage.person(who)
    stage.settle()
    pushed = list(stage.news(person))
    if pushed:
        yield from (f"< (ถึง{who})", *pushed, "")
    yield f"{who} > {what}"
    yield from stage.news(_done(person, what))


def _in_group(group: Group, person: Person, what: str) -> Group:
    text = what.removesuffix(SILENT)
    return group.says(person, text, answered=text == what)


def _done(person: Person, what: str) -> Person:
    copies = COPIES.search(what)
    text = COPIES.sub("", what).replace(NEW_LINE, "\n")
    if what in DONE:
        return DONE[what](person)
    if what in SENT:
        return person.sends({"type": "message", "message": dict(SENT[what])})
    if what.startswith("[["):
        label = what[2:-2]
        return person.taps(label, message=_oldest(person, label))
    if what.startswith("["):
        return person.taps(what[1:-1])
    return person.says(text, copies=int(copies[1])) if copies else person.says(text)


def _oldest(person: Person, label: str) -> int:
    """The index of the oldest message in the chat that shows a button of this label."""
    for index, shown in enumerate(person.chat.history):
        if squeeze(label) in _buttons(shown):
            return index
    raise AssertionError(f"no card ever showed [{label}]\n\n{person.report()}")


def _buttons(shown: Shown) -> list[str]:
    """The labels on a message of the bot, without the numbers they may be typed by."""
    if shown.author is not Author.BOT:
        return []
    items = shown.message.get("quickReply", {}).get("items", ())
    found = [*reading.parts(shown.message), *reading.chips(items)]
    return [NUMBER.sub("", squeeze(part.label)) for part in found if isinstance(part, Button)]
