"""Tables: SeenUpdate, Conversation, Question, Outbox, Swept, Presented, Call, Act, Lease."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from bot.domain.calls import CallOutcome, CallReason
from bot.domain.messaging.kinds import MessageKind
from bot.domain.messaging.reminders import ReminderKind
from bot.storage.base import Base, Id, Json, Utc, Word
from bot.storage.encryption import EncryptedJson


class Priority(StrEnum):
    """How urgent a message is; the alphabet is the order: replies overtake reminders, reminders broadcasts."""

    REPLY = "a_reply"
    REMINDER = "b_reminder"
    BROADCAST = "c_broadcast"


class OutboxStatus(StrEnum):
    """The life of a message; `sending` after a crash is ambiguous, `unknown` is left for a human to judge.

    `unreachable` waits for its person to come back.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"


class SeenUpdate(Base):
    """An update already taken: platforms deliver twice. `unread` are those that could not be read."""

    __tablename__ = "seen_update"

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc, index=True)
    unread: Mapped[bool] = mapped_column(default=False, server_default=false())


class Conversation(Base):
    """One address in the middle of a flow: its answers by question name, and what is asked now."""

    __tablename__ = "conversation"

    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), primary_key=True)
    flow: Mapped[str | None] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"))
    misses: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime] = mapped_column(Utc)


class Question(Base):
    """What was offered, as it was shown: so «2» means what it meant then, even after a restart.

    A question of a flow has a `name`; a card (menu, reminder, receipt) has none: each of its options starts a flow.
    By its `nonce` a button below it is told from those below another question that has, or once had, the same id.
    """

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_latest", "address_id", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    nonce: Mapped[str] = mapped_column(String(8), default=lambda: secrets.token_urlsafe(6), server_default="")
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    name: Mapped[str | None] = mapped_column(String(40))
    options: Mapped[list[dict[str, Any]]] = mapped_column(EncryptedJson)
    asked_at: Mapped[datetime] = mapped_column(Utc)
    closed_at: Mapped[datetime | None] = mapped_column(Utc)
    chosen: Mapped[int | None]


_QUEUED = text("status = 'queued'")
# Of most messages nothing is asked: they stay out of the index.
_OF_SESSION, _OF_NOTICE = text("session_id IS NOT NULL"), text("notice_id IS NOT NULL")
_OF_ANNOUNCEMENT = text("announcement_id IS NOT NULL")


class Outbox(Base):
    """A message decided and not yet, or already, sent. Its text is final: what we said is on record.

    One to a group's chat is for no person. `file_id` stands in the message as well, where SQL cannot read it.
    `key` makes it one message however often it is put, and is never read: what a message is asked for by are `kind`
    and the columns below it. A session that was moved is another occasion, hence `session_starts_at`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "priority", "due_at", "id", sqlite_where=_QUEUED, postgresql_where=_QUEUED),
        Index("ix_outbox_address", "address_id", "status", "id"),
        Index(
            "ix_outbox_session",
            "session_id",
            "kind",
            "person_id",
            sqlite_where=_OF_SESSION,
            postgresql_where=_OF_SESSION,
        ),
        Index("ix_outbox_notice", "notice_id", sqlite_where=_OF_NOTICE, postgresql_where=_OF_NOTICE),
        Index(
            "ix_outbox_announcement",
            "announcement_id",
            "status",
            sqlite_where=_OF_ANNOUNCEMENT,
            postgresql_where=_OF_ANNOUNCEMENT,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str | None] = mapped_column(String(80), unique=True)
    kind: Mapped[MessageKind | None] = mapped_column(Word(MessageKind))
    reminder: Mapped[ReminderKind | None] = mapped_column(Word(ReminderKind))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("class_session.id", ondelete="SET NULL"))
    session_starts_at: Mapped[datetime | None] = mapped_column(Utc)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"))
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"))
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"))
    priority: Mapped[Priority] = mapped_column(Word(Priority))
    message: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    file_id: Mapped[int | None] = mapped_column(Id)
    edits_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    status: Mapped[OutboxStatus] = mapped_column(Word(OutboxStatus), default=OutboxStatus.QUEUED)
    put_at: Mapped[datetime] = mapped_column(Utc)
    due_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    sent_at: Mapped[datetime | None] = mapped_column(Utc)
    attempts: Mapped[int] = mapped_column(default=0)
    external_id: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(String(200))

    @validates("message")
    def _carries(self, _field: str, message: dict[str, Any]) -> dict[str, Any]:
        self.file_id = message.get("file")
        return message


class Swept(Base):
    """How far old words have been taken out of a table: out of every row up to this id."""

    __tablename__ = "swept"

    name: Mapped[str] = mapped_column(String(24), primary_key=True)
    upto: Mapped[int] = mapped_column(Id)


class Presented(Base):
    """What a platform was told last of how we present ourselves (commands, names), as a fingerprint."""

    __tablename__ = "presented"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))


class Call(Base):
    """«Gọi giúp»: somebody a human has to call; open until an outcome is said.

    `held_until` is when who took it loses it; `again_at`, before when it is not to be tried again; `card_id`, the
    message in which the number stands.
    """

    __tablename__ = "call"
    __table_args__ = (
        Index(
            "ix_call_open",
            "session_id",
            "person_id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("class_session.id"))
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"))
    reason: Mapped[CallReason] = mapped_column(Word(CallReason))
    since: Mapped[datetime] = mapped_column(Utc)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    held_until: Mapped[datetime | None] = mapped_column(Utc)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    again_at: Mapped[datetime | None] = mapped_column(Utc)
    outcome: Mapped[CallOutcome | None] = mapped_column(Word(CallOutcome))
    closed_at: Mapped[datetime | None] = mapped_column(Utc)


class Act(Base):
    """Who did what when: the audit trail, and what ↩️ takes back. `facts` holds ids, never texts."""

    __tablename__ = "act"
    __table_args__ = (
        Index(
            "ix_act_wrong_code",
            "at",
            sqlite_where=text("kind = 'wrong_code'"),
            postgresql_where=text("kind = 'wrong_code'"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(Utc)
    undone_at: Mapped[datetime | None] = mapped_column(Utc)


class Lease(Base):
    """Who may send for one bot: a second sender refuses while the first renews its lease.

    It is asked for before the tables are brought up to date: its columns stay as they are.
    """

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40))
    until: Mapped[datetime] = mapped_column(Utc)
