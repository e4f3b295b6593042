"""The command line; docstrings of commands are their help."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Coroutine
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot import checks, clock, config, logs
from bot.errors import OperatorError
from bot.match import command as match

if TYPE_CHECKING:
    from bot.storage.backup.rehearsal import Tried

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
_Result = TypeVar("_Result")
_DAY = ["%Y-%m-%d"]
_NEWEST, _NOTHING = "head", "base"
_THE_WORD = "XOA HET"
_CHECKOUT = Path(__file__).resolve().parents[1]
_WHOLE = {"--quick", "--lanes", "--write-transcripts"}


@cli.command()
def demo(
    port: Annotated[int | None, typer.Option(help="Cổng · Port on this machine.", min=1, max=65535)] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Mở trình duyệt · Open a browser.")] = True,  # noqa: FBT002 an option
) -> None:
    """Dùng thử với ba điện thoại trên một trang · Try it with three phones on one page, no token needed."""
    from bot import demonstration

    logs.set_up()
    show = open_browser and not os.environ.get("CI") and _has_a_screen()
    _run(demonstration.show(port, in_browser=show))


@cli.command()
def run() -> None:
    """Chạy trợ lý thật trên Telegram, Zalo · Run the assistant on Telegram, on Zalo, or on both."""
    logs.set_up()
    settings = _settings()
    logs.set_up(as_json=settings.log_format == "json")
    from bot import serving

    _run(serving.serve(settings))
    # Everything is closed; tearing down all objects would take Python longer than stopping did.
    sys.stdout.flush()
    os._exit(0)


@cli.command()
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
        sys.exit(_run(_examined(as_json=as_json)))
    if platform != "zalo":
        sys.exit(f"✗ {platform}: zalo")
    from bot.platforms import zalo_doctor

    report = _run(zalo_doctor.examine(_settings(), typer.echo))
    out.write_text(f"{report}\n", encoding="utf-8")
    typer.echo(f"{report}\n✓ {out}")


@cli.command()
def migrate(to: Annotated[str, typer.Argument(help="A revision, head or base.")] = _NEWEST) -> None:
    """Đưa cơ sở dữ liệu lên bản mới nhất · Bring the database to the newest tables."""
    from bot.operation import admin

    wanted = _settings()
    if to != _NEWEST:
        _ask_for_the_word(f"các bảng về bản «{to}» · the tables go back to «{to}»: {_place_of(wanted.database_url)}")
    _run(admin.bring_up(wanted, to))
    typer.echo("✓ đã xóa mọi bảng · every table is gone" if to == _NOTHING else f"✓ bảng ở bản · tables of: {to}")


def _ask_for_the_word(what: str) -> None:
    """Nothing that takes data away is done by a slip of the fingers."""
    typer.echo(f"‼ Dữ liệu sẽ mất, không lấy lại được · Data is lost for good: {what}")
    typed = typer.prompt(f"Gõ «{_THE_WORD}» để làm · Type «{_THE_WORD}» to do it", default="", show_default=False)
    if typed.strip() != _THE_WORD:
        sys.exit("✗ chưa làm gì cả · nothing was done")


def _place_of(address: str) -> str:
    from sqlalchemy import make_url

    return make_url(address).render_as_string(hide_password=True)


@cli.command()
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
    for path in _run(admin.report(_settings(), which, out)):
        typer.echo(f"✓ {path}")


@cli.command()
def hours(
    organisation: Annotated[str, typer.Argument(help="Tên tổ chức · Name of the organisation, or part of it.")],
    month: Annotated[datetime | None, typer.Option(formats=["%Y-%m"], help="Tháng · Month, 2026-11.")] = None,
    out: Annotated[Path, typer.Option(help="Thư mục · Folder to write to.")] = Path("gio-tinh-nguyen"),
) -> None:
    """Bảng giờ tình nguyện một tháng · Write a month's hours of an organisation and of each who helped."""
    from bot.operation import admin

    for path in _run(admin.hours(_settings(), organisation, month.date() if month else clock.today(), out)):
        typer.echo(f"✓ {path}")


@cli.command()
def backup(out: Annotated[Path, typer.Option(help="Thư mục · Folder to write to.")] = Path("sao-luu")) -> None:
    """Sao lưu, trợ lý vẫn chạy · Make a backup, also while the bot runs; the key is not in it."""
    from bot.operation import admin

    made, tried = _run(admin.back_up(_settings(), out))
    _say_what_is_in(tried)
    typer.echo(f"✓ {made}")


@cli.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Bản lưu · The backup.")],
    into: Annotated[
        str | None, typer.Option(metavar="TARGET", help="Tệp SQLite hay địa chỉ · A file, or postgresql+asyncpg://…")
    ] = None,
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Dời dữ liệu cũ sang bên · Move the old one aside.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Chỉ đọc thử · Only try it, write nothing.")] = False,
) -> None:
    """Phục hồi từ bản lưu khi trợ lý đã dừng · Bring a backup back while the bot is stopped."""
    from bot.operation import admin

    if check:
        _say_how_it_is(_run(admin.rehearse(_settings(), file)))
        return typer.echo(f"✓ {file}: phục hồi được · can be restored")
    if into is None:
        sys.exit("✗ --into TARGET: phục hồi vào đâu · say where to; --check chỉ đọc thử · only tries it")
    restored = _run(admin.restore(_settings(), file, into, replace=replace))
    _say_how_it_is(restored.tried)
    if restored.aside is not None:
        typer.echo(f"dữ liệu cũ ở · what was there is now {restored.aside}")
    typer.echo("✓ phục hồi xong · restored")


@cli.command()
def administrator() -> None:
    """Tạo mã mời thêm người quản trị · Make a code for one more administrator, also while the bot runs."""
    from bot.operation import admin

    code = _run(admin.invite_administrator(_settings()))
    typer.echo(f"{code}\nAi gửi mã này cho trợ lý trước sẽ là người quản trị; mã dùng một lần, trong 3 ngày")
    typer.echo("Whoever sends it to the assistant first becomes an administrator; once, within 3 days")


@cli.command()
def stop(why: Annotated[str, typer.Option(help="Lý do · Why; the administrators read it.")]) -> None:
    """Dừng khẩn cấp, trợ lý vẫn chạy · Emergency stop, also while the bot runs: nothing unasked goes out."""
    from bot.operation import admin

    done = _run(admin.stop_sending(_settings(), why))
    typer.echo("✓ đã dừng · stopped" if done else "✓ đã dừng từ trước · was stopped already")
    typer.echo("xem tin đang chờ · what waits: /dungkhan; chạy tiếp · go on: python3 -m bot resume")


@cli.command()
def resume() -> None:
    """Cho chạy tiếp sau khi dừng khẩn cấp · End an emergency stop: what waits goes out."""
    from bot.operation import admin

    waits = _run(admin.resume_sending(_settings()))
    typer.echo(
        "✓ có dừng đâu · nothing was stopped" if waits is None else f"✓ {waits} tin đi tiếp · messages leave now"
    )


@cli.command()
def seed() -> None:
    """Nạp dữ liệu mẫu vào cơ sở dữ liệu trống · Fill an empty database with the demo's neighbourhood."""
    from bot.operation import admin

    people = _run(admin.seed(_settings()))
    typer.echo(f"✓ {people} người · people")


@cli.command()
def retention() -> None:
    """Xem trước việc tự xóa sau 90 ngày · What would be forgotten by itself now; nothing is done."""
    from bot.operation import admin

    now = _run(admin.outlook(_settings()))
    for n, words in (
        (now.to_tell, "người sẽ được báo trước 7 ngày · would be told, 7 days ahead"),
        (now.waiting, "người đã được báo, đang chờ · were told, and wait"),
        (now.to_forget, "người sẽ được xóa tên, số điện thoại, tài khoản · would lose name, number and accounts"),
        (now.strangers, "tài khoản chưa cho biết tên sẽ được xóa · accounts without a name would go"),
    ):
        typer.echo(f"{n:6}  {words}")


@cli.command()
def check() -> None:
    """Kiểm tra trước khi commit · Layout, lint, types, imports, and the tests of the rules and of what has changed."""
    sys.exit(1 if checks.check(_CHECKOUT) else 0)


@cli.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def test(context: typer.Context) -> None:
    """Chạy toàn bộ kiểm thử · Run the whole suite on all cores.

    --quick: nhanh · no kills, browsers and PostgreSQL. --lanes: chỉ những việc lâu · only what takes minutes.
    --write-transcripts: ghi lại các cuộc trò chuyện · keep them as they are told now. Other arguments go to pytest.
    """
    # One more than cores: some tests wait for a browser or a killed process.
    at_once = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]
    wanted = [*context.args, *(at_once if _WHOLE.issuperset(context.args) else ())]
    sys.exit(subprocess.call([sys.executable, "-m", "pytest", *wanted], cwd=_CHECKOUT))  # noqa: S603 the developer's own words


@cli.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def bench(
    context: typer.Context, name: Annotated[str, typer.Argument(help="A file of bench/ without .py, such as turns.")]
) -> None:
    """Đo hiệu năng · Run a benchmark."""
    script = _CHECKOUT / "bench" / f"{name}.py"
    if not script.is_file():
        known = ", ".join(sorted(path.stem for path in script.parent.glob("[a-z]*.py")))
        sys.exit(f"There is no benchmark «{name}». There are: {known}.")
    environment = os.environ | {"PYTHONPATH": str(_CHECKOUT)}
    sys.exit(subprocess.call([sys.executable, str(script), *context.args], cwd=_CHECKOUT, env=environment))  # noqa: S603 a file of ours


cli.command("match")(match.week)
key_commands = typer.Typer(no_args_is_help=True, help="Khóa niêm dữ liệu · The keys that seal what is personal.")
cli.add_typer(key_commands, name="keys")


@key_commands.command("new")
def new() -> None:
    """Tạo khóa mới · Make a new key: it stands above the others in BOT_KEY_FILE, or is printed for BOT_KEYS."""
    from bot.storage import keys
    from bot.storage.encryption import WrongKey, new_key

    wanted = _settings()
    if wanted.keys is not None:
        return typer.echo(f"{new_key()}\nĐặt lên đầu BOT_KEYS · Put it first in BOT_KEYS, with a comma after it.")
    try:
        keys.add(wanted.key_file)
    except WrongKey as reason:
        sys.exit(f"✗ {reason}")
    typer.echo(f"✓ {wanted.key_file}: python3 -m bot keys rotate")


@key_commands.command()
def rotate() -> None:
    """Niêm lại mọi dữ liệu bằng khóa mới nhất · Seal everything anew with the newest key, the bot being stopped."""
    from bot.storage import keys

    wanted = _settings()
    _run(_reseal(wanted))
    older = len(keys.known(wanted)) - 1
    typer.echo(f"✓ {older} khóa cũ chỉ còn cần cho bản lưu cũ · older keys are needed for earlier backups only")


@cli.command()
def messages() -> None:
    """Cập nhật các tệp dịch · Bring the catalogues up to date with the code."""
    from bot.i18n import extract

    missing = extract.update()
    for message in missing:
        typer.echo(f"chưa dịch · untranslated: {message}")
    sys.exit(1 if missing else 0)


def main() -> None:
    cli()


def _run(work: Coroutine[None, None, _Result]) -> _Result:
    """Print errors that the operator can mend in one line, without a traceback."""
    from bot.storage.passing import Unavailable

    try:
        return asyncio.run(work)
    except OperatorError as reason:
        sys.exit(f"✗ {reason}")
    except Unavailable as reason:
        sys.exit(f"✗ BOT_DATABASE_URL: {reason}")
    except ModuleNotFoundError as missing:
        if missing.name != "asyncpg":
            raise
        sys.exit("✗ BOT_DATABASE_URL: PostgreSQL needs one library more: .venv/bin/pip install asyncpg")
    except KeyboardInterrupt:
        sys.exit(0)


def _has_a_screen() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _settings() -> config.Settings:
    try:
        return config.settings()
    except config.WrongSetting as wrong:
        sys.exit(f"✗ {wrong}")


def _say_what_is_in(tried: "Tried") -> None:
    rows = tried.rows
    typer.echo(
        f"{rows.get('person', 0)} người · people, {rows.get('course', 0)} lớp · classes,"
        f" {rows.get('outbox', 0)} tin · messages, {sum(rows.values())} dòng · rows"
    )
    if tried.astray:
        typer.echo(f"{tried.astray} buổi lệch số chỗ, cả trong dữ liệu gốc · counts of seats differ, as they did there")


def _say_how_it_is(tried: "Tried") -> None:
    _say_what_is_in(tried)
    if tried.back:
        typer.echo(
            f"{tried.back} người đã xóa sau đó, khi chạy sẽ xóa lại"
            " · people in it were erased since: the next start erases them again"
        )
    if not tried.summed:
        typer.echo(
            "thiếu tệp .sha256 bên cạnh, chỉ xem được bên trong · no .sha256 beside it: only its inside was tried"
        )


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


async def _reseal(settings: config.Settings) -> None:
    from bot.operation import admin

    async for step in admin.reencrypt(settings):
        typer.echo(f"✓ {step.table}: {step.done}/{step.of}, {step.anew} được niêm lại · sealed anew")
