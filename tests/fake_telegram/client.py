"""The real library, with its own HTTP, connected to the fake."""

import ssl

from telegram import Bot
from telegram.request import HTTPXRequest

from tests.fake_telegram.fake import FakeTelegram

# Never used on loopback; making it anew for each client takes longer than the tests.
_TLS = ssl.create_default_context()


def client(tg: FakeTelegram, *, read_timeout: float = 5.0) -> Bot:
    """Not yet initialized: `async with client(tg) as bot:`."""
    calling, polling = (HTTPXRequest(read_timeout=read_timeout, httpx_kwargs={"verify": _TLS}) for _ in range(2))
    return Bot(
        tg.token,
        base_url=f"{tg.root}/bot",
        base_file_url=f"{tg.root}/file/bot",
        request=calling,
        get_updates_request=polling,
    )
