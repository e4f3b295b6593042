"""Words for the columns of the ward's table: the heading, and how each is counted."""

from collections.abc import Mapping

from bot.chat import labels
from bot.domain.reports.ward_table import OF_HELP, OF_TOPIC, Measure
from bot.domain.tallies import Helped
from bot.i18n import Text, _

HELPED: Mapping[Helped, Text] = {
    Helped.VNEID: _("VNeID installed or activated"),
    Helped.SERVICES: _("online public services filed"),
    Helped.PAYMENTS: _("accounts, wallets, QR payments"),
    Helped.CITY_APP: _("the city's citizen app"),
    Helped.HEALTH: _("digital healthcare"),
    Helped.QR_SHOPS: _("QR codes of traders"),
}

HEADS: Mapping[Measure, Text] = {
    Measure.CLASSES_OPENED: _("New classes"),
    Measure.SESSIONS_HELD: _("Sessions held"),
    Measure.SESSIONS_CALLED_OFF: _("Sessions called off"),
    Measure.SESSIONS_UNMARKED: _("Sessions without a roll call"),
    Measure.ATTENDANCES: _("Attendances"),
    Measure.PEOPLE: _("People who came"),
    Measure.PEOPLE_FEMALE: _("of them women"),
    Measure.PEOPLE_60PLUS: _("of them elderly (60 and over)"),
    Measure.PEOPLE_WORKERS: _("of them manual workers"),
    Measure.PEOPLE_TRADERS: _("of them traders"),
    Measure.PEOPLE_STUDENTS: _("of them pupils and students"),
    Measure.ATTENDANCE_RATE: _("Attendance rate (%)"),
    **{measure: _("Attendances: {topic}", topic=labels.topic(topic)) for topic, measure in OF_TOPIC.items()},
    **{measure: _("Helped: {what}", what=HELPED[kind]) for kind, measure in OF_HELP.items()},
    Measure.VNEID_SELF_REPORTED: _("People who say they are confirmed on VNeID (self-reported)"),
    Measure.VOLUNTEERS: _("Volunteers who helped"),
    Measure.VOLUNTEER_HOURS: _("Hours of volunteers"),
    Measure.VOLUNTEERS_YOUTH: _("of them Youth Union"),
    Measure.VOLUNTEERS_WOMEN: _("of them women's union"),
    Measure.VOLUNTEERS_TEAM: _("of them community digital team"),
    Measure.VOLUNTEERS_ENTERPRISE: _("of them digital enterprises"),
    Measure.WAITING: _("Waiting for a class"),
}

_AS_TOLD = _("As people said it themselves; blank if nobody has said it.")
_OF_TOPIC = _("Present and late marks at sessions of this topic.")
_OF_HELP = _("Times, as tallied at the roll call; blank if nobody has tallied.")
_RATE = _("Present and late over present, late and absent without notice; excused counts in neither.")
_OF_SENDER = _("Volunteers whom this organisation has sent.")

HOW: Mapping[Measure, Text] = {
    Measure.CLASSES_OPENED: _("Classes whose first session lies in the period."),
    Measure.SESSIONS_HELD: _("Sessions whose roll call is closed."),
    Measure.SESSIONS_CALLED_OFF: _("Sessions that were called off."),
    Measure.SESSIONS_UNMARKED: _("Sessions that are over and have no closed roll call: not counted, which is not 0."),
    Measure.ATTENDANCES: _("Present and late marks: somebody who came three times counts three times."),
    Measure.PEOPLE: _("Different people: somebody who came three times counts once."),
    Measure.PEOPLE_FEMALE: _AS_TOLD,
    Measure.PEOPLE_60PLUS: _AS_TOLD,
    Measure.PEOPLE_WORKERS: _AS_TOLD,
    Measure.PEOPLE_TRADERS: _AS_TOLD,
    Measure.PEOPLE_STUDENTS: _AS_TOLD,
    Measure.ATTENDANCE_RATE: _(
        "Present and late over present, late and absent without notice; excused counts in neither."
    ),
    **dict.fromkeys(OF_TOPIC.values(), _OF_TOPIC),
    **dict.fromkeys(OF_HELP.values(), _OF_HELP),
    Measure.VNEID_SELF_REPORTED: _("As people said it themselves; never a proof, and never added to official figures."),
    Measure.VOLUNTEERS: _("Different volunteers who had accepted a session that was held."),
    Measure.VOLUNTEER_HOURS: _("One hour for each of these sessions."),
    Measure.VOLUNTEERS_YOUTH: _OF_SENDER,
    Measure.VOLUNTEERS_WOMEN: _OF_SENDER,
    Measure.VOLUNTEERS_TEAM: _OF_SENDER,
    Measure.VOLUNTEERS_ENTERPRISE: _OF_SENDER,
    Measure.WAITING: _("People on a waiting list on the day of the report."),
}
