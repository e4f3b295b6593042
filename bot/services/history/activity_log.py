"""«Nhật ký»: who in charge did what lately, for who answers for their place; whom it was about is not said."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.domain.access.rights import Place, Right, reach
from bot.domain.people.person import RoleKind
from bot.errors import NotAllowed
from bot.i18n import Text, _
from bot.services.people import identity
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, Role

A_PAGE = 12
_MANY = 4

# What people do only with what is their own, or what is written down to be counted, is nobody else's to read.
# Who has told of an incident is known to whoever takes it, and to nobody else.
NOT_SHOWN = frozenset(("wrong_code", "asked_in_vain", "pledged", "tell_incident"))
WORDS: Mapping[str, Text] = {
    "accept_invitation": _("took up a role by invitation"),
    "accept_shift": _("agreed to help at a class"),
    "acknowledge": _("passed a change on"),
    "announce": _("told many people something"),
    "answer_visit": _("answered about a lesson alone"),
    "arrive": _("came to a class"),
    "arrive_to_help": _("came to help at a class"),
    "ask_coaching": _("asked for somebody to teach a person alone"),
    "ask_helpers": _("asked for more helpers"),
    "ask_organisations": _("asked organisations for people"),
    "ask_stand_in": _("asked somebody to lead the group"),
    "ask_to_lead": _("asked to lead a group"),
    "be_there": _("stands by at a visit"),
    "call_off": _("called a class off"),
    "call_outcome": _("wrote down how a call went"),
    "change_person": _("corrected somebody in the book"),
    "close_incident": _("closed an incident"),
    "close_roll": _("closed a roll call"),
    "come": _("wrote down that somebody comes"),
    "confirm_in_class": _("asked somebody again in class"),
    "cut_off": _("cut off a lost phone"),
    "decide": _("decided about a request"),
    "dismiss_member": _("ended a membership"),
    "end_stand_in": _("ended a time of looking after a group"),
    "enrol": _("wrote somebody into a class"),
    "enter_people": _("entered people into the book"),
    "enter_relative": _("entered somebody of the family"),
    "excuse": _("excused somebody from a class"),
    "invite": _("invited a leader"),
    "invite_coordinator": _("invited a coordinator"),
    "invite_members": _("invited members of an organisation"),
    "invite_organiser": _("invited an organisation"),
    "leave": _("took somebody out of a class"),
    "leave_appointment": _("stepped back from a lesson alone"),
    "let_be": _("left messages unsent"),
    "link_account": _("joined a phone"),
    "link_chat": _("linked the group's chat"),
    "look": _("looked at a number to call"),
    "merge": _("made two entries one person"),
    "merge_groups": _("joined two residential groups"),
    "move": _("moved a class"),
    "official_figure": _("wrote down an official figure"),
    "own_helpers": _("brings helpers of their own"),
    "pass_offer_on": _("passed an offered place on"),
    "put_off": _("put a call off"),
    "register": _("registered a class"),
    "release_shift": _("gave up helping at a class"),
    "rename_group": _("renamed a residential group"),
    "revoke": _("ended a role"),
    "roll": _("called a roll"),
    "say_step": _("wrote down what somebody can do"),
    "send_members": _("sent members of an organisation"),
    "send_week": _("sent the week to the ward"),
    "sent_again": _("sent messages again"),
    "take_incident": _("took an incident"),
    "take_offer": _("took an offered place"),
    "take_over": _("agreed to lead a group"),
    "tally": _("counted what was helped with"),
    "target": _("set a target"),
    "two_people": _("said that two entries are two people"),
    "unlink_chat": _("unlinked the group's chat"),
    "volunteer": _("asked to be a volunteer"),
    "vouch": _("vouched for a volunteer"),
    "withdraw_coaching": _("asks for nobody to teach alone any more"),
}


@dataclass(frozen=True)
class LoggedAct:
    """One act, and by whom."""

    act: Act
    by: Person


async def last(db: AsyncSession, by: Person, before: int | None = None) -> list[LoggedAct]:
    """What those in charge did in the places somebody answers for, newest first. Raises NotAllowed."""
    places = [
        place
        for role in await identity.roles_of(db, by)
        if (place := reach(role.kind, Right.READ_LOG, identity.place_of(role))) is not None
    ]
    if not places:
        raise NotAllowed(Right.READ_LOG)
    rows = await db.execute(
        select(Act, Person)
        .join(Person, Person.id == Act.by_id)
        .where(Act.kind.in_(WORDS), Act.by_id.in_(_in_charge(places)))
        .where(Act.id < before if before is not None else true())
        .order_by(Act.id.desc())
        .limit(A_PAGE * _MANY)
    )
    found = (LoggedAct(*row) for row in rows)
    return [entry for entry in found if not _own(entry.act)][:A_PAGE]


def _own(act: Act) -> bool:
    """Done by somebody in charge, but with their own seat or wish."""
    return act.by_id in (act.facts.get("person"), act.facts.get("resident"))


def _in_charge(places: list[Place]) -> Select[int]:
    """Whoever holds, or has held, a role there: what residents do for themselves is theirs."""
    return select(Role.person_id).where(Role.kind != RoleKind.RESIDENT, or_(*map(_there, places)))


def _there(place: Place) -> ColumnElement[bool]:
    if place.group is not None:
        return Role.group_id == place.group
    return true() if place.ward is None else Role.ward_code == place.ward


def line(entry: LoggedAct) -> Text:
    """When, who and what: «8 giờ sáng nay: chị Lan đã dời một buổi học»."""
    undone = entry.act.undone_at is not None
    words = _("{when}: {name} {did}", when=entry.act.at, name=labels.person(entry.by), did=WORDS[entry.act.kind])
    return _("{line} (taken back)", line=words) if undone else words
