"""What whoever runs the assistant has set, and what its platforms say of it: every transaction carries it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings
from bot.domain.reports.weekly import SUNDAY_EVENING, Sending, read_sending

INFO = "installation"


@dataclass(frozen=True)
class Installation:
    """Built once, when the process starts.

    The first person to send `admin_code` becomes administrator. `page` is the address of the leaders' page, without a
    slash at the end; None: there is none. `links` say by channel how a code becomes a link that opens the assistant
    there, such as «https://t.me/<bot>?start={code}». Leaders get their week at `sending`.
    """

    admin_code: SecretStr | None = None
    page: str | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    sending: Sending = SUNDAY_EVENING

    @classmethod
    def read(cls, settings: Settings, links: Mapping[str, str]) -> "Installation":
        """As the settings say it, with what the channels have told of themselves."""
        sending = read_sending(settings.weekly_summary) or SUNDAY_EVENING
        return cls(settings.admin_code, settings.public_url, links, sending)


def of(db: AsyncSession) -> Installation:
    """The installation whose database this is."""
    found: Installation = db.info[INFO]
    return found
