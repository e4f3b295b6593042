"""Somebody as they are named in typed words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NamedPerson:
    """`form` is the key of a form of address, `group` the place as it was typed; None if not said."""

    form: str | None
    name: str
    group: str | None = None
