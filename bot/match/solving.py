"""Matches a week from a file, shows how far it is, and says how good the answer is."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from bot.domain.matching.flow.engine import NotCertified, Progress, Result, SolvingStage, match
from bot.domain.matching.flow.weights import TooLarge
from bot.domain.matching.instance import Match
from bot.domain.matching.pairs.search import Paired, match_in_pairs
from bot.match import ticker
from bot.match.answer_file import refuse_unwritable, write
from bot.match.week_file import BadWeek, WeekFile, read

# Smaller weeks take no noticeable time.
_SLOW = 5_000
_STAGES = {
    SolvingStage.BUILDING: "đang dựng mạng · building the network",
    SolvingStage.SOLVING: "đang giải {arcs} cung · solving {arcs} arcs",
    SolvingStage.PROVING: "đang chứng minh · proving",
}


def solve(file: Path, out: Path, *, pairs: bool) -> None:
    try:
        refuse_unwritable(out)
        given = read(file)
        with _progress(slow=pairs or len(given.residents) >= _SLOW) as progress:
            result = match_in_pairs(given.instance, progress=progress) if pairs else match(given.instance, progress)
        _refuse_nothing(result.matches)
        write(out, given, result.matches, pairs=pairs)
    except (BadWeek, NotCertified, TooLarge) as reason:
        sys.exit(f"✗ {reason}")
    _report(given, result)


def _refuse_nothing(matches: Sequence[Match]) -> None:
    if not matches:
        raise BadWeek(
            "Không ghép được ai: không có người kèm hay lớp nào hợp khoảng cách, buổi, chủ đề, tiếng nói và mong muốn"
            " · Nobody can be matched: no volunteer or class fits by distance, half-day, topic, language and wish."
        )


def _report(given: WeekFile, result: Result | Paired) -> None:
    reached = result.objective
    typer.echo(f"Z = {reached.z}")
    typer.echo(f"1. được phục vụ · served: {reached.served} / {len(given.residents)}, khẩn · urgency {reached.urgency}")
    typer.echo(f"2. người kèm quen · same volunteer again: {reached.served - reached.new_face}")
    typer.echo(f"3. đường đi · way: {reached.km} km")
    typer.echo(f"4. tải · load, tổng bình phương · sum of squares: {reached.load}")
    if isinstance(result, Paired):
        return _report_bound(result)
    typer.echo("✓ đã chứng minh tối ưu theo thứ tự trên · certified optimal, lexicographically")
    if result.least < reached.z:
        typer.echo(f"Z nhỏ nhất · least Z: {result.least}; thứ tự trên đi trước · the order above goes first")


def _report_bound(result: Paired) -> None:
    by_hand = f"ghép lần lượt từng bác · one by one: {result.by_hand.served}, Z = {result.by_hand.z}"
    typer.echo(by_hand)
    if result.bound is None or result.proved is None:
        typer.echo("chưa tìm được cận dưới trong thời gian cho phép · no lower bound was found in time")
        return
    gap = (result.objective.z - result.proved) / max(1, result.proved)
    if gap <= 0:
        typer.echo("✓ đã chứng minh: Z không thể nhỏ hơn · certified: no answer has a smaller Z")
        return
    typer.echo(f"✓ đã chứng minh · certified: Z ≥ {result.proved}, cách nhiều nhất · at most {gap:.2%} away")
    nearer = max(0.0, (result.objective.z - result.bound) / max(1, result.bound))
    said = f"Z ≥ {result.bound}, gap {nearer:.2%}" if nearer else "Z không thể nhỏ hơn · no answer has a smaller Z"
    typer.echo(f"theo HiGHS, số thực · by HiGHS, in floating point: {said}")


@contextmanager
def _progress(*, slow: bool) -> Iterator[Progress]:
    if not slow:
        yield lambda _stage, _arcs: None
        return
    command = [sys.executable, "-I", "-S", "-X", "utf8", ticker.__file__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, encoding="utf-8") as process:  # noqa: S603 a file of ours
        if process.stdin is None:
            raise AssertionError
        pipe = process.stdin

        def say(stage: SolvingStage, arcs: int) -> None:
            pipe.write(_STAGES[stage].format(arcs=arcs) + "\n")
            pipe.flush()

        yield say
