"""`python3 -m bot match WEEK.sqlite --out ANSWER.csv`."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.matching.engine import NotCertified, Progress, Result, Stage, match
from bot.domain.matching.levels import TooLarge
from bot.match import ticker
from bot.match.answer_file import refuse_unwritable, write
from bot.match.week_file import BadWeek, Week, read

# Smaller weeks are done before anybody wonders.
_SLOW = 5_000
_STAGES = {
    Stage.BUILDING: "đang dựng mạng · building the network",
    Stage.SOLVING: "đang giải {arcs} cung · solving {arcs} arcs",
    Stage.PROVING: "đang chứng minh · proving",
}


def week(
    file: Annotated[Path, typer.Argument(metavar="WEEK.sqlite", help="Tệp tuần cần ghép · The week to match.")],
    out: Annotated[Path, typer.Option(metavar="ANSWER.csv", help="Tệp kết quả · Where the answer goes.")],
) -> None:
    """Ghép người kèm cho một tuần · Match a week from a file, to proved optimality."""
    try:
        refuse_unwritable(out)
        given = read(file)
        with _progress(len(given.residents)) as progress:
            result = match(given.instance, progress)
        _refuse_nothing(result)
        write(out, given, result.matches)
    except (BadWeek, NotCertified, TooLarge) as reason:
        sys.exit(f"✗ {reason}")
    _report(given, result)


def main() -> None:
    """The command by itself: the assistant's own start takes seconds and a hundred megabytes."""
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command()(week)
    alone(sys.argv[2:], prog_name="python3 -m bot match")


def _refuse_nothing(result: Result) -> None:
    if not result.matches:
        raise BadWeek(
            "Không ghép được ai: không có người kèm hay lớp nào hợp khoảng cách, buổi, chủ đề, tiếng nói và mong muốn"
            " · Nobody can be matched: no volunteer or class fits by distance, half-day, topic, language and wish."
        )


def _report(given: Week, result: Result) -> None:
    reached = result.objective
    typer.echo(f"Z = {reached.z}")
    typer.echo(f"1. được phục vụ · served: {reached.served} / {len(given.residents)}, khẩn · urgency {reached.urgency}")
    typer.echo(f"2. người kèm quen · same volunteer again: {reached.served - reached.new_face}")
    typer.echo(f"3. đường đi · way: {reached.km} km")
    typer.echo(f"4. tải · load, tổng bình phương · sum of squares: {reached.load}")
    typer.echo("✓ đã chứng minh tối ưu theo thứ tự trên · certified optimal, lexicographically")
    if result.least < reached.z:
        typer.echo(f"Z nhỏ nhất · least Z: {result.least}; thứ tự trên đi trước · the order above goes first")


@contextmanager
def _progress(residents: int) -> Iterator[Progress]:
    """Stages are told to a process that speaks up when they take long."""
    if residents < _SLOW:
        yield lambda _stage, _arcs: None
        return
    command = [sys.executable, "-I", "-S", "-X", "utf8", ticker.__file__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, encoding="utf-8") as process:  # noqa: S603 a file of ours
        if process.stdin is None:
            raise AssertionError
        pipe = process.stdin

        def say(stage: Stage, arcs: int) -> None:
            pipe.write(_STAGES[stage].format(arcs=arcs) + "\n")
            pipe.flush()

        yield say
