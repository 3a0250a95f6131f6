"""Samples of what is said: the dialogue's own cards, of everything an editor may word."""

from datetime import date

from bot.line import outbound
from bot.services import samples, wording
from handlers.turn import Article, Guide, Remedy
from messages_th.catalogue import places, template
from models.vocabulary import Device, GuideTask, MeetingApp, Trouble

CATALOGUE = wording.shipped()


def test_every_sample_can_be_sent() -> None:
    messages = [outbound.render((say,), CATALOGUE) for say in samples.says(CATALOGUE)]

    assert all(messages)


def test_an_entry_of_a_book_belongs_to_its_page() -> None:
    def page(key: str) -> object:
        match samples.page(CATALOGUE, key):
            case Guide(app, task, device):
                return (app, task, device)
            case Remedy(trouble, symptom, app):
                return (trouble, symptom, app)
            case Article(topic, part):
                return (topic, part)
        return None

    pages = {
        "guide.webex.join.mac.steps": (MeetingApp.WEBEX, GuideTask.JOIN, Device.MAC),
        "guide.teams.install.ios.link.label": (
            MeetingApp.TEAMS,
            GuideTask.INSTALL,
            Device.IOS,
        ),
        "guide.webex.admin.tip": (MeetingApp.WEBEX, GuideTask.ADMIN, None),
        "guide.webex.name": (MeetingApp.WEBEX, GuideTask.ADMIN, None),
        "guide.stuck": None,
        "remedy.sound.silent.tip": (Trouble.SOUND, "silent", None),
        "remedy.sound.silent.teams.steps": (Trouble.SOUND, "silent", MeetingApp.TEAMS),
        "words.symptoms.sound.silent": (Trouble.SOUND, "silent", None),
        "answer.cost": ("cost", None),
        "answer.cost.title": ("cost", None),
        "answer.cost.bill.button": ("cost", "bill"),
        "article.cost.bill.source": ("cost", "bill"),
        "words.parts.cost.bill": ("cost", "bill"),
        "words.commands.help": None,
    }

    assert {key: page(key) for key in pages} == pages


def test_a_text_gets_a_value_for_each_of_its_places() -> None:
    for key, text in CATALOGUE.texts.items():
        values = samples.values(CATALOGUE, key)

        assert values.keys() == places(template(key, text))
        assert CATALOGUE.text(key, **values)


def test_values_are_of_the_kind_that_the_bot_puts_in() -> None:
    assert samples.values(CATALOGUE, "card.checked") == {"day": date(2020, 3, 17)}
    assert samples.values(CATALOGUE, "words.commands.help") == {}
