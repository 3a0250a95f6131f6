"""
Which body of the directory a text names, or what a new one is called.

Exact means certain: one body, by its name, abbreviation, alias or English name, or
with a slip that can mean nothing else. All else is offered as a choice, never taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from handlers import letters
from handlers.answers import agencyparts, keyboard, nobody, province
from handlers.answers.agencynames import (
    heard,
    own_part,
    places,
    written_out,
)
from handlers.answers.likeness import alike, by_slip
from handlers.answers.normalise import clean, normalise
from handlers.lexicon import AgencyEntry, Lexicon
from models.vocabulary import AgencyCategory

MOST_CANDIDATES: Final = 4  # more do not fit one card
LONGEST_NAME: Final = 200
LONGEST_TEXT: Final = 2 * LONGEST_NAME  # with courtesy and lead-in
FEWEST_KEYS: Final = 4  # shorter, what Thai keys type in Latin is some abbreviation by chance
SHORTEST_OWNER: Final = 8
_LETTER: Final = regex.compile(r"\p{L}")
_MARKUP: Final = regex.compile(r"[<>{}\\`^$]+")
_EDGES: Final = " ,.;:|/\\-–—_=+*~!?'\"[]{}<>#"  # noqa: RUF001 - as people type them

# Their branches in a province stay theirs; those of ministries and departments are the province's.
_KEEPS_BRANCHES: Final = frozenset(
    {
        AgencyCategory.STATE_ENTERPRISE,
        AgencyCategory.PUBLIC_ORGANISATION,
        AgencyCategory.INDEPENDENT,
    }
)


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """
    The bodies a text may mean, best first; `exact` when it is certainly the only one.

    `name` is the text made fit for a new body's name, with the category and province
    it tells; empty where the text names no body at all.
    """

    candidates: tuple[AgencyEntry, ...]
    exact: bool
    category: AgencyCategory | None
    province: str | None
    name: str


_NOTHING: Final = AgencyMatch((), False, None, None, "")


def match(text: str, lexicon: Lexicon) -> AgencyMatch:
    """What an answer to "which agency" names."""
    text = _meant(text[:LONGEST_TEXT], lexicon)
    name = _name(text, lexicon)
    if len(name) > LONGEST_NAME:
        return _NOTHING
    found = _certain(text, name, lexicon)
    for typed in () if found else _typed(text, lexicon):
        meant = _name(typed, lexicon)
        if found := _certain(typed, meant, lexicon):
            name = meant
            break
    if not found and not _is_meaningful(name, lexicon):
        return _NOTHING
    candidates, exact = _offer(found, name, lexicon)
    if candidates and exact:
        entry = candidates[0]
        return AgencyMatch((entry,), True, entry.category, entry.province, name)
    told, place = category(name, lexicon), _province(name, lexicon)
    if not (candidates or told or place) and nobody.is_named(text, name, lexicon):
        return _NOTHING
    return AgencyMatch(candidates, False, told, place, name or clean(text, lexicon))


def known(text: str, lexicon: Lexicon) -> tuple[AgencyEntry, ...]:
    """
    The bodies that are called exactly this: none, one, those that share the abbreviation, or
    the two that are named one beside the other.
    """
    said = normalise(text, lexicon)
    found = agencyparts.called(said, lexicon) or agencyparts.beside(text, lexicon)
    return tuple(lexicon.agencies.entries[place] for place in found)


def begins_a_body(word: str, lexicon: Lexicon) -> bool:
    """Whether a word begins as names of bodies do: a kind of body, short or in full."""
    return lexicon.agency.kind.match(heard(word, lexicon)) is not None


def has_own_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word that begins a body's name says more than its kind."""
    return bool(own_part(heard(word, lexicon), lexicon))


def category(name: str, lexicon: Lexicon) -> AgencyCategory | None:
    """What a name that is not listed tells about its kind of body."""
    seen = normalise(name, lexicon)
    if lexicon.agency.public_form.search(seen):
        return AgencyCategory.PUBLIC_ORGANISATION
    if not lexicon.agency.unit.match(seen):
        return _kind(name, lexicon)
    words = name.split()[: agencyparts.MOST_PARTS]
    stretches = (" ".join(words[start:]) for start in range(len(words)))
    return next((told for said in stretches if (told := _kind(said, lexicon))), None)


def _kind(name: str, lexicon: Lexicon) -> AgencyCategory | None:
    words, said = lexicon.agency, heard(name, lexicon)
    if owned := words.of_owner.match(said):
        return words.owned[owned[0]]
    found = words.kind.match(said)
    owner = _branch_of(name, lexicon) or _of_owner(said, lexicon)
    told = owner or (words.categories[found[0]] if found else None)
    is_branch = words.branch.search(said) is not None and told not in _KEEPS_BRANCHES
    return AgencyCategory.PROVINCIAL if is_branch else told


def _branch_of(name: str, lexicon: Lexicon) -> AgencyCategory | None:
    """The category of the one body that is called as the text before the word for a branch."""
    seen = normalise(name, lexicon)
    branch = lexicon.agency.branching.search(seen)
    bodies = places(seen[: branch.start()], lexicon) if branch and branch.start() else ()
    return lexicon.agencies.entries[bodies[0]].category if len(bodies) == 1 else None


def _of_owner(said: str, lexicon: Lexicon) -> AgencyCategory | None:
    """Whose name a heard name begins with: a branch or a division says its body first."""
    index = lexicon.agencies
    for end in range(len(said), SHORTEST_OWNER - 1, -1):
        if (place := index.official.get(said[:end])) is not None:
            return index.entries[place].category
    return None


def _province(name: str, lexicon: Lexicon) -> str | None:
    named = province.inside(written_out(normalise(name, lexicon), lexicon), lexicon)
    said = heard(name, lexicon)
    placed = lexicon.agency.placed.match(said)
    return named or (lexicon.provinces.names.get(said[placed.end() :]) if placed else None)


def _offer(
    found: tuple[int, ...], name: str, lexicon: Lexicon
) -> tuple[tuple[AgencyEntry, ...], bool]:
    entries = lexicon.agencies.entries
    if len(found) == 1:
        return (entries[found[0]],), True
    if found:
        return tuple(entries[place] for place in found[:MOST_CANDIDATES]), False
    if both := agencyparts.beside(name, lexicon):
        return tuple(entries[place] for place in both), False
    parts = agencyparts.read(name, lexicon)
    if parts.is_whole and len(parts.bodies) == 1:
        return (entries[parts.bodies[0]],), True
    slip = None if parts.bodies else by_slip(name, lexicon)
    if slip is not None:
        return (entries[slip],), True
    likely = dict.fromkeys([*parts.bodies, *alike(name, lexicon)])
    return tuple(entries[place] for place in list(likely)[:MOST_CANDIDATES]), False


def _name(text: str, lexicon: Lexicon) -> str:
    """The text without courtesy and lead-in, fit to be stored."""
    seen = clean(_MARKUP.sub(" ", text), lexicon).strip(_EDGES.replace(".", ""))
    seen = lexicon.polite.ending.sub("", seen)
    while (rest := lexicon.agency.opening.sub("", seen)) != seen and _LETTER.search(rest):
        seen = rest
    return seen.strip(_EDGES if seen.count(".") < 2 else _EDGES.replace(".", ""))


def _typed(text: str, lexicon: Lexicon) -> Iterator[str]:
    """What the keys of a text type on the other layout."""
    if thai := keyboard.to_thai(text, lexicon):
        yield thai
    latin = keyboard.to_latin(text, lexicon)
    if latin and len(letters.squeeze(latin)) >= FEWEST_KEYS:
        yield latin


def _is_meaningful(name: str, lexicon: Lexicon) -> bool:
    if len(_LETTER.findall(name)) < 2:
        return False
    normalised = normalise(name, lexicon)
    said = letters.squeeze(letters.sounds(normalised, lexicon.letters))
    if said in lexicon.agency.meaningless or said in lexicon.commands:
        return False
    return lexicon.questions.anywhere.search(normalised) is None and len(set(said)) > 1


def _certain(text: str, name: str, lexicon: Lexicon) -> tuple[int, ...]:
    """Places of the bodies called so, with and without courtesy around it."""
    bare = lexicon.agency.closing.sub("", name)
    spoken = (normalise(said, lexicon) for said in (text, name, bare))
    return next((found for said in spoken if (found := agencyparts.called(said, lexicon))), ())


def _meant(text: str, lexicon: Lexicon) -> str:
    """The text without a body that is said not to be meant, where it names the one that is."""
    words = lexicon.yesno
    refused = words.not_that.search(text)
    if not refused:
        return text
    meant = words.but_that.search(text, refused.end())
    ways = [text[: refused.start()], *([text[meant.end() :]] if meant else [])]
    return next((way for way in ways if _certain(way, _name(way, lexicon), lexicon)), text)
