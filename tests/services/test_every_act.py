"""Every act is taken back or says why not; every change of somebody else's data is written down as an act.

Both are read off the code itself, so that what is written tomorrow is asked the same.
"""

import ast
import importlib
from collections.abc import Callable
from pathlib import Path

from bot.domain.undoing import ASKED_AGAIN, NOT_TAKEN_BACK
from bot.flows.start.undo import TAKE_BACK
from bot.services.history import activity_log

_SERVICES = Path(__file__).parents[2] / "bot" / "services"
_PATHS = {path.stem: path for path in sorted(_SERVICES.rglob("*.py")) if path.stem != "__init__"}
_TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in _PATHS.items()}
_FUNCTIONS = {
    f"{module}.{node.name}": node
    for module, tree in _TREES.items()
    for node in tree.body
    if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
}
# These carry words, or the state of a talk; whom they are about is changed by others.
_CARRIERS = ("outbox.", "acts.", "menus.", "conversations.")
# Who does it is the second of these, and it may be about somebody else.
_DOERS = frozenset(("by", "asker"))

# A change that is no act of its own, and why.
_WITHOUT_AN_ACT = {
    "accounts.code_for": "a code alone changes nothing; who uses it does",
    "codes.invite": "a code alone changes nothing; its callers write the act",
    "codes.of_account": "a code alone changes nothing; who uses it does",
    "codes.of_door": "a code at the door of a session, the same for whoever asks",
    "codes.of_group": "the code of a group, the same for whoever asks",
    "cautions.about": "what is thought about before it is done; nobody's data changes",
    "papers.group_poster": "a picture of that code",
    "attendance.mark": "the mark itself says who made it and when, and keeps what it was in the board",
    "marks.put": "the mark itself says who made it and when",
    "marks.put_if_blank": "the mark itself says who made it and when",
    "call_turns.give_back_all": "what somebody held themselves, when their role ends: that is the act",
    "notices.give": "who moves or calls off a session writes the act",
    "moves.answer": "only the two it is about may answer, each for themselves; the visit keeps both answers",
    "match_runs.want_now": "asks for a matching; whom it is about is asked later",
    "openings.put_off": "«not now» to a proposal; nobody's data changes, and the same leader opens it any time",
}


def _calls(module: str, node: ast.AST) -> set[str]:
    called = {call.func for call in ast.walk(node) if isinstance(call, ast.Call)}
    names = {f"{module}.{func.id}" for func in called if isinstance(func, ast.Name)}
    return names | {
        f"{func.value.id}.{func.attr}"
        for func in called
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
    }


_CALLS = {name: _calls(name.split(".")[0], node) & set(_FUNCTIONS) for name, node in _FUNCTIONS.items()}


def _writes(node: ast.AST) -> bool:
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            called = ast.unparse(part.func)
            if called in {"update", "delete", "insert_new", "setattr", "db.add", "db.add_all", "db.merge", "db.delete"}:
                return True
        elif isinstance(part, ast.Assign | ast.AugAssign):
            targets = part.targets if isinstance(part, ast.Assign) else [part.target]
            if any(isinstance(each, ast.Attribute) for target in targets for each in ast.walk(target)):
                return True
    return False


def _leading_to(first: Callable[[str], bool], through: Callable[[str], bool]) -> set[str]:
    """The functions of which this is true, and all that call them."""
    found = {name for name in _FUNCTIONS if first(name)}
    while more := {name for name, called in _CALLS.items() if name not in found and called & found and through(name)}:
        found |= more
    return found


def _own(name: str) -> bool:
    return not name.startswith(_CARRIERS)


def test_every_change_of_somebody_elses_data_is_an_act() -> None:
    acting = _leading_to(lambda name: name == "acts.done", lambda _name: True)
    changing = _leading_to(lambda name: _own(name) and _writes(_FUNCTIONS[name]), _own)
    assert len(changing) > 150, "the look at the code itself is broken"
    silent = {name for name in changing - acting if _by_somebody(name)}
    assert silent == set(_WITHOUT_AN_ACT)


def _by_somebody(name: str) -> bool:
    node, does = _FUNCTIONS[name], name.split(".")[1]
    second = [argument.arg for argument in node.args.args][1:2]
    return not does.startswith(("_", "undo")) and bool(_DOERS.intersection(second))


def _kinds() -> set[str]:
    """What acts are written down as: words, or the names of words."""
    found = set()
    for module, tree in _TREES.items():
        within = vars(importlib.import_module(f"bot.services.{_PATHS[module].parent.name}.{module}"))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "acts.done":
                kind = ast.unparse(call.args[2])
                # One function is told the word by its callers.
                found |= _told(tree) if kind == "act" else {str(eval(kind, within))}  # noqa: S307 our own code
    return found


def _told(tree: ast.Module) -> set[str]:
    calls = [call for call in ast.walk(tree) if isinstance(call, ast.Call) and ast.unparse(call.func) == "_judge"]
    return {str(ast.literal_eval(call.args[2])) for call in calls}


def test_every_act_is_taken_back_or_says_why_not() -> None:
    kinds = _kinds()
    assert len(kinds) > 50
    assert kinds - TAKE_BACK.keys() == NOT_TAKEN_BACK.keys()
    assert TAKE_BACK.keys() <= kinds
    assert TAKE_BACK.keys() >= ASKED_AGAIN.keys()
    assert activity_log.WORDS.keys() | activity_log.NOT_SHOWN == kinds
    assert all(len(why) > 15 for why in NOT_TAKEN_BACK.values())
