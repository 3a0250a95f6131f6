"""What somebody keeps is theirs, by its name, and not without end."""

from bot.services import views
from bot.services.selection import Group, Selection
from bot.services.views import View
from models.base import Database
from models.vocabulary import AgencyCategory
from tests.bot.services.requested import MORNING, colleague

PROVINCES = Selection(category=AgencyCategory.PROVINCIAL, q="เชียงใหม่")


def test_a_selection_is_kept_and_found_again(database: Database) -> None:
    with database.write() as connection:
        me, other = colleague(connection, "ฉัน"), colleague(connection, "เพื่อน")

    hindered = views.keep(database, "  งาน   จังหวัด ", PROVINCES, officer=me, now=MORNING)

    assert hindered is None
    with database.read() as connection:
        assert views.mine(connection, me) == (View(1, "งาน จังหวัด", PROVINCES),)
        assert views.mine(connection, other) == ()


def test_the_same_name_takes_the_place_of_the_former(database: Database) -> None:
    with database.write() as connection:
        me = colleague(connection, "ฉัน")
    views.keep(database, "งาน", PROVINCES, officer=me, now=MORNING)

    views.keep(database, "งาน", Selection(group=Group.ALL), officer=me, now=MORNING)

    with database.read() as connection:
        assert views.mine(connection, me) == (View(1, "งาน", Selection(group=Group.ALL)),)


def test_a_view_needs_a_name(database: Database) -> None:
    with database.write() as connection:
        me = colleague(connection, "ฉัน")

    assert views.keep(database, "   ", PROVINCES, officer=me, now=MORNING) == "queue.views.nameless"


def test_twenty_are_enough(database: Database) -> None:
    with database.write() as connection:
        me = colleague(connection, "ฉัน")
    for number in range(views.MOST):
        views.keep(database, f"งาน {number}", PROVINCES, officer=me, now=MORNING)

    hindered = views.keep(database, "อีกหนึ่ง", PROVINCES, officer=me, now=MORNING)

    assert hindered == "queue.views.full"
    assert views.keep(database, "งาน 3", PROVINCES, officer=me, now=MORNING) is None


def test_only_ones_own_are_dropped(database: Database) -> None:
    with database.write() as connection:
        me, other = colleague(connection, "ฉัน"), colleague(connection, "เพื่อน")
    views.keep(database, "งาน", PROVINCES, officer=me, now=MORNING)

    assert not views.drop(database, 1, officer=other, now=MORNING)
    assert views.drop(database, 1, officer=me, now=MORNING)
    assert not views.drop(database, 1, officer=me, now=MORNING)
