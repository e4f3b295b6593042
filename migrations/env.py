"""Alembic's entry: works on the connection it is given, so that a migration is one transaction of ours."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from bot.storage.base import Utc, Word
from bot.storage.encryption import Encrypted, EncryptedBytes
from bot.storage.tables import Base


def render_item(kind: str, thing: object, _context: AutogenContext) -> str | Literal[False]:
    """Our column types as what they are in the database: a migration must not depend on today's code."""
    if kind == "type" and isinstance(thing, Utc):
        return "sa.DateTime()"
    if kind == "type" and isinstance(thing, Word):
        return "sa.String(length=24)"
    if kind == "type" and isinstance(thing, Encrypted):
        return "sa.LargeBinary()" if isinstance(thing, EncryptedBytes) else "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
)
context.run_migrations()
