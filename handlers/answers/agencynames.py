"""
The forms in which names of bodies are compared, and who is called exactly what.

A name is compared as written, written out in full, and as heard (folded); what it
begins with tells its kind of body.
"""

from typing import Final

import regex

from handlers import letters
from handlers.answers.normalise import normalise
from handlers.lexicon import Lexicon

LONGEST_CALL: Final = 140  # letters and spaces; no body is called by more
SHORTEST_CUT: Final = 4  # letters of a name's own part before the sign that cuts it short


def places(normalised: str, lexicon: Lexicon) -> tuple[int, ...]:
    """Who is called exactly so, by their places in the directory; the text is normalised."""
    if len(normalised) > LONGEST_CALL:
        return ()
    full = written_out(normalised, lexicon)
    ways = (normalised, bare(normalised, lexicon), full, bare(full, lexicon))
    found = (places for name in dict.fromkeys(ways) if (places := _called(name, lexicon)))
    called = next(found, ()) or _led(full, lexicon)
    called = called or _cut_short(full, lexicon) or _by_province(full, lexicon)
    return tuple(place for place in called if may_be_company(place, full, lexicon))


def bare(name: str, lexicon: Lexicon) -> str:
    """A name without its legal form."""
    return lexicon.agency.legal_form.sub("", name)


def written_out(normalised: str, lexicon: Lexicon) -> str:
    """The name with its abbreviations in full: a body's kind, a province, a district."""
    words = lexicon.agency

    def full(found: regex.Match[str]) -> str:
        return words.written_out[regex.sub(r"[.\s]", "", found["short"])]

    return words.abbreviation.sub(full, normalised)


def heard(name: str, lexicon: Lexicon) -> str:
    """A name in full, as a key."""
    full = bare(written_out(normalise(name, lexicon), lexicon), lexicon)
    return letters.sounds(letters.squeeze(full), lexicon.letters)


def own_part(said: str, lexicon: Lexicon) -> str:
    """A heard name without the words many bodies' names begin with."""
    return lexicon.agency.lead.sub("", said)


def strict_kind(name: str, lexicon: Lexicon) -> str:
    """The kind a name says its body is of, where kinds must not be taken for one another."""
    found = lexicon.agency.strict.match(heard(name, lexicon))
    return found[0] if found else ""


def is_of_kind(place: int, name: str, lexicon: Lexicon) -> bool:
    """A school is no hospital and a sub-district no province, however alike their names."""
    kind = strict_kind(name, lexicon)
    return not kind or strict_kind(lexicon.agencies.entries[place].name, lexicon) == kind


def may_be_company(place: int, full: str, lexicon: Lexicon) -> bool:
    """A name that says it is a company's is no other body's."""
    company = lexicon.agency.company
    is_company = company.search(lexicon.agencies.entries[place].name) is not None
    return is_company or company.search(full) is None


def _called(name: str, lexicon: Lexicon) -> tuple[int, ...]:
    written = letters.squeeze(name)
    heard = letters.sounds(written, lexicon.letters)
    index = lexicon.agencies
    return index.written.get(written) or index.heard.get(heard) or ()


def _led(full: str, lexicon: Lexicon) -> tuple[int, ...]:
    """An abbreviation that follows the first word of its body's own name."""
    lead = lexicon.agency.spelled_lead.match(full)
    if not lead:
        return ()
    places = _called(full[lead.end() :], lexicon)
    entries = lexicon.agencies.entries
    return tuple(place for place in places if entries[place].name.startswith(lead[0].strip()))


def _cut_short(full: str, lexicon: Lexicon) -> tuple[int, ...]:
    """The one body whose official name goes on behind the sign for "and so on"."""
    if not full.endswith(lexicon.agency.and_so_on):
        return ()
    said = letters.squeeze(letters.sounds(full, lexicon.letters))
    if len(own_part(said, lexicon)) < SHORTEST_CUT:
        return ()
    official = lexicon.agencies.official.items()
    found = {place for name, place in official if name.startswith(said)}
    return tuple(found) if len(found) == 1 else ()


def _by_province(full: str, lexicon: Lexicon) -> tuple[int, ...]:
    """Who is called so with the official name of the province that ends the name."""
    said = letters.squeeze(letters.sounds(bare(full, lexicon), lexicon.letters))
    own = own_part(said, lexicon)
    official = lexicon.provinces.names.get(own)
    if official is None or own == said:
        return ()
    name = letters.squeeze(letters.sounds(official, lexicon.letters))
    return lexicon.agencies.heard.get(said.removesuffix(own) + name, ())
