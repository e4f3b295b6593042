"""The baseline: all tables at once, as those of the revisions before it had made them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0047"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLES = (
    "bot_month",
    "file",
    "kept_update",
    "lease",
    "presented",
    "seen_update",
    "swept",
    "ward",
    "closed_day",
    "organisation",
    "residential_group",
    "uploaded_file",
    "ward_alias",
    "opening",
    "person",
    "venue",
    "act",
    "address",
    "availability",
    "coach",
    "coaching_request",
    "consent",
    "course",
    "day_code",
    "incident",
    "match_run",
    "official_figure",
    "page_link",
    "role",
    "sending_stop",
    "stand_by",
    "step_said",
    "target",
    "viewing",
    "visit",
    "volunteer",
    "week_report",
    "announcement",
    "appointment",
    "class_session",
    "enrolment",
    "group_chat",
    "question",
    "attendance",
    "code",
    "conversation",
    "notice",
    "pairing",
    "seat",
    "shift",
    "tally",
    "acknowledgement",
    "assignment",
    "outbox",
    "call",
    "group_post",
    "reminder",
)


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "bot_month",
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("told_of_users", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "month", name=op.f("pk_bot_month")),
    )
    op.create_table(
        "file",
        sa.Column("id", _ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("mime", sa.String(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_file_sha256")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_file_kept_at"), "file", ["kept_at"])

    op.create_table(
        "kept_update",
        sa.Column("id", _ID, nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_update")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_kept_update_channel"), "kept_update", ["channel"])

    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "presented",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_presented")),
    )
    op.create_table(
        "seen_update",
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("unread", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "event_id", name=op.f("pk_seen_update")),
    )
    op.create_index(op.f("ix_seen_update_at"), "seen_update", ["at"])

    op.create_table(
        "swept",
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("upto", _ID, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_swept")),
    )
    op.create_table(
        "ward",
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("short_name", sa.String(length=60), nullable=False),
        sa.Column("search_name", sa.String(length=60), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_ward")),
    )
    op.create_index(op.f("ix_ward_search_name"), "ward", ["search_name"])

    op.create_table(
        "closed_day",
        sa.Column("id", _ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("ward_code", sa.String(length=5), nullable=True),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_closed_day_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_day")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_closed_day_day"), "closed_day", ["day"])

    op.create_table(
        "organisation",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("ward_code", sa.String(length=5), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_organisation_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "residential_group",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ward_code", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("search_name", sa.String(length=60), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_residential_group_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residential_group")),
        sa.UniqueConstraint(
            "ward_code", "kind", "search_name", name=op.f("uq_residential_group_ward_code_kind_search_name")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "uploaded_file",
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("file_id", _ID, nullable=False),
        sa.Column("external_id", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_uploaded_file_file_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("channel", "file_id", name=op.f("pk_uploaded_file")),
    )
    op.create_table(
        "ward_alias",
        sa.Column("search_name", sa.String(length=60), nullable=False),
        sa.Column("ward_code", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_ward_alias_ward_code")),
        sa.PrimaryKeyConstraint("search_name", "ward_code", name=op.f("pk_ward_alias")),
    )
    op.create_table(
        "opening",
        sa.Column("id", _ID, nullable=False),
        sa.Column("group_id", _ID, nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("waiting", sa.JSON(), nullable=False),
        sa.Column("coaches", sa.JSON(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("put_off_at", sa.DateTime(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_opening_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_opening_group_id"), "opening", ["group_id"])

    op.create_table(
        "person",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("search_name", sa.Text(), nullable=True),
        sa.Column("given_name", sa.Text(), nullable=True),
        sa.Column("address_form", sa.String(length=8), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("ward_code", sa.String(length=5), nullable=True),
        sa.Column("group_id", _ID, nullable=True),
        sa.Column("age_band", sa.String(length=24), nullable=True),
        sa.Column("gender", sa.String(length=1), nullable=True),
        sa.Column("audience", sa.String(length=24), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_index", sa.String(length=32), nullable=True),
        sa.Column("phone_type", sa.String(length=24), nullable=True),
        sa.Column("told_via", sa.String(length=24), nullable=False),
        sa.Column("told_via_person_id", _ID, nullable=True),
        sa.Column("entered_by_id", _ID, nullable=True),
        sa.Column("reminders_stopped_at", sa.DateTime(), nullable=True),
        sa.Column("warned_at", sa.DateTime(), nullable=True),
        sa.Column("kept_at", sa.DateTime(), nullable=True),
        sa.Column("merged_into_id", _ID, nullable=True),
        sa.Column("erased_at", sa.DateTime(), nullable=True),
        sa.Column("erasure_key", sa.String(length=32), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("contact_wish", sa.String(length=24), nullable=True),
        sa.Column("said_group", sa.Text(), nullable=True),
        sa.Column("left_book_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_person_entered_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_person_group_id")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["person.id"], name=op.f("fk_person_merged_into_id")),
        sa.ForeignKeyConstraint(["told_via_person_id"], ["person.id"], name=op.f("fk_person_told_via_person_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_person_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_erased_at"), "person", ["erased_at"])
    op.create_index(op.f("ix_person_group_id"), "person", ["group_id"])
    op.create_index(op.f("ix_person_phone_index"), "person", ["phone_index"])
    op.create_index(op.f("ix_person_told_via_person_id"), "person", ["told_via_person_id"])
    op.create_index(op.f("ix_person_warned_at"), "person", ["warned_at"])

    op.create_table(
        "venue",
        sa.Column("id", _ID, nullable=False),
        sa.Column("group_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("search_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_venue_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("group_id", "search_name", name=op.f("uq_venue_group_id_search_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "act",
        sa.Column("id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_act_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_act_by_id"), "act", ["by_id"])
    op.create_index("ix_act_wrong_code", "act", ["at"], **_where("kind = 'wrong_code'"))

    op.create_table(
        "address",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("last_used_at", sa.DateTime(), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=True),
        sa.Column("unreachable_at", sa.DateTime(), nullable=True),
        sa.Column("cut_off_at", sa.DateTime(), nullable=True),
        sa.Column("forgotten_at", sa.DateTime(), nullable=True),
        sa.Column("buttons", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_address_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sa.UniqueConstraint("channel", "external_id", name=op.f("uq_address_channel_external_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_address_person_id"), "address", ["person_id"])
    op.create_index(
        "ix_address_forget",
        "address",
        ["cut_off_at"],
        **_where("cut_off_at IS NOT NULL AND forgotten_at IS NULL"),
    )

    op.create_table(
        "availability",
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_availability_person_id")),
        sa.PrimaryKeyConstraint("person_id", "weekday", "part", name=op.f("pk_availability")),
    )
    op.create_table(
        "coach",
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("reach", sa.String(length=24), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("weekly_limit", sa.Integer(), nullable=False),
        sa.Column("home_visits", sa.Boolean(), nullable=False),
        sa.Column("vetted_at", sa.DateTime(), nullable=True),
        sa.Column("vetted_by_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_coach_person_id")),
        sa.ForeignKeyConstraint(["vetted_by_id"], ["person.id"], name=op.f("fk_coach_vetted_by_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_coach")),
    )
    op.create_table(
        "coaching_request",
        sa.Column("resident_id", _ID, nullable=False),
        sa.Column("entered_by_id", _ID, nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("place", sa.String(length=24), nullable=False),
        sa.Column("slots", sa.Integer(), nullable=False),
        sa.Column("helper_gender", sa.String(length=1), nullable=True),
        sa.Column("language", sa.String(length=24), nullable=False),
        sa.Column("somebody_home", sa.Boolean(), nullable=True),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("left", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_coaching_request_entered_by_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["person.id"], name=op.f("fk_coaching_request_resident_id")),
        sa.PrimaryKeyConstraint("resident_id", name=op.f("pk_coaching_request")),
    )
    op.create_index(op.f("ix_coaching_request_status"), "coaching_request", ["status"])

    op.create_table(
        "consent",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("text_version", sa.String(length=16), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("witness_id", _ID, nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.ForeignKeyConstraint(["witness_id"], ["person.id"], name=op.f("fk_consent_witness_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_consent_person_id"), "consent", ["person_id"])

    op.create_table(
        "course",
        sa.Column("id", _ID, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("group_id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, nullable=True),
        sa.Column("venue_id", _ID, nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("enrolled", sa.Integer(), nullable=False),
        sa.Column("created_by_id", _ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("surplus", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("enrolled BETWEEN 0 AND seats", name=op.f("ck_course_seats")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_course_created_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_course_group_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_course_organisation_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_course_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("code", name=op.f("uq_course_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_course_group_id"), "course", ["group_id"])

    op.create_table(
        "day_code",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_day_code_person_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_day_code")),
    )
    op.create_index(op.f("ix_day_code_person_id"), "day_code", ["person_id"])

    op.create_table(
        "incident",
        sa.Column("id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("about", sa.String(length=24), nullable=False),
        sa.Column("group_id", _ID, nullable=True),
        sa.Column("ward_code", sa.String(length=5), nullable=True),
        sa.Column("wants_call", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("taken_by_id", _ID, nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_incident_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_incident_group_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_incident_taken_by_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_incident_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_incident_by_id"), "incident", ["by_id"])
    op.create_index(op.f("ix_incident_status"), "incident", ["status"])

    op.create_table(
        "match_run",
        sa.Column("id", _ID, nullable=False),
        sa.Column("night", sa.Date(), nullable=True),
        sa.Column("asked_by_id", _ID, nullable=True),
        sa.Column("wanted_at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("certified", sa.Boolean(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_match_run_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_run")),
        sa.UniqueConstraint("night", name=op.f("uq_match_run_night")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_match_run_done_at"), "match_run", ["done_at"])

    op.create_table(
        "official_figure",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ward_code", sa.String(length=5), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("people >= 0", name=op.f("ck_official_figure_people")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_official_figure_by_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_official_figure_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_figure")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_official_figure_ward_code"), "official_figure", ["ward_code"])

    op.create_table(
        "page_link",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_page_link_person_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_page_link")),
    )
    op.create_index(op.f("ix_page_link_person_id"), "page_link", ["person_id"])

    op.create_table(
        "role",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("group_id", _ID, nullable=True),
        sa.Column("ward_code", sa.String(length=5), nullable=True),
        sa.Column("organisation_id", _ID, nullable=True),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", _ID, nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("stands_in_for_id", _ID, nullable=True),
        sa.Column("alone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("week_told", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_role_decided_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_role_group_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_role_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_person_id")),
        sa.ForeignKeyConstraint(["stands_in_for_id"], ["role.id"], name=op.f("fk_role_stands_in_for_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_role_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_role_person_id"), "role", ["person_id"])
    op.create_index("ix_role_scope", "role", ["kind", "status", "group_id"])
    op.create_index(op.f("ix_role_stands_in_for_id"), "role", ["stands_in_for_id"])

    op.create_table(
        "sending_stop",
        sa.Column("id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_sending_stop_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_sending_stop_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending_stop")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sending_stop_in_force", "sending_stop", ["id"], **_where("ended_at IS NULL"))

    op.create_table(
        "stand_by",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stand_by_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand_by")),
        sa.UniqueConstraint("person_id", "first", name=op.f("uq_stand_by_person_id_first")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "step_said",
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_step_said_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_step_said_person_id")),
        sa.PrimaryKeyConstraint("person_id", "step", name=op.f("pk_step_said")),
    )
    op.create_index(op.f("ix_step_said_at"), "step_said", ["at"])

    op.create_table(
        "target",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ward_code", sa.String(length=5), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_target_people")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_target_by_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_target_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint("ward_code", "year", name=op.f("uq_target_ward_code_year")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "viewing",
        sa.Column("id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("role_kind", sa.String(length=24), nullable=False),
        sa.Column("group_id", _ID, nullable=True),
        sa.Column("ward_code", sa.String(length=5), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_viewing_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_viewing_person_id")),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_viewing_group_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_viewing_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewing")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_viewing_by_id"), "viewing", ["by_id"])

    op.create_table(
        "visit",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_person_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_person_id"), "visit", ["person_id"])

    op.create_table(
        "volunteer",
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("phones", sa.JSON(), nullable=False),
        sa.Column("organisation_id", _ID, nullable=True),
        sa.Column("pledged_at", sa.DateTime(), nullable=True),
        sa.Column("last_asked_at", sa.DateTime(), nullable=True),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_volunteer_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_volunteer_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_volunteer")),
    )
    op.create_table(
        "week_report",
        sa.Column("group_id", _ID, nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("sent_by_id", _ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_week_report_group_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["person.id"], name=op.f("fk_week_report_sent_by_id")),
        sa.PrimaryKeyConstraint("group_id", "monday", name=op.f("pk_week_report")),
    )
    op.create_table(
        "announcement",
        sa.Column("id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("group_id", _ID, nullable=True),
        sa.Column("ward_code", sa.String(length=5), nullable=True),
        sa.Column("segment", sa.String(length=24), nullable=False),
        sa.Column("course_id", _ID, nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("upto", _ID, nullable=False),
        sa.Column("unreached", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("recalled_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_announcement_by_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_announcement_course_id")),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_announcement_group_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_announcement_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_announcement_open", "announcement", ["due_at"], **_where("done_at IS NULL"))

    op.create_table(
        "appointment",
        sa.Column("id", _ID, nullable=False),
        sa.Column("resident_id", _ID, nullable=False),
        sa.Column("volunteer_id", _ID, nullable=False),
        sa.Column("companion_id", _ID, nullable=True),
        sa.Column("run_id", _ID, nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("place", sa.String(length=24), nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("offered_until", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("meeting_code", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("seconds", sa.JSON(), nullable=False),
        sa.Column("refusals", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("companion_until", sa.DateTime(), nullable=True),
        sa.Column("companion_agreed_at", sa.DateTime(), nullable=True),
        sa.Column("replaces_id", _ID, nullable=True),
        sa.Column("rescues_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(["companion_id"], ["person.id"], name=op.f("fk_appointment_companion_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["appointment.id"], name=op.f("fk_appointment_replaces_id")),
        sa.ForeignKeyConstraint(["rescues_id"], ["person.id"], name=op.f("fk_appointment_rescues_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["person.id"], name=op.f("fk_appointment_resident_id")),
        sa.ForeignKeyConstraint(["run_id"], ["match_run.id"], name=op.f("fk_appointment_run_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["person.id"], name=op.f("fk_appointment_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_appointment_due", "appointment", ["status", "offered_until"])
    op.create_index(
        "uq_appointment_companion",
        "appointment",
        ["companion_id", "starts_at"],
        unique=True,
        **_where("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
    )
    op.create_index(
        "uq_appointment_resident",
        "appointment",
        ["resident_id"],
        unique=True,
        **_where("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
    )
    op.create_index(
        "uq_appointment_volunteer",
        "appointment",
        ["volunteer_id", "starts_at"],
        unique=True,
        **_where("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
    )

    op.create_table(
        "class_session",
        sa.Column("id", _ID, nullable=False),
        sa.Column("course_id", _ID, nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("venue_id", _ID, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("seats_taken", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("next_reminder_at", sa.DateTime(), nullable=True),
        sa.Column("roll_closed_at", sa.DateTime(), nullable=True),
        sa.Column("roll_closed_by_id", _ID, nullable=True),
        sa.Column("minutes", sa.Integer(), server_default="60", nullable=False),
        sa.Column("printed", sa.JSON(), nullable=True),
        sa.Column("surplus", sa.Integer(), server_default="0", nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=True),
        sa.CheckConstraint("seats_taken BETWEEN 0 AND seats", name=op.f("ck_class_session_seats")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_class_session_course_id")),
        sa.ForeignKeyConstraint(["roll_closed_by_id"], ["person.id"], name=op.f("fk_class_session_roll_closed_by_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_class_session_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_session")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_class_session_course", "class_session", ["course_id", "starts_at"])
    op.create_index("ix_class_session_next_reminder", "class_session", ["next_reminder_at"])
    op.create_index("ix_class_session_starts", "class_session", ["starts_at"])

    op.create_table(
        "enrolment",
        sa.Column("id", _ID, nullable=False),
        sa.Column("course_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("offered_until", sa.DateTime(), nullable=True),
        sa.Column("enrolled_by_id", _ID, nullable=True),
        sa.Column("instead_of_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_enrolment_course_id")),
        sa.ForeignKeyConstraint(["enrolled_by_id"], ["person.id"], name=op.f("fk_enrolment_enrolled_by_id")),
        sa.ForeignKeyConstraint(["instead_of_id"], ["course.id"], name=op.f("fk_enrolment_instead_of_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("course_id", "person_id", name=op.f("uq_enrolment_course_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_enrolment_offer", "enrolment", ["offered_until"], **_where("offered_until IS NOT NULL"))
    op.create_index(op.f("ix_enrolment_person_id"), "enrolment", ["person_id"])
    op.create_index("ix_enrolment_waiting", "enrolment", ["course_id", "status", "since"])

    op.create_table(
        "group_chat",
        sa.Column("address_id", _ID, nullable=False),
        sa.Column("title", sa.String(length=128), nullable=False),
        sa.Column("group_id", _ID, nullable=True),
        sa.Column("linked_by_id", _ID, nullable=True),
        sa.Column("next_week_at", sa.DateTime(), nullable=True),
        sa.Column("thread", sa.String(length=32), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_group_chat_address_id")),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_group_chat_group_id")),
        sa.ForeignKeyConstraint(["linked_by_id"], ["person.id"], name=op.f("fk_group_chat_linked_by_id")),
        sa.PrimaryKeyConstraint("address_id", name=op.f("pk_group_chat")),
        sa.UniqueConstraint("group_id", name=op.f("uq_group_chat_group_id")),
    )
    op.create_index(op.f("ix_group_chat_next_week_at"), "group_chat", ["next_week_at"])

    op.create_table(
        "question",
        sa.Column("id", _ID, nullable=False),
        sa.Column("nonce", sa.String(length=8), server_default="", nullable=False),
        sa.Column("address_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=True),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("chosen", sa.Integer(), nullable=True),
        sa.Column("shown_at", sa.DateTime(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_question_address_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_question_latest", "question", ["address_id", "id"])
    op.create_index("ix_question_shown", "question", ["address_id", "shown_at"])

    op.create_table(
        "attendance",
        sa.Column("id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("mark", sa.String(length=24), nullable=False),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("marked_by_id", _ID, nullable=False),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["marked_by_id"], ["person.id"], name=op.f("fk_attendance_marked_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["class_session.id"], name=op.f("fk_attendance_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_attendance_session_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_attendance_person_id"), "attendance", ["person_id"])

    op.create_table(
        "code",
        sa.Column("text", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=12), nullable=False),
        sa.Column("course_id", _ID, nullable=True),
        sa.Column("session_id", _ID, nullable=True),
        sa.Column("role_kind", sa.String(length=24), nullable=True),
        sa.Column("group_id", _ID, nullable=True),
        sa.Column("ward_code", sa.String(length=5), nullable=True),
        sa.Column("organisation_id", _ID, nullable=True),
        sa.Column("person_id", _ID, nullable=True),
        sa.Column("created_by_id", _ID, nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("uses_left", sa.Integer(), nullable=True),
        sa.Column("stands_in_for_id", _ID, nullable=True),
        sa.Column("alone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("role_starts_at", sa.DateTime(), nullable=True),
        sa.Column("role_ends_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_code_course_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_code_created_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["residential_group.id"], name=op.f("fk_code_group_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_code_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_code_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["class_session.id"], name=op.f("fk_code_session_id")),
        sa.ForeignKeyConstraint(["stands_in_for_id"], ["role.id"], name=op.f("fk_code_stands_in_for_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_code_ward_code")),
        sa.PrimaryKeyConstraint("text", name=op.f("pk_code")),
    )
    op.create_index(op.f("ix_code_person_id"), "code", ["person_id"])
    op.create_index(op.f("ix_code_session_id"), "code", ["session_id"])
    op.create_index(op.f("ix_code_stands_in_for_id"), "code", ["stands_in_for_id"])

    op.create_table(
        "conversation",
        sa.Column("address_id", _ID, nullable=False),
        sa.Column("flow", sa.String(length=40), nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("question_id", _ID, nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_conversation_address_id")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_conversation_question_id")),
        sa.PrimaryKeyConstraint("address_id", name=op.f("pk_conversation")),
    )
    op.create_index("ix_conversation_flow", "conversation", ["updated_at"], **_where("flow IS NOT NULL"))

    op.create_table(
        "notice",
        sa.Column("id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("board_id", _ID, nullable=True),
        sa.Column("call_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["board_id"], ["outbox.id"], name=op.f("fk_notice_board_id"), use_alter=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_notice_by_id")),
        sa.ForeignKeyConstraint(["session_id"], ["class_session.id"], name=op.f("fk_notice_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_notice_call_at"), "notice", ["call_at"])
    op.create_index(op.f("ix_notice_session_id"), "notice", ["session_id"])

    op.create_table(
        "pairing",
        sa.Column("id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("resident_id", _ID, nullable=False),
        sa.Column("volunteer_id", _ID, nullable=False),
        sa.Column("meeting_code", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["person.id"], name=op.f("fk_pairing_resident_id")),
        sa.ForeignKeyConstraint(["session_id"], ["class_session.id"], name=op.f("fk_pairing_session_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["person.id"], name=op.f("fk_pairing_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing")),
        sa.UniqueConstraint("session_id", "resident_id", name=op.f("uq_pairing_session_id_resident_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pairing_resident_id"), "pairing", ["resident_id"])
    op.create_index(op.f("ix_pairing_volunteer_id"), "pairing", ["volunteer_id"])

    op.create_table(
        "seat",
        sa.Column("id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("offered_until", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seat_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["class_session.id"], name=op.f("fk_seat_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_seat_session_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_seat_offer", "seat", ["offered_until"], **_where("offered_until IS NOT NULL"))
    op.create_index(op.f("ix_seat_person_id"), "seat", ["person_id"])

    op.create_table(
        "shift",
        sa.Column("id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("filled", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("filled BETWEEN 0 AND needed", name=op.f("ck_shift_filled")),
        sa.ForeignKeyConstraint(["session_id"], ["class_session.id"], name=op.f("fk_shift_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sa.UniqueConstraint("session_id", name=op.f("uq_shift_session_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tally",
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("helped", sa.String(length=24), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("n >= 0", name=op.f("ck_tally_n")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_tally_by_id")),
        sa.ForeignKeyConstraint(["session_id"], ["class_session.id"], name=op.f("fk_tally_session_id")),
        sa.PrimaryKeyConstraint("session_id", "helped", name=op.f("pk_tally")),
    )
    op.create_table(
        "acknowledgement",
        sa.Column("notice_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_acknowledgement_notice_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_acknowledgement_person_id")),
        sa.PrimaryKeyConstraint("notice_id", "person_id", name=op.f("pk_acknowledgement")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", _ID, nullable=False),
        sa.Column("shift_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("offered_at", sa.DateTime(), nullable=False),
        sa.Column("offered_until", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("organisation_id", _ID, nullable=True),
        sa.Column("mark", sa.String(length=24), nullable=True),
        sa.Column("marked_by_id", _ID, nullable=True),
        sa.Column("marked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_assignment_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_assignment_shift_id")),
        sa.ForeignKeyConstraint(["marked_by_id"], ["person.id"], name=op.f("fk_assignment_marked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("shift_id", "person_id", name=op.f("uq_assignment_shift_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_assignment_person_id"), "assignment", ["person_id"])
    op.create_index(op.f("ix_assignment_status"), "assignment", ["status"])

    op.create_table(
        "outbox",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.Column("reminder", sa.String(length=24), nullable=True),
        sa.Column("session_id", _ID, nullable=True),
        sa.Column("session_starts_at", sa.DateTime(), nullable=True),
        sa.Column("notice_id", _ID, nullable=True),
        sa.Column("announcement_id", _ID, nullable=True),
        sa.Column("address_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=True),
        sa.Column("question_id", _ID, nullable=True),
        sa.Column("priority", sa.String(length=24), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("file_id", _ID, nullable=True),
        sa.Column("edits_id", _ID, nullable=True),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("put_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.Column("perhaps_sent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("unasked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("people", sa.Integer(), server_default="1", nullable=False),
        sa.Column("turned_away", sa.Integer(), server_default="0", nullable=False),
        sa.Column("obstacle", sa.String(length=24), nullable=True),
        sa.Column("trace", sa.String(length=12), nullable=True),
        sa.Column("through_stop", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_outbox_address_id")),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcement.id"], name=op.f("fk_outbox_announcement_id")),
        sa.ForeignKeyConstraint(["edits_id"], ["outbox.id"], name=op.f("fk_outbox_edits_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_outbox_notice_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_person_id")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_outbox_question_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["class_session.id"], name=op.f("fk_outbox_session_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_address", "outbox", ["address_id", "status", "id"])
    op.create_index(
        "ix_outbox_announcement", "outbox", ["announcement_id", "status"], **_where("announcement_id IS NOT NULL")
    )
    op.create_index("ix_outbox_due", "outbox", ["priority", "due_at", "id"], **_where("status = 'queued'"))
    op.create_index("ix_outbox_notice", "outbox", ["notice_id"], **_where("notice_id IS NOT NULL"))
    op.create_index(op.f("ix_outbox_person_id"), "outbox", ["person_id"])
    op.create_index(
        "ix_outbox_session", "outbox", ["session_id", "kind", "person_id"], **_where("session_id IS NOT NULL")
    )
    op.create_index("ix_outbox_expires", "outbox", ["expires_at"], **_where("status = 'queued'"))
    op.create_index("ix_outbox_file", "outbox", ["file_id"], **_where("file_id IS NOT NULL"))
    op.create_index("ix_outbox_kept", "outbox", ["person_id"], **_where("obstacle IS NOT NULL"))

    if _refers_only_to_what_is_there():
        op.create_foreign_key(op.f("fk_notice_board_id"), "notice", "outbox", ["board_id"], ["id"])

    op.create_table(
        "call",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=True),
        sa.Column("announcement_id", _ID, nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("taken_by_id", _ID, nullable=True),
        sa.Column("held_until", sa.DateTime(), nullable=True),
        sa.Column("card_id", _ID, nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("again_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcement.id"], name=op.f("fk_call_announcement_id")),
        sa.ForeignKeyConstraint(["card_id"], ["outbox.id"], name=op.f("fk_call_card_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["class_session.id"], name=op.f("fk_call_session_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_call_taken_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_call_open", "call", ["session_id", "person_id"], **_where("closed_at IS NULL"))
    op.create_index(op.f("ix_call_person_id"), "call", ["person_id"])

    op.create_table(
        "group_post",
        sa.Column("outbox_id", _ID, nullable=False),
        sa.Column("course_id", _ID, nullable=False),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_group_post_course_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_group_post_outbox_id")),
        sa.PrimaryKeyConstraint("outbox_id", name=op.f("pk_group_post")),
    )
    op.create_index(op.f("ix_group_post_course_id"), "group_post", ["course_id"])
    op.create_index("ix_group_post_until", "group_post", ["until"])

    op.create_table(
        "reminder",
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("outbox_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["class_session.id"], name=op.f("fk_reminder_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_reminder_outbox_id")),
        sa.PrimaryKeyConstraint("session_id", "starts_at", "kind", "person_id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_outbox_id"), "reminder", ["outbox_id"])
    op.create_index(op.f("ix_reminder_person_id"), "reminder", ["person_id"])


def downgrade() -> None:
    """Take this revision back."""
    if _refers_only_to_what_is_there():
        op.drop_constraint(op.f("fk_notice_board_id"), "notice")
    for table in reversed(_TABLES):
        op.drop_table(table)


def _refers_only_to_what_is_there() -> bool:
    """Of notices and messages each refers to the other; SQLite lets the first table name one that comes later."""
    return op.get_bind().dialect.name == "postgresql"


def _where(rows: str) -> dict[str, Any]:
    """Of which rows an index holds."""
    return {"sqlite_where": sa.text(rows), "postgresql_where": sa.text(rows)}
