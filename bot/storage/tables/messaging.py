"""Tables: SeenUpdate, Conversation, Question, Outbox, Reminder, Swept, Presented, Call, Act, Lease."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from bot import logs
from bot.domain.calls import CallOutcome, CallReason
from bot.domain.messaging.kinds import MessageKind, Obstacle
from bot.domain.messaging.reminders import ReminderKind
from bot.domain.understanding.kinds import AnswerKind
from bot.storage.base import Base, Id, Json, Utc, Word
from bot.storage.encryption import EncryptedJson


class Priority(StrEnum):
    """Sorted by value: replies before reminders before broadcasts."""

    REPLY = "a_reply"
    REMINDER = "b_reminder"
    BROADCAST = "c_broadcast"


class OutboxStatus(StrEnum):
    """SENDING after a crash may have been sent or not; UNKNOWN is left to a human.

    UNREACHABLE waits for the person to come back.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"


# What may still be taken back; what the sender has yet to settle.
NOT_SENT = (OutboxStatus.QUEUED, OutboxStatus.UNREACHABLE)
ON_THE_WAY = (OutboxStatus.QUEUED, OutboxStatus.SENDING)


class SeenUpdate(Base):
    """An update already handled: platforms deliver some twice. `unread`: it could not be read."""

    __tablename__ = "seen_update"

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc, index=True)
    unread: Mapped[bool] = mapped_column(default=False, server_default=false())


_IN_FLOW = text("flow IS NOT NULL")


class Conversation(Base):
    """The flow an address is in: answers by question name, and the open question."""

    __tablename__ = "conversation"
    __table_args__ = (Index("ix_conversation_flow", "updated_at", sqlite_where=_IN_FLOW, postgresql_where=_IN_FLOW),)

    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), primary_key=True)
    flow: Mapped[str | None] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"))
    misses: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime] = mapped_column(Utc)


class Question(Base):
    """The options as shown, so that «2» keeps its meaning, even after a restart.

    A question of a flow has a `name`, and a `kind` if its answers are heard in a way of their own; a card (menu,
    reminder, receipt) has none, each of its options starts a flow. `shown_at` is when it reached the phone. The `nonce`
    identifies its buttons: another question may have had the same id.
    """

    __tablename__ = "question"
    __table_args__ = (
        Index("ix_question_latest", "address_id", "id"),
        Index("ix_question_shown", "address_id", "shown_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    nonce: Mapped[str] = mapped_column(String(8), default=lambda: secrets.token_urlsafe(6), server_default="")
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    name: Mapped[str | None] = mapped_column(String(40))
    options: Mapped[list[dict[str, Any]]] = mapped_column(EncryptedJson)
    kind: Mapped[AnswerKind | None] = mapped_column(Word(AnswerKind))
    asked_at: Mapped[datetime] = mapped_column(Utc)
    shown_at: Mapped[datetime | None] = mapped_column(Utc)
    closed_at: Mapped[datetime | None] = mapped_column(Utc)
    chosen: Mapped[int | None]


_QUEUED = text("status = 'queued'")
# Most messages have none of these: they stay out of the index.
_OF_SESSION, _OF_NOTICE = text("session_id IS NOT NULL"), text("notice_id IS NOT NULL")
_OF_ANNOUNCEMENT = text("announcement_id IS NOT NULL")
_KEPT, _WITH_FILE = text("obstacle IS NOT NULL"), text("file_id IS NOT NULL")


class Outbox(Base):
    """A message to be sent, or sent already; its text is final.

    Without `person_id` it is for a group's chat. `file_id` repeats what is in the encrypted message. `key` only
    makes putting idempotent and is never read; messages are found by `kind` and the columns below it.
    `session_starts_at` tells a moved session from the same one before. `perhaps_sent`: an earlier try may have
    arrived, so that the next unclear one is the last. `turned_away` counts the person's addresses whose channels did
    not take it, the last one because of `obstacle`. `unasked` counts among the two a day that nobody asked for and
    no seat needs; `people` is for how many it is, as several may be told through one phone. `through_stop` leaves in an
    emergency stop too. `trace` is the id in the log of the turn or tick that wrote it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "priority", "due_at", "id", sqlite_where=_QUEUED, postgresql_where=_QUEUED),
        Index("ix_outbox_expires", "expires_at", sqlite_where=_QUEUED, postgresql_where=_QUEUED),
        Index("ix_outbox_kept", "person_id", sqlite_where=_KEPT, postgresql_where=_KEPT),
        Index("ix_outbox_file", "file_id", sqlite_where=_WITH_FILE, postgresql_where=_WITH_FILE),
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
    unasked: Mapped[bool] = mapped_column(default=False, server_default=false())
    people: Mapped[int] = mapped_column(default=1, server_default="1")
    message: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    file_id: Mapped[int | None] = mapped_column(Id)
    edits_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    status: Mapped[OutboxStatus] = mapped_column(Word(OutboxStatus), default=OutboxStatus.QUEUED)
    put_at: Mapped[datetime] = mapped_column(Utc)
    due_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    sent_at: Mapped[datetime | None] = mapped_column(Utc)
    attempts: Mapped[int] = mapped_column(default=0)
    perhaps_sent: Mapped[bool] = mapped_column(default=False, server_default=false())
    turned_away: Mapped[int] = mapped_column(default=0, server_default="0")
    obstacle: Mapped[Obstacle | None] = mapped_column(Word(Obstacle))
    external_id: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(String(200))
    through_stop: Mapped[bool] = mapped_column(default=False, server_default=false())
    trace: Mapped[str | None] = mapped_column(String(12), default=logs.trace)

    @validates("message")
    def _carries(self, _field: str, message: dict[str, Any]) -> dict[str, Any]:
        self.file_id = message.get("file")
        return message


class Reminder(Base):
    """A reminder of a session at this time that a person has had, and the message that carried it, if there was one."""

    __tablename__ = "reminder"

    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id", ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(Utc, primary_key=True)
    kind: Mapped[ReminderKind] = mapped_column(Word(ReminderKind), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"), index=True)


class Swept(Base):
    """Up to which id old texts have been removed from a table."""

    __tablename__ = "swept"

    name: Mapped[str] = mapped_column(String(24), primary_key=True)
    upto: Mapped[int] = mapped_column(Id)


class Presented(Base):
    """A digest of the commands and names that a platform was last told."""

    __tablename__ = "presented"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))


class Call(Base):
    """«Gọi giúp»: a person whom a human has to call; open until an outcome is reported.

    `held_until` is when the caller loses it; `again_at` the earliest time of the next try; `card_id` the message
    that shows the telephone number.
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
    """The audit trail, and the basis of undo. `facts` holds ids, never texts."""

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
    """The process that may send for a bot; others refuse to start while it is renewed.

    It is read before tables are migrated, so its columns must never change.
    """

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40))
    until: Mapped[datetime] = mapped_column(Utc)
