"""Commands that write figures to files."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.cli.shared import outcome_of, settings

_DAY = ["%Y-%m-%d"]


def report(  # noqa: PLR0913, PLR0917 each is an option of the command
    ward: Annotated[str | None, typer.Option(help="Mã phường, xã · Code of the ward, such as 25750.")] = None,
    group: Annotated[str | None, typer.Option(help="Khu phố · One group: 25750/kp3, or kp3 beside --ward.")] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=_DAY, help="Ngày đầu · First day.")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=_DAY, help="Ngày cuối · Last day.")] = None,
    form: Annotated[
        Path | None, typer.Option(help="Biểu mẫu .xlsx của phường · The ward's own form, with names such as {{STT}}.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Thư mục · Folder to write to.")] = Path("bao-cao"),
) -> None:
    """Xuất báo cáo ra tệp · Write the paragraph, the chart, .xlsx, .csv and .pdf of a ward or a group."""
    from bot.domain.reports.date_range import BackToFront, Span, week_of
    from bot.operation import admin

    week = week_of(clock.today())
    try:
        span = Span(first.date() if first else week.first, last.date() if last else week.last)
    except BackToFront:
        sys.exit(f"✗ --from {first:%Y-%m-%d} --to {last:%Y-%m-%d}: the last day comes before the first")
    if not span.is_possible:
        sys.exit(f"✗ --from {span.first} --to {span.last}: no class was ever in these days")
    of, _slash, named = (group or "").rpartition("/")
    ward = ward or of
    if not ward:
        sys.exit("✗ say whose report: --ward 25750, or --group 25750/kp3")
    which = admin.WhichReport(ward, named or None, span, form)
    for path in outcome_of(admin.report(settings(), which, out)):
        typer.echo(f"✓ {path}")


def ladder(
    ward: Annotated[
        str | None, typer.Option(help="Mã phường, xã; bỏ trống là cả khu vực · Code of a ward; else the area.")
    ] = None,
) -> None:
    """Tiến độ tới chỉ tiêu · Print the ladder of a ward or the area: self-reported, official, target."""
    from bot.operation import admin

    typer.echo(outcome_of(admin.ladder(settings(), ward)))


def hours(
    organisation: Annotated[str, typer.Argument(help="Tên tổ chức · Name of the organisation, or part of it.")],
    month: Annotated[datetime | None, typer.Option(formats=["%Y-%m"], help="Tháng · Month, 2026-11.")] = None,
    out: Annotated[Path, typer.Option(help="Thư mục · Folder to write to.")] = Path("gio-tinh-nguyen"),
) -> None:
    """Bảng giờ tình nguyện một tháng · Write a month's hours of an organisation and of each who helped."""
    from bot.operation import admin

    for path in outcome_of(admin.hours(settings(), organisation, month.date() if month else clock.today(), out)):
        typer.echo(f"✓ {path}")
