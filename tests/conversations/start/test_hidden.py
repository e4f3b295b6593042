"""What we may not read is answered warmly once a day, and a human hears of it the first time."""

from sqlalchemy import select

from bot.chat.message import IncomingKind
from bot.domain.calls import CallReason
from bot.storage.tables.messaging import Call, Outbox
from tests.conversations.calls.test_calls import Street
from tests.town import EVERY_KIND, Town

pytestmark = EVERY_KIND


async def _calls(town: Town) -> list[CallReason]:
    async with town.begin() as db:
        return [call.reason for call in await db.scalars(select(Call).order_by(Call.id))]


async def test_what_may_not_be_read_is_answered_once_a_day_with_a_human(town: Town) -> None:
    here = await Street(town).settle(("An",))
    lan = await town.knows(here.lan)
    async with town.begin() as db:
        (await db.merge(lan)).phone = "+84909123456"
    an = here.learners["An"]
    await an.sends(IncomingKind.HIDDEN)
    an.sees("đừng lo", "Chị Lan", "0909 123 456", "0. Gặp người" if town.kind == "none" else "")
    here.lan.sees("Bác An muốn được gặp")
    for _time in range(5):
        await an.sends(IncomingKind.HIDDEN)
        an.sees_nothing()
    await town.time_is("2026-11-24 09:00")
    await an.sends(IncomingKind.HIDDEN)
    an.sees("đừng lo", "Chị Lan")
    assert await _calls(town) == [CallReason.ASKED], "a line the first time, as of anybody who asks for a person"
    async with town.begin() as db:
        kept = [(row.key, row.kind, row.error) for row in await db.scalars(select(Outbox).where(Outbox.key.is_(None)))]
    assert {(kind, error) for _key, kind, error in kept} == {(None, None)}, "nothing says who such people are"


async def test_a_stranger_whose_words_may_not_be_read_is_helped_too(town: Town) -> None:
    here = await Street(town).settle(("An",))
    stranger = town.phone("Người lạ")
    await stranger.sends(IncomingKind.HIDDEN)
    stranger.sees("đừng lo")
    assert await _calls(town) == [CallReason.ASKED]
    await stranger.says("chào")
    stranger.sees("gọi thế nào")
    here.huong.sees_nothing()


async def test_an_open_question_stays_open(town: Town) -> None:
    stranger = town.phone("Bà Tư")
    await stranger.says("chào")
    await stranger.sends(IncomingKind.HIDDEN)
    stranger.sees("gọi thế nào")
    await stranger.sends(IncomingKind.HIDDEN)
    stranger.sees_nothing()
    await stranger.taps("Bà")
    stranger.sees("Tôi đồng ý" if town.kind == "none" else "Bà có đồng ý")
