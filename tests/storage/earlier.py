"""Small databases as earlier versions left them, at revisions from which a bridge leads to the baseline."""

from pathlib import Path

import asyncpg
from sqlalchemy import make_url

from bot.storage import encryption
from bot.storage.database import Database
from bot.storage.encryption import KeyRing

_FOLDER = Path(__file__).parent / "databases"
KEY = "dGhyb3ctYXdheSBrZXkgb2YgYSB0ZXN0IGZpeHR1cmU="  # opens nothing else
REVISIONS = OLDEST, FIRST_BASELINE, LAST = "0027", "0030", "0045"


async def left_at(revision: str, url: str) -> Database:
    """The database of this revision, at an address where there is none yet, with its key in use."""
    encryption.KEY_RING = KeyRing([KEY])
    place, database = make_url(url), Database(url)
    script = (_FOLDER / f"{revision}.{place.get_backend_name()}.sql").read_text("utf-8")
    if database.embedded:
        async with database.connect() as connection:
            raw = (await connection.get_raw_connection()).driver_connection
            assert raw is not None
            await raw.executescript(f"PRAGMA foreign_keys=OFF; {script} PRAGMA foreign_keys=ON;")
    else:
        server = await asyncpg.connect(place.set(drivername="postgresql").render_as_string(hide_password=False))
        await server.execute(script)
        await server.close()
    return database
