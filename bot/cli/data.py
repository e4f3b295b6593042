"""Commands for what is kept: tables, backups, keys, retention."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import config
from bot.cli.shared import outcome_of, settings

if TYPE_CHECKING:
    from bot.storage.backup.rehearsal import Tried


_NEWEST, _NOTHING = "head", "base"
_THE_WORD = "XOA HET"


def migrate(to: Annotated[str, typer.Argument(help="A revision, head or base.")] = _NEWEST) -> None:
    """Đưa cơ sở dữ liệu lên bản mới nhất · Bring the database to the newest tables."""
    from bot.operation import admin

    wanted = settings()
    if to != _NEWEST:
        _ask_for_the_word(f"các bảng về bản «{to}» · the tables go back to «{to}»: {_place_of(wanted.database_url)}")
    outcome_of(admin.bring_up(wanted, to))
    typer.echo("✓ đã xóa mọi bảng · every table is gone" if to == _NOTHING else f"✓ bảng ở bản · tables of: {to}")


def backup(out: Annotated[Path, typer.Option(help="Thư mục · Folder to write to.")] = Path("sao-luu")) -> None:
    """Sao lưu, trợ lý vẫn chạy · Make a backup, also while the bot runs; the key is not in it."""
    from bot.operation import admin

    made, tried = outcome_of(admin.back_up(settings(), out))
    _say_what_is_in(tried)
    typer.echo(f"✓ {made}")


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
        _say_how_it_is(outcome_of(admin.rehearse(settings(), file)))
        return typer.echo(f"✓ {file}: phục hồi được · can be restored")
    if into is None:
        sys.exit("✗ --into TARGET: phục hồi vào đâu · say where to; --check chỉ đọc thử · only tries it")
    restored = outcome_of(admin.restore(settings(), file, into, replace=replace))
    _say_how_it_is(restored.tried)
    if restored.aside is not None:
        typer.echo(f"dữ liệu cũ ở · what was there is now {restored.aside}")
    typer.echo("✓ phục hồi xong · restored")


def seed() -> None:
    """Nạp dữ liệu mẫu vào cơ sở dữ liệu trống · Fill an empty database with the demo's neighbourhood."""
    from bot.operation import admin

    people = outcome_of(admin.seed(settings()))
    typer.echo(f"✓ {people} người · people")


def retention() -> None:
    """Xem trước việc tự xóa sau 90 ngày · What would be forgotten by itself now; nothing is done."""
    from bot.operation import admin

    now = outcome_of(admin.outlook(settings()))
    for n, words in (
        (now.to_tell, "người sẽ được báo trước 7 ngày · would be told, 7 days ahead"),
        (now.waiting, "người đã được báo, đang chờ · were told, and wait"),
        (now.to_forget, "người sẽ được xóa tên, số điện thoại, tài khoản · would lose name, number and accounts"),
        (now.strangers, "tài khoản chưa cho biết tên sẽ được xóa · accounts without a name would go"),
    ):
        typer.echo(f"{n:6}  {words}")


def new() -> None:
    """Tạo khóa mới · Make a new key: it stands above the others in BOT_KEY_FILE, or is printed for BOT_KEYS."""
    from bot.storage import keys
    from bot.storage.encryption import WrongKey, new_key

    wanted = settings()
    if wanted.keys is not None:
        return typer.echo(f"{new_key()}\nĐặt lên đầu BOT_KEYS · Put it first in BOT_KEYS, with a comma after it.")
    try:
        keys.add(wanted.key_file)
    except WrongKey as reason:
        sys.exit(f"✗ {reason}")
    typer.echo(f"✓ {wanted.key_file}: python3 -m bot keys rotate")


def rotate() -> None:
    """Niêm lại mọi dữ liệu bằng khóa mới nhất · Seal everything anew with the newest key, the bot being stopped."""
    from bot.storage import keys

    wanted = settings()
    outcome_of(_reseal(wanted))
    older = len(keys.known(wanted)) - 1
    typer.echo(f"✓ {older} khóa cũ chỉ còn cần cho bản lưu cũ · older keys are needed for earlier backups only")


def merge_wards(
    gone: Annotated[str, typer.Argument(help="Phường, xã không còn · The ward that is no more.")],
    into: Annotated[str, typer.Argument(help="Phường, xã nhận về · The ward it is part of now.")],
) -> None:
    """Nhập một phường, xã vào nơi khác, trợ lý vẫn chạy · Let one ward become part of another."""
    from bot.operation import admin

    typer.echo("‼ Không hoàn lại được, không mất dữ liệu nào · Not to be undone, and no data is lost")
    _must_type_the_word(f"«{gone}» nhập vào «{into}» · «{gone}» becomes part of «{into}»")
    done = outcome_of(admin.merge_wards(settings(), gone, into))
    typer.echo(f"✓ {done.groups} khu phố, ấp về «{into}»; {done.renamed} nơi trùng tên, nay mang thêm tên cũ")
    typer.echo(f"✓ {done.groups} groups came, {done.renamed} renamed, {done.told} people told")


def _ask_for_the_word(what: str) -> None:
    """Exit unless a word is typed: nothing that takes data away is done by a slip of the fingers."""
    typer.echo("‼ Dữ liệu sẽ mất, không lấy lại được · Data is lost for good")
    _must_type_the_word(what)


def _must_type_the_word(what: str) -> None:
    typer.echo(what)
    typed = typer.prompt(f"Gõ «{_THE_WORD}» để làm · Type «{_THE_WORD}» to do it", default="", show_default=False)
    if typed.strip() != _THE_WORD:
        sys.exit("✗ chưa làm gì cả · nothing was done")


def _place_of(address: str) -> str:
    from sqlalchemy import make_url

    return make_url(address).render_as_string(hide_password=True)


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


async def _reseal(wanted: config.Settings) -> None:
    from bot.operation import admin

    async for step in admin.reencrypt(wanted):
        typer.echo(f"✓ {step.table}: {step.done}/{step.of}, {step.anew} được niêm lại · sealed anew")
