"""The address of a calendar, as calendar programs and guessers ask for it."""

import secrets

import httpx
from starlette.applications import Starlette

from bot.services.calendars import feeds
from bot.storage.database import Database
from bot.web.calendars import calendar_routes
from tests import scene
from tests.town import Town


def _asking(database: Database) -> httpx.AsyncClient:
    app = Starlette(routes=calendar_routes(database.read))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://bot.example.org")


async def test_it_is_read_by_who_knows_it_and_found_by_nobody_else(town: Town) -> None:
    async with town.begin() as db:
        home = await scene.group(db)
        lan = await scene.leader(db, town.phone("Chị Lan"), home)
        await scene.course(db, lan)
        own, _of_group = await feeds.may_have(db, lan)
        token = await feeds.make(db, lan, own)
    async with _asking(town.app.database) as program:
        found = await program.get(f"/lich/{token}.ics")
        assert (found.status_code, found.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        assert found.headers["x-robots-tag"] == "noindex"
        assert "SUMMARY:Chống lừa đảo" in found.text
        assert (await program.post(f"/lich/{token}.ics")).status_code == 405
        guesses = [
            token[:-1],
            token.swapcase(),
            f"{token}x",
            "..%2f",
            *(secrets.token_urlsafe(32) for _n in range(1000)),
        ]
        answers = {(await program.get(f"/lich/{guess}.ics")).status_code for guess in guesses}
        assert answers == {404}
    async with town.begin() as db:
        await feeds.end(db, own)
    async with _asking(town.app.database) as program:
        assert (await program.get(f"/lich/{token}.ics")).status_code == 404
