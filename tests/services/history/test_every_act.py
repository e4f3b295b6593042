"""Every act is taken back or says why not; every change of somebody else's data is written down as an act.

Both are read off the code itself, so that what is written tomorrow is asked the same.
"""

import ast
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bot import clock
from bot.services.access import acts
from bot.services.history import registry
from bot.services.history.registry import ROWS, Noted, Stays
from bot.storage.database import Database
from bot.storage.tables.people import Person

_BOT = Path(__file__).parents[3] / "bot"
_SERVICES = _BOT / "services"
# These carry words, or the state of a talk; whom they are about is changed by others.
_CARRIERS = ("messaging.outbox.", "access.acts.", "messaging.command_menu.", "messaging.conversations.")
# Who does it is the second of these, and it may be about somebody else.
_DOERS = frozenset(("by", "asker"))

# A change that is no act of its own, and why.
_WITHOUT_AN_ACT = {
    "delivery.linked_accounts.code_for": "a code alone changes nothing; who uses it does",
    "access.codes.invite": "a code alone changes nothing; its callers write the act",
    "access.codes.of_account": "a code alone changes nothing; who uses it does",
    "access.codes.of_door": "a code at the door of a session, the same for whoever asks",
    "calendars.feeds.make": "an address to read at, like a link to the page; nobody's data changes",
    "access.codes.of_family": "a code alone changes nothing; who told of the lesson, and who says yes, do",
    "access.codes.of_group": "the code of a group, the same for whoever asks",
    "courses.scheduling_warnings.about": "what is thought about before it is done; nobody's data changes",
    "register.duplicates.suspects": "entries of one number count once from then on, as if it had come with them",
    "reports.papers.printed_documents.group_poster": "a picture of the code of a group",
    "attendance.roll_call.mark": "the mark itself says who made it and when, and keeps what it was in the board",
    "attendance.marks.put": "the mark itself says who made it and when",
    "attendance.marks.put_if_blank": "the mark itself says who made it and when",
    "attendance.helpers.put": "the mark itself says who made it and when",
    "calls.call_queue.give_back_all": "what somebody held themselves, when their role ends: that is the act",
    "courses.change_notices.give": "who moves or calls off a session writes the act",
    "coaching.moves.answer": "only the two it is about may answer, each for themselves; the visit keeps both answers",
    "matching.runs.want_now": "asks for a matching; whom it is about is asked later",
    "matching.class_proposals.put_off": "«not now» to a proposal; the same leader opens it any time",
}


@cache
def _trees() -> dict[str, ast.Module]:
    return {
        ".".join(path.relative_to(_SERVICES).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
        for path in sorted(_SERVICES.rglob("*.py"))
    }


@cache
def _functions() -> dict[str, ast.AsyncFunctionDef | ast.FunctionDef]:
    return {
        f"{module}.{node.name}": node
        for module, tree in _trees().items()
        for node in tree.body
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
    }


def _imported(tree: ast.Module) -> dict[str, str]:
    """What a module calls the services it imports: their rooms, modules and functions."""
    return {
        name.asname or name.name: f"{node.module}.{name.name}".removeprefix("bot.services.")
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }


def _calls(module: str, node: ast.AST, imported: dict[str, str]) -> set[str]:
    called = {call.func for call in ast.walk(node) if isinstance(call, ast.Call)}
    names = {imported.get(func.id, f"{module}.{func.id}") for func in called if isinstance(func, ast.Name)}
    return names | {
        f"{imported.get(func.value.id, func.value.id)}.{func.attr}"
        for func in called
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
    }


@cache
def _calls_of_all() -> dict[str, set[str]]:
    imported = {module: _imported(tree) for module, tree in _trees().items()}
    modules = {name: name.rpartition(".")[0] for name in _functions()}
    return {
        name: _calls(modules[name], node, imported[modules[name]]) & _functions().keys()
        for name, node in _functions().items()
    }


def _writes(node: ast.AST) -> bool:
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            called = ast.unparse(part.func)
            if called in {
                "update",
                "delete",
                "insert_new",
                "insert_or_change",
                "setattr",
                "db.add",
                "db.add_all",
                "db.merge",
                "db.delete",
            }:
                return True
        elif isinstance(part, ast.Assign | ast.AugAssign):
            targets = part.targets if isinstance(part, ast.Assign) else [part.target]
            if any(_is_attribute(target) for target in targets):
                return True
    return False


def _is_attribute(target: ast.AST) -> bool:
    """Or a part of one: `row.facts["x"] = …`; not what an attribute only points to: `read[person.id] = …`."""
    if isinstance(target, ast.Tuple):
        return any(_is_attribute(each) for each in target.elts)
    return isinstance(target, ast.Attribute) or (isinstance(target, ast.Subscript) and _is_attribute(target.value))


def _leading_to(first: Callable[[str], bool], through: Callable[[str], bool]) -> set[str]:
    """The functions of which this is true, and all that call them."""
    found = {name for name in _functions() if first(name)}
    while more := {
        name for name, called in _calls_of_all().items() if name not in found and called & found and through(name)
    }:
        found |= more
    return found


def _own(name: str) -> bool:
    return not name.startswith(_CARRIERS)


def test_every_change_of_somebody_elses_data_is_an_act() -> None:
    acting = _leading_to(lambda name: name == "access.acts.record", lambda _name: True)
    changing = _leading_to(lambda name: _own(name) and _writes(_functions()[name]), _own)
    assert len(changing) > 150, "the look at the code itself is broken"
    silent = {name for name in changing - acting if _by_somebody(name)}
    assert silent == set(_WITHOUT_AN_ACT)


def _by_somebody(name: str) -> bool:
    node, does = _functions()[name], name.rpartition(".")[2]
    second = [argument.arg for argument in node.args.args][1:2]
    return not does.startswith(("_", "undo")) and bool(_DOERS.intersection(second))


def test_every_kind_of_act_has_one_row() -> None:
    said = [word for path in _BOT.rglob("*.py") for word in re.findall(r"ActKind\((.*?)\)", path.read_text("utf-8"))]
    assert sorted(said) == sorted(f'"{row.kind}"' for row in ROWS)


def test_every_kind_of_act_is_recorded_where_it_is_declared() -> None:
    for module, tree in _trees().items():
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        used = {name.id for name in names if isinstance(name.ctx, ast.Load)}
        assert _declared(tree) <= used, module


def _declared(tree: ast.Module) -> set[str]:
    constants = [node for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)]
    return {ast.unparse(node.targets[0]) for node in constants if ast.unparse(node.value).startswith("acts.ActKind(")}


def test_an_act_that_stays_says_why_and_asks_for_no_right() -> None:
    for row in ROWS:
        if isinstance(row.undo, Stays):
            assert len(row.undo.why) > 15
            assert row.right is None


async def test_what_is_only_noted_does_not_hide_what_was_done_before_it(database: Database) -> None:
    async with database.begin() as db:
        by = Person(created_at=clock.now())
        db.add(by)
        await db.flush()
        assert await registry.newest(db, by) is None
        done = None
        for row in sorted(ROWS, key=lambda row: isinstance(row.undo, Noted)):
            act = await acts.record(db, by, row.kind)
            done = done if isinstance(row.undo, Noted) else act
            assert await registry.newest(db, by) is done
