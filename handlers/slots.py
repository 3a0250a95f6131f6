"""Which app and which device a text speaks of, and the text with one sign for each of them."""

from dataclasses import dataclass
from typing import Final

from handlers import letters
from handlers.answers import app
from handlers.lexicon import Lexicon
from handlers.spellings import Spot
from models.vocabulary import Device

# Signs of the currency block, which no reader gives a meaning.
APP_SIGN: Final = "\N{COLON SIGN}"
DEVICE_SIGN: Final = "\N{CRUZEIRO SIGN}"
FOREIGN_SIGN: Final = "\N{FRENCH FRANC SIGN}"  # what is none of the programme's matter

# "On the computer" or "on the phone" leaves these devices to choose from.
KINDS: Final = {
    "computer": (Device.WINDOWS, Device.MAC, Device.WEB),
    "phone": (Device.IOS, Device.ANDROID),
}


@dataclass(frozen=True, slots=True)
class Slots:
    """
    The app a text is about (LINE among them), and the device; None where it names none.

    `devices` are those left when it names only a kind of device, "the computer".
    """

    app: str | None = None
    device: Device | None = None
    devices: tuple[Device, ...] = tuple(Device)


def read(seen: str, lexicon: Lexicon) -> tuple[Slots, str]:
    """What a normalised text names, and the folded text with a sign for each name."""
    seen = lexicon.elsewhere.sub(FOREIGN_SIGN, seen)
    spots, meant = app.subjects(seen, lexicon)
    named = [spot.meaning for spot in spots]
    about = next((name for name in named if name in meant), next(iter(named), None))
    folded = letters.sounds(_signed(seen, spots, APP_SIGN), lexicon.letters)
    places = list(lexicon.devices.spots(folded))
    if about and not places:
        places = list(lexicon.devices_of_apps.spots(folded))
    told = [place.meaning for place in places]
    device = next((Device(name) for name in told if name not in KINDS), None)
    kinds = (KINDS[name] for name in told if name in KINDS)
    left = (device,) if device else next(kinds, tuple(Device))
    return Slots(about, device, left), _signed(folded, places, DEVICE_SIGN)


def is_bare(signed: str) -> bool:
    """Whether a signed text is nothing but names."""
    return not signed.strip(f"{APP_SIGN}{DEVICE_SIGN} ")


def _signed(text: str, spots: list[Spot], sign: str) -> str:
    for spot in reversed(spots):
        text = f"{text[: spot.start]}{sign}{text[spot.end :]}"
    return text
