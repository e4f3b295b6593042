"""«Gọi giúp»: one name at a time, the number gone as soon as the outcome is said."""

from sqlalchemy import select

from bot.domain.calls import CallOutcome
from bot.domain.enrolment import SeatStatus
from bot.domain.people.person import ToldVia
from bot.services.enrolment import enrolment
from bot.services.privacy import erasure
from bot.storage.tables.courses import Seat
from bot.storage.tables.messaging import Act, Call, Outbox
from bot.storage.tables.people import Person
from tests import scene
from tests.scenes import begun
from tests.town import Town

AN, BINH, CUC = "+84912345678", "+84987654321", "+84901234567"


class Street:
    """Lan leads, Hương helps on Saturday at 19:00; An, Bình and Cúc have a seat and have said nothing."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.lan, self.huong = town.phone("Chị Lan"), town.phone("Hương")
        self.learners = {name: town.phone(f"Bác {name}") for name in ("An", "Bình", "Cúc")}

    async def settle(self, names: tuple[str, ...] = ("An", "Bình"), starts: str = "2026-11-28 19:00") -> "Street":
        return await begun(self.town, self._settled, names, starts)

    async def _settled(self, names: tuple[str, ...], starts: str) -> "Street":
        numbers = {"An": AN, "Bình": BINH, "Cúc": CUC}
        async with self.town.begin() as db:
            home = await scene.group(db)
            self.made = await scene.course(db, await scene.leader(db, self.lan, home), starts, seats=6)
            for name in names:
                person = await scene.resident(db, self.learners[name], home, f"Nguyễn Văn {name}")
                person.phone = numbers[name]
                await enrolment.enrol(db, person, self.made.course, person)
            await scene.accepted(db, await scene.volunteer(db, self.huong, home), self.made.sessions[0].id)
        return self

    @property
    def session(self) -> int:
        return self.made.sessions[0].id

    async def evening_before(self) -> None:
        await begun(self.town, self.town.time_is, "2026-11-27 19:00")

    async def calls(self) -> dict[str, CallOutcome | None]:
        """The outcome by given name."""
        async with self.town.begin() as db:
            rows = await db.execute(select(Person.name, Call.outcome).join(Call, Call.person_id == Person.id))
            return {str(name).rsplit(" ", maxsplit=1)[-1]: outcome for name, outcome in rows}

    async def still_read(self, words: str) -> bool:
        """Do these words stand in any message of our records?"""
        async with self.town.begin() as db:
            return any(words in str(message) for message in await db.scalars(select(Outbox.message)))


async def test_one_name_at_a_time_until_all_are_reached(town: Town) -> None:
    here = await Street(town).settle()
    lan = here.lan
    await here.evening_before()
    lan.sees("Gọi giúp: 2 người chưa trả lời", "bác An", "bác Bình")

    await lan.taps("Gọi giúp từng người")
    card = lan.sees("Nhờ chị gọi giúp: bác An (Nguyễn Văn An)", "chưa trả lời: Chống lừa đảo", "0912 345 678")
    assert "Dạ, Khu phố 3 gọi bác An. Bác có lớp Chống lừa đảo" in card
    assert "Bình" not in card
    await lan.taps("Đã báo")
    lan.sees("Đã báo cho bác An")
    assert not await here.still_read("0912 345 678"), "the number has gone with the outcome"

    await lan.taps("Người kế tiếp (1)")
    lan.sees("bác Bình", "0987 654 321")
    await lan.taps("Đã nhắn người nhà")
    lan.sees(
        "Đã nhắn người nhà báo lại cho bác Bình", "Đã gọi xong cả danh sách. Cảm ơn chị!", "Hôm nay chị đã báo 1 người"
    )
    assert await here.calls() == {"An": CallOutcome.TOLD, "Bình": CallOutcome.TOLD_RELATIVE}
    await lan.says("/goi")
    lan.sees("Đã gọi xong")


async def test_who_does_not_pick_up_is_tried_again_in_an_hour(town: Town) -> None:
    here = await Street(town).settle(("An", "Bình"))
    lan = here.lan
    await here.evening_before()
    await lan.taps("Gọi giúp từng người")
    lan.sees("bác An")
    await lan.taps("Không nghe máy")
    lan.sees("Bác An: không nghe máy")
    await lan.taps("Người kế tiếp (2)")
    lan.sees("bác Bình")
    await lan.taps("Đã báo")
    await lan.taps("Người kế tiếp (1)")
    lan.sees("Còn 1 người chưa nghe máy", "8 giờ tối")

    await town.time_is("2026-11-27 20:00")
    await lan.says("về đầu")
    await lan.taps("Gọi giúp (1)")
    lan.sees("bác An", "Đã gọi 1 lần, chưa ai nghe máy")


async def test_later_gives_the_name_back(town: Town) -> None:
    here = await Street(town).settle()
    await here.evening_before()
    await here.lan.taps("Gọi giúp từng người")
    await here.lan.taps("Để sau")
    here.lan.sees("bác An vẫn còn trong danh sách")
    assert not await here.still_read("0912 345 678")
    await here.huong.says("/goi")
    here.huong.sees("bác Bình")


async def test_the_leader_and_a_volunteer_share_the_list_and_never_a_name(town: Town) -> None:
    here = await Street(town).settle(("An", "Bình", "Cúc"))
    await here.evening_before()
    await here.lan.taps("Gọi giúp từng người")
    here.lan.sees("bác An")
    await here.huong.says("về đầu")
    await here.huong.taps("Gọi giúp (2)")
    assert "bác Bình" in here.huong.sees("Nhờ bạn gọi giúp", "0987 654 321")
    await here.huong.taps("Đã báo")
    await here.huong.taps("Người kế tiếp (1)")
    here.huong.sees("bác Cúc")
    await here.huong.taps("Đã báo")
    here.huong.sees("Đã gọi xong")


async def test_a_wrong_outcome_is_taken_back(town: Town) -> None:
    here = await Street(town).settle(("An",))
    await here.evening_before()
    await here.lan.taps("Gọi giúp từng người")
    told = await here.lan.data_of("Đã báo")
    await here.lan.taps("Đã báo")
    await here.lan.taps("Nhầm, trả lại")
    here.lan.sees("đưa bác An trở lại danh sách")
    await here.lan.taps_again(told)
    assert await here.calls() == {"An": None}, "an old button closes nothing"
    await here.lan.says("/goi")
    here.lan.sees("bác An", "0912 345 678")


async def test_each_look_at_a_number_is_on_record_with_ids_only(town: Town) -> None:
    here = await Street(town).settle(("An",))
    await here.evening_before()
    await here.lan.taps("Gọi giúp từng người")
    await here.lan.taps("Không nghe máy")
    async with town.begin() as db:
        acts = [act for act in await db.scalars(select(Act).order_by(Act.id)) if act.kind in ("look", "call_outcome")]
        caller = await scene.person(db, here.lan)
        an = await scene.person(db, here.learners["An"])
    assert [act.kind for act in acts] == ["look", "call_outcome"]
    assert {act.by_id for act in acts} == {caller.id}
    assert all(act.facts["person"] == an.id and AN not in str(act.facts) for act in acts)


async def test_a_name_that_was_held_too_long_is_free_again(town: Town) -> None:
    here = await Street(town).settle(("An",))
    await here.evening_before()
    await here.lan.taps("Gọi giúp từng người")
    told = await here.lan.data_of("Đã báo")
    await here.huong.says("/goi")
    here.huong.sees("không có ai cần gọi")

    await town.time_is("2026-11-27 19:21")
    assert not await here.still_read("0912 345 678"), "nobody looks at it any more"
    await here.huong.says("/goi")
    here.huong.sees("bác An")
    await here.lan.taps_again(told)
    here.lan.sees("")
    assert await here.calls() == {"An": None}


async def test_a_leader_of_elsewhere_and_a_resident_see_nobody(town: Town) -> None:
    here = await Street(town).settle()
    other, guest = town.phone("Chú Tám"), town.phone("Khách")
    async with town.begin() as db:
        next_door = await scene.group(db, "4")
        await scene.leader(db, other, next_door, "Đỗ Văn Tám", "chu")
        await scene.volunteer(db, guest, next_door, "Vũ Thị Hạ")
    await here.evening_before()
    for stranger in (other, guest, here.learners["An"]):
        await stranger.says("/goi")
        assert not any("0912" in words or "0987" in words for words in stranger.new), stranger.name
        await stranger.says("về đầu")
        assert not any("Gọi giúp" in words for words in stranger.new)
    await here.lan.taps("Gọi giúp từng người")
    an = await town.knows(here.learners["An"])
    for stranger in (other, guest):
        async with town.begin() as db:
            await scene.card(db, stranger, "call_outcome", person=an.id, outcome="told")
        await town.app.sender.drain()
        await stranger.taps("call_outcome")
    assert await here.calls() == {"An": None, "Bình": None}


async def test_who_asks_for_a_person_is_called_and_the_number_is_nowhere_else(town: Town) -> None:
    here = await Street(town).settle(("An",))
    await here.learners["An"].says("gặp người")
    here.lan.sees("Bác An muốn được gặp", "để xem số")
    assert not await here.still_read("0912 345 678")
    await here.lan.taps("Gọi ngay")
    here.lan.sees("bác An", "muốn gặp người phụ trách", "0912 345 678", "Bác cần hỏi điều gì")
    await here.lan.taps("Đã báo")
    here.lan.sees("Đã gọi xong")
    assert not await here.still_read("0912 345 678")
    assert await here.calls() == {"An": CallOutcome.TOLD}


async def test_who_is_erased_leaves_no_number_in_the_callers_chat(town: Town) -> None:
    here = await Street(town).settle(("An",))
    await here.evening_before()
    await here.lan.taps("Gọi giúp từng người")
    here.lan.sees("0912 345 678")
    async with town.begin() as db:
        await erasure.erase(db, await scene.person(db, here.learners["An"]))
    assert not await here.still_read("0912 345 678")
    assert not await here.still_read("Nguyễn Văn An")


async def test_who_says_on_the_phone_that_they_cannot_come_frees_the_seat(town: Town) -> None:
    here = await Street(town).settle(("An",))
    await here.evening_before()
    await here.lan.taps("Gọi giúp từng người")
    await here.lan.taps("Đã báo")
    await here.lan.taps("Bác An bận")
    here.lan.sees("đã ghi nghỉ buổi này")
    async with town.begin() as db:
        assert (await db.scalars(select(Seat.status))).one() is SeatStatus.EXCUSED
    await here.lan.taps("Nhầm, trả lại")
    here.lan.sees("bác An có chỗ lại rồi")
    async with town.begin() as db:
        assert (await db.scalars(select(Seat.status))).one() is SeatStatus.HELD


async def test_a_child_is_called_for_who_has_no_phone(town: Town) -> None:
    here = await Street(town).settle(())
    async with town.begin() as db:
        home = await scene.home(db, await scene.person(db, here.lan))
        an = await scene.resident(db, here.learners["An"], home)
        an.phone = AN
        sau = await scene.without_phone(db, home, "Trần Thị Sáu", "ba")
        sau.told_via, sau.told_via_person_id = ToldVia.RELATIVE, an.id
        await scene.seat(db, sau, here.made)
    await here.evening_before()
    await here.lan.taps("Gọi giúp từng người")
    card = here.lan.sees(
        "0912 345 678 (bác An, nhờ báo lại)", "Dạ, Khu phố 3 gọi bác An. Nhờ bác nhắn bà Sáu: Bà có lớp"
    )
    assert "Chưa có số điện thoại" not in card
    await here.lan.taps("Đã nhắn người nhà")
    here.lan.sees("Đã nhắn người nhà báo lại cho bà Sáu")
