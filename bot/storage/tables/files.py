"""Tables: StoredFile, UploadedFile."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Id, Utc
from bot.storage.encryption import EncryptedBytes


class StoredFile(Base):
    """A picture or document to be sent, stored once per content; `kept_at` is when it was last wanted.

    One with people's `names` in it has no address.
    """

    __tablename__ = "file"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    mime: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes] = mapped_column(EncryptedBytes)
    kept_at: Mapped[datetime] = mapped_column(Utc, index=True)
    names: Mapped[bool] = mapped_column(default=True, server_default=true())


class UploadedFile(Base):
    """A file already uploaded to a platform, with the platform's id for it."""

    __tablename__ = "uploaded_file"

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id", ondelete="CASCADE"), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(255))
