"""One person at two bots of a platform: by the platform's own id or by a code, and never by a name."""

from sqlalchemy import update

from bot import clock
from bot.chat.message import Incoming
from bot.domain.people.person import RoleKind
from bot.services.delivery import linked_accounts
from bot.services.people import identity
from bot.services.register import duplicates
from bot.storage.database import Database
from bot.storage.tables.people import Address, Person
from tests import scene
from tests.services.reports.test_ward_table import person

ONE, OTHER = "zalo:1459232241", "zalo:2222222222"


async def _writes(database: Database, channel: str, account: str, name: str = "") -> int:
    async with database.begin() as db:
        address = await identity.caller(db, Incoming(channel, clock.now().isoformat(), account, profile_name=name))
        assert address.person_id is not None
        return address.person_id


async def test_the_same_id_at_both_bots_is_one_person(database: Database) -> None:
    first = await _writes(database, ONE, "6ede9afa66b88fe6d6a9")
    assert await _writes(database, OTHER, "6ede9afa66b88fe6d6a9") == first
    async with database.begin() as db:
        kept = await db.get_one(Person, first)
        assert {address.channel for address in await linked_accounts.of(db, kept)} == {ONE, OTHER}


async def test_the_same_name_and_the_same_id_on_another_platform_are_two(database: Database) -> None:
    ids = [
        await _writes(database, ONE, "6ede9afa66b88fe6d6a9", "Nguyễn Văn An"),
        await _writes(database, OTHER, "7ede9afa66b88fe6d6a9", "Nguyễn Văn An"),
        await _writes(database, "telegram", "6ede9afa66b88fe6d6a9", "Nguyễn Văn An"),
        await _writes(database, "zalooa:1", "6ede9afa66b88fe6d6a9", "Nguyễn Văn An"),
    ]
    assert len({*ids}) == len(ids)


async def test_an_account_that_was_cut_off_or_erased_comes_in_by_no_other_bot(database: Database) -> None:
    for n, values in enumerate(({"cut_off_at": clock.now()}, None)):
        account = f"{n}ede9afa66b88fe6d6a9"
        first = await _writes(database, ONE, account)
        async with database.begin() as db:
            if values is not None:
                await db.execute(update(Address).where(Address.external_id == account).values(**values))
            else:
                (await db.get_one(Person, first)).erased_at = clock.now()
        assert await _writes(database, OTHER, account) != first


async def test_who_may_be_one_is_shown_and_not_joined(database: Database) -> None:
    async with database.begin() as db:
        group, lan = await scene.group(db), await person(db)
        await scene.role(db, lan, RoleKind.LEADER, group)
    first, other = await _writes(database, ONE, "a" * 20), await _writes(database, OTHER, "b" * 20)
    async with database.begin() as db:
        for one in (first, other):
            known = await db.get_one(Person, one)
            known.name, known.search_name, known.given_name = "Nguyễn Văn An", "nguyen van an", "An"
            known.group_id, known.ward_code = group.id, group.ward_code
        await db.flush()
        (found,) = await duplicates.suspects(db, await db.get_one(Person, lan.id), group)
        assert {found.one.id, found.other.id} == {first, other}
