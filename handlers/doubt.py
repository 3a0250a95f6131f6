"""
Whether a text in the middle of a form answers its question or asks one of its own.

A question must never be stored as an answer, nor an answer be met with a guide. What only
asks is no answer; what the form reads for certain is one; a name of a body or a person
that no reader can check is one unless the text is understood for sure.
"""

from typing import Final

from handlers import form as forms
from handlers import info
from handlers.amendment import WITHDRAW
from handlers.answers import agency, app
from handlers.answers.normalise import normalise
from handlers.answers.several import gather
from handlers.intent import Intent
from handlers.intents import Mode, Understood
from handlers.lexicon import Lexicon
from handlers.question import Answered
from handlers.scene import Open

SLOTS: Final = frozenset({"agency", "apps", "users", "name", "phone", "email"})
EXPRESS_SLOTS: Final = 2
# Wishes that an open form grants, and courtesies: whoever writes so goes on with the form.
GRANTED: Final = frozenset(
    {Intent.REG_START, Intent.REG_CONTINUE, Intent.GREET, Intent.THANKS, Intent.OOS}
)
# Wishes that the review itself answers.
OF_THE_REVIEW: Final = frozenset({Intent.HELP, Intent.REG_EDIT})
# Wishes that an open change is about: whether it is agreed to or refused, the form decides.
OF_FORM: Final = {WITHDRAW.name: Intent.REG_CANCEL}
# Readers of these take nothing but figures and addresses: what they read is no question.
STRICT: Final = frozenset({"users", "phone", "email"})
# Nor is what a list of names holds.
CHECKED: Final = STRICT | {"agency", "province"}


def asks(text: str, lexicon: Lexicon) -> bool:
    """Whether a text has the signs of a question."""
    return lexicon.questions.in_short.search(normalise(text, lexicon)) is not None


def is_express(text: str, lexicon: Lexicon) -> bool:
    """Whether a text names an agency and more of a registration, so that it is no question."""
    found = gather(text, lexicon, SLOTS)
    return "agency" in found and len(found) >= EXPRESS_SLOTS


def condition(text: str, lexicon: Lexicon) -> bool:
    """Whether a figure in a text is only supposed: "if we had 500", "more than 500"."""
    return lexicon.questions.supposing.search(normalise(text, lexicon)) is not None


def may_be_express(told: Understood, text: str) -> bool:
    """Whether it is worth reading all of a text: it holds a figure, an address or an app."""
    has_signs = told.slots.app is not None or "@" in text or any(map(str.isdigit, text))
    return has_signs or told.intent is None


def is_plain(filed: Open, text: str, lexicon: Lexicon) -> bool:
    """Whether a text answers what is asked beyond doubt: nothing else need be thought of."""
    question = forms.current(filed.form, filed.draft)
    if question is None or filed.draft.options or asks(text, lexicon):
        return False
    if info.is_free(filed.draft):
        return True
    if question.name == "apps":
        return app.is_bare(text, lexicon)
    together = [q for q in filed.form.questions if q.group and q.group == question.group]
    checked = (q for q in together or [question] if q.name in CHECKED)
    return any(isinstance(q.take(q.read(text, lexicon), {}), Answered) for q in checked)


def is_answer(filed: Open, told: Understood, text: str, lexicon: Lexicon) -> bool:
    """Whether the open form should hear a text, whatever else it may mean."""
    is_granted = told.ranked[0] in GRANTED or told.ranked[0] is OF_FORM.get(filed.form.name)
    if is_granted or is_express(text, lexicon):
        return True
    question = forms.current(filed.form, filed.draft)
    if question is None or filed.draft.options:
        return told.mode is not Mode.ANSWER or told.ranked[0] in OF_THE_REVIEW
    is_read = isinstance(question.take(question.read(text, lexicon), {}), Answered)
    if question.name == "apps" and is_read:
        return app.is_bare(text, lexicon) or told.mode is not Mode.ANSWER
    if asks(text, lexicon):
        return is_read and question.name in STRICT and not condition(text, lexicon)
    if is_read and question.name in CHECKED:
        return True
    is_body = question.name == "agency" and agency.begins_a_body(text, lexicon)
    return is_body or told.mode is not Mode.ANSWER
