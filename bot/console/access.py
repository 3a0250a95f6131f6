"""
Who may call what: every route of the console, by method, and the roles it is open to.

Whatever does not stand here is closed to everybody, and a test compares this table with the
routes that there are. FRESH names acts for which a proof of who one is must be recent.
"""

from collections.abc import Mapping
from typing import Final

from models.vocabulary import Role

Roles = frozenset[Role]

ALL: Final[Roles] = frozenset(Role)
WORKING: Final[Roles] = frozenset({Role.OFFICER, Role.SCREENER, Role.ADMIN})
SCREENING: Final[Roles] = frozenset({Role.SCREENER, Role.ADMIN})
WORDING: Final[Roles] = frozenset({Role.ANNOUNCER, Role.ADMIN})
ADMINS: Final[Roles] = frozenset({Role.ADMIN})

# Who need not be signed in: only what leads to being so.
OPEN: Final = frozenset(
    {
        *("style", "script", "htmx", "sign_in", "second_step"),
        *("passkey_challenge", "passkey_sign_in", "demo_sign_in"),
    }
)

ACCESS: Final[Mapping[str, Mapping[str, Roles]]] = {
    "home": {"GET": ALL},
    "pulse": {"GET": ALL},
    "sign_out": {"POST": ALL},
    "unknown": {"GET": ALL, "POST": ALL},
    "confirm": {"GET": ALL, "POST": ALL},
    "confirm_passkey": {"POST": ALL},
    "me": {"GET": ALL},
    "me_password": {"GET": ALL, "POST": ALL},
    "me_authenticator": {"GET": ALL, "POST": ALL},
    "me_passkey_new": {"GET": ALL, "POST": ALL},
    "me_passkey_challenge": {"POST": ALL},
    "me_passkey_remove": {"POST": ALL},
    "me_session_end": {"POST": ALL},
    "me_sessions_end": {"POST": ALL},
    "me_shortcuts": {"POST": ALL},
    "me_line": {"POST": WORKING | WORDING},
    "me_line_unbind": {"POST": WORKING | WORDING},
    "staff": {"GET": ADMINS},
    "staff_new": {"GET": ADMINS, "POST": ADMINS},
    "staff_account": {"GET": ADMINS},
    "staff_role": {"POST": ADMINS},
    "staff_act": {"POST": ADMINS},
    "queue": {"GET": ALL},
    "queue_news": {"GET": ALL},
    "queue_approve": {"POST": SCREENING},
    "queue_claim": {"POST": WORKING},
    "queue_assign": {"POST": SCREENING},
    "queue_undo": {"POST": WORKING},
    "queue_all": {"GET": SCREENING},
    "queue_all_do": {"POST": SCREENING},
    "view_keep": {"POST": ALL},
    "view_drop": {"POST": ALL},
    "texts": {"GET": WORDING},
    "text": {"GET": WORDING},
    "text_change": {"POST": WORDING},
    "text_restore": {"POST": WORDING},
    "text_preview": {"POST": WORDING},
    "notices": {"GET": ALL},
    "notice": {"GET": ALL},
    "notice_part": {"GET": ALL},
    "notice_xlsx": {"GET": ALL},
    "notice_new": {"POST": WORDING},
    "notice_change": {"POST": WORDING},
    "notice_check": {"GET": WORDING},
    "notice_test": {"POST": WORDING},
    "notice_submit": {"POST": WORDING},
    "notice_do": {"POST": WORDING},
    "notice_correct": {"POST": WORDING},
    "notice_people": {"GET": ADMINS},
    "case": {"GET": ALL},
    "case_fates": {"GET": ALL},
    "case_watch": {"POST": WORKING},
    "case_claim": {"POST": WORKING},
    "case_release": {"POST": WORKING},
    "case_assign": {"POST": SCREENING},
    "case_verb": {"POST": SCREENING},
    "case_wish": {"POST": SCREENING},
    "case_join": {"POST": SCREENING},
    "case_merge": {"GET": SCREENING},
    "case_merge_do": {"POST": SCREENING},
    "attachment": {"GET": WORKING},
    "reasons": {"GET": SCREENING},
    "reason_add": {"POST": SCREENING},
    "reason_change": {"POST": SCREENING},
    "reports": {"GET": ALL},
    "report_trend": {"GET": ALL},
    "report_sheet": {"GET": ALL},
    "report_xlsx": {"GET": ALL},
    "letters": {"GET": ADMINS},
    "letter_again": {"POST": ADMINS},
    "record": {"GET": ADMINS},
    "record_check": {"POST": ADMINS},
    "privacy": {"GET": ADMINS},
    "person": {"GET": ADMINS},
    "person_copy": {"POST": ADMINS},
    "person_erase": {"GET": ADMINS, "POST": ADMINS},
    "job": {"GET": WORKING},
    "job_part": {"GET": WORKING},
    "job_file": {"GET": WORKING},
    "export": {"POST": WORKING},
    "bodies": {"GET": ALL},
    "body": {"GET": ALL},
    "body_edit": {"GET": WORKING, "POST": WORKING},
    "body_merge": {"GET": SCREENING, "POST": SCREENING},
    "body_tag": {"POST": WORKING},
    "contact_new": {"GET": WORKING, "POST": WORKING},
    "contact_edit": {"GET": WORKING, "POST": WORKING},
    "contact_role": {"POST": WORKING},
    "contact_code": {"POST": WORKING},
    "enter": {"GET": WORKING, "POST": WORKING},
    "providers": {"GET": ALL},
    "provider": {"GET": ALL},
    "provider_pack": {"POST": WORKING},
    "provider_answers": {"POST": WORKING},
    "provider_confirm": {"POST": WORKING},
}

# Pages that lead to such an act stand here too, so that nobody fills in a form in vain.
# What pages ask for by themselves: it does not keep the session of somebody who left.
POLLED: Final = frozenset(
    {
        *("pulse", "queue_news", "case_watch", "case_fates", "job_part"),
        *("notice_part", "notice_check"),
    }
)

FRESH: Final[frozenset[str]] = frozenset(
    {
        *("me_authenticator", "me_passkey_new", "me_passkey_challenge", "me_passkey_remove"),
        *("staff_new", "staff_account", "staff_role", "staff_act"),
        *("person", "person_copy", "person_erase"),
    }
)

# What remains open to somebody who has yet to choose a password or to set up a second proof.
FIRST: Final = frozenset(
    {
        *("sign_out", "confirm", "confirm_passkey", "me_password"),
        *("me_authenticator", "me_passkey_new", "me_passkey_challenge"),
    }
)

# Whose role changes nothing may do without a second proof.
PASSWORD_ALONE: Final = frozenset({Role.VIEWER})


def may(role: Role, endpoint: str, method: str = "GET") -> bool:
    """Whether this role may call a route; HEAD is a GET."""
    return role in ACCESS.get(endpoint, {}).get("GET" if method == "HEAD" else method, frozenset())
