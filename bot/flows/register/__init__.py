"""Conversations about the leader's register of people, and about groups."""

from bot.flows.register import (
    add_people,
    class_places,
    departures,
    duplicates,
    enter_person,
    groups,
    import_people,
    list_in_class,
    proxy,
    register,
    unplaced,
)

FLOWS = (
    *add_people.FLOWS,
    *class_places.FLOWS,
    *departures.FLOWS,
    *duplicates.FLOWS,
    *enter_person.FLOWS,
    *groups.FLOWS,
    *import_people.FLOWS,
    *list_in_class.FLOWS,
    *proxy.FLOWS,
    *register.FLOWS,
    *unplaced.FLOWS,
)
