"""A table is read in a process of its own, which has little memory and time and knows nothing."""

from pathlib import Path

import pytest

from bot.chat.message import Table
from bot.documents.cells import NoTableReason
from bot.services.register import sent_tables
from tests.documents.test_sheets import HEADS, TU, swollen
from tests.list_files import workbook

# The reader with another way to read: what would come of it if nothing held it back.
_READS = """
import time
from bot.documents import confined
from bot.services.register import table_reader
def read(year, content):
    {does}
    return dict(people=[dict(name="Bà Tư")])
table_reader.read, confined._SECONDS = read, 1
table_reader.main()
"""


def _does(monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    monkeypatch.setattr(sent_tables, "_READER", ("-P", "-s", "-c", _READS.format(does=does)))


async def test_the_people_of_a_table() -> None:
    found = await sent_tables.read("Danh sách tổ.XLSX", workbook([HEADS, TU]))
    assert [(line["name"], line["phone"]) for line in found.people] == [("Nguyễn Thị Tư", "+84912345678")]
    assert not found.has_secret


async def test_secrets_stay_in_the_process_that_has_read_them() -> None:
    found = await sent_tables.read("a.csv", "Họ tên\nBà Tư 074154001234\nÔng Bảy".encode())
    assert (len(found.people), found.has_secret, "0741" in repr(found.people)) == (2, True, False)
    # One that stands on two lines is nobody's, wherever in the list it is.
    many = "\n".join(["Họ tên", *["Bà Tư"] * 300, "Bà Năm mật khẩu:", "hoa1957"])
    assert await sent_tables.read("a.csv", many.encode()) == Table(has_secret=True)


async def test_what_stopped_the_bot_for_good_has_nobody_in_it() -> None:
    attack = swollen(3_000_000)
    assert len(attack) < 15_000
    assert not (await sent_tables.read("so.xlsx", attack)).people


@pytest.mark.parametrize(
    ("does", "patience"),
    [
        ("bytes(10**9)", 60),
        ("while time.process_time() < 2: pass", 60),
        ("time.sleep(60)", 0.5),
        ("import os; os.kill(os.getpid(), 9)", 60),
        ("raise SystemExit(1)", 60),
        ("print('no JSON')", 60),
    ],
)
async def test_a_reader_that_takes_too_much_or_dies_has_read_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, does: str, patience: float
) -> None:
    _does(monkeypatch, does)
    monkeypatch.setattr(sent_tables, "_PATIENCE", patience)
    assert await sent_tables.read("a.csv", b"Ho ten\nTu") == Table(why=NoTableReason.TOO_MUCH)
    assert "could not be read" in caplog.text


async def test_the_reader_knows_no_key_and_no_name_of_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BOT_KEYS", "secret")
    said = tmp_path / "said"
    _does(monkeypatch, f"import os, sys; open({str(said)!r}, 'w').write(repr((sys.argv, os.environ)))")
    assert (await sent_tables.read("Bà Tư.csv", b"Ho ten\nTu")).people
    assert "2026" in said.read_text()
    assert "csv" not in said.read_text()
    assert "secret" not in said.read_text()
    assert "Tư" not in said.read_text()


async def test_what_is_no_small_table_is_not_given_to_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent_tables, "_apart", None)
    for name, content, why in (
        ("a.csv", b"a" * 1_000_001, NoTableReason.TOO_LARGE),
        ("a.exe", b"<html>", NoTableReason.OTHER_KIND),
        ("a.csv", b"", NoTableReason.EMPTY),
    ):
        assert await sent_tables.read(name, content) == Table(why=why)
