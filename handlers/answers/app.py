"""
Which of the programme's apps a text asks for.

Names are sought in the folded text, and what refuses or chooses them is read in
order: "not X, Y" is Y. Numbers count as the apps' places in the list that was shown.
"""

from collections.abc import Sequence
from typing import Final

import regex
from rapidfuzz.distance import OSA

from handlers import letters
from handlers.answers import keyboard
from handlers.answers.normalise import normalise, plain
from handlers.answers.reading import Cut, Unclear
from handlers.letters import Letters
from handlers.lexicon import Lexicon
from handlers.spellings import Spellings, Spot
from models.vocabulary import MeetingApp

LINE: Final = "line"  # the programme's fourth company; there is nothing to register for
LONGEST_SLIP: Final = 80  # letters after which anybody sees the wrong layout
_MEET: Final = "meet"  # by itself an app in Thai, and a verb in English
NEAR: Final = 24  # characters beside a name that may say it is none
_WAYS: Final = frozenset({"not", "but", "instead"})  # how the names around them are meant
_SIGNS: Final = _WAYS | {"all"}
_LATIN_WORD: Final = regex.compile(r"[a-z]{4,}")
_VOWELS: Final = regex.compile(r"[aeiou]")
_SHORT: Final = 4  # letters of a word that is a slip only where it lost a vowel
_OFFERED: Final = tuple(MeetingApp)


def read(text: str, lexicon: Lexicon) -> frozenset[MeetingApp] | Unclear:
    """The apps an answer asks for, when apps were asked about."""
    seen = normalise(text, lexicon)
    spots = _spots(seen, lexicon.apps.likely, lexicon)
    if _is_doubted(spots, seen, lexicon):
        return Unclear("unclear.app")
    chosen = _chosen_of(spots, seen, lexicon) or _named_on_wrong_layout(text, lexicon)
    is_silent = all(spot.meaning == "but" for spot in spots)
    chosen = chosen or (_nearly_named(seen, lexicon) if is_silent else frozenset())
    apps = frozenset(app for app in _OFFERED if app in chosen)
    if apps or LINE not in chosen:
        return apps or _by_number(seen, lexicon) or Unclear("unclear.app")
    return Unclear("unclear.app.line")


def named(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Every app a text speaks of and does not refuse, LINE too: its subject, not an answer."""
    return _named(normalise(text, lexicon), lexicon)


def subjects(seen: str, lexicon: Lexicon) -> tuple[list[Spot], frozenset[str]]:
    """Where a normalised text names apps, and which of them it does not refuse; LINE too."""
    spots = [s for s in _spots(seen, lexicon.apps.likely, lexicon) if _is_meant(s, seen, lexicon)]
    return [spot for spot in spots if spot.meaning not in _SIGNS], _chosen(spots)


def is_bare(text: str, lexicon: Lexicon) -> bool:
    """Whether a text names apps and says no more than that they are chosen."""
    seen = lexicon.polite.ending.sub("", normalise(text, lexicon))
    spots = _spots(seen, lexicon.apps.likely, lexicon)
    for spot in reversed(spots):
        seen = f"{seen[: spot.start]} {seen[spot.end :]}"
    is_named = any(spot.meaning not in _WAYS for spot in spots)
    return is_named and not letters.squeeze(lexicon.apps.around.sub(" ", seen))


def take(text: str, lexicon: Lexicon) -> Cut[frozenset[MeetingApp]]:
    """
    The apps among other answers, and the text without their names.

    A likely name counts only with a label, or beside a certain one and on its own or
    joined to it: "Teams, Meet".
    """
    seen = plain(text, lexicon)
    likely = _spots(seen, lexicon.apps.likely, lexicon)
    found = _spots(seen, lexicon.apps.certain, lexicon)
    spots = [spot for spot in found if _is_certain(spot, seen, lexicon)]
    spots += [s for s in likely if s not in spots and _is_labelled(s, seen, lexicon)]
    is_doubted = _is_doubted(likely, seen.lower(), lexicon)
    if not _chosen(sorted(spots, key=_start)) or is_doubted:
        return Cut(frozenset(), seen)
    spots += [spot for spot in likely if spot not in spots and _stands_alone(spot, seen, lexicon)]
    spots = sorted(_with_joined(spots, likely, seen, lexicon), key=_start)
    chosen = _chosen(spots)
    for spot in reversed([spot for spot in spots if spot.meaning not in _WAYS]):
        seen = f"{seen[: spot.start]}\n{seen[spot.end :]}"
    return Cut(frozenset(app for app in _OFFERED if app in chosen), seen)


def doubts(text: str, lexicon: Lexicon) -> bool:
    """Whether a text asks about apps, or compares them, instead of choosing."""
    seen = normalise(text, lexicon)
    return _is_doubted(_spots(seen, lexicon.apps.likely, lexicon), seen, lexicon)


def _is_doubted(spots: Sequence[Spot], seen: str, lexicon: Lexicon) -> bool:
    """Whoever only says that one app is better than none of the others has chosen it."""
    words = lexicon.apps
    if words.doubting.search(seen):
        return True
    compared = words.comparing.search(seen)
    if not compared:
        return False
    named = [spot for spot in spots if spot.meaning not in _SIGNS]
    better = [
        s for s in named if s.end <= compared.start() and not seen[s.end : compared.start()].strip()
    ]
    if not better or {spot.meaning for spot in named} != {better[-1].meaning}:
        return True
    asks = lexicon.questions.in_short.search(seen) or words.compared.match(seen, compared.end())
    return bool(asks or words.beside.search(seen, 0, better[-1].start))


def _start(spot: Spot) -> int:
    return spot.start


def _is_labelled(spot: Spot, seen: str, lexicon: Lexicon) -> bool:
    is_labelled = (
        lexicon.apps.label.search(seen[max(0, spot.start - 2 * NEAR) : spot.start]) is not None
    )
    return is_labelled and _stands_alone(spot, seen, lexicon)


def _with_joined(
    spots: Sequence[Spot], likely: Sequence[Spot], seen: str, lexicon: Lexicon
) -> list[Spot]:
    """The names, and the likely ones that "and", a comma or nothing at all joins to them."""
    known = list(spots)
    # Once to the right and once to the left: a chain of names may hang on its first or its last.
    for spot in [*likely, *reversed(likely)]:
        is_new = spot not in known and spot.meaning not in _SIGNS
        if is_new and any(_are_joined(spot, one, seen, lexicon) for one in known):
            known += [spot] if _is_meant(spot, seen, lexicon) else []
    return known


def _are_joined(one: Spot, other: Spot, seen: str, lexicon: Lexicon) -> bool:
    first, second = sorted((one, other), key=_start)
    between = seen[first.end : second.start]
    is_name = other.meaning not in _SIGNS and first.end <= second.start
    return is_name and lexicon.apps.joint.fullmatch(between) is not None


def _stands_alone(spot: Spot, seen: str, lexicon: Lexicon) -> bool:
    around = seen[: spot.start][-1:] + seen[spot.end :][:1]
    is_name = spot.meaning not in _SIGNS and not letters.squeeze(around)
    return is_name and _is_meant(spot, seen, lexicon)


def _named(seen: str, lexicon: Lexicon) -> frozenset[str]:
    return _chosen_of(_spots(seen, lexicon.apps.likely, lexicon), seen, lexicon)


def _chosen_of(spots: Sequence[Spot], seen: str, lexicon: Lexicon) -> frozenset[str]:
    return _chosen([spot for spot in spots if _is_meant(spot, seen, lexicon)])


def _named_on_wrong_layout(text: str, lexicon: Lexicon) -> frozenset[str]:
    typed = keyboard.to_latin(text, lexicon) if len(text) <= LONGEST_SLIP else None
    return _named(normalise(typed, lexicon), lexicon) if typed else frozenset()


def _nearly_named(seen: str, lexicon: Lexicon) -> frozenset[str]:
    """Latin words within a slip or two of a name, and no words of their own."""
    names = lexicon.apps.latin
    typed = {*_LATIN_WORD.findall(seen)} - lexicon.apps.no_slips
    return frozenset(names[name] for word in typed for name in names if _is_slip(word, name))


def _is_slip(word: str, name: str) -> bool:
    if len(word) <= _SHORT:
        is_bare = _VOWELS.sub("", word) == _VOWELS.sub("", name)
        return is_bare and word[-1] == name[-1] and OSA.distance(word, name) == 1
    return OSA.distance(word, name) <= (1 if len(word) < 7 else 2)


def _spots(seen: str, names: Spellings, lexicon: Lexicon) -> list[Spot]:
    """Where names stand in the text as it is, though they are sought in the folded one."""
    folded, places = _traced(seen, lexicon.letters)
    found = names.spots(folded)
    return [Spot(spot.meaning, places[spot.start], places[spot.end]) for spot in found]


def _is_meant(spot: Spot, seen: str, lexicon: Lexicon) -> bool:
    """A "team" in "our team" and a "line" in "online" are no apps."""
    words = lexicon.apps
    if spot.meaning in _SIGNS or (spot.meaning != LINE and _is_certain(spot, seen, lexicon)):
        return True
    if spot.meaning == LINE and seen[spot.start : spot.end].strip().lower() not in words.line:
        return False  # its last letter is silent, so "slide" sounds as if it held the name
    before, after = seen[max(0, spot.start - NEAR) : spot.start], seen[spot.end :][:NEAR]
    if seen[spot.start : spot.end].lower() == _MEET:
        return not words.not_after_meet.search(before)
    if _is_part_of_a_word(spot, before, after, lexicon):
        return False
    if spot.meaning == MeetingApp.TEAMS and words.not_after_team.search(before):
        return False
    return not (words.not_after.search(before) or words.not_before.match(after))


def _is_part_of_a_word(spot: Spot, before: str, after: str, lexicon: Lexicon) -> bool:
    """Thai is written without spaces: what touches a name must be a word that may stand there."""
    words = lexicon.apps
    if spot.meaning not in (LINE, MeetingApp.TEAMS):
        return False
    touches = bool(letters.squeeze(before[-1:])) and not before[-1:].isascii()
    if touches and not before.endswith(words.may_touch):
        return True
    goes_on = bool(letters.squeeze(after[:1])) and not after[:1].isascii()
    if spot.meaning == LINE or not goes_on:
        return False
    if after.startswith(words.may_follow):
        return False
    return words.likely.pattern.match(letters.sounds(after, lexicon.letters)) is None


def _is_certain(spot: Spot, seen: str, lexicon: Lexicon) -> bool:
    typed = seen[spot.start : spot.end]
    folded = letters.squeeze(letters.sounds(typed.lower(), lexicon.letters))
    return folded not in lexicon.apps.doubtful or typed.strip() in lexicon.apps.exact


def _chosen(spots: Sequence[Spot]) -> frozenset[str]:
    chosen: set[str] = set()
    refused: set[str] = set()
    refusing, previous = False, None
    for spot, following in zip(spots, [*spots, None][1:], strict=True):
        if spot.meaning == "but":
            refusing = False
        elif spot.meaning == "not":
            trails = previous is not None and (following is None or following.meaning == "but")
            if trails and previous:
                chosen.discard(previous)
                refused.add(previous)
            refusing = not trails
        elif spot.meaning == "instead":
            refusing = _replaces(spot, previous, following)
        else:
            group = set(_OFFERED) if spot.meaning == "all" else {spot.meaning}
            (refused if refusing else chosen).update(map(str, group))
            previous = spot.meaning
    return frozenset(chosen - refused)


def _replaces(spot: Spot, previous: str | None, following: Spot | None) -> bool:
    """Whether a name follows "instead of"; the word is a part of others, and ends sentences."""
    is_next = following is not None and following.start - spot.end <= 1
    return is_next and (previous is not None or spot.start == 0)


def _by_number(seen: str, lexicon: Lexicon) -> frozenset[MeetingApp]:
    """The apps by their places, 1 to 3, where the answer is nothing but such numbers."""
    said = letters.sounds(lexicon.polite.ending.sub("", seen), lexicon.letters)
    said = lexicon.apps.span.sub(_every_place, said)
    words = lexicon.apps
    if words.counted.search(said):
        return frozenset()
    if any(part["other"] for part in words.ordinal.finditer(said)):
        return frozenset()
    places = [
        words.ordinals.get(part["which"]) or _place(part["which"])
        for part in words.ordinal.finditer(said)
        if part["which"]
    ]
    if not all(1 <= place <= len(_OFFERED) for place in places):
        return frozenset()
    return frozenset(_OFFERED[place - 1] for place in places)


def _every_place(span: regex.Match[str]) -> str:
    """The places from one to another; as it stands where they are out of order."""
    first, last = int(span["first"]), int(span["last"])
    return " ".join(map(str, range(first, last + 1))) if first < last else span[0]


def _place(digits: str) -> int:
    return int(digits) if len(digits) == 1 else 0


def _traced(text: str, tables: Letters) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters (and its end) the place in the text."""
    lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    heard: list[str] = []
    places: list[int] = []
    done = 0
    for found in [*tables.unheard.finditer(lowered), None]:
        start, end = found.span() if found else (len(lowered), len(lowered))
        heard.append(lowered[done:start])
        places.extend(range(done, start))
        said = tables.heard.get(found[0], "") if found else ""
        heard.append(said)
        places.extend([start] * len(said))
        done = end
    return "".join(heard), [*places, len(text)]
