"""Two beginners to a helper, four who are used to it: who waits, who hears of it in time, and a name for everybody."""

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.people.person import PhoneType
from bot.services.courses.courses import Registered
from bot.services.volunteers import candidates, seating
from bot.storage.tables.courses import Attendance
from tests import scene
from tests.town import Talker, Town

NAMES = ("An", "Tư", "Ba")


async def stage(town: Town, starts: str, *, seats: int = 4) -> tuple[Talker, Talker, list[Talker], Registered]:
    """Three beginners in a class; Hương has said yes."""
    lan, huong = town.phone("Chị Lan"), town.phone("Hương")
    learners = [town.phone(f"Bác {name}") for name in NAMES]
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home), starts, seats=seats)
        await scene.accepted(db, await scene.volunteer(db, huong, home, "Phạm Hương"), made.sessions[0].id)
        for talker in learners:
            person = await scene.resident(db, talker, home, f"Nguyễn Văn {talker.name.split()[-1]}")
            await scene.seat(db, person, made)
        await seating.pair_session(db, made.sessions[0].id)
    return lan, huong, learners, made


def told_of(learners: list[Talker], name: str) -> list[bool]:
    return [any(name in words and "ngồi kèm" in words for words in one.new) for one in learners]


async def test_the_third_beginner_waits_for_a_helper_whom_the_leader_has_asked(town: Town) -> None:
    lan, _huong, learners, _made = await stage(town, "2026-11-28 08:00")
    nam = town.phone("Nam")
    await town.time_is("2026-11-23 09:05")
    assert told_of(learners, "Hương") == [True, True, False]
    lan.sees("Còn thiếu 1 người kèm", "hai cô bác một người kèm")
    async with town.begin() as db:
        home = await scene.home(db, await scene.person(db, lan))
        await scene.volunteer(db, nam, home, "Phạm Nam")

    await lan.taps("Hỏi thêm 1 người")

    lan.sees("đang hỏi thêm 1 tình nguyện viên")
    await nam.taps("Nhận lớp")
    nam.sees("sẽ kèm 1 cô bác")
    assert told_of(learners, "Nam") == [False, False, True]


async def test_asking_for_more_is_taken_back(town: Town) -> None:
    lan, _huong, _learners, _made = await stage(town, "2026-11-28 08:00")
    await town.time_is("2026-11-23 09:05")
    asking = await lan.data_of("Hỏi thêm 1 người")
    await lan.taps("Hỏi thêm 1 người")
    lan.sees("Giờ chưa có ai để hỏi")

    await lan.taps("Nhầm, trả lại")

    lan.sees("không hỏi thêm nữa")
    await lan.taps_again(asking)
    lan.sees("Giờ chưa có ai để hỏi")


async def test_only_the_leader_asks_for_more(town: Town) -> None:
    _lan, _huong, learners, made = await stage(town, "2026-11-28 08:00")
    async with town.begin() as db:
        await scene.card(db, learners[0], "ask_helpers", session=made.sessions[0].id)
    await town.time_is("2026-11-23 09:05")

    await learners[0].taps("ask_helpers")

    learners[0].sees("người phụ trách")


async def test_on_the_eve_everybody_has_a_name(town: Town) -> None:
    """Nobody else came forward: three with one helper are better than one with nobody."""
    _lan, _huong, learners, _made = await stage(town, "2026-11-28 08:00")

    await town.time_is("2026-11-27 17:35")

    assert [any("Hương" in words for words in one.new) for one in learners] == [True, True, True]


async def test_the_leader_hears_that_those_who_said_yes_have_their_hands_full(town: Town) -> None:
    lan, _huong, learners, made = await stage(town, "2026-11-25 19:00", seats=8)
    ut, nam = town.phone("Bác Út"), town.phone("Nam")
    async with town.begin() as db:
        await scene.volunteer(db, nam, await scene.home(db, await scene.person(db, lan)), "Phạm Nam")
    await town.time_is("2026-11-23 09:05")
    nam.sees("cần thêm 1 người kèm")
    assert not any("chỗ trống" in words for words in lan.new)
    await town.time_is("2026-11-23 19:05")
    lan.sees("còn 5 chỗ trống", "Mới có 1 người kèm nhận lời", "chưa có người ngồi kèm")
    await town.time_is("2026-11-23 19:20")
    assert not any("chỗ trống" in words for words in lan.new), "once"

    async with town.begin() as db:
        person = await scene.resident(db, ut, await scene.home(db, await scene.person(db, lan)), "Nguyễn Văn Út")
        await scene.seat(db, person, made)
        assert len((await candidates.learners(db, [made.sessions[0].id]))[made.sessions[0].id]) == len(learners) + 1


async def test_who_has_come_once_is_no_beginner_and_who_stayed_away_is(town: Town) -> None:
    lan, _huong, learners, made = await stage(town, "2026-11-28 08:00")
    async with town.begin() as db:
        leader = await scene.person(db, lan)
        for talker, mark in zip(learners, (Mark.PRESENT, Mark.LATE, Mark.NO_SHOW), strict=True):
            person = await scene.person(db, talker)
            person.phone_type = PhoneType.IPHONE
            db.add(
                Attendance(
                    session_id=made.sessions[0].id,
                    person_id=person.id,
                    mark=mark,
                    marked_by_id=leader.id,
                    marked_at=clock.now(),
                )
            )
    async with town.begin() as db:
        found = (await candidates.learners(db, [made.sessions[0].id]))[made.sessions[0].id]

    assert [one.beginner for one in found] == [False, False, True]
