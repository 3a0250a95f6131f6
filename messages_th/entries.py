"""
What the office may word anew beside the catalogue's texts, each entry as one text by its key.

`guide.teams.install.ios.steps`, `guide.teams.name`, `remedy.sound.silent.teams.tip`,
`article.cost.source`, `words.commands.help`. A list has one thing a line; what is empty is
not there. Pure: books come in and go out as values.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from messages_th.answerbook import ArticleText
from messages_th.guidebook import GuideText
from messages_th.troublebook import RemedyText, SymptomText, TroubleText

# The fields of a book that have keys of their own.
OF_APP: Final = ("name", "about")
OF_GUIDE: Final = ("title", "steps", "tip", "source")
OF_LINK: Final = ("label", "uri")
OF_REMEDY: Final = ("steps", "tip", "source")
OF_ARTICLE: Final = ("source", "link")

# The word lists that may grow while the bot runs. All others change how it compares sentences,
# and so ask for `make train`.
HEARD: Final = ("commands", "parts", "symptoms")
WORDS: Final = "words"

Told = TypeVar("Told")
Entry = tuple[str, str]


def of_guides(guides: Mapping[str, GuideText]) -> Iterator[Entry]:
    """The entries of all guides; what several have in common comes with each of them."""
    for key, guide in guides.items():
        yield from _entries(_app(key), guide, OF_APP)
        yield from _entries(f"guide.{key}", guide, OF_GUIDE)
        if guide.link:
            yield from _entries(f"guide.{key}.link", guide.link, OF_LINK)


def of_articles(articles: Mapping[str, ArticleText]) -> Iterator[Entry]:
    """The entries of all answers, but for the texts that the catalogue has already."""
    for key, article in articles.items():
        yield from _entries(f"article.{key}", article, OF_ARTICLE)


def of_troubles(troubles: Mapping[str, TroubleText]) -> Iterator[Entry]:
    """The entries of all remedies."""
    for name, trouble in troubles.items():
        for code, symptom in trouble.symptoms.items():
            key = f"remedy.{name}.{code}"
            yield from _entries(key, symptom.remedy, OF_REMEDY)
            for app, remedy in symptom.by_app.items():
                yield from _entries(f"{key}.{app}", remedy, OF_REMEDY)


def of_lexicon(lexicon: Mapping[str, Any]) -> Iterator[Entry]:
    """The word lists that may grow."""
    yield from _lists(WORDS, {name: lexicon[name] for name in HEARD})


def worded_guides(
    guides: Mapping[str, GuideText], wordings: Mapping[str, str]
) -> dict[str, GuideText]:
    """The guides with the office's own wordings."""
    return {key: _worded_guide(key, guide, wordings) for key, guide in guides.items()}


def worded_articles(
    articles: Mapping[str, ArticleText], wordings: Mapping[str, str]
) -> dict[str, ArticleText]:
    """The answers with the office's own wordings."""
    return {
        key: _worded(f"article.{key}", article, OF_ARTICLE, wordings)
        for key, article in articles.items()
    }


def worded_troubles(
    troubles: Mapping[str, TroubleText], wordings: Mapping[str, str]
) -> dict[str, TroubleText]:
    """The troubles with the office's own wordings of their remedies."""
    return {
        name: replace(
            trouble,
            symptoms={
                code: _worded_symptom(f"remedy.{name}.{code}", symptom, wordings)
                for code, symptom in trouble.symptoms.items()
            },
        )
        for name, trouble in troubles.items()
    }


def worded_lexicon(lexicon: Mapping[str, Any], wordings: Mapping[str, str]) -> Mapping[str, Any]:
    """The word lists with the office's own; the very same lexicon when it has none."""
    if not any(key.startswith(f"{WORDS}.") for key in wordings):
        return lexicon
    heard = {name: lexicon[name] for name in HEARD}
    return {**lexicon, **_worded_lists(WORDS, heard, wordings)}


def lines(text: str) -> list[str]:
    """The things of a list, one a line, none of them empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _app(guide: str) -> str:
    return f"guide.{guide.partition('.')[0]}"


def _entries(prefix: str, told: Any, names: Iterable[str]) -> Iterator[Entry]:
    for name in names:
        value = getattr(told, name)
        yield f"{prefix}.{name}", "\n".join(value) if isinstance(value, tuple) else value or ""


def _worded_guide(key: str, guide: GuideText, wordings: Mapping[str, str]) -> GuideText:
    worded = _worded(_app(key), guide, OF_APP, wordings)
    worded = _worded(f"guide.{key}", worded, OF_GUIDE, wordings)
    if worded.link is None:
        return worded
    return replace(worded, link=_worded(f"guide.{key}.link", worded.link, OF_LINK, wordings))


def _worded_symptom(key: str, symptom: SymptomText, wordings: Mapping[str, str]) -> SymptomText:
    def worded(prefix: str, remedy: RemedyText) -> RemedyText:
        return _worded(prefix, remedy, OF_REMEDY, wordings)

    own = {app: worded(f"{key}.{app}", remedy) for app, remedy in symptom.by_app.items()}
    return replace(symptom, remedy=worded(key, symptom.remedy), by_app=own)


def _worded(prefix: str, told: Told, names: Iterable[str], wordings: Mapping[str, str]) -> Told:
    changed = {
        name: _value(getattr(told, name), wordings[f"{prefix}.{name}"])
        for name in names
        if f"{prefix}.{name}" in wordings
    }
    return replace(told, **changed) if changed else told  # type: ignore[type-var]


def _value(old: Any, text: str) -> Any:
    return tuple(lines(text)) if isinstance(old, tuple) else text or None


def _lists(prefix: str, table: Mapping[str, Any]) -> Iterator[Entry]:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, Mapping):
            yield from _lists(key, value)
        else:
            yield key, "\n".join(value)


def _worded_lists(
    prefix: str, table: Mapping[str, Any], wordings: Mapping[str, str]
) -> dict[str, Any]:
    worded: dict[str, Any] = {}
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, Mapping):
            worded[name] = _worded_lists(key, value, wordings)
        else:
            worded[name] = lines(wordings[key]) if key in wordings else value
    return worded
