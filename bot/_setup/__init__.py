"""Creates `.venv` with the locked libraries; runs before they are installed, so on the standard library alone."""

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

LOCKS = Path(__file__).resolve().parent
ROOT = LOCKS.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".stamp"
UNFINISHED = "unfinished"
# Each holds what those before it do, at the same versions.
PLAIN, SERVER, DEVELOPERS = WHOLE = ("requirements.lock", "requirements-postgres.lock", "requirements-dev.lock")


def prepare(*, for_developers: bool) -> None:
    lock = LOCKS / (DEVELOPERS if for_developers else SERVER if is_on_server() else PLAIN)
    if is_ready(lock):
        return
    refuse_a_bare_python()
    try:
        with alone():
            if not is_ready(lock):  # another start may have done it meanwhile
                install(lock)
    except (OSError, subprocess.CalledProcessError, KeyboardInterrupt) as reason:
        sys.exit(
            "✗ Cài đặt chưa xong: xem lại mạng và chỗ trống trên đĩa, rồi chạy lại đúng lệnh này · "
            f"Set-up is unfinished: check network and disk space, then run this command again. ({reason!r})"
        )


def is_on_server() -> bool:
    """Return whether the settings name PostgreSQL: only then is its driver installed."""
    try:
        lines = Path(".env").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):  # what is wrong with it is said once it is read in earnest
        lines = []
    of_file = (re.match(r"\s*(?:export\s+)?BOT_DATABASE_URL\s*=\s*[\"']?(.*)", line) for line in lines)
    url = os.environ.get("BOT_DATABASE_URL") or next((found[1] for found in of_file if found), "")
    return url.startswith("postgresql")


def is_inside() -> bool:
    return VENV.exists() and Path(sys.prefix).samefile(VENV)


def is_ready(lock: Path) -> bool:
    return PYTHON.exists() and STAMP.exists() and fingerprint(lock) in STAMP.read_text().split()


def fingerprint(lock: Path) -> str:
    python = f"{sys.platform} {sys.version_info[:2]}\n".encode()
    return hashlib.sha256(python + lock.read_bytes()).hexdigest()


def refuse_a_bare_python() -> None:
    missing = [name for name in ("venv", "ensurepip", "_sqlite3", "_ssl") if not importlib.util.find_spec(name)]
    if missing:
        package = "python{}.{}-venv".format(*sys.version_info)
        sys.exit(
            f"✗ Python này thiếu · This Python lacks: {', '.join(missing)}. Debian, Ubuntu: sudo apt install {package}"
        )


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one set-up run at a time. Child processes share the lock: what a killed set-up left running is waited for."""
    with (ROOT / ".venv.lock").open("w") as lock:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                with step("Chờ một lần chạy khác cài xong · Waiting for another start's set-up"):
                    fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_inheritable(lock.fileno(), True)  # noqa: FBT003 its only argument
        yield


@contextlib.contextmanager
def step(what: str) -> Iterator[None]:
    began = time.monotonic()
    print(f"• {what} … ", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        print(f"{time.monotonic() - began:.1f} s", file=sys.stderr, flush=True)


def install(lock: Path) -> None:
    with step("Tạo môi trường riêng .venv · Making a private environment in .venv"):
        if is_inside():
            run(sys.executable, "-m", "ensurepip")  # environments made by other tools may lack pip
        else:
            make_environment()
    with step("Cài thư viện đã khoá phiên bản · Installing the locked libraries"):
        STAMP.write_text(UNFINISHED)
        install_libraries(lock)
    held = WHOLE[: WHOLE.index(lock.name) + 1]
    STAMP.write_text("\n".join(fingerprint(LOCKS / name) for name in held))


def make_environment() -> None:
    sound = is_sound()
    if sound and STAMP.exists():
        return  # only a lock has changed
    if not sound:
        PYTHON.unlink(missing_ok=True)  # first, so that a half-removed environment is recognised
        shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(exist_ok=True)
    STAMP.write_text(UNFINISHED)
    run(sys.executable, "-m", "venv", str(VENV))


def is_sound() -> bool:
    if not PYTHON.exists() or (STAMP.exists() and STAMP.read_text() == UNFINISHED):
        return False
    same_version = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return subprocess.call([PYTHON, "-c", same_version]) == 0


def install_libraries(lock: Path) -> None:
    hashed = ("--quiet", "--require-hashes", "-r")
    pip = (str(PYTHON), "-m", "pip", "install", "--no-user", "--disable-pip-version-check")
    uv = (str(PYTHON), "-m", "uv", "pip", "install", "--python", str(PYTHON), "--compile-bytecode")
    try:
        run(*pip, "--retries", "1", *hashed, str(LOCKS / "requirements-uv.lock"), stderr=subprocess.DEVNULL)
        run(*uv, *hashed, str(lock), stderr=subprocess.DEVNULL)
    except subprocess.CalledProcessError:  # pip is slower, but uses the person's own mirrors and proxies
        run(*pip, *hashed, str(lock))


def run(*command: str, stderr: int | None = None) -> None:
    subprocess.run(command, check=True, close_fds=False, stdout=subprocess.DEVNULL, stderr=stderr)
