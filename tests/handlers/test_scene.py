"""How a turn is made of what is open and what was decided to say."""

from handlers.form import Moved
from handlers.lexicon import Lexicon
from handlers.registration import REGISTRATION
from handlers.scene import Open, Scene
from handlers.talk import HUMAN, RESUME
from handlers.turn import Ask, CountLookup, Draft, Facts, Tell, Turn, Words
from tests.handlers.deciding import facts

HELLO = Tell(Words("greeting.hello"))
QUESTION = Ask(Words("guide.which_app"))
DRAFT = Draft("registration", version=5)
FILED = Open(REGISTRATION, DRAFT)


def scene(lexicon: Lexicon, known: Facts | None = None, filed: Open | None = FILED) -> Scene:
    return Scene(filed, known or facts(version=3), lexicon, 200)


def test_version_is_that_of_the_draft_or_of_what_was_closed_last(lexicon: Lexicon) -> None:
    assert scene(lexicon).version == 5
    assert scene(lexicon, facts(version=9)).version == 9
    assert scene(lexicon, filed=None).version == 3


def test_saying_leaves_everything_as_it_is(lexicon: Lexicon) -> None:
    assert scene(lexicon).say(HELLO, effects=(CountLookup(),), misses=1) == Turn(
        DRAFT, (HELLO,), (CountLookup(),), misses=1, version=5
    )
    assert scene(lexicon, filed=None).say(HELLO) == Turn(None, (HELLO,), version=3)


def test_aside_repeats_the_question_of_the_open_form(lexicon: Lexicon) -> None:
    now = scene(lexicon)

    assert now.aside(HELLO).says == (HELLO, FILED.ask())
    assert now.aside().says == (FILED.ask(),)


def test_aside_that_is_a_question_itself_leads_back_by_a_button(lexicon: Lexicon) -> None:
    now = scene(lexicon)
    leading_back = Ask(Words("guide.which_app"), ways=(RESUME,))

    assert now.aside(HELLO, QUESTION).says == (HELLO, leading_back)
    assert now.aside(leading_back).says == (leading_back,)


def test_aside_without_a_form_is_just_said(lexicon: Lexicon) -> None:
    assert scene(lexicon, filed=None).aside(QUESTION).says == (QUESTION,)


def test_form_that_moved_is_kept_with_its_version(lexicon: Lexicon) -> None:
    moved = Draft("registration", version=6, answers={"users": 450})

    assert scene(lexicon, facts(misses=1)).keep(Moved(moved, (QUESTION,))) == Turn(
        moved, (QUESTION,), misses=0, version=6
    )


def test_second_miss_in_a_row_offers_a_person_on_the_card(lexicon: Lexicon) -> None:
    missed = Moved(DRAFT, (HELLO, QUESTION), is_understood=False)

    first = scene(lexicon, facts(misses=0)).keep(missed)
    second = scene(lexicon, facts(misses=1)).keep(missed)

    assert (first.misses, first.says) == (1, (HELLO, QUESTION))
    assert second.misses == 2
    assert second.says == (HELLO, Ask(Words("guide.which_app"), ways=(HUMAN,)))


def test_closing_makes_every_older_button_stale(lexicon: Lexicon) -> None:
    assert scene(lexicon).close(HELLO, effects=(CountLookup(),)) == Turn(
        None, (HELLO,), (CountLookup(),), version=6
    )
