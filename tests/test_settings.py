"""Settings: what is misspelt is named, with what was meant."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot import config


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("BOT_ZALO_TOKN=1:x", "BOT_ZALO_TOKEN"),
        ("BOT_TELEGRAM_TOKEM=1:x", "BOT_TELEGRAM_TOKEN"),
        ("bot_publik_url=https://x", "BOT_PUBLIC_URL"),
        ("BOT_COLOUR=red", "BOT_"),
    ],
)
def test_what_is_no_setting_stops_the_start_where_only_settings_stand(line: str, meant: str) -> None:
    Path(".env").write_text(f"{line}\n", encoding="utf-8")
    named = line.partition("=")[0].upper()
    with pytest.raises(config.WrongSetting, match=rf"^{named}: .*did you mean {meant}"):
        config.settings()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("BOT_ADMIN_COD", "BOT_ADMIN_CODE"),
        ("BOT_LSITEN", "BOT_LISTEN"),
        ("BOT_KEYFILE", "BOT_KEY_FILE"),
        ("BOT_ZALO_PLAN_OF_THE_BOT", "BOT_ZALO"),
        ("BOT_TELEGRAM_PARSE_MODE", "BOT_TELEGRAM"),
    ],
)
def test_a_slip_in_the_environment_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str, meant: str) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(config.WrongSetting, match=rf"^{name}: .*did you mean {meant}"):
        config.settings()


def test_what_belongs_to_another_program_is_one_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_OF_SOMEBODY_ELSE", "secret")
    monkeypatch.setenv("BOT_NO_SETUP", "1")
    with capture_logs() as logged:
        config.settings()
    assert [(line["log_level"], line["setting"]) for line in logged] == [("warning", "BOT_OF_SOMEBODY_ELSE")]


@pytest.mark.parametrize("port", ["", ":8443", ":5000"])
def test_any_port_will_do_where_telegram_does_not_come(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("BOT_ZALO_TOKEN", "1:x")
    monkeypatch.setenv("BOT_PUBLIC_URL", f"https://bot.example{port}")
    assert config.settings().public_url == f"https://bot.example{port}"


@pytest.mark.parametrize("token", ["SECRET", "1:", ":SECRET", "1:SEC RET", "1:x,SECRET"])
def test_what_is_no_token_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("BOT_ZALO_TOKEN", token)
    with pytest.raises(config.WrongSetting, match=r"^BOT_ZALO_TOKEN: ") as wrong:
        config.settings()
    assert "SEC" not in str(wrong.value)


def test_a_setting_left_empty_is_none_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_ZALO_TOKEN", "")
    assert config.settings().zalo_token is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1258"])
def test_a_file_in_another_encoding_is_one_plain_line(encoding: str) -> None:
    Path(".env").write_bytes("BOT_ADMIN_CODE=mã số đặt riêng\n".encode(encoding, errors="replace"))
    with pytest.raises(config.WrongSetting, match=r"^\.env is not UTF-8 .*: save it as UTF-8\.$"):
        config.settings()


def test_any_setting_left_empty_is_as_if_it_were_not_there() -> None:
    bare = config.settings()
    for field in config.Settings.model_fields:
        Path(".env").write_text(f"BOT_{field.upper()}=\n", "utf-8")
        assert config.settings() == bare, field
