"""Who is left over by the weekly matching, by which rule, and what would help; where one more volunteer helps most."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.domain.access.rights import Right, holders
from bot.domain.coaching import RequestStatus
from bot.domain.matching.rules import SLOTS, Rule
from bot.errors import NotAllowed
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import permissions
from bot.services.matching import runs
from bot.services.people import identity
from bot.storage.tables.coaching import CoachingRequest
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup, Ward

_LISTED, _HALF_DAYS = 8, 2
_AWAY = {
    Rule.VETTING.value: _("nobody near has been vouched for yet"),
    Rule.DISTANCE.value: _("nobody lives near enough"),
    Rule.SLOT.value: _("nobody is free at that half-day"),
    Rule.TOPIC.value: _("nobody teaches this on that telephone, at that place"),
    Rule.LANGUAGE.value: _("nobody speaks that language"),
    Rule.WISH.value: _("nobody is as wished for"),
    Rule.LOAD.value: _("those who suit have their week full"),
}
_HELPS = {
    Rule.VETTING.value: _("vouch for a volunteer"),
    Rule.DISTANCE.value: _("find a volunteer in this group"),
    Rule.TOPIC.value: _("meet at the community hall, or choose another topic"),
    Rule.LANGUAGE.value: _("find somebody who speaks it"),
    Rule.WISH.value: _("ask whether somebody else would do"),
    Rule.LOAD.value: _("wait a week, or find one more volunteer"),
}


async def of_leader(db: AsyncSession, by: Person) -> Text:
    groups = [group.id for group in await permissions.groups_led(db, by)]
    if not groups:
        raise NotAllowed(Right.SEE_NAMES)
    rows = (await db.execute(_waiting().where(Person.group_id.in_(groups)).limit(_LISTED))).all()
    if not rows:
        return _("Nobody in your group waits to be taught alone.")
    return lines(
        n_("⏳ One person waits to be taught alone:", "⏳ {n} people wait to be taught alone:", len(rows)),
        *(
            _(
                "• {name}, {topic}: {why}",
                name=labels.person(person),
                topic=labels.topic(request.topic),
                why=why(request.left),
            )
            for request, person in rows
        ),
    )


async def of_coordinator(db: AsyncSession, by: Person) -> Text:
    wards = await _wards_of(db, by)
    if not wards:
        raise NotAllowed(Right.MATCH)
    query = _waiting() if None in wards else _waiting().where(Person.ward_code.in_(wards))
    left = [request.left for request, _person in await db.execute(query)]
    counted: dict[str, int] = {}
    for one in left:
        counted[_kind(one)] = counted.get(_kind(one), 0) + 1
    most_first = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    reasons = [_("• {n}: {why}", n=n, why=_reason(kind)) for kind, n in most_first]
    return lines(
        n_("⏳ One person waits to be taught alone.", "⏳ {n} people wait to be taught alone.", len(left)),
        *reasons,
        *await _wanted_most(db, wards),
    )


def why(left: Mapping[str, Any] | None) -> Text:
    if left is None:
        return _("waits for the next matching")
    if left.get("full"):
        return n_(
            "all taken: one volunteer suits, {others} others wait, too",
            "all taken: {n} volunteers suit, {others} others wait, too",
            left["volunteers"],
            others=left["others"],
        )
    rules = [rule for rule in left["rules"] if rule in _AWAY]
    if not rules:
        return _("there is no volunteer yet")
    away = _AWAY[rules[0]]
    return away if len(rules) > 1 else _("{away} → {helps}", away=away, helps=_help(rules[0], left))


def _help(rule: str, left: Mapping[str, Any]) -> Text:
    if rule != Rule.SLOT.value:
        return _HELPS[rule]
    slots = [slot for slot in range(SLOTS) if left["slots"] >> slot & 1][:_HALF_DAYS]
    words = labels.half_day(slots[0])
    for slot in slots[1:]:
        words = _("{first}, {second}", first=words, second=labels.half_day(slot))
    return n_("one is free {when}", "{n} are free {when}", left["volunteers"], when=words)


def _kind(left: Mapping[str, Any] | None) -> str:
    if left is None:
        return "new"
    return "full" if left.get("full") else next(iter(left["rules"]), "none")


def _reason(kind: str) -> Text:
    others = {
        "new": _("waits for the next matching"),
        "full": _("all who suit are taken"),
        "none": _("there is no volunteer yet"),
    }
    return others[kind] if kind in others else _AWAY[kind]


async def _wanted_most(db: AsyncSession, wards: set[str | None]) -> list[Text]:
    run = await runs.latest(db)
    facts = (run.facts or {}) if run is not None else {}
    worths = [one for one in facts.get("wanted", []) if None in wards or one["code"] in wards]
    if not worths:
        return []
    named = [
        _("• {where}: {when}", where=await _where(db, one), when=labels.half_day(one["slot"])) for one in worths[:3]
    ]
    return [_("One more volunteer would help most:"), *named]


async def _where(db: AsyncSession, worth: Mapping[str, Any]) -> Text:
    group = await db.get(ResidentialGroup, worth["group"]) if worth["group"] is not None else None
    if group is not None:
        return await permissions.full_name(db, group)
    return verbatim((await db.get_one(Ward, worth["code"])).name)


async def _wards_of(db: AsyncSession, by: Person) -> set[str | None]:
    held = [role for role in await identity.roles_of(db, by) if role.kind in holders(Right.MATCH)]
    # A role within an organisation reaches no ward, least of all the whole area.
    return {role.ward_code for role in held if role.ward_code is not None or role.organisation_id is None}


def _waiting() -> Select[CoachingRequest, Person]:
    return (
        select(CoachingRequest, Person)
        .join(Person, Person.id == CoachingRequest.resident_id)
        .where(CoachingRequest.status == RequestStatus.WAITING, Person.erased_at.is_(None))
        .order_by(CoachingRequest.since, CoachingRequest.resident_id)
    )
