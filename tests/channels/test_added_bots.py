"""Bots that were added on the page: at work without a restart, each for its place, until they are removed."""

import asyncio
from datetime import timedelta
from itertools import count

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text

from bot import clock
from bot.channels.channel import NotThisWay
from bot.channels.zalo.channel import ClosedZalo
from bot.chat.message import Incoming, Outgoing
from bot.chat.say import say
from bot.config import Settings
from bot.domain.access.rights import Place
from bot.domain.messaging.kinds import Obstacle
from bot.domain.people.person import OrganisationKind, RoleKind
from bot.errors import NotAllowed
from bot.i18n import Reader, verbatim
from bot.platforms import Host
from bot.platforms import added_bots as running
from bot.services.access import ways_in
from bot.services.delivery import added_bots
from bot.services.delivery.added_bots import NotTaken
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.storage import encryption, key_rotation
from bot.storage.database import Database
from bot.storage.encryption import KeyRing, new_key
from bot.storage.installation import Installation
from bot.storage.tables.bots import AddedBot
from bot.storage.tables.messaging import Call, Outbox, OutboxStatus
from bot.storage.tables.people import Address, Person
from bot.storage.tables.places import Organisation, ResidentialGroup
from tests import scene
from tests.channels.zalo_living import living
from tests.fake_zalo import TOKEN, FakeZalo
from tests.fake_zalo.faults import Fault
from tests.services.reports.test_ward_table import person

OURS = "22222222:SECRETOFTHEGROUP"
ANEW = "22222222:SECRETTHATISNEWER"
NUMBER = "22222222"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in {"_LOOK_EVERY": 0.05, "_REFUSED_FOR": 0.2, "_KNOCK_EVERY": 0.2}.items():
        monkeypatch.setattr(running, name, seconds)


async def _settled(database: Database) -> tuple[Person, ResidentialGroup]:
    async with database.begin() as db:
        group = await scene.group(db)
        mai = await person(db)
        (await scene.role(db, mai, RoleKind.COORDINATOR, group)).group_id = None
        return mai, group


async def _added(database: Database, by: Person, token: str, group: ResidentialGroup) -> NotTaken | None:
    async with database.begin() as db:
        return await added_bots.add(db, by, token, Place(group.ward_code, group.id))


async def _state(database: Database, wanted: str) -> None:
    async with asyncio.timeout(20):
        while True:
            async with database.begin() as db:
                bot = await db.get(AddedBot, NUMBER)
            if bot is not None and wanted == ("refused" if bot.refused_at else "asked" if bot.link is None else "runs"):
                return
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_bot_is_at_work_without_a_restart(file_database: Database, mode: str) -> None:
    mai, group = await _settled(file_database)
    async with FakeZalo(tokens=(TOKEN, OURS)) as zalo, living(file_database, zalo, mode, TOKEN) as here:
        an, binh = zalo.person("An", TOKEN), zalo.person("Bình", OURS)
        await an.says("chào")
        await an.sees("gọi thế nào")
        assert await _added(file_database, mai, OURS, group) is None
        await _state(file_database, "runs")
        if mode == "webhook":
            await zalo.until(lambda: [method for method, _given in zalo.calls].count("setWebhook") > 1)
        await binh.says("chào")
        await binh.sees("gọi thế nào")
        assert [*here.links] == ["zalo:1459232241454765289"], "only whoever is led there finds it"


async def test_a_token_that_was_reset_is_told_of_and_the_new_one_takes_its_place(file_database: Database) -> None:
    mai, group = await _settled(file_database)
    async with FakeZalo(tokens=(TOKEN, OURS)) as zalo, living(file_database, zalo, token=TOKEN):
        await _added(file_database, mai, OURS, group)
        await _state(file_database, "runs")
        binh = zalo.person("Bình", OURS)
        await binh.says("chào")
        await binh.sees("gọi thế nào")
        zalo.reset(OURS, ANEW)
        await _state(file_database, "refused")
        async with file_database.begin() as db:
            db.add(Address(person_id=mai.id, channel="telegram", external_id="1", last_used_at=clock.now()))
        assert await _added(file_database, mai, ANEW, group) is None
        await _state(file_database, "runs")
        binh.token = ANEW
        before = len(binh.messages)
        await binh.says("1")
        await zalo.until(lambda: len(binh.messages) > before)


async def test_a_wrong_token_is_told_and_what_is_for_its_people_goes_another_way(file_database: Database) -> None:
    mai, group = await _settled(file_database)
    async with file_database.begin() as db:
        db.add(Address(person_id=mai.id, channel="telegram", external_id="1", last_used_at=clock.now()))
        learner = await person(db, group_id=group.id, ward_code=group.ward_code)
        db.add(Address(person_id=learner.id, channel=f"zalo:{NUMBER}", external_id="a", last_used_at=clock.now()))
    async with FakeZalo(tokens=(TOKEN, OURS)) as zalo, living(file_database, zalo, token=TOKEN):
        await _added(file_database, mai, "22222222:SOMETHINGELSE", group)
        await _state(file_database, "refused")
        async with file_database.begin() as db:
            told = [one.message["text"] for one in await db.scalars(select(Outbox).where(Outbox.person_id == mai.id))]
            clock_says = outbox.Plan(expires=clock.now() + timedelta(days=2), through_quiet=True)
            row = await outbox.tell(db, learner, say(verbatim("Mai có lớp.")), clock_says)
            assert row is not None
            number = row.id
        assert len(told) == 1
        assert "SOMETHINGELSE" not in told[0]
        async with asyncio.timeout(20):
            while True:
                async with file_database.begin() as db:
                    if (await db.get_one(Outbox, number)).status is OutboxStatus.UNREACHABLE:
                        assert await db.scalar(select(Call.id).where(Call.person_id == learner.id))
                        break
                await asyncio.sleep(0.05)


async def test_what_zalo_forgets_for_a_moment_is_at_work_again_by_itself(file_database: Database) -> None:
    mai, group = await _settled(file_database)
    async with FakeZalo(tokens=(TOKEN, OURS)) as zalo, living(file_database, zalo, token=TOKEN):
        zalo.next("getMe", Fault(401), times=1)
        await _added(file_database, mai, OURS, group)
        await _state(file_database, "refused")
        await _state(file_database, "runs")


async def test_one_that_is_removed_is_let_go_and_its_people_are_called(file_database: Database) -> None:
    mai, group = await _settled(file_database)
    async with FakeZalo(tokens=(TOKEN, OURS)) as zalo, living(file_database, zalo, token=TOKEN):
        await _added(file_database, mai, OURS, group)
        await _state(file_database, "runs")
        binh = zalo.person("Bình", OURS)
        await binh.says("chào")
        await binh.sees("gọi thế nào")
        async with file_database.begin() as db:
            assert await added_bots.remove(db, mai, NUMBER)
            assert not await added_bots.remove(db, mai, NUMBER)
        async with asyncio.timeout(20):
            while True:
                calls = len(zalo.tokens)
                await asyncio.sleep(0.5)
                if OURS not in zalo.tokens[calls:]:
                    break
        async with file_database.begin() as db:
            reached = select(Address).where(Address.channel == f"zalo:{NUMBER}", Address.unreachable_at.is_(None))
            assert await db.scalar(reached) is None


async def test_two_processes_run_a_bot_once(file_database: Database) -> None:
    mai, group = await _settled(file_database)
    other = Database(str(file_database.engine.url))
    async with FakeZalo(tokens=(TOKEN, OURS)) as zalo, living(file_database, zalo, token=TOKEN):
        await _added(file_database, mai, OURS, group)
        await _state(file_database, "runs")
        bots = running.AddedBots(Settings(zalo_token=SecretStr(TOKEN), zalo_api_base=zalo.root))
        second = asyncio.create_task(bots.serve(Host(other, None, None, None, {})))  # type: ignore[arg-type]
        await asyncio.sleep(1)
        assert not second.done(), "it waits, and nothing of the first is disturbed"
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
    await other.close()


async def test_of_forty_bots_one_that_answers_nothing_delays_no_other(file_database: Database) -> None:
    tokens = tuple(f"{10_000_000 + n}:SECRETOFBOT{n}" for n in range(40))
    async with FakeZalo(tokens=tokens, idle=2) as zalo, living(file_database, zalo):
        slow, *others = [zalo.person(f"Người {n}", token) for n, token in enumerate(tokens)]
        released = zalo.held[slow.token] = asyncio.Event()
        for person in (slow, *others):
            await person.says("chào")
        for other in others:
            await other.sees("gọi thế nào")
        for other in others:
            await other.says("1")
        for other in others:
            await other.sees("Tôi đồng ý")
        assert slow.messages == []
        released.set()
        await slow.sees("gọi thế nào")


async def test_a_closed_bot_takes_nothing() -> None:
    assert await ClosedZalo("1").send("a", Outgoing("Chào")) == NotThisWay(Obstacle.CLOSED)


async def test_only_who_sees_to_the_place_adds_replaces_and_removes(database: Database) -> None:
    async with database.begin() as db:
        here, far = await scene.group(db), await scene.group(db, "9", ward="25966")
        mai, lan, xa = await person(db), await person(db), await person(db)
        for who, kind, at in (
            (mai, RoleKind.COORDINATOR, here),
            (lan, RoleKind.LEADER, here),
            (xa, RoleKind.COORDINATOR, far),
        ):
            role = await scene.role(db, who, kind, at)
            role.group_id = at.id if kind is RoleKind.LEADER else None
        place = Place(here.ward_code, here.id)
        for who in (lan, xa):
            with pytest.raises(NotAllowed):
                await added_bots.add(db, who, OURS, place)
        assert await added_bots.add(db, mai, "không phải mã", place) is NotTaken.UNREADABLE
        assert await added_bots.add(db, mai, f"  {OURS}\n", place) is None
        assert await added_bots.add(db, xa, ANEW, Place(far.ward_code)) is NotTaken.RUNS_ALREADY
        for who in (lan, xa):
            with pytest.raises(NotAllowed):
                await added_bots.remove(db, who, NUMBER)
            assert await added_bots.seen_by(db, who) == []
        (seen,) = await added_bots.seen_by(db, mai)
        assert OURS.partition(":")[2] not in repr(seen)
        assert [site.key for site in await added_bots.sites(db, lan)] == []


async def test_a_bot_of_the_settings_is_not_added(database: Database) -> None:
    database.belongs_to(Installation(links={f"zalo:{NUMBER}": "https://bot.zaloplatforms.com/bots/22222222"}))
    async with database.begin() as db:
        group, mai = await scene.group(db), await person(db)
        (await scene.role(db, mai, RoleKind.COORDINATOR, group)).group_id = None
        assert await added_bots.add(db, mai, OURS, Place(group.ward_code, group.id)) is NotTaken.RUNS_ALREADY


async def test_the_token_is_sealed_and_changes_keys_with_everything_else(database: Database) -> None:
    async with database.begin() as db:
        group, mai = await scene.group(db), await person(db)
        (await scene.role(db, mai, RoleKind.COORDINATOR, group)).group_id = None
        await added_bots.add(db, mai, OURS, Place(group.ward_code, group.id))
    old = encryption.key_ring()
    new = KeyRing([new_key()])
    async with database.engine.begin() as connection:
        kept = (await connection.scalars(text("SELECT bot_key FROM added_bot"))).one()
    assert OURS not in kept
    assert old.decrypt(kept).decode() == OURS
    encryption.KEY_RING = _both(new, old)
    async for _progress in key_rotation.reencrypt(database):
        pass
    async with database.engine.begin() as connection:
        kept = (await connection.scalars(text("SELECT bot_key FROM added_bot"))).one()
    assert new.decrypt(kept).decode() == OURS


def _both(new: KeyRing, old: KeyRing) -> KeyRing:
    both = KeyRing.fresh()
    both._newest, both._all = new._newest, type(new._all)([new._newest, *old._all._fernets])
    both._indexing = [*new._indexing, *old._indexing]
    return both


async def test_a_bot_with_as_many_people_as_it_serves_is_named_to_nobody_else_while_another_has_room(
    database: Database,
) -> None:
    common = {"zalo:1": "https://z/1", "zalo:2": "https://z/2"}
    database.belongs_to(Installation(links=common, people_a_bot=2))

    async def leads_to(*come: str) -> str:
        async with database.begin() as db:
            for channel in come:
                await identity.caller(db, Incoming(channel, "1", f"{channel}-{next(numbers)}"))
            return (await ways_in.links(db, "HT-1234", Place(group.ward_code, group.id)))["Zalo"]

    numbers = count(1)
    async with database.begin() as db:
        group = await scene.group(db)
        for number, at in (("11", {"group_id": group.id}), ("12", {"ward_code": group.ward_code})):
            db.add(AddedBot(number=number, bot_key="x", given="a", name="Bot", link=f"https://z/{number}", **at))
    assert await leads_to("zalo:11") == "https://z/11"
    assert await leads_to("zalo:11") == "https://z/12"
    assert await leads_to("zalo:12", "zalo:12", "zalo:1") == "https://z/1"
    assert await leads_to("zalo:1") == "https://z/2"
    assert await leads_to("zalo:2", "zalo:2") == "https://z/11", "nobody has room: the nearest one"


async def test_what_leads_to_a_place_leads_to_its_own_bot(database: Database) -> None:
    telegram, common = "https://t.me/hvs_bot?start={code}", "https://bot.zaloplatforms.com/bots/1"
    database.belongs_to(Installation(links={"telegram": telegram, "zalo:1": common, "zalo:2": "https://x/2"}))
    async with database.begin() as db:
        led, other, far = await scene.group(db), await scene.group(db, "4"), await scene.group(db, "9", ward="25966")
        union = Organisation(kind=OrganisationKind.YOUTH_UNION, name="Đoàn", ward_code=led.ward_code)
        db.add(union)
        await db.flush()
        for number, at in (
            ("11", {"group_id": led.id}),
            ("12", {"ward_code": led.ward_code}),
            ("13", {"organisation_id": union.id}),
            ("14", {"ward_code": far.ward_code}),
        ):
            named = {"name": "Bot", "link": f"https://z/{number}"}
            db.add(AddedBot(number=number, bot_key="x", given="a", **named, **at))
        (await db.get_one(AddedBot, "14")).refused_at = clock.now()
        found = {
            name: (await ways_in.links(db, "HT-1234", place))["Zalo"]
            for name, place in {
                "its own": Place(led.ward_code, led.id),
                "the ward's": Place(other.ward_code, other.id),
                "the organisation's": Place(led.ward_code, led.id, union.id),
                "refused": Place(far.ward_code, far.id),
                "nowhere": Place(),
            }.items()
        }
        how = (await ways_in.where_to_send(db, "HT-1234", Place(led.ward_code, led.id))).for_(Reader("vi"))
    assert found == {
        "its own": "https://z/11",
        "the ward's": "https://z/12",
        "the organisation's": "https://z/13",
        "refused": common,
        "nowhere": common,
    }
    assert "@hvs_bot" in how
    assert "z/11" in how
    assert "Zalo:" not in how.replace("Zalo: ", "")
