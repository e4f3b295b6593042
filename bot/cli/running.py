"""Commands that run the assistant, and tell it something while it runs."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import config, logs
from bot.cli.shared import loading, outcome_of, settings


def demo(
    port: Annotated[int | None, typer.Option(help="Cổng · Port on this machine.", min=1, max=65535)] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Mở trình duyệt · Open a browser.")] = True,  # noqa: FBT002 an option
) -> None:
    """Dùng thử với ba điện thoại trên một trang · Try it with three phones on one page, no token needed."""
    with loading():
        from bot import demonstration

    logs.set_up()
    show = open_browser and not os.environ.get("CI") and _has_a_screen()
    outcome_of(demonstration.show(port, in_browser=show))


def run() -> None:
    """Chạy trợ lý thật trên Telegram, Zalo · Run the assistant on Telegram, on Zalo, or on both."""
    logs.set_up()
    wanted = settings()
    logs.set_up(as_json=wanted.log_format == "json")
    with loading():
        from bot import serving

    outcome_of(serving.serve(wanted))
    # Everything is closed; tearing down all objects would take Python longer than stopping did.
    sys.stdout.flush()
    os._exit(0)


def doctor(
    platform: Annotated[str | None, typer.Argument(help="zalo")] = None,
    out: Annotated[Path, typer.Option(help="Tệp · File to write the report to.")] = Path("zalo-doctor.md"),
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Cho máy đọc · For machines.")] = False,
) -> None:
    """Khám cả máy, không sửa gì · Look at the whole installation, also beside a running bot; nothing is changed.

    zalo: hỏi Zalo những điều chỉ Zalo biết, khi trợ lý đã dừng · Ask Zalo what only it can tell, the bot being stopped.
    """
    logs.set_up()
    if platform is None:
        sys.exit(outcome_of(_examined(as_json=as_json)))
    if platform != "zalo":
        sys.exit(f"✗ {platform}: zalo")
    from bot.platforms import zalo_doctor

    report = outcome_of(zalo_doctor.examine(settings(), typer.echo))
    out.write_text(f"{report}\n", encoding="utf-8")
    typer.echo(f"{report}\n✓ {out}")


def administrator() -> None:
    """Tạo mã mời thêm người quản trị · Make a code for one more administrator, also while the bot runs."""
    from bot.operation import admin

    code = outcome_of(admin.invite_administrator(settings()))
    typer.echo(f"{code}\nAi gửi mã này cho trợ lý trước sẽ là người quản trị; mã dùng một lần, trong 3 ngày")
    typer.echo("Whoever sends it to the assistant first becomes an administrator; once, within 3 days")


def stop(why: Annotated[str, typer.Option(help="Lý do · Why; the administrators read it.")]) -> None:
    """Dừng khẩn cấp, trợ lý vẫn chạy · Emergency stop, also while the bot runs: nothing unasked goes out."""
    from bot.operation import admin

    done = outcome_of(admin.stop_sending(settings(), why))
    typer.echo("✓ đã dừng · stopped" if done else "✓ đã dừng từ trước · was stopped already")
    typer.echo("xem tin đang chờ · what waits: /dungkhan; chạy tiếp · go on: python3 -m bot resume")


def resume() -> None:
    """Cho chạy tiếp sau khi dừng khẩn cấp · End an emergency stop: what waits goes out."""
    from bot.operation import admin

    waits = outcome_of(admin.resume_sending(settings()))
    typer.echo(
        "✓ có dừng đâu · nothing was stopped" if waits is None else f"✓ {waits} tin đi tiếp · messages leave now"
    )


def _has_a_screen() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


async def _examined(*, as_json: bool) -> int:
    """Print what the doctor finds; return 1 if anything is sick."""
    from bot.operation.doctor import examine
    from bot.operation.doctor.finding import Severity, sick

    try:
        found = [finding async for finding in examine.examine(config.settings())]
    except config.WrongSetting as wrong:
        found = [sick("cài đặt · settings", str(wrong), "sửa trong .env · mend it in .env")]
    if as_json:
        typer.echo(json.dumps([examine.as_json(finding) for finding in found], ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(map(examine.line, found)))
    return int(any(finding.verdict is Severity.SICK for finding in found))
