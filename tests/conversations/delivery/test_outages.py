"""After an outage: what came too late is dropped, counted and told; what nobody is sure of is judged by a human."""

from datetime import timedelta

from sqlalchemy import update

from bot import clock
from bot.chat.message import Incoming, IncomingKind
from bot.chat.say import say
from bot.i18n import verbatim
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority
from tests import scene
from tests.town import Talker, Town


async def stage(town: Town) -> tuple[Talker, Talker]:
    """Quân runs the assistant, bà Tư learns."""
    quan, tu = town.phone("Anh Quân"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.administrator(db, quan, home, "Lê Minh Quân")
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    return quan, tu


async def wait_to_be_sent(town: Town, tu: Talker, *plans: Plan) -> None:
    async with town.begin() as db:
        for plan in plans:
            await outbox.tell(db, await scene.person(db, tu), say(verbatim(f"Tin {plan.key}.")), plan)


async def test_what_was_too_late_is_dropped_and_told_and_the_rest_goes_out(town: Town) -> None:
    quan, tu = await stage(town)
    now = clock.now()
    await wait_to_be_sent(
        town,
        tu,
        Plan(key="a", expires=now + timedelta(hours=1)),
        Plan(key="b", expires=now + timedelta(hours=2)),
        Plan(key="c", expires=now + timedelta(hours=3), priority=Priority.BROADCAST),
        Plan(key="d", expires=now + timedelta(hours=9)),
    )
    clock.stop_at(now + timedelta(hours=5))  # nothing left in all that time

    await town.app.sender.drain()
    tu.sees("Tin d.")
    tu.sees_nothing()
    await town.time_is("2026-11-23 14:01")

    quan.sees("3 tin", "quá trễ", "Lời nhắc, tin báo: 2", "Thông báo chung: 1", "1 tin còn đúng")
    await quan.says("/hopthu")
    quan.sees("vì quá trễ: 3")
    await town.time_is("2026-11-23 14:10")
    assert not any("quá trễ" in words for words in quan.new), "once"


async def test_what_perhaps_arrived_is_sent_again_or_left_by_a_human(town: Town) -> None:
    quan, tu = await stage(town)
    for answer, arrives in (("Gửi lại", 1), ("Bỏ qua", 0), ("Gửi lại tin này", 1), ("Bỏ qua tin này", 0)):
        await wait_to_be_sent(town, tu, Plan(key=answer, priority=Priority.BROADCAST))
        async with town.begin() as db:
            await db.execute(update(Outbox).where(Outbox.key == answer).values(status=OutboxStatus.UNKNOWN))
        await quan.says("/hopthu")
        quan.sees("không rõ tới chưa: 1")
        if "này" in answer:
            await quan.taps("Xem từng tin")
            quan.sees("không rõ đã tới chưa", "Thông báo chung")
        await quan.taps(answer)
        quan.sees("1 tin")
        assert sum(f"Tin {answer}." in words for words in tu.new) == arrives
    await quan.taps("Xem từng tin")
    quan.sees("Không còn tin nào")
    await town.app.hear(Incoming("web", "unread:77", "", IncomingKind.UNREADABLE))
    await town.app.hear(Incoming("web", "unread:77", "", IncomingKind.UNREADABLE))
    await quan.says("/hopthu")
    quan.sees("không rõ tới chưa: 0", "không đọc được, từ hôm qua: 1")


async def test_it_is_the_business_of_whoever_runs_the_assistant(town: Town) -> None:
    _quan, tu = await stage(town)
    flows = ("outgoing", "outgoing_one", "outgoing_again", "outgoing_leave")
    async with town.begin() as db:
        for flow in flows:
            await scene.card(db, tu, flow)
    for flow in flows:
        await tu.taps_again(await tu.data_of(flow))
        assert not any("📮" in words or "tin" in words for words in tu.new), tu.new
