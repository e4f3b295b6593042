"""Column types for personal texts: what the database keeps of them opens only with keys that are kept apart."""

import hmac
import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Generic, TypeVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import ColumnElement, Dialect, LargeBinary, Text
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator

from bot.errors import OperatorError

T = TypeVar("T")

_KEY_LENGTH, _INDEX_LENGTH = 32, 16  # bytes
# In a sealed column's info: the name of the column beside it by which equal texts are found.
BLIND_INDEX = "mark"
# How every token begins: its version, and a year before 2106.
_BEGINS = b"gAAAA"


class WrongKey(OperatorError):
    """What is sealed does not open; its message says what to do, to whoever runs the process."""


class KeyRing:
    """Keys, newest first: the newest seals, any of them opens."""

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` are 32 bytes each in URL-safe base64, at least one."""
        self._newest = Fernet(keys[0])
        self._all = MultiFernet([Fernet(key) for key in keys])
        self._indexing = [_derived(key) for key in keys]

    @classmethod
    def fresh(cls) -> "KeyRing":
        """One new key, for what is not to outlive the process."""
        return cls([new_key()])

    def encrypt(self, content: bytes) -> bytes:
        """A token, another one each time."""
        return self._newest.encrypt(content)

    def decrypt(self, token: bytes | str) -> bytes:
        """What was sealed; WrongKey if none of the keys opens it."""
        try:
            return self._all.decrypt(token)
        except InvalidToken:
            raise WrongKey("none of the keys opens what is sealed in the database") from None

    def opens(self, token: bytes | str) -> bool:
        """Does one of the keys open it?"""
        return _opens(self._all, token)

    def is_newest(self, token: bytes | str) -> bool:
        """Was it sealed by the newest key?"""
        return _opens(self._newest, token)

    def blind_indexes(self, text: str) -> list[str]:
        """By what a sealed text is found again, under each key, newest first: equal texts have equal marks."""
        return [hmac.new(key, text.encode(), sha256).digest()[:_INDEX_LENGTH].hex() for key in self._indexing]


# The keys in use; whoever opens a database sets them before anything else. They stand in the module, and not in the
# installation that a transaction carries: SQLAlchemy's column types seal and open values without knowing of which.
KEY_RING: KeyRing | None = None


def key_ring() -> KeyRing:
    """The keys in use."""
    if KEY_RING is None:
        raise WrongKey("no key is in use")
    return KEY_RING


def new_key() -> str:
    """Made at random."""
    return Fernet.generate_key().decode()


def read_keys(lines: Sequence[str]) -> list[str]:
    """The keys in these lines, of which some may be empty or a remark; ValueError if one is not a key, or none is."""
    keys = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not keys:
        raise ValueError("no key")
    for key in keys:
        Fernet(key)
    return keys


def is_encrypted(kept: Any) -> bool:  # noqa: ANN401 as it stands in a database of any age
    """Is it a token? What was kept before there were keys is not."""
    return isinstance(kept, str | bytes) and (kept.encode() if isinstance(kept, str) else kept).startswith(_BEGINS)


class _Opaque(TypeDecorator.Comparator[Any]):
    """Equal texts are sealed differently: whoever compares them in SQL finds nothing, and is told so at once."""

    def operate(self, op: OperatorType, *other: Any, **named: Any) -> ColumnElement[Any]:  # noqa: ANN401 any operand
        # SQLAlchemy itself compares columns with columns, to find them in its own tables.
        if any(isinstance(each, str | bytes | dict | list | tuple) for each in other):
            raise TypeError("a sealed column is only there or not: SQL cannot look into it")
        return super().operate(op, *other, **named)


class Encrypted(TypeDecorator[T], Generic[T]):
    """What the sealed types have in common; `_packed` and `_unpacked` lie between a value and what is sealed."""

    impl: type[Text] | type[LargeBinary] = Text
    cache_ok = True
    comparator_factory = _Opaque

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | bytes | None:  # noqa: ARG002
        """Into the database."""
        return None if value is None else self._kept(key_ring().encrypt(self._packed(value)))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> T | None:  # noqa: ARG002, ANN401
        """Out of the database."""
        return None if value is None else self._unpacked(key_ring().decrypt(value))

    def _kept(self, token: bytes) -> str | bytes:
        return token.decode()

    def _packed(self, value: T) -> bytes:
        raise NotImplementedError

    def _unpacked(self, content: bytes) -> T:
        raise NotImplementedError


class EncryptedText(Encrypted[str]):
    """A text that somebody typed, a number, a name of somebody who has not agreed to be known."""

    cache_ok = True

    def _packed(self, value: str) -> bytes:
        return value.encode()

    def _unpacked(self, content: bytes) -> str:
        return content.decode()


class EncryptedJson(Encrypted[Any]):
    """What was said and answered; nothing inside it can be asked for in SQL."""

    cache_ok = True

    def _packed(self, value: Any) -> bytes:  # noqa: ANN401 any JSON
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def _unpacked(self, content: bytes) -> Any:  # noqa: ANN401 any JSON
        return json.loads(content)


class EncryptedBytes(Encrypted[bytes]):
    """The content of a file."""

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
    """The key of the marks: nothing about the one that seals can be learnt from it."""
    return HKDF(SHA256(), _KEY_LENGTH, salt=None, info=b"index of telephone numbers").derive(key.encode())
