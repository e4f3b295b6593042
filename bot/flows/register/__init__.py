"""Conversations: the leader's book of people, and the residential groups."""

from bot.flows.register import add_people, duplicates, enter_person, groups, import_people, proxy, register

FLOWS = (
    *add_people.FLOWS,
    *duplicates.FLOWS,
    *enter_person.FLOWS,
    *groups.FLOWS,
    *import_people.FLOWS,
    *proxy.FLOWS,
    *register.FLOWS,
)
