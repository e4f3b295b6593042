"""One person with several phones: joined by a code, written to on the one used last, a lost one cut off."""

import re

from sqlalchemy import select, update

from bot import clock
from bot.domain.messaging.kinds import MessageKind
from bot.storage.tables.messaging import Act, Outbox
from bot.storage.tables.page_sessions import PageSession
from bot.storage.tables.people import Address, Person, Role
from tests import scene
from tests.town import Talker, Town

_CODE = re.compile(r"MAY-[A-Z]{6}")


class Home:
    """Lan leads; An has a seat on Thursday at nine, and a second phone nobody knows yet."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.lan, self.an = town.phone("Chị Lan"), town.phone("Bác An")
        self.new = town.phone("Bác An, máy mới")

    async def settle(self) -> "Home":
        async with self.town.begin() as db:
            home = await scene.group(db)
            leader = await scene.leader(db, self.lan, home)
            self.made = await scene.course(db, leader, "2026-11-26 09:30", seats=8)
            await scene.seat(db, await scene.resident(db, self.an, home), self.made)
        return self

    async def code(self) -> str:
        await self.an.says("máy mới")
        await self.an.taps("Nối thêm máy")
        found = _CODE.search(self.an.sees("trên máy kia", "một lần, trong 10 phút"))
        assert found is not None
        return found[0]

    async def join(self) -> None:
        await self.new.says(await self.code())
        self.new.sees("máy này cũng là của bác An, phải không ạ?")
        await self.new.taps("Phải, nối máy")

    async def owner(self, talker: Talker) -> Person:
        async with self.town.begin() as db:
            return await scene.person(db, talker)


async def test_a_second_phone_is_joined_and_reminded_once(town: Town) -> None:
    here = await Home(town).settle()
    await here.join()
    here.new.sees("nối máy xong rồi", "máy bác dùng gần nhất")
    here.an.sees("vừa có thêm một máy nối với bác")
    assert (await here.owner(here.new)).name == (await here.owner(here.an)).name
    await here.new.says("lịch học")
    here.new.sees("Chống lừa đảo")

    here.an.new.clear()
    await town.time_is("2026-11-25 18:00")
    here.new.sees("Chống lừa đảo")
    here.an.sees_nothing()
    await here.an.says("menu")
    here.an.new.clear()
    here.new.new.clear()
    await town.time_is("2026-11-26 08:00")
    here.an.sees("Chống lừa đảo")
    here.new.sees_nothing()
    async with town.begin() as db:
        written = (await db.scalars(select(Outbox.reminder).where(Outbox.kind == MessageKind.REMINDER))).all()
    assert len(written) == len(set(written)) == 2


async def test_a_code_works_once_soon_and_by_a_link(town: Town) -> None:
    here = await Home(town).settle()
    code, third = await here.code(), town.phone("Máy lạ")
    await here.new.says(f"/start {code}")
    await here.new.taps("Phải, nối máy")
    here.new.sees("nối máy xong rồi")
    await third.says(code)
    third.sees("chưa thấy, hoặc đã hết hạn")

    first, second = await here.code(), await here.code()
    assert first != second
    await third.says(first)
    third.sees("chưa thấy, hoặc đã hết hạn")
    await third.says(second)
    third.sees("máy này cũng là của bác An")
    await town.time_is("2026-11-23 09:11")
    await third.taps("Phải, nối máy")
    third.sees("mã này hết dùng được rồi")
    assert (await here.owner(third)).name is None


async def test_the_phone_of_somebody_we_know_is_not_taken_over(town: Town) -> None:
    here = await Home(town).settle()
    bay = town.phone("Ông Bảy")
    async with town.begin() as db:
        await scene.resident(db, bay, await scene.group(db, "5"), "Lê Văn Bảy", "ong")
    await bay.says(await here.code())
    bay.sees("máy này đang là của ông Bảy", "trưởng khu phố, ấp gộp lại giúp")
    assert (await here.owner(bay)).name == "Lê Văn Bảy"
    await here.an.says(await here.code())
    here.an.sees("máy này đã nối rồi")


async def test_whoever_did_not_join_it_cuts_it_off_at_once(town: Town) -> None:
    here = await Home(town).settle()
    await here.join()
    await here.an.taps("Không phải máy tôi")
    await here.an.taps("Khóa máy đó")
    here.an.sees("đã khóa máy đó rồi")
    await here.new.says("lịch học")
    assert not any("Chống lừa đảo" in message for message in here.new.new)
    assert (await here.owner(here.new)).name is None


async def test_joining_is_taken_back(town: Town) -> None:
    here = await Home(town).settle()
    await here.join()
    await here.new.taps("Nhầm, trả lại")
    here.new.sees("máy đó không còn nối nữa")
    assert (await here.owner(here.new)).name is None
    await here.new.says("lịch học")
    assert not any("Chống lừa đảo" in message for message in here.new.new)


async def test_a_lost_phone_is_cut_off_from_the_other_one(town: Town) -> None:
    here = await Home(town).settle()
    await here.join()
    await here.new.says("lịch học")
    await here.an.says("menu")
    old = await here.an.data_of("Lịch của tôi")
    async with town.begin() as db:
        person = await scene.person(db, here.an)
        db.add(PageSession(hash="x", person_id=person.id, since=clock.now()))

    await here.new.says("mất máy")
    await here.new.taps("Máy bị mất")
    here.new.sees("khóa máy dùng lần cuối lúc 9 giờ")
    await here.new.taps("Khóa máy đó")
    here.new.sees("đã khóa máy đó rồi")
    async with town.begin() as db:
        assert (await db.scalars(select(PageSession))).one().ended_at is not None

    await here.an.taps_again(old)
    assert not any("Chống lừa đảo" in message for message in here.an.new)
    await here.an.says("lịch học")
    assert not any("Chống lừa đảo" in message for message in here.an.new)
    assert (await here.owner(here.an)).name is None
    await town.time_is("2026-11-25 18:00")
    here.new.sees("Chống lừa đảo")


async def test_a_phone_that_is_found_again_is_joined_again(town: Town) -> None:
    here = await Home(town).settle()
    await here.join()
    await here.new.says("mất điện thoại")
    await here.new.taps("Máy bị mất")
    await here.new.taps("Khóa máy đó")
    await here.new.taps("Nhầm, trả lại")
    here.new.sees("máy đó nối lại rồi")
    assert (await here.owner(here.an)).name == "Nguyễn Văn An"


async def test_what_waits_for_a_lost_phone_comes_on_the_other(town: Town) -> None:
    here = await Home(town).settle()
    await here.join()
    await town.time_is("2026-11-23 20:40")
    await here.an.says("menu")
    await here.lan.says("/sessions")
    await here.lan.taps("Chống lừa đảo")
    await here.lan.taps("Dời lịch")
    await here.lan.says("8h sáng chủ nhật")
    await here.lan.taps("Dời và báo")
    await here.new.says("mất máy")
    # Saying that made it the phone used last; what was put before still waits for the other one.
    await here.new.taps("Máy bị mất")
    await here.new.taps("Khóa máy đó")
    here.new.new.clear()
    here.an.new.clear()
    await town.time_is("2026-11-24 07:00")
    here.new.sees("Chống lừa đảo", "8 giờ sáng Chủ nhật")
    here.an.sees_nothing()


async def test_a_leader_helps_whoever_lost_the_only_phone(town: Town) -> None:
    here = await Home(town).settle()
    await here.lan.says("mất máy")
    await here.lan.taps("Máy của bà con")
    await here.lan.says("văn an")
    here.lan.sees("Em thấy bác An đang dùng 1 máy")
    await here.lan.taps("Máy bị mất")
    await here.lan.taps("Khóa máy đó")
    here.lan.sees("đã khóa máy đó rồi")
    await here.lan.taps("Nối thêm máy")
    code = _CODE.search(here.lan.sees("Trên máy mới của bác An"))
    assert code is not None
    await here.new.says(code[0])
    await here.new.taps("Phải, nối máy")
    here.new.sees("nối máy xong rồi")
    here.lan.sees("Bác An đã nối máy bằng mã của chị")
    await here.new.says("lịch học")
    here.new.sees("Chống lừa đảo")
    async with town.begin() as db:
        leader = await scene.person(db, here.lan)
        acts = list(await db.scalars(select(Act.kind).where(Act.by_id == leader.id).order_by(Act.id)))
    assert acts[-2:] == ["cut_off", "link_account"]


async def test_nobody_gets_into_an_office_or_into_another_group(town: Town) -> None:
    here = await Home(town).settle()
    boss, stranger = town.phone("Anh Minh"), town.phone("Lạ")
    async with town.begin() as db:
        home = await scene.home(db, await scene.person(db, here.lan))
        minh = await scene.administrator(db, boss, home)
        other = await scene.leader(db, stranger, await scene.group(db, "9"), "Hồ Thị Lạ")
        an = await scene.person(db, here.an)
        phone = (await db.scalars(select(Address).where(Address.person_id == an.id))).one()

    async def presses(talker: Talker, flow: str, **answers: int) -> None:
        async with town.begin() as db:
            await scene.card(db, talker, flow, **answers)
        await town.app.sender.drain()
        await talker.taps(flow)
        assert talker.new
        assert not any("MAY-" in message or "Khóa" in message or "bác An" in message for message in talker.new)

    await presses(here.lan, "add_phone", of=minh.id)
    for flow in ("add_phone", "phones", "cut_off"):
        await presses(stranger, flow, of=an.id)
    await presses(stranger, "cut_off", account=phone.id)
    stranger.sees("không còn máy nào khác để khóa")
    await presses(here.an, "cut_off", of=other.id)
    async with town.begin() as db:
        assert (await db.get_one(Address, phone.id)).cut_off_at is None


async def test_a_code_is_no_longer_good_when_its_maker_leads_no_more(town: Town) -> None:
    here = await Home(town).settle()
    async with town.begin() as db:
        an = await scene.person(db, here.an)
        await scene.card(db, here.lan, "add_phone", of=an.id)
    await town.app.sender.drain()
    await here.lan.taps("add_phone")
    code = _CODE.search(here.lan.sees("Trên máy mới"))
    assert code is not None
    async with town.begin() as db:
        leader = await scene.person(db, here.lan)
        await db.execute(update(Role).where(Role.person_id == leader.id).values(ends_at=clock.now()))
    await here.new.says(code[0])
    here.new.sees("mã này hết dùng được rồi")
