"""The words and bodies the dialogue knows, as shipped, built once for all its tests."""

import pytest

import messages_th
from bot.services import directory
from handlers.lexicon import Lexicon
from messages_th import Catalogue
from tests.handlers.deciding import Talk


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return directory.shipped()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return messages_th.load()


@pytest.fixture
def talk(lexicon: Lexicon, catalogue: Catalogue) -> Talk:
    """A person who has never been here, and no request of anybody."""
    return Talk(lexicon, catalogue)
