import threading

from bot.delivery.crew import Crew

PATIENCE = 5.0


class Hand:
    """Somebody whose end takes until everybody has been asked."""

    def __init__(self, asked: threading.Barrier) -> None:
        self.asked = asked
        self.works = False

    def start(self) -> None:
        self.works = True

    def stop(self) -> None:
        self.asked.wait(PATIENCE)
        self.works = False

    def is_alive(self) -> bool:
        return self.works


def test_a_crew_begins_together_and_is_asked_to_stop_at_once() -> None:
    asked = threading.Barrier(3)
    crew = Crew([Hand(asked) for _ in range(3)])
    seen = [crew.is_alive()]

    crew.start()
    seen.append(crew.is_alive())
    crew.stop()
    seen.append(crew.is_alive())

    assert seen == [False, True, False]


def test_a_crew_of_nobody_has_nothing_to_do() -> None:
    crew = Crew(())

    crew.start()
    crew.stop()

    assert crew.is_alive()
