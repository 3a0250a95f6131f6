"""The words and bodies the dialogue knows, as shipped, built once for all its tests."""

import pytest

import messages_th
from bot.services import directory
from handlers.lexicon import AgencyEntry, Lexicon, build
from messages_th import Catalogue
from models.vocabulary import AgencyCategory
from tests.handlers.deciding import Talk


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return build(messages_th.load_lexicon(), [_entry(**values) for values in directory.read_list()])


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return messages_th.load()


@pytest.fixture
def talk(lexicon: Lexicon, catalogue: Catalogue) -> Talk:
    """A person who has never been here, and no request of anybody."""
    return Talk(lexicon, catalogue)


def _entry(
    *, code: str, name: str, category: str, province: str | None, keys: str, folded: str
) -> AgencyEntry:
    kept = tuple(key for key in keys.split("\n") if key)
    return AgencyEntry(code, name, AgencyCategory(category), province, kept)
