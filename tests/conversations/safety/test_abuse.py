"""Floods, guessed codes, buttons of others, classes of others: limited, refused, written into the log."""

import sys
from datetime import timedelta
from inspect import getsource

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from bot import clock, flows
from bot.app import App
from bot.chat.message import Incoming, IncomingKind
from bot.domain.safety.rate_limit import LIMITS, Flood, Limit, Limited
from bot.errors import NotAllowed
from bot.services.access.limits import TooOften
from bot.services.people.places import Home
from bot.services.register import relatives
from bot.services.volunteers import shifts
from bot.storage.installation import Installation
from bot.storage.tables.courses import Attendance, ClassSession, Enrolment, Seat
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Address, Role
from bot.storage.tables.safety import Incident
from tests import scene, walk
from tests.town import Talker, Town

# Every flow that shows or changes a class.
OF_A_CLASS = (
    "session_card",
    "roster",
    "roll_call",
    "walk_in",
    "close_roll",
    "roll_closed",
    "helped",
    "move_session",
    "call_off",
    "poster",
    "paper_roll",
    "door_code",
    "own_helpers",
)


async def test_a_flood_is_answered_once_and_others_are_heard(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    dung, tu = town.phone("Anh Dũng"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.resident(db, dung, home, "Lê Văn Dũng", "anh")
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    app = App(town.app.database, {"web": town.web}, Flood(most=3))
    for n in range(10):
        await app.hear(Incoming("web", f"flood-{n}", dung.account, IncomingKind.TEXT, "menu"))
    await app.hear(Incoming("web", "one", tu.account, IncomingKind.TEXT, "menu"))
    await app.sender.drain()
    assert len(dung.new) == 4
    dung.sees("tin tới nhiều quá", "một phút")
    assert not any("tin tới nhiều quá" in said for said in dung.new)
    # That they have blocked us is no message of theirs.
    await app.hear(Incoming("web", "blocked", dung.account, IncomingKind.BLOCKED))
    async with town.begin() as db:
        assert await db.scalar(select(Address.unreachable_at).where(Address.external_id == dung.account)) is not None
    tu.sees("giúp được gì")
    assert "sends too much" in caplog.text
    assert "Dũng" not in caplog.text


async def test_guessing_codes_comes_to_an_end(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    dung = town.phone("Anh Dũng")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.resident(db, dung, home, "Lê Văn Dũng", "anh")
        real = (await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home))).course.code
    for n in range(9):
        await dung.says(f"MOI-7K3A-{n:04d}")
    dung.sees("dò mã không kịp")
    assert caplog.text.count("a code that opens nothing") == 8
    # Codes of classes are public: nothing can be guessed there, and nobody is kept from a class.
    await dung.says(real)
    dung.sees("Chống lừa đảo")


async def test_wrong_words_lock_nobody_out_of_a_class(town: Town) -> None:
    town.belongs_to(Installation(admin_code=SecretStr("doan-ket-2026")))
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        real = (await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home))).course.code
    for n in range(10):
        await tu.says(f"ZZ-{n:04d}")
        await tu.says(f"khonghieugi{n}")
    await tu.says(real)
    tu.sees("Chống lừa đảo")


async def test_guessing_the_administrators_code_comes_to_an_end(town: Town) -> None:
    town.belongs_to(Installation(admin_code=SecretStr("doan-ket-2026")))
    dung = town.phone("Anh Dũng")
    async with town.begin() as db:
        await scene.resident(db, dung, await scene.group(db), "Lê Văn Dũng", "anh")
    for n in range(4):
        await dung.says(f"/admin doan-ket-{n}")
        await dung.says(f"doan-ket-{n}")
    await dung.says("/admin doan-ket-2026")
    await dung.says("doan-ket-2026")
    async with town.begin() as db:
        assert (await db.scalars(select(Role))).all() == []


async def test_codes_that_join_a_phone_are_neither_hoarded_nor_guessed(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    tu, new = town.phone("Bà Tư"), town.phone("Bà Tư (máy mới)")
    async with town.begin() as db:
        person = await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    for _time in range(5):
        await tu.says("máy mới")
        await tu.taps("Nối")
    code = next(said for said in tu.new if "MAY-" in said).split("MAY-")[1][:6]
    await tu.says("máy mới")
    await tu.taps("Nối")
    tu.sees("dò mã không kịp")
    assert "asked for too often" in caplog.text
    async with town.begin() as db:
        # Forty wrong ones, from accounts that each stay below their own limit.
        db.add_all(Act(by_id=person.id, kind="wrong_code", facts={}, at=clock.now()) for _n in range(40))
    guesser = town.phone("Ai đó")
    await guesser.says("MAY-ABCDEG")
    await guesser.says(f"MAY-{code}")
    guesser.sees("mười phút")
    assert (await town.knows(guesser)).id != person.id
    assert "guessed from many accounts" in caplog.text
    assert code not in caplog.text
    # Whoever types the right code at once is not stopped by the guessing of others.
    await new.says(f"MAY-{code}")
    await new.taps("Phải")
    assert (await town.knows(new)).id == person.id


async def test_one_phone_fills_no_class_with_invented_relatives(town: Town) -> None:
    dung = town.phone("Anh Dũng")
    async with town.begin() as db:
        home = await scene.group(db)
        by = await scene.resident(db, dung, home, "Lê Văn Dũng", "anh")
        made = await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home))
        for n in range(LIMITS[Limited.RELATIVES].most):
            await relatives.enter(db, by, Home(home.ward_code, home), ("ba", f"Nguyễn Thị {'ABCDEGHK'[n] * 2}"), "dạ")
    await walk.begin(town, dung, "for_relative", course=made.course.id)
    await dung.taps("Người nhà khác")
    dung.sees("nhiều người rồi")
    await dung.data_of("Gặp người")
    async with town.begin() as db:
        with pytest.raises(TooOften):
            await relatives.enter(db, by, Home(home.ward_code, home), ("ba", "Trần Thị Mười"), "dạ")
        # One of the family is entered once.
        again = await relatives.enter(db, by, Home(home.ward_code, home), ("ba", "Nguyễn Thị Aa"), "dạ")
        assert again.told_via_person_id == by.id
        assert not await relatives.are_too_many(db, await scene.person(db, town.phone("Chị Lan")))
    await town.time_is("2026-11-26 10:00")
    async with town.begin() as db:
        assert not await relatives.are_too_many(db, by)


async def test_ten_reports_in_a_row_are_three_alarms(town: Town) -> None:
    quan, dung = town.phone("Anh Quân"), town.phone("Anh Dũng")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.administrator(db, quan, home, "Lê Minh Quân")
        await scene.resident(db, dung, home, "Lê Văn Dũng", "anh")
    for _n in range(10):
        await dung.says("báo sự cố")
        if "nãy giờ" in "".join(dung.new):
            break
        await dung.taps("Bị lừa")
        await dung.taps("Người khác")
        await dung.taps("Không cần")
    dung.sees("113", "người phụ trách đang lo")
    async with town.begin() as db:
        assert len((await db.scalars(select(Incident))).all()) == LIMITS[Limited.INCIDENTS].most == 3
    assert sum("Bị lừa" in said for said in quan.new) == 3


async def test_files_are_sent_for_only_so_often(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, Limited.FILES, Limit(2, timedelta(hours=1)))
    tu, bay = town.phone("Bà Tư"), town.phone("Ông Bảy")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        await scene.resident(db, bay, home, "Nguyễn Văn Bảy", "ong")
    everything = "tất cả những gì" if town.carries_files else "Những gì con lưu"
    await tu.says("/taive")
    tu.sees(everything)
    await tu.says("/taive")
    tu.sees("gửi tệp không kịp")
    await bay.says("/taive")
    bay.sees(everything)


def test_whatever_sends_a_file_is_limited() -> None:
    """A module that says something with a file has a flow among those that are counted; an import tells its rest."""
    sending = {flow.run.__module__ for name, flow in flows.FLOWS.items() if name in flows.SEND_FILES}
    drawing = {
        flow.run.__module__ for flow in flows.FLOWS.values() if "file=" in getsource(sys.modules[flow.run.__module__])
    }
    assert drawing - sending == {"bot.flows.register.import_people"}
    assert set(flows.FLOWS) >= flows.SEND_FILES


async def test_a_card_gives_no_volunteer_the_shift_of_another_ward(town: Town) -> None:
    nosy, near = town.phone("Ai đó"), town.phone("Chị Hương")
    async with town.begin() as db:
        home, away = await scene.group(db), await scene.group(db, "5", ward="25747")
        made = await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home))
        neighbour = await scene.group(db, "4")
        session = made.sessions[0].id
        for talker, where in ((nosy, away), (near, neighbour)):
            await scene.volunteer(db, talker, where)
        with pytest.raises(NotAllowed):
            await shifts.take(db, await scene.person(db, nosy), session)
        assert (await shifts.take(db, await scene.person(db, near), session)).outcome is shifts.ShiftOutcome.TAKEN


async def test_a_button_of_somebody_elses_does_nothing(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    lan, tu, dung = town.phone("Chị Lan"), town.phone("Bà Tư"), town.phone("Anh Dũng")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home))
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        await scene.resident(db, dung, home, "Lê Văn Dũng", "anh")
    await tu.says("xóa")
    erase = await tu.data_of("Xóa hết")
    await lan.says("/sessions")
    before = await _counts(town)
    others = [f"{n}.AAAAAAAA.{option}" for n, option in ((1, 0), (1, 99), (99999, 0), (made.course.id, 0))]
    for data in (erase, *others, "1.0", "x.y"):
        await dung.taps_again(data)
        dung.sees("tin cũ rồi")
    assert (await town.knows(tu)).name == "Nguyễn Thị Tư"
    assert (await town.knows(dung)).name == "Lê Văn Dũng"
    assert await _counts(town) == before
    assert "a button that was never shown here" in caplog.text


# A leader of next door, a volunteer of next door, and a volunteer of the same group who does not help at that class.
@pytest.mark.parametrize("who", ["leader 5", "volunteer 5", "volunteer 3"], ids=lambda who: who.replace(" ", "_"))
async def test_nobody_reads_a_class_of_others(town: Town, who: str, caplog: pytest.LogCaptureFixture) -> None:
    nosy, session = await _a_class_of_others(town, *who.split())
    before = await _counts(town)
    for flow in OF_A_CLASS:
        caplog.clear()
        async with town.begin() as db:
            # Even a button of their own that names another's class, as a forged or an old one may.
            await scene.card(db, nosy, flow, session=session, course=1)
        await town.app.sender.drain()
        await nosy.taps_again(await nosy.data_of(flow))
        assert not any("Tư" in said or "0912" in said for said in nosy.new), flow
        assert nosy.new, flow
        assert "refused" in caplog.text, flow
        await nosy.says("/cancel")
    assert await _counts(town) == before


async def _a_class_of_others(town: Town, who: str, where: str) -> tuple[Talker, int]:
    """Bà Tư, whose number is known, has a seat in khu phố 3; somebody is curious."""
    nosy, lan, tu = town.phone("Ai đó"), town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        home, away = await scene.group(db), await scene.group(db, "5")
        made = await scene.course(db, await scene.leader(db, lan, home))
        person = await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        person.phone = "+84912345678"
        await scene.seat(db, person, made)
        await getattr(scene, who)(db, nosy, home if where == home.name else away)
        return nosy, made.sessions[0].id


async def _counts(town: Town) -> dict[str, int]:
    async with town.begin() as db:
        return {
            table.__tablename__: await db.scalar(select(func.count()).select_from(table)) or 0
            for table in (Attendance, ClassSession, Enrolment, Seat, Role, Act)
        }
