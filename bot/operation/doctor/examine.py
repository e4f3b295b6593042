"""All that the doctor looks at, in the order in which a person would."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence

from bot.config import Settings, WrongSetting
from bot.operation.doctor import database, machine, outside, saved
from bot.operation.doctor.database import CannotBeRead
from bot.operation.doctor.finding import Finding, Severity, sick, well
from bot.platforms import chosen
from bot.platforms.added_bots import LEASE as ADDED_BOTS

_SIGNS: Mapping[Severity, str] = {Severity.WELL: "✓", Severity.NOTE: "•", Severity.SICK: "✗"}


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Yield what is found; a look that fails itself is a finding."""
    for look in _LOOKS:
        try:
            for finding in await look(settings):
                yield finding
        except Exception as error:  # noqa: BLE001 the others are looked at all the same
            yield sick(look.__name__.strip("_"), f"{type(error).__name__}: {error}", "báo người lập trình · tell us")


async def _settings(settings: Settings) -> Iterable[Finding]:
    check = "cài đặt · settings"
    try:
        names = dict.fromkeys(one.name.partition(":")[0] for one in chosen(settings) if one.name != ADDED_BOTS)
    except WrongSetting as wrong:
        return [sick(check, str(wrong), "sửa trong .env · mend it in .env")]
    return [well(check, ", ".join(names))]


async def _database(settings: Settings) -> Iterable[Finding]:
    try:
        return [*database.findings(settings, await database.seen(settings))]
    except CannotBeRead as error:
        return [*database.cannot_be_read(settings, error)]


async def _rights(settings: Settings) -> Iterable[Finding]:
    return [*machine.rights(settings)]


async def _disk(settings: Settings) -> Iterable[Finding]:
    return [*machine.disk(settings)]


async def _sqlite(settings: Settings) -> Iterable[Finding]:
    return [*machine.sqlite(settings)]


async def _backups(settings: Settings) -> Iterable[Finding]:
    return [*saved.findings(settings)]


_LOOKS: Sequence[Callable[[Settings], Awaitable[Iterable[Finding]]]] = (
    _settings,
    _database,
    _rights,
    _disk,
    _sqlite,
    outside.platforms,
    outside.certificate,
    _backups,
)


def line(finding: Finding) -> str:
    says = f"{_SIGNS[finding.verdict]} {finding.check}: {finding.says}"
    return f"{says}\n    → {finding.do}" if finding.do else says


def as_json(finding: Finding) -> dict[str, str]:
    return {"check": finding.check, "verdict": finding.verdict.value, "says": finding.says, "do": finding.do}
