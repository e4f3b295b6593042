"""The command line; docstrings of commands are their help."""

import typer

from bot.cli import data, developing, reports, running
from bot.match import command as match

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for command in (
    running.demo,
    running.run,
    running.doctor,
    data.migrate,
    reports.report,
    reports.ladder,
    reports.hours,
    data.backup,
    data.restore,
    running.administrator,
    running.stop,
    running.resume,
    data.merge_wards,
    data.seed,
    data.retention,
    developing.check,
):
    cli.command()(command)
# What stands behind these goes on to pytest and to the benchmark.
_passes_on = cli.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
_passes_on(developing.test)
_passes_on(developing.bench)
cli.command("match")(match.week)
cli.command()(developing.messages)
key_commands = typer.Typer(no_args_is_help=True, help="Khóa niêm dữ liệu · The keys that seal what is personal.")
key_commands.command()(data.new)
key_commands.command()(data.rotate)
cli.add_typer(key_commands, name="keys")


def main() -> None:
    cli()
