"""Column types for personal data: readable only with keys that are kept apart from the database."""

import hmac
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import Any, Generic, TypeVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import ColumnElement, Dialect, LargeBinary, Text
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator

from bot.domain.people.called import short
from bot.domain.people.phones import hidden
from bot.errors import OperatorError

T = TypeVar("T")

_KEY_LENGTH, _INDEX_LENGTH = 32, 16  # bytes
# In the info of an encrypted column: the name of the column with its blind index.
BLIND_INDEX = "mark"
# The first bytes of every token: its version, and a year before 2106.
_BEGINS = b"gAAAA"


class WrongKey(OperatorError):
    """The keys do not open the database; the message tells the operator what to do."""


class KeyRing:
    """Keys, newest first: the newest encrypts, each can decrypt."""

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` are 32 bytes each in URL-safe base64, at least one."""
        self._newest = Fernet(keys[0])
        self._all = MultiFernet([Fernet(key) for key in keys])
        self._indexing = [_derived(key) for key in keys]

    @classmethod
    def fresh(cls) -> "KeyRing":
        return cls([new_key()])

    def encrypt(self, content: bytes) -> bytes:
        return self._newest.encrypt(content)

    def decrypt(self, token: bytes | str) -> bytes:
        """Raises WrongKey if none of the keys opens the token."""
        try:
            return self._all.decrypt(token)
        except InvalidToken:
            raise WrongKey("none of the keys opens what is sealed in the database") from None

    def opens(self, token: bytes | str) -> bool:
        return _opens(self._all, token)

    def is_newest(self, token: bytes | str) -> bool:
        return _opens(self._newest, token)

    def blind_indexes(self, text: str) -> list[str]:
        """Return the index of a text under each key, newest first; equal texts have equal indexes."""
        return [hmac.new(key, text.encode(), sha256).digest()[:_INDEX_LENGTH].hex() for key in self._indexing]


# The keys in use; set before a database is opened. They stand in the module, and not in the installation that a
# transaction carries: SQLAlchemy's column types seal and open values without knowing in which transaction.
KEY_RING: KeyRing | None = None


def key_ring() -> KeyRing:
    if KEY_RING is None:
        raise WrongKey("no key is in use")
    return KEY_RING


def new_key() -> str:
    return Fernet.generate_key().decode()


def read_keys(lines: Sequence[str]) -> list[str]:
    """Skip empty lines and comments. Raises ValueError if there is no key, or something else."""
    keys = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not keys:
        raise ValueError("no key")
    for key in keys:
        Fernet(key)
    return keys


def is_encrypted(kept: Any) -> bool:  # noqa: ANN401 as it stands in a database of any age
    return isinstance(kept, str | bytes) and (kept.encode() if isinstance(kept, str) else kept).startswith(_BEGINS)


class _Opaque(TypeDecorator.Comparator[Any]):
    """Raises TypeError when SQL compares an encrypted column: equal texts have different tokens."""

    def operate(self, op: OperatorType, *other: Any, **named: Any) -> ColumnElement[Any]:  # noqa: ANN401 any operand
        # SQLAlchemy itself compares columns with columns.
        if any(isinstance(each, str | bytes | dict | list | tuple) for each in other):
            raise TypeError("a sealed column is only there or not: SQL cannot look into it")
        return super().operate(op, *other, **named)


class Encrypted(TypeDecorator[T], Generic[T]):
    """Subclasses convert between a value and the bytes that are encrypted."""

    impl: type[Text] | type[LargeBinary] = Text
    cache_ok = True
    comparator_factory = _Opaque

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | bytes | None:  # noqa: ARG002
        return None if value is None else self._kept(key_ring().encrypt(self._packed(value)))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> T | None:  # noqa: ARG002, ANN401
        if value is None:
            return None
        try:
            return self._unpacked(key_ring().decrypt(value))
        except ValueError:
            raise WrongKey("what is sealed in the database is damaged") from None

    def _kept(self, token: bytes) -> str | bytes:
        return token.decode()

    def _packed(self, value: T) -> bytes:
        raise NotImplementedError

    def _unpacked(self, content: bytes) -> T:
        raise NotImplementedError


class EncryptedText(Encrypted[str]):
    """Typed text, a telephone number, or the name of somebody who has not given consent."""

    cache_ok = True

    def _packed(self, value: str) -> bytes:
        return value.encode()

    def _unpacked(self, content: bytes) -> str:
        return content.decode()


_shortened: ContextVar[bool] = ContextVar("shortened", default=False)


@contextmanager
def shortened() -> Iterator[None]:
    """Let whatever is read meanwhile have short names and masked telephone numbers, however it is read."""
    before = _shortened.set(True)
    try:
        yield
    finally:
        _shortened.reset(before)


class EncryptedName(EncryptedText):
    """A person's whole name: «N. T. Hạnh» where names are shortened."""

    cache_ok = True

    def _unpacked(self, content: bytes) -> str:
        whole = super()._unpacked(content)
        return short(whole) if _shortened.get() else whole


class EncryptedPhone(EncryptedText):
    """A telephone number, masked where names are shortened."""

    cache_ok = True

    def _unpacked(self, content: bytes) -> str:
        number = super()._unpacked(content)
        return hidden(number) if _shortened.get() else number


class EncryptedJson(Encrypted[Any]):
    """Messages, answers and options; SQL cannot look inside."""

    cache_ok = True

    def _packed(self, value: Any) -> bytes:  # noqa: ANN401 any JSON
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def _unpacked(self, content: bytes) -> Any:  # noqa: ANN401 any JSON
        return json.loads(content)


class EncryptedBytes(Encrypted[bytes]):
    impl = LargeBinary
    cache_ok = True

    def _kept(self, token: bytes) -> str | bytes:
        return token

    def _packed(self, value: bytes) -> bytes:
        return value

    def _unpacked(self, content: bytes) -> bytes:
        return content


def _opens(fernet: Fernet | MultiFernet, token: bytes | str) -> bool:
    try:
        fernet.decrypt(token)
    except InvalidToken:
        return False
    return True


def _derived(key: str) -> bytes:
    return HKDF(SHA256(), _KEY_LENGTH, salt=None, info=b"index of telephone numbers").derive(key.encode())
