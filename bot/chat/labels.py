"""Words for values, and how sessions, groups and people are shown everywhere."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.domain.people.person import AgeBand, Audience, OrganisationKind, RoleKind
from bot.domain.people.places import GroupName
from bot.domain.reports.ladder import Step
from bot.domain.settings import SettingKind
from bot.domain.tallies import Helped
from bot.domain.topics import Topic
from bot.i18n import Text, _, lines, n_, verbatim
from bot.i18n.address import FORMS as ADDRESS
from bot.i18n.address import OFFERED
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, length
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation, ResidentialGroup, Ward

TOPICS = {
    Topic.T01: _("Using a smartphone"),
    Topic.T02: _("Internet, Zalo, video calls"),
    Topic.T03: _("VNeID"),
    Topic.T04: _("Online public services"),
    Topic.T05: _("Paying by QR"),
    Topic.T06: _("Beware of scams"),
    Topic.T07: _("Online healthcare"),
    Topic.T08: _("The city's citizen app"),
    Topic.T09: _("Shopping online"),
    Topic.T10: _("Getting to know AI"),
}

HELPED = {
    Helped.VNEID: _("VNeID installed or activated"),
    Helped.SERVICES: _("online public services filed"),
    Helped.PAYMENTS: _("accounts, wallets, QR payments"),
    Helped.CITY_APP: _("the city's citizen app"),
    Helped.HEALTH: _("digital healthcare"),
    Helped.QR_SHOPS: _("QR codes of traders"),
}

# Forms of address stay Vietnamese in every language: they name a relation.
SETTINGS = {
    SettingKind.PHONE: _("☎️ The number to call"),
    SettingKind.SIGNED: _("✍️ Signature of posters"),
    SettingKind.CONTROLLER: _("🏛 Who answers for the data"),
}
FORMS = {form: verbatim(ADDRESS[form].goi.capitalize()) for form in OFFERED}

ROLES = {
    RoleKind.RESIDENT: _("resident"),
    RoleKind.VOLUNTEER: _("volunteer"),
    RoleKind.LEADER: _("leader of the residential group"),
    RoleKind.COORDINATOR: _("coordinator"),
    RoleKind.ORGANISER: _("organiser"),
    RoleKind.ADMINISTRATOR: _("administrator"),
}

ORGANISATIONS = {
    OrganisationKind.DIGITAL_TEAM: _("community digital technology team"),
    OrganisationKind.YOUTH_UNION: _("Youth Union"),
    OrganisationKind.WOMENS_UNION: _("Women's Union"),
    OrganisationKind.FARMERS_ASSOCIATION: _("Farmers' Association"),
    OrganisationKind.VETERANS_ASSOCIATION: _("Veterans' Association"),
    OrganisationKind.PROFESSIONAL: _("professional organisation"),
    OrganisationKind.ELDERLY_ASSOCIATION: _("Association of the Elderly"),
    OrganisationKind.SCHOOL: _("school"),
    OrganisationKind.ENTERPRISE: _("digital enterprise"),
    OrganisationKind.EMPLOYER: _("enterprise"),
    OrganisationKind.COOPERATIVE: _("cooperative"),
    OrganisationKind.COOPERATIVE_UNION: _("union of cooperatives"),
    OrganisationKind.OFFICE: _("office, public agency"),
}

AGES = {
    AgeBand.UNDER_18: _("under 18"),
    AgeBand.FROM_18: _("18 to 35"),
    AgeBand.FROM_36: _("36 to 59"),
    AgeBand.FROM_60: _("60 to 74"),
    AgeBand.FROM_75: _("75 or older"),
}

AUDIENCES = {
    Audience.ELDERLY: _("elderly (60 and over)"),
    Audience.WORKER: _("manual worker"),
    Audience.TRADER: _("trader, shopkeeper"),
    Audience.ENTERPRISE_WORKER: _("worker of an enterprise or cooperative"),
    Audience.PUBLIC_EMPLOYEE: _("public employee"),
    Audience.PUPIL: _("pupil"),
    Audience.STUDENT: _("student"),
    Audience.VOLUNTEER_FAMILY: _("family of a student volunteer"),
    Audience.HARDSHIP: _("in hard circumstances"),
}

STEPS = {
    Step.REACHED: _("reached"),
    Step.ENROLLED: _("enrolled in a class"),
    Step.CAME: _("came to class"),
    Step.PRACTISED: _("can do it alone (self-reported)"),
    Step.CONFIRMED: _("say they are confirmed on VNeID (self-reported)"),
}

MARKS = {
    Mark.PRESENT: _("present"),
    Mark.LATE: _("came late"),
    Mark.EXCUSED: _("excused"),
    Mark.NO_SHOW: _("absent without notice"),
}

STATES = {
    SessionStatus.PLANNED: _("planned"),
    SessionStatus.HELD: _("held"),
    SessionStatus.CALLED_OFF: _("called off"),
}

_GROUP_KINDS = {"khu_pho": "Khu phố {name}", "ap": "Ấp {name}", "khu": "Khu {name}"}

_DAYS = (
    *(_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday")),
    *(_("Saturday"), _("Sunday")),
)
_DAY_PARTS = (_("{day} morning"), _("{day} afternoon"), _("{day} evening"))


def age(of: AgeBand | None) -> Text | None:
    """Name it beside somebody; who is under 18 is told in sums only."""
    return None if of is None or of is AgeBand.UNDER_18 else AGES[of]


def topic(of: Topic) -> Text:
    return TOPICS[of]


def group(of: ResidentialGroup | GroupName) -> Text:
    """Return the name as on its sign, in Vietnamese for every language."""
    return verbatim(_GROUP_KINDS.get(of.kind, "{name}").format(name=of.name))


def in_ward(of: ResidentialGroup, ward: Ward) -> Text:
    return _("{one}, {other}", one=group(of), other=verbatim(ward.name))


def session(of: SessionDetails) -> Text:
    return lines(
        _("📘 {topic}", topic=topic(of.topic)),
        _("📅 {when}", when=of.session.starts_at),
        _("📍 {place}", place=verbatim(of.venue.name)),
    )


def state(of: ClassSession) -> Text:
    """Name the state; a planned session that is over counts as «chưa điểm danh»."""
    if of.status is SessionStatus.PLANNED and of.starts_at + length(of) <= clock.now():
        return _("no roll call yet")
    return STATES[of.status]


def host(of: ResidentialGroup | Organisation) -> Text:
    return verbatim(of.name) if isinstance(of, Organisation) else group(of)


def session_line(of: SessionDetails) -> Text:
    return _("{topic}: {when}", topic=topic(of.topic), when=of.session.starts_at)


def session_lines(found: Sequence[SessionDetails]) -> dict[int, Text]:
    """Name each by the id of its session: with its place, where they are not all at one."""
    if len({of.venue.name for of in found}) < 2:  # noqa: PLR2004 nothing to tell apart
        return {of.session.id: session_line(of) for of in found}
    return {of.session.id: session_at(of) for of in found}


def session_at(of: SessionDetails) -> Text:
    return _("{one} · {other}", one=session_line(of), other=verbatim(of.venue.name))


def weekdays(days: Iterable[int]) -> Text:
    """Name weekdays, of which 0 is Monday."""
    return enumeration([_DAYS[day] for day in days])


def how_often(starts: Sequence[datetime], *, last: bool = False) -> Text | None:
    """Say how many sessions a class has, on which days, and when the last one is; None for a single one."""
    n, local = len(starts), [clock.local(start) for start in starts]
    days = sorted({start.weekday() for start in local})
    if n < 2:  # noqa: PLR2004
        return None
    if len(days) > 1:
        each = _("🔁 {n} sessions, on {days}", n=n, days=weekdays(days))
        return _("{sessions}, the last on {last}", sessions=each, last=local[-1].date()) if last else each
    if not last:
        return n_("🔁 One session", "🔁 {n} sessions, once a week", n)
    return n_(
        "🔁 One session, on {last}", "🔁 {n} sessions, once a week, the last on {last}", n, last=starts[-1].date()
    )


def full_name(of: Person) -> Text:
    return _("(name erased)") if of.name is None else verbatim(of.name)


def person(of: Person) -> Text:
    """Name a person as others do: «bác An», «cô Tư»."""
    if of.erased_at is not None:
        return _("(name erased)")
    called = of.given_name or (of.name or "").split(" ")[-1]
    form = ADDRESS.get(of.address_form or "")
    return verbatim(f"{form.goi} {called}" if form else called)


def half_day(slot: int) -> Text:
    weekday, part = divmod(slot, len(_DAY_PARTS))
    return Text(_DAY_PARTS[part].message, {"day": _DAYS[weekday]})


def half_days(slots: Iterable[int]) -> Text:
    return enumeration([half_day(slot) for slot in sorted(slots)])


def enumeration(names: Sequence[Text]) -> Text:
    joined = verbatim("")
    for n, name in enumerate(names):
        joined = _("{before}, {name}", before=joined, name=name) if n else name
    return joined


def audiences(of: Iterable[Audience]) -> Text:
    return enumeration([AUDIENCES[each] for each in Audience if each in of])


def in_full(of: Person) -> Text:
    return with_form(of.address_form, of.name or "")


def with_form(form: str | None, name: str) -> Text:
    known = ADDRESS.get(form or "")
    return verbatim(f"{known.goi} {name}" if known else name)


def platform(channel: str) -> str:
    """Return the name under which people know it: «zalo:1459232241» is a bot on Zalo."""
    return channel.partition(":")[0].capitalize()
