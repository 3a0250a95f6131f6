"""How tests are spread over processes: of those of whole processes one a database at a time."""

from typing import Final

from xdist.scheduler import LoadScopeScheduling

WHOLE_PROCESSES: Final = "tests/e2e/"


class Spreading(LoadScopeScheduling):
    """
    Any test in any process, but those of whole processes, which would hold up each other.

    The scopes with most tests are begun with: these start at once, while the rest is shared out.
    """

    def _split_scope(self, nodeid: str) -> str:
        if not nodeid.startswith(WHOLE_PROCESSES):
            return nodeid
        return WHOLE_PROCESSES + ("postgresql" if "[postgresql" in nodeid else "sqlite")
