"""What the operator has set, carried by every transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings
from bot.domain.reports.weekly import SUNDAY_EVENING, Sending, read_sending

INFO = "installation"


@dataclass(frozen=True)
class Installation:
    """`page` is the public address of the leaders' page, without a final slash; None where none is served.

    `links` are templates by channel of a link that opens the assistant there, such as «https://t.me/<bot>?start={code}».
    `people_a_bot`: how many people one bot on Zalo serves. `runs_added_bots`: is there a process that takes up the bots
    which are added on the page?
    """

    admin_code: SecretStr | None = None
    page: str | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    sending: Sending = SUNDAY_EVENING
    people_a_bot: int = 50
    runs_added_bots: bool = True

    @classmethod
    def read(cls, settings: Settings, links: Mapping[str, str]) -> "Installation":
        sending = read_sending(settings.weekly_summary) or SUNDAY_EVENING
        return cls(settings.admin_code, settings.public_url, links, sending, settings.zalo_users)


def of(db: AsyncSession) -> Installation:
    found: Installation = db.info[INFO]
    return found
