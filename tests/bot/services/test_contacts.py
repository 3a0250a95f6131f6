"""Who speaks for a body, as staff see it."""

from sqlalchemy import update

from bot.services import contacts, linking
from bot.services.contacts import ContactView
from bot.services.officer import Officer
from models.base import Database
from models.contact import AgencyContact, Contact
from models.vocabulary import ContactRole, Role
from tests.bot.services.colleagues import hire
from tests.bot.services.office import MALEE, MORNING, SOMCHAI, WEATHER, Office, later, submit

_link, _person = AgencyContact.__table__, Contact.__table__


def test_a_contact_tells_whom_it_speaks_for_and_how_it_is_reached(peopled: Database) -> None:
    with peopled.write() as connection:
        Office(connection).do(1, submit(WEATHER, person=SOMCHAI))
        connection.execute(update(_person).values(display_name="ชาย", blocked_at=later(days=1)))

    found = contacts.find(peopled, 1)

    assert found is not None
    assert found == ContactView(
        id=1,
        agency_id=1,
        code="GOV-091",
        agency="กรมอุตุนิยมวิทยา",
        role=ContactRole.MAIN,
        person=SOMCHAI,
        since=MORNING,
        mark=found.mark,
        is_on_line=True,
        is_blocked=True,
        display_name="ชาย",
        code_until=None,
    )


def test_a_code_that_waits_is_seen_until_it_is_used(peopled: Database) -> None:
    officer = Officer(hire(peopled), "สมศรี", Role.OFFICER)
    with peopled.write() as connection:
        Office(connection).do(1, submit(WEATHER, person=MALEE))
        connection.execute(update(_link).values(contact_id=None))

    linking.make(peopled, 1, officer=officer, now=MORNING)

    found = contacts.find(peopled, 1)
    assert found is not None
    assert (found.code_until, found.is_on_line) == (MORNING + linking.GOOD_FOR, False)


def test_a_contact_that_is_none_is_not_found(peopled: Database) -> None:
    assert contacts.find(peopled, 7) is None
    with peopled.read() as connection:
        assert contacts.of_agency(connection, 1) == ()
