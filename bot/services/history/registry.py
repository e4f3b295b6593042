"""One row for each kind of act: what the activity log says of it, and how ↩️ undoes it or why it cannot."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.access.rights import Right
from bot.i18n import Text, _
from bot.services.access import codes, permissions, settings
from bot.services.access.acts import ActKind
from bot.services.announcements import announcements
from bot.services.attendance import check_in, helpers, roll_call, tallies
from bot.services.calls import calls
from bot.services.coaching import appointments, coaches, companions, withdrawals
from bot.services.coaching import requests as coaching_requests
from bot.services.courses import (
    change_notices,
    class_audience,
    class_changes,
    closed_days,
    courses,
    make_up,
    reschedule,
)
from bot.services.delivery import added_bots, emergency_stop, linked_accounts, outages
from bot.services.enrolment import enrolment, offers
from bot.services.group_chats import links
from bot.services.register import (
    class_places,
    departures,
    duplicates,
    family_lessons,
    group_changes,
    new_groups,
    register,
    relatives,
    unplaced,
)
from bot.services.reports import ladder, proposals, pupils, sent_weeks
from bot.services.roles import (
    acting,
    invitations,
    organisation_changes,
    revocation,
    slips,
    stand_ins,
    viewing,
    volunteer_exit,
    volunteer_signup,
)
from bot.services.roles import requests as role_requests
from bot.services.safety import incidents, visitor_check
from bot.services.volunteers import (
    answers,
    organisation_replies,
    organisation_requests,
    organisations,
    safety_pledge,
    shifts,
    staffing_alerts,
    whole_class,
)
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person


@dataclass(frozen=True)
class Stays:
    """An act that ↩️ cannot undo, and why."""

    why: str


class Noted(Stays):
    """An act recorded only to be counted or shown: ↩️ undoes the act before it."""


@dataclass(frozen=True)
class ActRow:
    """A kind of act; `undo` returns what it did in words, None if it is too late.

    Only a person who still has `right` may undo it; without a right, `undo` checks by itself or everybody may.
    `then` is the flow that shows the session again as it is once the act is undone.
    """

    kind: ActKind
    logged: Text | None
    undo: Callable[[AsyncSession, Act], Awaitable[Text | None]] | Stays
    right: Right | None = None
    then: str | None = None


# Acts on one's own affairs, and acts recorded only to be counted, are not shown to others.
# Only the person who takes an incident may know who reported it.
_HIDDEN = None

ROWS = (
    ActRow(codes.WRONG_CODE, _HIDDEN, Noted("written down to be counted")),
    ActRow(codes.WRONG_ADMINISTRATOR_CODE, _HIDDEN, Noted("written down to be counted")),
    ActRow(settings.CHANGE_SETTING, _("changed a setting of the ward"), settings.undo_change, Right.CHANGE_SETTINGS),
    ActRow(settings.NAME_CONTROLLER, _("named who answers for the data"), settings.undo_change, Right.NAME_CONTROLLER),
    ActRow(closed_days.CLOSE_DAYS, _("closed days of the ward"), closed_days.undo_close, Right.CHANGE_SETTINGS),
    ActRow(closed_days.OPEN_DAY, _("opened a closed day again"), closed_days.undo_reopen, Right.CHANGE_SETTINGS),
    ActRow(announcements.ANNOUNCE, _("told many people something"), announcements.undo_announce, Right.ANNOUNCE),
    ActRow(check_in.ARRIVE_TO_HELP, _("came to help at a class"), check_in.undo_arrive_to_help),
    ActRow(check_in.ARRIVE, _("came to a class"), check_in.undo_arrive),
    ActRow(roll_call.ROLL, _("called a roll"), roll_call.undo_roll, Right.TAKE_ROLL),
    ActRow(roll_call.CLOSE_ROLL, _("closed a roll call"), roll_call.undo_close_roll, Right.TAKE_ROLL, "roll_call"),
    ActRow(helpers.MARK_HELPERS, _("marked who came to help"), helpers.undo_mark, Right.TAKE_ROLL),
    ActRow(tallies.TALLY, _("counted what was helped with"), tallies.undo_tally),
    ActRow(calls.CALL_OUTCOME, _("wrote down how a call went"), calls.undo_outcome),
    ActRow(
        calls.PUT_OFF_CALL, _("put a call off"), Stays("the name is everybody's again: it is taken again from the list")
    ),
    ActRow(calls.LOOK, _("looked at a number to call"), Noted("a number that was seen cannot be unseen")),
    ActRow(
        appointments.ANSWER_VISIT,
        _("answered about a lesson alone"),
        Stays("others have been told at once; stepping back from the visit is an act of its own"),
    ),
    ActRow(whole_class.ACCEPT_COURSE, _("took the shifts of a whole class"), whole_class.undo_accept_course),
    ActRow(permissions.ACT_FOR_LEADER, _("acts for a leader"), acting.undo_act_for_leader, Right.ACT_FOR_LEADERS),
    ActRow(coaches.VOUCH, _("vouched for a volunteer"), coaches.undo_vouch),
    ActRow(
        companions.BE_THERE,
        _("stands by at a visit"),
        Stays("others have been told at once; stepping back from the visit is an act of its own"),
    ),
    ActRow(
        coaching_requests.ASK_COACHING,
        _("asked for somebody to teach a person alone"),
        coaching_requests.undo_ask_coaching,
    ),
    ActRow(
        coaching_requests.WITHDRAW_COACHING,
        _("asks for nobody to teach alone any more"),
        coaching_requests.undo_withdraw,
    ),
    ActRow(withdrawals.LEAVE_APPOINTMENT, _("stepped back from a lesson alone"), withdrawals.undo_leave_appointment),
    ActRow(
        change_notices.ACKNOWLEDGE,
        _("passed a change on"),
        Stays("that somebody knows of a change does not become untrue"),
    ),
    ActRow(courses.REGISTER, _("registered a class"), courses.undo_register, Right.REGISTER_COURSE),
    ActRow(reschedule.MOVE, _("moved a class"), reschedule.undo_move, Right.CHANGE_SESSION),
    ActRow(class_changes.CHANGE_CLASS, _("changed a class"), class_changes.undo_change, Right.CHANGE_SESSION),
    ActRow(
        class_changes.CHANGE_WEEKS, _("changed how long a class runs"), class_changes.undo_weeks, Right.CHANGE_SESSION
    ),
    ActRow(class_audience.MEAN_FOR, _("said for whom a class is"), class_audience.undo_mean_for, Right.CHANGE_SESSION),
    ActRow(make_up.MAKE_UP, _("gave a class a new date"), make_up.undo_set_date, Right.CHANGE_SESSION),
    ActRow(reschedule.CALL_OFF, _("called a class off"), reschedule.undo_call_off, Right.CHANGE_SESSION),
    ActRow(linked_accounts.LINK_ACCOUNT, _("joined a phone"), linked_accounts.undo_link),
    ActRow(linked_accounts.CUT_OFF, _("cut off a lost phone"), linked_accounts.undo_cut_off),
    ActRow(added_bots.ADD_BOT, _("added a bot on Zalo"), Stays("the page removes it at any time")),
    ActRow(added_bots.REMOVE_BOT, _("removed a bot on Zalo"), Stays("its token was forgotten: it is added again")),
    ActRow(outages.SENT_AGAIN, _("sent messages again"), Stays("what has left cannot be called back")),
    ActRow(outages.LET_BE, _("left messages unsent"), Stays("what was given up stands in the report of the outage")),
    ActRow(emergency_stop.STOP, _("stopped everything that nobody asked for"), emergency_stop.undo_stop),
    ActRow(
        emergency_stop.RESUME,
        _("let everything go on"),
        Stays("what has left cannot be called back; it is stopped again at any time"),
    ),
    ActRow(
        emergency_stop.RELEASE,
        _("let one kind of waiting messages leave"),
        Stays("what has left cannot be called back"),
    ),
    ActRow(
        emergency_stop.DROP,
        _("dropped one kind of waiting messages"),
        Stays("asked about in its own words before; what they were about may be over"),
    ),
    ActRow(
        emergency_stop.REWRITE,
        _("wrote one kind of waiting messages anew"),
        Stays("they still wait: they are written anew once more, or dropped"),
    ),
    ActRow(
        enrolment.PASS_ON,
        _("passed a reminder on"),
        Stays("that somebody knows of a class does not become untrue"),
    ),
    ActRow(enrolment.ENROL, _("wrote somebody into a class"), enrolment.undo_enrol),
    ActRow(enrolment.LEAVE, _("took somebody out of a class"), enrolment.undo_leave),
    ActRow(enrolment.EXCUSE, _("excused somebody from a class"), enrolment.undo_excuse),
    ActRow(enrolment.COME, _("wrote down that somebody comes"), enrolment.undo_come),
    ActRow(offers.TAKE_OFFER, _("took an offered place"), offers.undo_take_offer),
    ActRow(offers.PASS_OFFER_ON, _("passed an offered place on"), offers.undo_pass_offer_on),
    ActRow(links.LINK_CHAT, _("linked the group's chat"), links.undo_link, Right.LINK_CHAT),
    ActRow(links.UNLINK_CHAT, _("unlinked the group's chat"), links.undo_unlink, Right.LINK_CHAT),
    ActRow(duplicates.MERGE, _("made two entries one person"), duplicates.undo_merge, Right.KEEP_BOOK),
    ActRow(duplicates.TWO_PEOPLE, _("said that two entries are two people"), duplicates.undo_are_two, Right.KEEP_BOOK),
    ActRow(
        group_changes.RENAME_GROUP, _("renamed a residential group"), group_changes.undo_rename, Right.CHANGE_GROUPS
    ),
    ActRow(
        group_changes.MERGE_GROUPS, _("joined two residential groups"), group_changes.undo_merge, Right.CHANGE_GROUPS
    ),
    ActRow(new_groups.ADD_GROUPS, _("entered residential groups"), new_groups.undo_add, Right.CHANGE_GROUPS),
    ActRow(
        unplaced.PLACE_PERSON,
        _("put somebody into their residential group"),
        unplaced.undo_place,
        Right.PLACE_PEOPLE,
    ),
    ActRow(departures.TAKE_OUT, _("took somebody out of the book"), departures.undo_take_out, Right.KEEP_BOOK),
    ActRow(register.ENTER_PEOPLE, _("entered people into the book"), register.undo_enter, Right.KEEP_BOOK),
    ActRow(class_places.ENROL_LIST, _("wrote a whole list into a class"), class_places.undo_enrol_all, Right.KEEP_BOOK),
    ActRow(
        register.CHANGE_PERSON,
        _("corrected somebody in the book"),
        Stays("its own button puts the old words back, which no act may hold"),
    ),
    ActRow(
        register.CONFIRM_IN_CLASS,
        _("asked somebody again in class"),
        Stays("a yes is taken back in «my data»; after a no there is nobody left to give back"),
    ),
    ActRow(relatives.ENTER_RELATIVE, _("entered somebody of the family"), register.undo_enter),
    ActRow(ladder.SAY_STEP, _("wrote down what somebody can do"), ladder.undo_say_step),
    ActRow(
        ladder.OFFICIAL_FIGURE,
        _("wrote down an official figure"),
        ladder.undo_publish,
        Right.SET_TARGETS,
    ),
    ActRow(ladder.TARGET, _("set a target"), ladder.undo_aim, Right.SET_TARGETS),
    ActRow(pupils.TELL_PUPILS, _("told how many pupils of a school learned"), pupils.undo_tell, Right.TELL_PUPILS),
    ActRow(proposals.PROPOSE, _("asked the ward for something"), proposals.undo_propose, Right.SEND_REPORT),
    ActRow(proposals.ANSWER_PROPOSAL, _("answered a proposal"), proposals.undo_answer, Right.ANSWER_PROPOSALS),
    ActRow(sent_weeks.SEND_WEEK, _("sent the week to the ward"), sent_weeks.undo_send_week, Right.SEND_REPORT),
    ActRow(invitations.INVITE, _("invited a leader"), invitations.undo_invite),
    ActRow(invitations.INVITE_COORDINATOR, _("invited a coordinator"), invitations.undo_invite),
    ActRow(invitations.INVITE_ADMINISTRATOR, _("invited an administrator"), invitations.undo_invite),
    ActRow(slips.INVITE_MANY, _("invited several people by slips"), slips.undo_make, Right.INVITE_LEADERS),
    ActRow(slips.WITHDRAW_INVITATIONS, _("took invitations back"), slips.undo_withdraw, Right.INVITE_LEADERS),
    ActRow(
        invitations.ACCEPT_INVITATION,
        _("took up a role by invitation"),
        Stays("it was offered and taken; «revoke» or «hand over» ends it, and both are told"),
    ),
    ActRow(role_requests.ASK_TO_LEAD, _("asked to lead a group"), role_requests.undo_ask_to_lead),
    ActRow(slips.ASK_TO_SPEAK, _("asked to speak for an organisation"), role_requests.undo_ask_to_lead),
    ActRow(role_requests.DECIDE, _("decided about a request"), revocation.undo_decide),
    ActRow(
        volunteer_exit.RESIGN,
        _("stopped being a volunteer"),
        volunteer_exit.undo_resign,
    ),
    ActRow(viewing.SEE_AS, _("looked at what somebody else sees"), Noted("what was seen cannot be unseen")),
    ActRow(revocation.REVOKE, _("ended a role"), revocation.undo_revoke),
    ActRow(stand_ins.ASK_STAND_IN, _("asked somebody to lead the group"), invitations.undo_invite),
    ActRow(
        stand_ins.TAKE_OVER,
        _("agreed to lead a group"),
        Stays("it was asked for and promised; «give back» ends it at any time, and both are told"),
    ),
    ActRow(stand_ins.END_STAND_IN, _("ended a time of looking after a group"), stand_ins.undo_end),
    ActRow(volunteer_signup.VOLUNTEER, _("asked to be a volunteer"), volunteer_signup.undo_volunteer),
    ActRow(incidents.TELL_INCIDENT, _HIDDEN, incidents.undo_tell),
    ActRow(incidents.TAKE_INCIDENT, _("took an incident"), incidents.undo_take),
    ActRow(incidents.CLOSE_INCIDENT, _("closed an incident"), incidents.undo_close),
    ActRow(visitor_check.ASKED_IN_VAIN, _HIDDEN, Noted("written down to be counted")),
    ActRow(
        organisation_replies.SEND_MEMBERS,
        _("sent members of an organisation"),
        organisation_replies.undo_send,
        Right.SEND_MEMBERS,
    ),
    ActRow(
        organisation_requests.ASK_ORGANISATIONS,
        _("asked organisations for people"),
        organisation_requests.undo_ask,
        Right.ASK_ORGANISATIONS,
    ),
    ActRow(organisation_changes.RENAME_ORGANISATION, _("renamed an organisation"), organisation_changes.undo_rename),
    ActRow(organisation_changes.CLOSE_ORGANISATION, _("closed an organisation"), organisation_changes.undo_close),
    ActRow(organisations.INVITE_ORGANISER, _("invited an organisation"), invitations.undo_invite),
    ActRow(
        organisations.INVITE_MEMBERS,
        _("invited members of an organisation"),
        invitations.undo_invite,
        Right.INVITE_MEMBERS,
    ),
    ActRow(organisations.DISMISS_MEMBER, _("ended a membership"), organisations.undo_dismiss, Right.INVITE_MEMBERS),
    ActRow(
        safety_pledge.PLEDGED,
        _HIDDEN,
        Noted("a promise after the safety lesson; whoever changes their mind gives up being a volunteer"),
    ),
    ActRow(family_lessons.TEACH_FAMILY, _HIDDEN, family_lessons.undo_teach),
    ActRow(family_lessons.AGREE_FAMILY, _HIDDEN, family_lessons.undo_agree),
    ActRow(answers.CHANGE_TIMES, _HIDDEN, answers.undo_times),
    ActRow(answers.PROMISE_TIMES, _HIDDEN, answers.undo_times),
    ActRow(answers.END_PROMISE, _HIDDEN, answers.undo_times),
    ActRow(answers.CHANGE_TOPICS, _HIDDEN, answers.undo_topics),
    ActRow(shifts.ACCEPT_SHIFT, _("agreed to help at a class"), shifts.undo_accept_shift),
    ActRow(shifts.OWN_HELPERS, _("brings helpers of their own"), shifts.undo_own_helpers, Right.CHANGE_SESSION),
    ActRow(shifts.RELEASE_SHIFT, _("gave up helping at a class"), shifts.undo_release_shift),
    ActRow(
        staffing_alerts.ASK_HELPERS, _("asked for more helpers"), staffing_alerts.undo_ask_more, Right.CHANGE_SESSION
    ),
)
BY_KIND: Mapping[str, ActRow] = {row.kind: row for row in ROWS}
_NOTED = [row.kind for row in ROWS if isinstance(row.undo, Noted)]


async def newest(db: AsyncSession, by: Person) -> Act | None:
    latest: Act | None = await db.scalar(
        select(Act)
        .where(Act.by_id == by.id, Act.undone_at.is_(None), Act.kind.not_in(_NOTED))
        .order_by(Act.id.desc())
        .limit(1)
    )
    return latest
