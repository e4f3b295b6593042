"""Nothing is lost by a slip at the command line, and a file of settings that cannot be read is named in one line."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_group
from typer.testing import CliRunner

from bot import cli
from bot.config import WrongSetting, settings
from bot.operation import admin

# What a bot that nobody writes to does not need (docs/adr/0030): 50 MB, and half a second of each start.
LOADED_WHERE_THEY_ARE_USED = (
    "PIL",
    "alembic",
    "charset_normalizer",
    "highspy",
    "holidays",
    "icalendar",
    "jinja2",
    "networkx",
    "numpy",
    "openpyxl",
    "python_calamine",
    "typst",
)


@pytest.mark.slow
def test_a_quiet_bot_loads_no_more_than_it_needs() -> None:
    told = "import sys, bot.cli, bot.serving; print(*sorted(sys.modules))"
    said = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, encoding="utf-8")
    assert {"bot.serving", "sqlalchemy"} <= set(said.stdout.split())
    assert not set(said.stdout.split()) & set(LOADED_WHERE_THEY_ARE_USED)


# Commands that destroy, as they are typed; and all the others, with what keeps the data whole.
ASK_FOR_THE_WORD = {"merge-wards": ["merge-wards", "Phú Lợi", "Lái Thiêu"], "migrate": ["migrate", "base"]}
DESTROY_NOTHING = {
    "administrator": "adds a code",
    "backup": "writes a new file",
    "bench": "works on databases of its own",
    "check": "reads the checkout",
    "demo": "has a database of its own",
    "doctor": "looks, and changes nothing",
    "hours": "writes new files",
    "ladder": "reads, and prints",
    "keys new": "puts a key above the others, which stay",
    "keys rotate": "seals anew what stays",
    "match": "reads a file, and writes another",
    "messages": "writes the catalogues of the checkout",
    "report": "writes new files",
    "restore": "refuses where there is data; with --replace it moves it aside, and says where to",
    "resume": "sends what waits",
    "retention": "counts, and does nothing",
    "run": "serves; what is forgotten then is told a week ahead",
    "seed": "refuses where anybody lives",
    "stop": "keeps back what waits",
    "test": "works on databases of its own",
}


def test_every_command_that_destroys_asks_for_the_word(done: list[str]) -> None:
    of_keys = {f"keys {one}" for one in get_group(cli.key_commands).commands}
    known = {*get_group(cli.cli).commands, *of_keys} - {"keys"}
    assert known == {*ASK_FOR_THE_WORD, *DESTROY_NOTHING}, "a new command stands in one of the two"
    for typed in ASK_FOR_THE_WORD.values():
        said = CliRunner().invoke(cli.cli, typed, input="\n")
        assert (said.exit_code, done) == (1, [])
        assert "nothing was done" in said.output


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    done: list[str] = []

    async def bring_up(_settings: object, to: str) -> None:
        done.append(to)

    monkeypatch.setattr(admin, "bring_up", bring_up)
    monkeypatch.chdir(tmp_path)
    return done


@pytest.mark.parametrize("typed", ["", "\n", "có\n", "xoa\n"])
def test_tables_go_only_with_the_word(done: list[str], typed: str) -> None:
    said = CliRunner().invoke(cli.cli, ["migrate", "base"], input=typed)
    assert done == []
    assert said.exit_code == 1
    assert "Data is lost for good" in said.output


def test_with_the_word_it_is_done_and_said(done: list[str]) -> None:
    said = CliRunner().invoke(cli.cli, ["migrate", "base"], input="XOA HET\n")
    assert done == ["base"]
    assert "every table is gone" in said.output


def test_upwards_nothing_is_asked(done: list[str]) -> None:
    assert CliRunner().invoke(cli.cli, ["migrate"]).exit_code == 0
    assert done == ["head"]


def test_settings_in_another_encoding_are_one_plain_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_bytes("BOT_WEEKLY_SUMMARY=sun 19:30\n".encode("utf-16"))
    with pytest.raises(WrongSetting, match="save it as UTF-8"):
        settings()


def test_an_empty_setting_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("BOT_WEEKLY_SUMMARY=\nBOT_TELEGRAM_TOKEN=\n", "utf-8")
    assert settings().telegram_token is None


def test_the_ladder_of_the_area_is_printed_with_its_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(cli.cli, ["ladder"])
    assert said.exit_code == 0, said.output
    assert "khu vực Bình Dương (cũ)" in said.output
    assert "kế hoạch phong trào “Bình dân học vụ số” của tỉnh Bình Dương cũ" in said.output
    assert "theo bài “Chuyển đổi từ cơ sở” trên Vietnam.vn)" in said.output
    assert CliRunner().invoke(cli.cli, ["ladder", "--ward", "00000"]).exit_code == 1
