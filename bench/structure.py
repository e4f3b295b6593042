"""The structure of the code in figures, of two revisions side by side: folders, functions, docstrings, names, circles.

python3 -m bot bench structure                               this tree beside c50a96d, the last one without rooms
python3 -m bot bench structure REVISION                      this tree beside another one
python3 -m bot bench structure --suite BEFORE.xml AFTER.xml  processor seconds of the suite by part, as two files of
                                                             `python3 -m bot test -n 2 --junitxml=FILE` recorded them
"""

import argparse
import ast
import io
import re
import subprocess
import tarfile
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median
from typing import TypeAlias

ROOT = Path(__file__).resolve().parent.parent
BEFORE = "c50a96d"
MOST_IN_A_FOLDER = 16
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("revision", nargs="?", default=BEFORE)
    parser.add_argument("--suite", nargs=2, type=Path, metavar=("BEFORE.xml", "AFTER.xml"))
    asked = parser.parse_args()
    if asked.suite:
        return print_table(("part", *(path.stem for path in asked.suite)), beside(*map(seconds_of_suite, asked.suite)))
    with tempfile.TemporaryDirectory() as folder:
        command = ["git", "archive", asked.revision, "bot", "docs"]
        packed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S603 git, and a revision the developer names
        with tarfile.open(fileobj=io.BytesIO(packed)) as tree:
            tree.extractall(folder, filter="data")
        print_table(("", asked.revision, "this tree"), beside(figures(Path(folder)), figures(ROOT)))


def figures(tree: Path) -> dict[str, str]:
    """Return printable figures of `bot/` in one tree."""
    parsed = modules_of(tree)
    folders = Counter(path.parent.as_posix() for path in parsed if path.stem != "__init__")
    functions = [function for module in parsed.values() for function in functions_of(module)]
    lengths = [body_lines(function) for function in functions]
    told = sum(ast.get_docstring(function) is not None for function in functions)
    several = names_with_several_meanings(parsed)
    largest = ", ".join(f"{name} {n}" for name, n in folders.most_common(3))
    return {
        "modules": str(sum(folders.values())),
        "folders": str(len(folders)),
        f"folders with more than {MOST_IN_A_FOLDER} modules": str(sum(n > MOST_IN_A_FOLDER for n in folders.values())),
        "the largest folders": largest,
        "functions": str(len(functions)),
        "lines of a function: median, 95 %, most": f"{median(lengths):g}, {part(lengths, 0.95)}, {max(lengths)}",
        "functions with a docstring": f"{told} ({100 * told // len(functions)} %)",
        "public class names with several meanings": f"{len(several)}: {', '.join(several)}"[:200],
        "folders that import each other": ", ".join(circles(parsed)) or "none",
        **{f"files of code in {name}": str(n) for name, n in files_of_how_tos(tree).items()},
    }


@cache
def modules_of(tree: Path) -> dict[Path, ast.Module]:
    return {path.relative_to(tree): ast.parse(path.read_bytes()) for path in sorted((tree / "bot").rglob("*.py"))}


@cache
def functions_of(module: ast.Module) -> list[Function]:
    return [node for node in ast.walk(module) if isinstance(node, Function)]


def body_lines(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def part(values: list[int], share: float) -> int:
    return sorted(values)[int(len(values) * share)]


def names_with_several_meanings(parsed: dict[Path, ast.Module]) -> list[str]:
    meanings = Counter(
        node.name
        for module in parsed.values()
        for node in module.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    return sorted(name for name, n in meanings.items() if n > 1)


def circles(parsed: dict[Path, ast.Module]) -> list[str]:
    knows: defaultdict[str, set[str]] = defaultdict(set)
    modules = {dotted(path) for path in parsed}
    for path, module in parsed.items():
        for imported in imports(module, modules):
            pair = neighbours(dotted(path), imported)
            if pair is not None:
                knows[pair[0]].add(pair[1])
    reached = {name: reach(knows, name) for name in list(knows)}
    return sorted(
        f"{one} ⇄ {other}" for one in reached for other in reached[one] if one < other and one in reached.get(other, ())
    )


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imports(module: ast.Module, modules: set[str]) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                yield whole if whole in modules else node.module


def files_of_how_tos(tree: Path) -> dict[str, int]:
    """Count files of code, revisions of the database and new folders that the steps of a how-to name.

    All of it is read where it has no steps.
    """
    found = {}
    for path in sorted((tree / "docs" / "how-to").glob("*.md")):
        page = path.read_text("utf-8")
        steps = re.findall(r"^(?:\d+\.|   ).*", page, re.MULTILINE)
        if files := set(
            re.findall(r"`(bot/[\w./<>-]+\.py|bot/[\w/]+/<name>/|migrations/versions/)`", "\n".join(steps) or page)
        ):
            found[f"{path.stem}.md"] = len(files)
    return found


def neighbours(one: str, other: str) -> tuple[str, str] | None:
    """Return where both paths part: two children of one folder; None if they are not apart."""
    for (n, mine), theirs in zip(enumerate(one.split(".")), other.split("."), strict=False):
        if mine != theirs:
            return ".".join(one.split(".")[: n + 1]), ".".join(other.split(".")[: n + 1])
    return None


def reach(knows: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    left = [start]
    while left:
        new = knows.get(left.pop(), set()) - found
        found |= new
        left += new
    return found


def seconds_of_suite(record: Path) -> dict[str, str]:
    """Sum processor seconds by folder of tests/, or those of the clock in a record that holds no others."""
    parts: defaultdict[str, float] = defaultdict(float)
    for case in ET.parse(record).iter("testcase"):  # noqa: S314 written by our own test run
        spent = case.find("properties/property[@name='processor']")
        seconds = case.get("time", 0) if spent is None else spent.get("value", 0)
        parts[case.get("classname", "").split(".")[1]] += float(seconds)
    parts["all"] = sum(parts.values())
    return {name: f"{seconds:.0f} s" for name, seconds in sorted(parts.items(), key=lambda pair: -pair[1])}


def beside(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(name, before.get(name, "–"), after.get(name, "–")) for name in {**before, **after}]


def print_table(head: tuple[str, ...], rows: list[tuple[str, str, str]]) -> None:
    for row in (head, ("---",) * len(head), *rows):
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
