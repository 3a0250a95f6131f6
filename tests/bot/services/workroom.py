"""Where tests have long work done: the real tools over a test's database, and a clock to set."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.line import outbound
from bot.services import deciding, directory, wording
from bot.services.deciding import Worded
from bot.services.leases import Tools
from messages_th import Catalogue
from models.base import Database
from tests.bot.services.office import MORNING

CATALOGUE: Catalogue = wording.shipped()


@dataclass
class Workroom:
    """`tools` for work; `now` is what their clock shows, `woken` the chats they woke."""

    database: Database
    now: datetime = MORNING
    woken: list[str] = field(default_factory=list)

    @property
    def tools(self) -> Tools:
        return Tools(
            database=self.database,
            catalogue=lambda: CATALOGUE,
            lexicon=directory.shipped,
            render=lambda says: Worded(deciding.written(outbound.render(says, CATALOGUE))),
            wake=self.woken.append,
            now=lambda: self.now,
        )
