from bot.errors import BotError, SettingsError, TurnFailed


def test_settings_error_tells_every_fault() -> None:
    error = SettingsError(["PORT must be a number", "PUBLIC_URL must be an address"])

    assert error.faults == ("PORT must be a number", "PUBLIC_URL must be an address")
    assert str(error) == "PORT must be a number; PUBLIC_URL must be an address"


def test_turn_failed_names_the_event_and_nothing_of_its_text() -> None:
    error = TurnFailed(7)

    assert isinstance(error, BotError)
    assert (error.inbox_id, str(error), error.key) == (7, "inbox event 7", "door.sorry")
