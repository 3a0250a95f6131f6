"""
The office's closed sets of words, each written once.

Standard library only, so that `handlers` may use it. What a word is called in
Thai stands in `messages_th/labels.toml` under the same value.
"""

from enum import StrEnum


class AgencyCategory(StrEnum):
    """The five kinds of body of the programme's press table, in its order."""

    GOVERNMENT = "government"
    STATE_ENTERPRISE = "state_enterprise"
    PUBLIC_ORGANISATION = "public_organisation"
    INDEPENDENT = "independent"
    PROVINCIAL = "provincial"


class MeetingApp(StrEnum):
    """The online meeting programmes an agency may ask for, in the order they are offered."""

    TEAMS = "teams"
    WEBEX = "webex"
    HANGOUTS = "hangouts"


class Device(StrEnum):
    """What a guide is for."""

    IOS = "ios"
    ANDROID = "android"
    WINDOWS = "windows"
    MAC = "mac"
    WEB = "web"


class GuideTask(StrEnum):
    """What a guide explains; ADMIN is for whoever looks after the agency's accounts."""

    INSTALL = "install"
    SIGNIN = "signin"
    CREATE = "create"
    JOIN = "join"
    SHARE = "share"
    RECORD = "record"
    INVITE = "invite"
    HOST = "host"
    ADMIN = "admin"


class Trouble(StrEnum):
    """What may go wrong with a meeting."""

    SOUND = "sound"
    VIDEO = "video"
    LOGIN = "login"
    PASSWORD = "password"
    LINK = "link"
    SLOW = "slow"
    INSTALL = "install"
    SHARE = "share"


class RegistrationStatus(StrEnum):
    """Where a request stands. The ways between them are in `lifecycle.TRANSITIONS`."""

    SUBMITTED = "submitted"
    SCREENING = "screening"
    NEED_INFO = "need_info"
    APPROVED = "approved"
    FORWARDED = "forwarded"
    ACTIVE = "active"
    EXPIRED = "expired"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class AppStatus(StrEnum):
    """Where one app of a request stands with its provider."""

    WAITING = "waiting"
    FORWARDED = "forwarded"
    ACKNOWLEDGED = "acknowledged"
    ACTIVE = "active"
    REFUSED = "refused"
    EXPIRED = "expired"
    DROPPED = "dropped"


class ContactRole(StrEnum):
    """What a person is to an agency's request."""

    MAIN = "main"
    DEPUTY = "deputy"
    ASKING = "asking"
    FORMER = "former"


class Change(StrEnum):
    """What an entry in a request's history tells."""

    SUBMITTED = "submitted"
    STATUS = "status"
    USERS = "users"
    APPS = "apps"
    CONTACT = "contact"
    JOINED = "joined"
    WITHDRAWN = "withdrawn"
    CATEGORY = "category"
    APP = "app"
    AGENCY = "agency"
    LETTER = "letter"
    NOTE = "note"


class Origin(StrEnum):
    """How a request reached the office."""

    LINE = "line"
    PHONE = "phone"
    WALK_IN = "walk_in"


class Wanted(StrEnum):
    """What the office may ask a contact for once more; exactly that is asked in the chat."""

    USERS = "users"
    APPS = "apps"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"
    NOTE = "note"


class Role(StrEnum):
    """What a member of staff is to the console; what each may do stands in its access table."""

    VIEWER = "viewer"
    OFFICER = "officer"
    SCREENER = "screener"
    ANNOUNCER = "announcer"
    ADMIN = "admin"


class CodePurpose(StrEnum):
    """What a one-time code typed in the chat binds to a LINE account."""

    STAFF = "staff"
    AGENCY = "agency"


class FileState(StrEnum):
    """What became of a picture or file that somebody sent."""

    WAITING = "waiting"
    KEPT = "kept"
    REFUSED = "refused"
    ERASED = "erased"


class FateState(StrEnum):
    """What became of telling a contact about a decision."""

    WAITING = "waiting"
    TOLD = "told"
    CARRIED = "carried"
    BLOCKED = "blocked"
    FAILED = "failed"
    DROPPED = "dropped"
    NOBODY = "nobody"


class JobKind(StrEnum):
    """Long work that is done apart from the page that asked for it."""

    BULK = "bulk"
    EXPORT = "export"
    PACK = "pack"
    IMPORT = "import"


class JobState(StrEnum):
    """How far long work is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class BroadcastState(StrEnum):
    """
    Where a notice to many stands.

        draft ──▶ pending ──▶ ready ──▶ preparing ──▶ sending ──▶ done
          │  ◀──sent back──┘    │            │         ▲   │
          ▼                     └─▶ stopped ◀┴─────── paused
        cancelled
    """

    DRAFT = "draft"
    PENDING = "pending"  # a second officer is to approve it
    READY = "ready"  # waits for its time
    PREPARING = "preparing"  # its recipients are being written down
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


class ChunkState(StrEnum):
    """What became of one call to LINE that tells many at once."""

    WAITING = "waiting"
    ATTEMPTING = "attempting"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    STOPPED = "stopped"


class Standing(StrEnum):
    """Whether notices reach a person."""

    REACHABLE = "reachable"
    BLOCKED = "blocked"
    STOPPED = "stopped"


class Actor(StrEnum):
    """Who did something."""

    CONTACT = "contact"
    STAFF = "staff"
    SYSTEM = "system"


class InboxState(StrEnum):
    """What became of an event LINE sent."""

    WAITING = "waiting"
    DONE = "done"
    UNREADABLE = "unreadable"
    FAILED = "failed"


class OutboxState(StrEnum):
    """What became of a message to a person; see `bot/delivery/outbox.py` for the ways between."""

    WAITING = "waiting"
    ATTEMPTING = "attempting"
    SENT = "sent"
    INFERRED = "inferred"
    DROPPED = "dropped"
    UNCERTAIN = "uncertain"
    FAILED = "failed"


class Channel(StrEnum):
    """How a message travels: a reply is free and needs LINE's token, a push is counted."""

    REPLY = "reply"
    PUSH = "push"


class Importance(StrEnum):
    """What happens to a reply whose token died: MUST goes on as a push, a COURTESY is dropped."""

    MUST = "must"
    COURTESY = "courtesy"
