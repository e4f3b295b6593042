"""`python3 -m bot match WEEK.sqlite --out ANSWER.csv`."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def week(
    file: Annotated[Path, typer.Argument(metavar="WEEK.sqlite", help="Tệp tuần cần ghép · The week to match.")],
    out: Annotated[Path, typer.Option(metavar="ANSWER.csv", help="Tệp kết quả · Where the answer goes.")],
    *,
    pairs: Annotated[bool, typer.Option("--pairs", help="Đến nhà phải có hai người · Two people to a visit.")] = False,
) -> None:
    """Ghép người kèm cho một tuần · Match a week from a file, to proved optimality (with --pairs: near it)."""
    from bot.match import solving  # noqa: PLC0415 loads numpy, which the other commands do without: docs/adr/0030

    solving.solve(file, out, pairs=pairs)


def main() -> None:
    """Run the command alone: starting the assistant takes seconds and a hundred megabytes."""
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command()(week)
    alone(sys.argv[2:], prog_name="python3 -m bot match")
