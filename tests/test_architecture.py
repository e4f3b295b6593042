"""The rules of the code, held by the tools that know them: what they complain of is the failure's text."""

import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path

import pytest

from bench import structure
from bot.errors import AssistantError
from bot.flows import FLOWS

ROOT = Path(__file__).parent.parent

CHECKS = {
    "imports point down": [
        "-c",
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))",
    ],
    "ruff finds nothing": ["-m", "ruff", "check", "--no-cache", "--output-format", "concise"],
    "ruff would lay it out the same": ["-m", "ruff", "format", "--check", "--no-cache"],
    "types hold": ["-m", "mypy", "--strict", "--pretty"],
}
_MINUTES = {"types hold": [pytest.mark.lane]}  # from an empty cache, as in a fresh clone


@pytest.mark.slow
@pytest.mark.parametrize("check", [pytest.param(check, marks=_MINUTES.get(check, ())) for check in CHECKS])
def test_the_code_keeps_its_rules(check: str) -> None:
    done = subprocess.run([sys.executable, *CHECKS[check]], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, f"{check}:\n{done.stdout}{done.stderr}"


def test_one_place_knows_who_leads_a_group() -> None:
    """Whoever stands in for a leader would be forgotten by a reader who asks the table of roles in words of its own."""
    # Who has asked to lead, and who has led once: not who leads now.
    assert _files_with(r"Role\.kind == RoleKind\.LEADER") == {
        "bot/storage/tables/people.py",
        "bot/services/roles/requests.py",
        "bot/services/roles/handover.py",
    }


def test_no_text_is_normalised_without_a_limit() -> None:
    """One sign may become 18: three million of them in a file took 4 GB."""
    assert _files_with(r"\bnormalize\b") == {"bot/domain/vietnamese.py"}


def test_an_option_starts_a_conversation_that_exists() -> None:
    """Whoever pressed one that does not would be told that it is long past."""
    starts = {"option": 1, "yes": 1, "no": 1, "go": 0}
    named = {
        (ast.literal_eval(call.args[starts[name]]), path.as_posix())
        for path, module in structure.modules_of(ROOT).items()
        for call in ast.walk(module)
        if isinstance(call, ast.Call)
        and (name := getattr(call.func, "id", getattr(call.func, "attr", ""))) in starts
        and len(call.args) > starts[name]
        and isinstance(call.args[starts[name]], ast.Constant)
    }
    # Of a question that is asked back about, the routing knows the answer.
    assert {one for one in named if one[0] not in {*FLOWS, "answer_question"}} == set()
    assert len(named) > len(FLOWS)


def test_people_to_choose_from_are_told_apart() -> None:
    """Two of one name on two buttons would be told apart by luck: `told_apart` names them."""
    assert _files_with(r":\s*labels\.(person|in_full|full_name)\([^\n]*\)\s+for ") == set()


def test_no_module_is_set_from_outside() -> None:
    """A transaction carries its installation; only the keys stand where SQLAlchemy's column types reach them."""
    found = _files_with(r"\b[a-z_]+\.[A-Z][A-Z_]+(: [^=\n]+)? = ")
    assert found == {"bot/demo/prepared.py", "bot/storage/keys.py", "bot/storage/backup/restoring.py"}
    assert found == _files_with(r"\bencryption\.KEY_RING = ")


MOST_IN_A_FOLDER = 16


def test_no_folder_holds_more_than_can_be_seen_at_once() -> None:
    folders = Counter(
        path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "bot").rglob("*.py") if path.stem != "__init__"
    )
    assert {name: n for name, n in folders.items() if n > MOST_IN_A_FOLDER} == {}


def test_a_public_class_has_a_name_of_its_own() -> None:
    assert structure.names_with_several_meanings(structure.modules_of(ROOT)) == []


def test_few_functions_need_a_docstring() -> None:
    functions = [node for module in structure.modules_of(ROOT).values() for node in structure.functions_of(module)]
    told = sum(ast.get_docstring(function) is not None for function in functions)
    assert 4 * told < len(functions), f"{told} of {len(functions)}: let the name say it"


# «Who leads here», «The sessions of …»: a name for what is returned instead of what is done.
NO_VERB = re.compile(
    r"(?:For|Who|Whom|Whose|Whoever|What|Whatever|Which|Where|When|How|The|A|An|Of|From|To|As|It|This|Those|These|Each|All|"
    r"Every|Everybody|Everyone|Somebody|Nobody|Nothing|Several|Is|Are|Does|Has|May|If|Of)\b|«"
)


def test_a_docstring_begins_with_a_verb() -> None:
    """Or with the parameter it explains, or what it raises."""
    assert [
        f"{path}: {function.name}: {said.splitlines()[0]}"
        for path, module in structure.modules_of(ROOT).items()
        for function in structure.functions_of(module)
        if (said := ast.get_docstring(function)) is not None and NO_VERB.match(said)
    ] == []


@pytest.mark.parametrize("layer", ["services", "flows", "domain"])
def test_every_room_stands_on_the_page_of_the_architecture(layer: str) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    part = page.split(f"### bot/{layer}\n")[1].split("\n### ")[0]
    rooms = {path.parent.name for path in (ROOT / "bot" / layer).glob("*/__init__.py")}
    assert {room for room in rooms if f"`{room}`" not in part} == set()


@pytest.mark.parametrize(
    ("tests", "code"), [("conversations", "flows"), ("services", "services"), ("domain", "domain")], ids=str
)
def test_the_tests_of_a_room_stand_in_a_room_of_its_name(tests: str, code: str) -> None:
    """Conversations that no flow begins, such as reminders, go by the service that does."""
    rooms = {room.name for layer in (code, "services") for room in (ROOT / "bot" / layer).iterdir() if room.is_dir()}
    assert [
        file.parent.name for file in (ROOT / "tests" / tests).glob("*/test_*.py") if file.parent.name not in rooms
    ] == []


def test_the_usual_changes_touch_few_files() -> None:
    """What the steps of the how-tos name: of a channel its folder, its module, its settings and two lines."""
    files = structure.files_of_how_tos(ROOT)
    assert {
        "add-a-channel.md": 4,
        "add-a-reminder.md": 2,
        "add-a-field-of-a-person.md": 5,
        "add-a-report-column.md": 2,
        "add-an-act-with-undo.md": 2,
        "add-a-language.md": 2,
        "add-a-topic.md": 2,
        "change-a-deadline.md": 1,
    }.items() <= files.items()


def test_the_pages_name_files_that_are_there() -> None:
    """Decisions are left as they were taken."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "how-to").glob("*.md")]
    named = re.compile(r"`((?:bot|tests|migrations|locales|docs|bench)/[\w./-]+)`|\]\(([^)#:]+)\)")
    lost = [
        f"{page.name}: {code or linked}"
        for page in pages
        if page.name != "CHANGELOG.md"
        for code, linked in named.findall(page.read_text("utf-8"))
        if not (ROOT / code if code else page.parent / linked).exists()
    ]
    assert lost == []


def test_our_errors_have_one_root() -> None:
    """Asking unwinds a conversation and is no error; TelegramNotConnected is for the library."""
    for path in (ROOT / "bot").rglob("*.py"):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    ours = {kind for kind in _kinds_of(BaseException) if kind.__module__.split(".")[0] == "bot"}
    apart = {kind.__name__ for kind in ours if not issubclass(kind, AssistantError)}
    assert apart == {"Asking", "TelegramNotConnected"}


def test_no_set_of_statuses_is_written_twice() -> None:
    """A status that comes in later would be added to one of the two."""
    places = defaultdict(list)
    for path, module in structure.modules_of(ROOT).items():
        for node in ast.walk(module):
            if isinstance(node, ast.Tuple | ast.List | ast.Set) and (members := _members(node.elts)):
                places[members].append(f"{path}:{node.lineno}")
    assert {members: where for members, where in places.items() if len(where) > 1} == {}


def _members(written: list[ast.expr]) -> frozenset[str]:
    """Return two or more members of one enumeration; nothing if anything else stands among them."""
    if not all(isinstance(each, ast.Attribute) for each in written):
        return frozenset()
    found = {ast.unparse(each) for each in written}
    kinds = {each.rpartition(".")[0] for each in found}
    is_such = all(re.fullmatch(r"[A-Z]\w+\.[A-Z][A-Z_0-9]*", each) for each in found)
    return frozenset(found) if is_such and len(kinds) == 1 and len(found) > 1 else frozenset()


def _kinds_of(kind: type[BaseException]) -> set[type[BaseException]]:
    return {kind}.union(*map(_kinds_of, type.__subclasses__(kind)))


def test_nothing_is_found_by_a_piece_of_a_string() -> None:
    """The key of a message makes it one message, and is read by nobody else; what is looked for stands in columns."""
    looks = r"Outbox\.key|(message|row)\.key\b|\b[A-Z]\w+\.\w+\.(not_)?(i?like|startswith|contains)\("
    assert _files_with(looks) == {"bot/services/messaging/outbox.py"}


def _files_with(pattern: str) -> set[str]:
    files = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "bot").rglob("*.py")}
    return {name for name, path in files.items() if re.search(pattern, path.read_text("utf-8"))}
