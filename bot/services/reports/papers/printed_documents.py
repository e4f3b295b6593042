"""Printed documents: the poster of a class, the roll as a sheet, an invitation, a volunteer's hours."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.chat import reader_of
from bot.documents.drawing import FileFormat, draw
from bot.documents.qr import qr
from bot.domain.access.rights import Place
from bot.domain.people.person import MEMBERS, RoleKind
from bot.domain.settings import SettingKind
from bot.i18n import Reader, Text, _, n_, on_any_day, verbatim
from bot.i18n.when import report_when
from bot.services.access import codes, ways_in
from bot.services.access.permissions import Host
from bot.services.attendance.roll import Roll
from bot.services.messaging import attachments
from bot.services.people import settings
from bot.services.reports import volunteer_hours
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.files import StoredFile
from bot.storage.tables.people import Code, Person
from bot.storage.tables.places import Organisation, ResidentialGroup, Ward

_DATES = 4
_DIGITS = _("zero one two three four five six seven eight nine")
_SLIPS_LIVE = timedelta(days=1)
_A_CODE = "KV-0000"
_CHECKED_IN_BY = 110  # dots an inch: a poster of 900 × 1,300, which every chat shows whole


@dataclass(frozen=True)
class Poster:
    """The same page twice: a picture to send on, and A4 to print."""

    picture: StoredFile
    page: StoredFile


class _Leads(NamedTuple):
    """What a paper leads to."""

    code: str
    place: Place


async def poster(db: AsyncSession, details: SessionDetails, reader: Reader) -> Poster:
    """Show no name but the leader's form of address, and no telephone number."""
    dates = await session_queries.upcoming_sessions(db, details.course.id)
    leaders = await session_queries.leaders(db, details.group.id)
    when = [_("{when}", when=session.starts_at) for session in dates[:_DATES]]
    if len(dates) > _DATES:
        when.append(n_("and {n} more session", "and {n} more sessions", len(dates) - _DATES))
    code = details.course.code
    words: dict[str, Text] = {
        "movement": _("DIGITAL LITERACY FOR ALL"),
        "topic": labels.topic(details.topic),
        "free": _("Free of charge · somebody sits with you at every step"),
        "how": await _how(db, details.place),
        "ask": _ask(details.group, leaders),
    }
    facts = [(_("When") if not n else verbatim(""), each) for n, each in enumerate(when)]
    facts.append((_("Where"), verbatim(details.venue.name)))
    return await _hung(db, words, facts, _Leads(code, details.place), reader)


async def group_poster(db: AsyncSession, by: Person, group: ResidentialGroup, reader: Reader) -> Poster:
    code, place = await codes.of_group(db, by, group), Place(group.ward_code, group.id)
    words: dict[str, Text] = {
        "movement": _("DIGITAL LITERACY FOR ALL"),
        "topic": _("Learning to use the telephone"),
        "free": _("Free of charge · somebody sits with you at every step"),
        "how": await _how(db, place),
        "ask": _ask(group, await session_queries.leaders(db, group.id)),
    }
    ward = await db.get_one(Ward, group.ward_code)
    where = _("{group}, {ward}", group=labels.group(group), ward=verbatim(ward.name))
    facts = [
        (_("Where"), where),
        (_("What"), _("VNeID, public services, paying, calling by picture, keeping clear of fraud")),
    ]
    return await _hung(db, words, facts, _Leads(code, place), reader)


async def _hung(
    db: AsyncSession,
    words: Mapping[str, Text],
    facts: Sequence[tuple[Text, Text]],
    leads: _Leads,
    reader: Reader,
) -> Poster:
    code, place = leads
    number = await settings.words(db, SettingKind.PHONE, place.ward)
    data = {
        **_said(words, reader),
        "facts": [[head.for_(reader), _on_paper(fact, reader)] for head, fact in facts],
        "code": code,
        "aloud": _aloud(code, reader),
        "call": _("Telephone: {number}", number=verbatim(number)).for_(reader) if number else "",
        "signature": await settings.words(db, SettingKind.SIGNED, place.ward) or "",
        "qr": await _pictures(db, code, place),
    }
    picture = await asyncio.to_thread(draw, "poster", data, FileFormat.PNG, _CHECKED_IN_BY)
    page = await asyncio.to_thread(draw, "poster", data, FileFormat.PDF)
    return Poster(
        await attachments.keep(db, f"to-dan-{code}.png", picture, names=False),
        await attachments.keep(db, f"to-dan-{code}.pdf", page, names=False),
    )


async def roll_sheet(db: AsyncSession, roll: Roll, reader: Reader) -> StoredFile:
    details = roll.details
    words: dict[str, Text] = {
        "title": labels.topic(details.topic),
        "how": _("Afterwards send the assistant one line: «all», or «absent 3 7, late 2, add Mrs Sáu»."),
        "walk_ins": _("Who came without a seat"),
        "helped": _("What was helped with (times)"),
    }
    heads = (_("No."), _("Name"), _("Present"), _("Late"), _("Absent"))
    data = {
        **_said(words, reader),
        "facts": [_on_paper(_("{when}", when=details.session.starts_at), reader), details.venue.name],
        "heads": [head.for_(reader) for head in heads],
        "names": [[line.n, line.person.name or labels.person(line.person).for_(reader)] for line in roll.lines],
        "kinds": [what.for_(reader) for what in labels.HELPED.values()],
        "code": details.course.code,
        "qr": await _pictures(db, details.course.code, details.place),
    }
    page = await asyncio.to_thread(draw, "roll_sheet", data, FileFormat.PDF)
    return await attachments.keep(db, f"diem-danh-{details.course.code}.pdf", page)


async def invitation(db: AsyncSession, code: Code, by: Person, place: Text, reader: Reader) -> StoredFile:
    words: dict[str, Text] = {
        "title": _("Invitation: {role}", role=labels.ROLES[code.role_kind] if code.role_kind else verbatim("")),
        "by": _("{name} invites, {place}", name=labels.person(by), place=place),
        "until": _("Good until {until}", until=code.expires_at) if code.expires_at else verbatim(""),
    }
    data = {**_said(words, reader), "code": code.text, "qr": await _pictures(db, code.text, codes.place_of(code))}
    return await attachments.keep(db, "loi-moi.png", await asyncio.to_thread(draw, "invitation", data, FileFormat.PNG))


async def slips(
    db: AsyncSession,
    made: Sequence[tuple[Code, Host, str]],
    by: Person,
    of: Ward | Organisation,
    reader: Reader,
) -> StoredFile:
    """Return a page to print: eight slips on each sheet, to be cut out."""
    words: dict[str, Text] = {
        "title": _("INVITATION"),
        "by": _("{name} invites, {place}", name=labels.person(by), place=verbatim(of.name)),
        "how": await _how(db, Place(of.code) if isinstance(of, Ward) else Place(organisation=of.id)),
        "note": _("For one person. It begins once the inviter has confirmed who has come."),
    }
    printed = [
        {
            "role": _role_on_paper(code, host).for_(reader),
            "name": _("For {name}", name=verbatim(name)).for_(reader) if name else "",
            "code": code.text,
            "until": _on_paper(_("Good until {until}", until=code.expires_at or ""), reader),
            "qr": await _pictures(db, code.text, codes.place_of(code)),
        }
        for code, host, name in made
    ]
    page = await asyncio.to_thread(draw, "slips", {**_said(words, reader), "slips": printed}, FileFormat.PDF)
    # Names of people who have agreed to nothing yet stand on it.
    return await attachments.keep(db, "phieu-moi.pdf", page, _SLIPS_LIVE)


def _role_on_paper(code: Code, host: Host) -> Text:
    if isinstance(host, Organisation) and code.role_kind in MEMBERS:
        named = verbatim(host.name)
        helps = code.role_kind is RoleKind.VOLUNTEER
        return (
            _("Volunteer of {organisation}", organisation=named)
            if helps
            else _("Learner of {organisation}", organisation=named)
        )
    if isinstance(host, Organisation):
        return _("Speaks for {organisation}", organisation=verbatim(host.name))
    return _("Leader of {place}", place=labels.group(host))


async def door(db: AsyncSession, code: Code, details: SessionDetails, reader: Reader) -> StoredFile:
    words: dict[str, Text] = {
        "title": _("I am here"),
        "by": labels.session_line(details),
        "until": _("Good until {until}", until=code.expires_at) if code.expires_at else verbatim(""),
    }
    data = {**_said(words, reader), "code": code.text, "qr": await _pictures(db, code.text, details.place)}
    return await attachments.keep(
        db, "vao-lop.png", await asyncio.to_thread(draw, "invitation", data, FileFormat.PNG), names=False
    )


async def certificate(db: AsyncSession, person: Person) -> StoredFile | None:
    helped = await volunteer_hours.of_person(db, person)
    if not helped:
        return None
    reader = reader_of(person)
    first, last = clock.local(helped[0].at), clock.local(helped[-1].at)
    days = {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
    words: dict[str, Text] = {
        "movement": _("The movement «Digital literacy for all»"),
        "title": _("HOURS OF VOLUNTEERING"),
        "to": _("With thanks to"),
        "words": n_(
            "who sat with residents learning digital skills at {n} session, from {first} to {last}.",
            "who sat with residents learning digital skills at {n} sessions, from {first} to {last}.",
            len(helped),
            **days,
        ),
        "hours": _("Hours: {hours}", hours=volunteer_hours.said_hours(helped)),
        "note": _("Counted by who came, as marked at the roll call or at the door, and by lessons alone."),
        "made": _("Made at {at}", at=report_when(clock.now(), reader.language)),
    }
    data = {**_said(words, reader), "name": person.name or ""}
    return await attachments.keep(
        db, "gio-tinh-nguyen.pdf", await asyncio.to_thread(draw, "certificate", data, FileFormat.PDF)
    )


def _ask(group: ResidentialGroup, leaders: Sequence[Person]) -> Text:
    if not leaders:
        return _("Without a smartphone: ask in {group} to be written down.", group=labels.group(group))
    name = labels.person(leaders[0])
    return _("Without a smartphone: ask {name}, {group}, to write you down.", name=name, group=labels.group(group))


async def _how(db: AsyncSession, place: Place) -> Text:
    if all(_A_CODE in way for way in (await ways_in.links(db, _A_CODE, place)).values()):
        return _("Point the camera of the phone at this picture, or send the assistant Học Vụ Số this code:")
    return _("Point the camera of the phone at this picture, then send this code:")


async def _pictures(db: AsyncSession, code: str, place: Place) -> list[dict[str, str]]:
    """Return a QR for each platform that a link opens; the code itself where none has one."""
    ways = await ways_in.links(db, code, place) or {"": code}
    return [{"name": name, "image": qr(way)} for name, way in ways.items()]


def _aloud(code: str, reader: Reader) -> str:
    """Return how a public code is read on the telephone: «KV, bốn tám hai bảy»."""
    letters, _hyphen, digits = code.partition("-")
    words = _DIGITS.for_(reader).split()
    said = " ".join(words[int(digit)] for digit in digits)
    return _("Read aloud: {letters}, {digits}", letters=letters, digits=said).for_(reader)


def _on_paper(text: Text, reader: Reader) -> str:
    return on_any_day(text).for_(reader)


def _said(words: Mapping[str, Text], reader: Reader) -> dict[str, object]:
    return {"language": reader.language, **{name: _on_paper(text, reader) for name, text in words.items()}}
