"""The demo's world: its neighbourhood, how it is kept, and the tour that plays through it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from time import process_time

import httpx
import pytest
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.demo import neighbourhood, prepared
from bot.demo.cast import CAST
from bot.demo.stage import LiveStage
from bot.demo.tour import STEPS, Tour
from bot.demonstration import Theatre, settle
from bot.domain.people.person import RoleKind, RoleStatus
from bot.services.access import acts
from bot.storage import encryption
from bot.storage.database import Database
from bot.storage.installation import Installation
from bot.storage.tables.coaching import CoachingRequest
from bot.storage.tables.courses import Attendance, ClassSession, Course
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.safety import Incident
from bot.storage.tables.volunteers import Volunteer
from tests.storage import kills
from tests.web.conftest import serving


async def _at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


async def test_a_neighbourhood_lives(file_database: Database) -> None:
    clock.stop_at(neighbourhood.START)
    async with file_database.begin() as db:
        people = await neighbourhood.settle(db, "web")
        await _has_people(db, people)
        await _has_classes(db)
        await _has_accounts_of_the_cast(db)
        done = (await db.scalars(select(Act))).all()
        assert done
        assert [act.kind for act in done if acts.can_be_undone(act)] == []  # «nhầm» is about what the visitor did


async def _count(db: AsyncSession, table: type, *which: ColumnElement[bool]) -> int:
    return await db.scalar(select(func.count()).select_from(table).where(*which)) or 0


async def _has_people(db: AsyncSession, people: int) -> None:
    active = Role.status == RoleStatus.ACTIVE
    led = await _count(db, Role, Role.kind == RoleKind.LEADER, active)
    assert (await _count(db, ResidentialGroup), led) == (6, 4)
    assert await _count(db, Role, Role.kind == RoleKind.COORDINATOR, active) == 1
    assert await _count(db, Organisation) == await _count(db, Role, Role.kind == RoleKind.ORGANISER, active) == 2
    assert await _count(db, Volunteer) == 25
    in_charge = led + 1 + 1 + 2 + 1
    assert people - 25 - in_charge >= 80
    assert 0 < await _count(db, Address) < people
    assert await _count(db, Role, Role.status == RoleStatus.REQUESTED) == 1
    assert await _count(db, CoachingRequest) == await _count(db, Incident) == 1
    assert (await db.scalars(select(Person.name).where(Person.given_name.is_(None)))).all() == []


async def _has_classes(db: AsyncSession) -> None:
    assert await _count(db, Attendance) > 250
    closed = ClassSession.roll_closed_at.is_not(None)
    assert await _count(db, ClassSession, closed) == 4 * 8
    assert await _count(db, ClassSession, ~closed, ClassSession.starts_at < clock.now()) == 1
    ahead = select(func.count()).where(ClassSession.starts_at > clock.now()).group_by(ClassSession.course_id)
    assert max(await db.scalars(ahead)) == 6
    assert await _count(db, Course, Course.enrolled == Course.seats) == 1


async def _has_accounts_of_the_cast(db: AsyncSession) -> None:
    accounts = set(await db.scalars(select(Address.external_id)))
    known = {one.account for one in CAST if one.name}
    assert known <= accounts
    assert accounts.isdisjoint({one.account for one in CAST} - known)


async def test_it_is_kept_until_the_code_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    place, built = tmp_path / "cache" / "neighbourhood", []

    async def build(file: Path) -> None:
        built.append(encryption.key_ring())
        await asyncio.to_thread(file.write_bytes, b"rows sealed with this key")

    async def begin(name: str) -> Path:
        (tmp_path / name).mkdir()
        return await prepared.neighbourhood(tmp_path / name, build, place)

    for name in ("first", "second"):
        file = await begin(name)
        assert tmp_path / name in file.parents
        assert file.read_bytes() == b"rows sealed with this key"
        assert encryption.key_ring().decrypt(built[0].encrypt(b"Lan")) == b"Lan"
    assert len(built) == 1

    monkeypatch.setattr(prepared, "_digest", lambda: "of another code")
    await begin("third")
    await begin("fourth")
    assert len(built) == 2

    place = file / "nobody may write here"
    await begin("fifth")
    assert len(built) == 3


async def test_key_and_file_are_of_one_neighbourhood_while_another_start_keeps_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    place, other = tmp_path / "cache" / "neighbourhood", tmp_path / "other"
    for name in ("first", "second", "third"):
        (tmp_path / name).mkdir()
    for name, kept in (("first", place), ("second", other)):
        await prepared.neighbourhood(tmp_path / name, _sealed, kept)
    write = Path.write_bytes

    def written(file: Path, data: bytes) -> int:
        if other.exists():
            place.rename(tmp_path / "old")
            other.rename(place)
        return write(file, data)

    monkeypatch.setattr(Path, "write_bytes", written)
    file = await prepared.neighbourhood(tmp_path / "third", _sealed, place)
    assert not other.exists()
    assert encryption.key_ring().decrypt(await asyncio.to_thread(file.read_bytes)) == b"Lan"


def _keep(place: Path, folder: Path) -> None:
    """In a process of its own: the neighbourhood of other code stands there already."""
    sys.dont_write_bytecode = False
    folder.mkdir(exist_ok=True)
    asyncio.run(prepared.neighbourhood(folder, _sealed, place))


async def _sealed(file: Path) -> None:
    await asyncio.to_thread(file.write_bytes, encryption.key_ring().encrypt(b"Lan"))


@pytest.mark.lane
async def test_a_kill_while_it_is_kept_leaves_it_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    place = tmp_path / "cache" / "neighbourhood"

    def of_other_code() -> None:
        place.mkdir(parents=True, exist_ok=True)
        (place / "digest").write_text("of other code")

    def new(name: str) -> Path:
        (tmp_path / name).mkdir()
        return tmp_path / name

    async def begins(name: str) -> None:
        file = await prepared.neighbourhood(new(name), _sealed, place)
        assert encryption.key_ring().decrypt(file.read_bytes()) == b"Lan"

    for step in range(20):
        of_other_code()
        was_killed = kills.killed_at(step, _keep, place, tmp_path / f"killed {step}")
        await begins(f"after {step}")
        if not was_killed:
            break
    assert step >= 2
    of_other_code()
    await begins("last")
    assert list(place.parent.iterdir()) == [place], "nothing of those that were killed is left"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[LiveStage]:
    theatre = Theatre(await prepared.neighbourhood(tmp_path, settle), Installation(page="http://127.0.0.1:8765"))
    yield await LiveStage(theatre.build).open()
    await theatre.close()


async def test_all_begins_anew_in_less_than_a_second(stage: LiveStage) -> None:
    spent = []
    for _time in range(3):
        await stage.say(3, "xin chào")
        began = process_time()
        await stage.start_over()
        spent.append(process_time() - began)
        assert [phone.bubbles for phone in stage.snapshot().phones] == [(), (), ()]
    assert min(spent) < 1.0


FORTY = 40


@pytest.mark.slow
async def test_forty_who_open_the_page_at_once_lose_nothing(stage: LiveStage) -> None:
    """Each takes a phone for somebody else and writes a line: all pages see all lines, and each is taken once."""
    keys = [persona.key for persona in stage.snapshot().personas]
    said = [f"xin chào, số {n} đây" for n in range(100, 100 + FORTY)]
    async with serving(stage) as base, httpx.AsyncClient(base_url=base, timeout=60, limits=httpx.Limits()) as http:
        pages = await asyncio.gather(*(http.get("/") for _each in said))
        assert {page.status_code for page in pages} == {200}
        looking = [asyncio.create_task(_seen(http, said)) for _each in said]
        async with asyncio.timeout(30):
            while len(stage._audience) < FORTY:  # noqa: ASYNC110 the stage tells nobody who looks
                await asyncio.sleep(0.01)

        async def visit(n: int) -> None:
            phone, own = 1 + n % 3, {"Origin": base}
            sat = await http.post(f"/phones/{phone}/sit", json={"persona": keys[n % len(keys)]}, headers=own)
            wrote = await http.post(f"/phones/{phone}/say", json={"text": said[n]}, headers=own)
            assert (sat.status_code, wrote.status_code) == (204, 204)

        await asyncio.gather(*(visit(n) for n in range(FORTY)))
        assert await asyncio.wait_for(asyncio.gather(*looking), 60) == [{*said}] * FORTY
    written = [line.message.text for lines in stage._web.lines.values() for line in lines if line.mine]
    assert sorted(written) == sorted(said)


async def _seen(http: httpx.AsyncClient, awaited: list[str]) -> set[str]:
    found: set[str] = set()
    async with http.stream("GET", "/events") as stream:
        async for line in stream.aiter_lines():
            found |= {said for said in awaited if said in line}
            if len(found) == len(awaited):
                break
    return found


@pytest.mark.lane
@pytest.mark.parametrize(("language", "step"), [("vi", 0), ("en", 3)])
async def test_the_tour_plays_the_main_job(stage: LiveStage, language: str, step: int) -> None:
    await stage.speak(language)
    if step:
        await stage.say(3, "/start")
    tour = Tour(stage, sleep=_at_once)
    await (await tour.play(step))
    assert tour.step == len(STEPS) - 1
    _huong, bay, lan = ("\n".join(bubble.text for bubble in phone.bubbles) for phone in stage.snapshot().phones)
    for words in ENDS[language]:
        assert words in bay + lan
    if not step:
        await stage.start_over()
        assert [phone.bubbles for phone in stage.snapshot().phones] == [(), (), ()]


ENDS = {
    "vi": ("con đã giữ chỗ cho ông Bảy", "hẹn gặp ông ở lớp", "Đã chốt điểm danh", "Kết quả “Bình dân học vụ số”"),
    "en": ("I have kept a seat for you", "see you in class", "Closed:", "Results of «Digital literacy for all»"),
}
