"""Teaching one person alone: wishes, matchings, appointments, what coaches say."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "coach",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reach", sa.String(length=24), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("weekly_limit", sa.Integer(), nullable=False),
        sa.Column("home_visits", sa.Boolean(), nullable=False),
        sa.Column("vetted_at", sa.DateTime(), nullable=True),
        sa.Column("vetted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_coach_person_id")),
        sa.ForeignKeyConstraint(["vetted_by_id"], ["person.id"], name=op.f("fk_coach_vetted_by_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_coach")),
    )
    op.create_table(
        "coaching_request",
        sa.Column("resident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("place", sa.String(length=24), nullable=False),
        sa.Column("slots", sa.Integer(), nullable=False),
        sa.Column("helper_gender", sa.String(length=1), nullable=True),
        sa.Column("language", sa.String(length=24), nullable=False),
        sa.Column("somebody_home", sa.Boolean(), nullable=True),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("left", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_coaching_request_entered_by_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["person.id"], name=op.f("fk_coaching_request_resident_id")),
        sa.PrimaryKeyConstraint("resident_id", name=op.f("pk_coaching_request")),
    )
    with op.batch_alter_table("coaching_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coaching_request_status"), ["status"], unique=False)

    op.create_table(
        "match_run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("night", sa.Date(), nullable=True),
        sa.Column("asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("wanted_at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("certified", sa.Boolean(), nullable=True),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_match_run_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_run")),
        sa.UniqueConstraint("night", name=op.f("uq_match_run_night")),
    )
    with op.batch_alter_table("match_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_match_run_done_at"), ["done_at"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("volunteer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("companion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("place", sa.String(length=24), nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("offered_until", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("meeting_code", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("seconds", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("rescues_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["companion_id"], ["person.id"], name=op.f("fk_appointment_companion_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["appointment.id"], name=op.f("fk_appointment_replaces_id")),
        sa.ForeignKeyConstraint(["rescues_id"], ["person.id"], name=op.f("fk_appointment_rescues_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["person.id"], name=op.f("fk_appointment_resident_id")),
        sa.ForeignKeyConstraint(["run_id"], ["match_run.id"], name=op.f("fk_appointment_run_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["person.id"], name=op.f("fk_appointment_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index("ix_appointment_due", ["status", "offered_until"], unique=False)
        batch_op.create_index(
            "uq_appointment_companion",
            ["companion_id", "starts_at"],
            unique=True,
            sqlite_where=sa.text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
            postgresql_where=sa.text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
        )
        batch_op.create_index(
            "uq_appointment_resident",
            ["resident_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
            postgresql_where=sa.text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
        )
        batch_op.create_index(
            "uq_appointment_volunteer",
            ["volunteer_id", "starts_at"],
            unique=True,
            sqlite_where=sa.text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
            postgresql_where=sa.text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
        )


def downgrade() -> None:
    """Take this revision back."""
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_appointment_volunteer",
            sqlite_where=sa.text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
            postgresql_where=sa.text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
        )
        batch_op.drop_index(
            "uq_appointment_resident",
            sqlite_where=sa.text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
            postgresql_where=sa.text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
        )
        batch_op.drop_index(
            "uq_appointment_companion",
            sqlite_where=sa.text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
            postgresql_where=sa.text("status IN ('offered', 'proposed', 'second_sought', 'confirmed')"),
        )
        batch_op.drop_index("ix_appointment_due")

    op.drop_table("appointment")
    with op.batch_alter_table("match_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_match_run_done_at"))

    op.drop_table("match_run")
    with op.batch_alter_table("coaching_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coaching_request_status"))

    op.drop_table("coaching_request")
    op.drop_table("coach")
