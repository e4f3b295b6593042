"""↩️: take back what was just done."""

from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain import undoing
from bot.domain.parsing.intents import Intent
from bot.i18n import Text, _
from bot.services.access import acts, permissions
from bot.services.announcements import announcements
from bot.services.attendance import check_in, roll_call, tallies
from bot.services.calls import calls
from bot.services.coaching import coaches, withdrawals
from bot.services.coaching import requests as coaching_requests
from bot.services.courses import courses, reschedule
from bot.services.delivery import linked_accounts
from bot.services.enrolment import enrolment, offers
from bot.services.group_chats import links
from bot.services.register import duplicates, group_changes, register
from bot.services.reports import ladder, sent_weeks
from bot.services.roles import invitations, requests, revocation, stand_ins, volunteer_signup
from bot.services.safety import incidents
from bot.services.volunteers import organisation_replies, organisation_requests, organisations, shifts, staffing_alerts
from bot.storage.tables.messaging import Act

# What an act was written down as, and how it is taken back; None means that it is too late.
TAKE_BACK: Mapping[str, Callable[[AsyncSession, Act], Awaitable[Text | None]]] = {
    "enrol": enrolment.undo_enrol,
    "leave": enrolment.undo_leave,
    "excuse": enrolment.undo_excuse,
    "come": enrolment.undo_come,
    "take_offer": offers.undo_take_offer,
    "pass_offer_on": offers.undo_pass_offer_on,
    "register": courses.undo_register,
    "move": reschedule.undo_move,
    "call_off": reschedule.undo_call_off,
    "call_outcome": calls.undo_outcome,
    "roll": roll_call.undo_roll,
    "close_roll": roll_call.undo_close_roll,
    "tally": tallies.undo_tally,
    "arrive": check_in.undo_arrive,
    "say_step": ladder.undo_say_step,
    "announce": announcements.undo_announce,
    "send_week": sent_weeks.undo_send_week,
    "rename_group": group_changes.undo_rename,
    "merge_groups": group_changes.undo_merge,
    "invite": invitations.undo_invite,
    "decide": revocation.undo_decide,
    "volunteer": volunteer_signup.undo_volunteer,
    "link_chat": links.undo_link,
    "unlink_chat": links.undo_unlink,
    "vouch": coaches.undo_vouch,
    "leave_appointment": withdrawals.undo_leave_appointment,
    "ask_coaching": coaching_requests.undo_ask_coaching,
    "accept_shift": shifts.undo_accept_shift,
    "release_shift": shifts.undo_release_shift,
    "ask_helpers": staffing_alerts.undo_ask_more,
    "own_helpers": shifts.undo_own_helpers,
    "ask_organisations": organisation_requests.undo_ask,
    "send_members": organisation_replies.undo_send,
    "invite_coordinator": invitations.undo_invite,
    "invite_organiser": invitations.undo_invite,
    "invite_members": invitations.undo_invite,
    "dismiss_member": organisations.undo_dismiss,
    "withdraw_coaching": coaching_requests.undo_withdraw,
    "enter_relative": register.undo_enter,
    "ask_to_lead": requests.undo_ask_to_lead,
    "ask_stand_in": invitations.undo_invite,
    "end_stand_in": stand_ins.undo_end,
    "revoke": revocation.undo_revoke,
    "enter_people": register.undo_enter,
    "merge": duplicates.undo_merge,
    "two_people": duplicates.undo_are_two,
    "tell_incident": incidents.undo_tell,
    "take_incident": incidents.undo_take,
    "close_incident": incidents.undo_close,
    "link_account": linked_accounts.undo_link,
    "cut_off": linked_accounts.undo_cut_off,
}

_HOME = option(_("🏠 Home"), "home")
_PERSON = option(_("🙋 Talk to a person"), "person")


async def undo(chat: Chat) -> None:
    """Once, in time, and only by who did it."""
    act = await acts.of(chat.db, chat.person, int(chat.given("act") or 0))
    if act is not None and act.kind in undoing.NOT_TAKEN_BACK:
        return chat.say(_("That is not taken back by a button."), _PERSON, _HOME)
    if act is None or act.kind not in TAKE_BACK:
        return chat.say(_("There is nothing to take back."), _HOME)
    if act.undone_at is not None:
        return chat.say(_("That is taken back already."), _HOME)
    right = undoing.ASKED_AGAIN.get(act.kind)
    if right is not None and not await permissions.may_undo(chat.db, chat.person, right, act):
        return chat.go("not_yours")
    if not acts.can_be_undone(act) or not await acts.mark_undone(chat.db, act):
        return chat.say(_("It is too late to take that back by itself."), _PERSON, _HOME)
    taken_back = await TAKE_BACK[act.kind](chat.db, act)
    chat.say(taken_back or _("It is too late to take that back by itself."), _HOME)


async def undo_last(chat: Chat) -> None:
    """«Bấm nhầm rồi»: the newest act, if it is still time."""
    act = await acts.newest(chat.db, chat.person)
    if act is None:
        return chat.say(_("There is nothing to take back."), _HOME)
    chat.go("undo", act=act.id)


FLOWS = (
    Flow("undo", undo, aside=True),
    Flow("undo_last", undo_last, intent=Intent.UNDO, aside=True),
)
