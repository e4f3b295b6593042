"""What the most frequent errands ask of people: presses and typed messages, counted in real conversations."""

import asyncio
import logging
import tempfile
from pathlib import Path

from bot import logs
from bot.storage import encryption
from tests import taps
from tests.blank import BlankFile
from tests.town import Town


async def main() -> None:
    encryption.KEY_RING = encryption.KeyRing.fresh()
    with tempfile.TemporaryDirectory() as folder:
        blank = BlankFile(Path(folder), small=True)

        async def town() -> Town:
            return Town(await blank.restored(), "buttons")

        print("| việc · errand | bấm · presses | gõ · typed |\n|---|---|---|")
        for row in await taps.rows(town):
            print(row)


if __name__ == "__main__":
    logs.set_up()
    logging.disable(logging.CRITICAL)
    asyncio.run(main())
