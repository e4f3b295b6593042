"""What runs without SQLAlchemy says what SQLAlchemy would say, and its objects are those of the session."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import Select, bindparam, delete, event, exc, func, inspect, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.orm.base import LoaderCallableStatus
from sqlalchemy.orm.exc import StaleDataError

from bot import clock
from bot.storage.base import NOW
from bot.storage.database import Database
from bot.storage.in_transaction import outbox_written
from bot.storage.statements import session
from bot.storage.statements.prepared import Prepared, PreparedChange
from bot.storage.statements.rows import put
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority, Question
from bot.storage.tables.people import Address, Person, Role

_OTHER, _LAST = aliased(Person), func.max(Person.id)
# How each is asked, with values of one and of another: the second time what the first has compiled is used.
SELECTIONS: dict[str, tuple[Callable[[Any], Select[*tuple[Any, ...]]], Any, Any]] = {
    "columns": (lambda n: select(Person.id, Person.name, Person.created_at).where(Person.id <= n), 2, 3),
    "an entity": (lambda n: select(Person).where(Person.id <= n).order_by(Person.id.desc()), 3, 1),
    "two": (
        lambda n: select(Person, Address).join(Address, Address.person_id == Person.id).where(Person.id <= n),
        1,
        3,
    ),
    "one that may be missing": (
        lambda n: select(Person, Role).outerjoin(Role, Role.person_id == Person.id).where(Person.id <= n),
        2,
        1,
    ),
    "an alias": (lambda n: select(Person.id, _OTHER).join(_OTHER, _OTHER.id == Person.id + n), 1, 2),
    "a list": (lambda some: select(Person.id).where(Person.id.in_(some)), [1, 2], [3]),
    "no list": (lambda some: select(Person.id).where(Person.id.in_(some)), [], [1, 2, 3]),
    "all but a list": (lambda some: select(Person.id).where(Person.id.not_in(some)), [1], []),
    "words": (lambda word: select(Person.id, literal(word).label("word")), "một", "hai"),
    "a count": (lambda n: select(func.count().label("all")).select_from(Person).where(Person.id > n), 0, 2),
    "whether": (lambda n: select(select(Person.id).where(Person.id == n).exists()), 1, 9),
    "some": (lambda n: select(Person.id).order_by(Person.id).limit(n), 2, 1),
    "by group": (
        lambda n: select(Person.language, _LAST).group_by(Person.language).having(n < _LAST),
        0,
        9,
    ),
    "now": (lambda n: select(Person.id).where(Person.created_at <= NOW, Person.id > n), 0, 1),
    "then": (lambda hours: select(Person.id).where(Person.created_at < clock.now() - timedelta(hours=hours)), 1, -1),
    "a choice": (
        lambda one: select(Outbox.id, Outbox.status).where(Outbox.status == one),
        OutboxStatus.QUEUED,
        OutboxStatus.SENT,
    ),
    "nothing": (lambda name: select(Person.id).where(Person.given_name.is_(name)), None, None),
}


@pytest.fixture
async def db(file_database: Database) -> AsyncIterator[AsyncSession]:
    """In a transaction that knows none of the three people in the file."""
    async with file_database.begin() as db:
        for name in ("Lan", "Tư", None):
            person = Person(name=name, created_at=clock.now())
            db.add(person)
            await db.flush()
            db.add(Address(person_id=person.id, channel="x", external_id=str(person.id), last_used_at=clock.now()))
        await db.flush()
        await put(db, _message(1))
    async with file_database.begin() as db:
        yield db


def _message(address: int) -> Outbox:
    now = clock.now()
    return Outbox(
        address_id=address, message={"text": "a"}, priority=Priority.REPLY, put_at=now, due_at=now, expires_at=now
    )


@pytest.mark.parametrize("which", SELECTIONS)
async def test_a_selection_says_what_it_would_say(db: AsyncSession, which: str) -> None:
    asked, one, other = SELECTIONS[which]
    for value in (one, other, one):
        found = (await db.execute(asked(value))).all()
        async with AsyncSession(bind=await db.connection()) as theirs:
            said = (await theirs.execute(asked(value))).all()
            assert [_open(row) for row in found] == [_open(row) for row in said]
            # What has no name there, such as an alias, cannot be asked for by name here either.
            assert all(set(other._fields) <= set(row._fields) for row, other in zip(found, said, strict=True))


def _open(row: Any) -> list[Any]:  # noqa: ANN401 of any columns
    return [_values(value) if isinstance(value, Person | Address | Role) else value for value in row]


def _values(one: Person | Address | Role) -> dict[str, Any]:
    return {column.name: getattr(one, column.name) for column in one.__table__.columns}


async def test_whoever_listens_to_statements_hears_of_them(db: AsyncSession) -> None:
    connection = (await db.connection()).sync_connection
    heard: list[str] = []
    event.listen(connection, "before_cursor_execute", lambda *args: heard.append(args[2]), named=False)
    await db.scalars(select(Person.id))
    assert heard == ["SELECT person.id \nFROM person"]


async def test_an_object_is_the_one_that_the_session_has(db: AsyncSession) -> None:
    (first,) = await db.scalars(select(Person).where(Person.name.is_not(None)).limit(1))
    first.language = "en"
    again = await db.get_one(Person, first.id)
    assert again is first
    assert await db.scalar(select(Person.language).where(Person.id == first.id)) == "en", "it was written before"
    (known,) = await db.scalars(select(Person).where(Person.id == first.id))
    assert known is first
    await db.flush()
    db.expire(first, ["language"])
    await db.execute(select(Person))
    assert first.language == "en"
    assert not inspect(first).modified


async def test_what_was_loaded_is_changed_and_removed_like_any_other(db: AsyncSession) -> None:
    asked = Question(address_id=1, options=[{"label": "a"}], asked_at=clock.now())
    await put(db, asked)
    assert (asked.chosen, asked.kind, len(asked.nonce)) == (None, None, 8)
    asked.chosen = 2
    await db.flush()
    db.expunge_all()
    again = await db.get_one(Question, asked.id)
    assert (again.options, again.chosen) == ([{"label": "a"}], 2)
    await db.delete(again)
    await db.flush()
    assert await db.get(Question, asked.id) is None
    with pytest.raises(exc.NoResultFound):
        await db.get_one(Question, asked.id)


async def test_a_row_that_is_rolled_back_is_gone(db: AsyncSession) -> None:
    async def fails() -> None:
        async with db.begin_nested():
            await put(db, _message(1))
            raise LookupError

    with pytest.raises(LookupError):
        await fails()
    assert len((await db.scalars(select(Outbox.id))).all()) == 1
    await put(db, kept := _message(1))
    assert kept in db
    assert outbox_written(db) >= {kept.id}


async def test_changes_are_written_without_a_flush_of_sqlalchemys(
    db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = (await db.scalars(select(Person).order_by(Person.id).limit(2))).all()
    first.language, first.name, other.left_book_at = "en", "Mai", clock.now()
    with monkeypatch.context() as patch:
        patch.setattr(AsyncSession, "flush", None)
        await db.flush()
    assert not db.dirty
    db.expunge_all()
    again = await db.get_one(Person, first.id)
    assert (again.language, again.name, again.given_name) == ("en", "Mai", None)
    assert (await db.get_one(Person, other.id)).left_book_at == other.left_book_at


async def test_a_change_within_a_savepoint_is_rolled_back_in_the_object_too(db: AsyncSession) -> None:
    (first,) = await db.scalars(select(Person).order_by(Person.id).limit(1))

    async def fails() -> None:
        async with db.begin_nested():
            first.language = "en"
            await db.flush()
            raise LookupError

    with pytest.raises(LookupError):
        await fails()
    await db.refresh(first)
    assert first.language == "vi"


async def test_what_a_statement_computes_and_what_is_gone_is_left_to_sqlalchemy(db: AsyncSession) -> None:
    (message,) = await db.scalars(select(Outbox))
    message.attempts = cast("Any", Outbox.attempts + 3)
    await db.flush()
    await db.refresh(message)
    assert message.attempts == 3
    await PreparedChange(delete(Outbox)).run(db)
    message.attempts = 4
    with pytest.raises(StaleDataError):
        await db.flush()
    db.expunge(message)


async def test_a_change_counts_what_it_found(db: AsyncSession) -> None:
    english = PreparedChange(update(Person).where(Person.id <= bindparam("upto")).values(language="en"))
    assert [await english.run(db, upto=2), await english.run(db, upto=0)] == [2, 0]


async def test_lists_of_any_length_are_filled_up(db: AsyncSession) -> None:
    among = Prepared(select(Person.id).where(Person.id.in_(bindparam("ids", expanding=True))).order_by(Person.id))
    for length in range(1, 10):
        assert await among.all(db, ids=[*range(3, 3 + length)]) == [(3,)]
    assert {len(text.words) for text in among._selection._words._texts.values()} == {
        len("SELECT person.id \nFROM person \nWHERE person.id IN () ORDER BY person.id") + 3 * n - 2 for n in (1, 4, 16)
    }


async def test_lists_of_many_lengths_keep_few_texts(db: AsyncSession, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a process would keep one for each number of people that it was ever asked about."""
    monkeypatch.setattr(session, "_PLAIN", {})
    for length in (*range(40), 1_000, 1_025, 5_000):
        asked = select(Person.id).where(Person.id.in_(range(3, 3 + length)), Person.id.not_in(range(50, 50 + length)))
        assert (await db.scalars(asked)).all() == ([3] if length else [])
    (plain,) = session._PLAIN.values()
    assert len(plain.selection._words._texts) == len([0, 1, 4, 16, 64, 1024])


async def test_pairs_are_looked_for_too(db: AsyncSession) -> None:
    among = tuple_(Person.id, Person.language).in_([(1, "vi"), (2, "en"), (3, "vi")])
    assert (await db.scalars(select(Person.id).where(among).order_by(Person.id))).all() == [1, 3]


async def test_constants_stand_in_the_text(db: AsyncSession) -> None:
    """Else SQLite plans anew each time: a parameter may decide whether a partial index serves."""
    waiting = Prepared(select(Outbox.id).where(Outbox.status == OutboxStatus.QUEUED, Outbox.people == 1))
    assert await waiting.all(db) == [(1,)]
    (text,) = waiting._selection._words._texts.values()
    assert text.words.endswith("WHERE outbox.status = 'queued' AND outbox.people = 1")
    assert text.parameters == []


async def test_an_error_is_one_of_sqlalchemys(db: AsyncSession) -> None:
    await put(db, _message(1))
    double = PreparedChange(update(Address).where(Address.id == 2).values(external_id="1"))
    with pytest.raises(exc.IntegrityError):
        await double.run(db)


async def test_what_is_kept_of_selections_has_a_limit(db: AsyncSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_KEPT", 3)
    monkeypatch.setattr(session, "_PLAIN", {})
    for n in range(9):
        await db.execute(select(*[Person.id] * (n + 1)))
        assert len(session._PLAIN) <= 3


def test_the_names_that_are_used_of_sqlalchemy() -> None:
    statement = select(Person).where(Person.id == 1)
    assert (statement._with_options, dict(statement._execution_options)) == ((), {})
    key = statement._generate_cache_key()
    assert key is not None
    assert [one.effective_value for one in key.bindparams] == [1]
    person = Person(language="vi")
    assert dict(inspect(person).committed_state) == {"language": LoaderCallableStatus.NO_VALUE}
    inspect(person)._commit_all(person.__dict__)
    assert not inspect(person).modified
