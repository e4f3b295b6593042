"""↩️: take back what was just done."""

from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.chat import Chat
from bot.chat.say import option
from bot.domain import undoing
from bot.i18n import Text, _
from bot.services.access import acts, roles
from bot.services.announcements import announcements
from bot.services.attendance import attendance, check_in, tallies
from bot.services.calls import calls
from bot.services.coaching import coaches, coaching, stepping_back
from bot.services.courses import changes, courses
from bot.services.delivery import accounts
from bot.services.enrolment import enrolment, offers
from bot.services.group_chats import group_chats
from bot.services.register import book, duplicates, group_changes
from bot.services.reports import ladder, week_reports
from bot.services.roles import invitations, requests, revoking, stand_ins, volunteers
from bot.services.safety import incidents
from bot.services.volunteers import members, organisations, people_wanted, shifts, shortages
from bot.storage.messaging import Act

# What an act was written down as, and how it is taken back; None means that it is too late.
TAKE_BACK: Mapping[str, Callable[[AsyncSession, Act], Awaitable[Text | None]]] = {
    "enrol": enrolment.undo_enrol,
    "leave": enrolment.undo_leave,
    "excuse": enrolment.undo_excuse,
    "come": enrolment.undo_come,
    "take_offer": offers.undo_take_offer,
    "pass_offer_on": offers.undo_pass_offer_on,
    "register": courses.undo_register,
    "move": changes.undo_move,
    "call_off": changes.undo_call_off,
    "call_outcome": calls.undo_outcome,
    "roll": attendance.undo_roll,
    "close_roll": attendance.undo_close_roll,
    "tally": tallies.undo_tally,
    "arrive": check_in.undo_arrive,
    "say_step": ladder.undo_say_step,
    "announce": announcements.undo_announce,
    "send_week": week_reports.undo_send_week,
    "rename_group": group_changes.undo_rename,
    "merge_groups": group_changes.undo_merge,
    "invite": invitations.undo_invite,
    "decide": revoking.undo_decide,
    "volunteer": volunteers.undo_volunteer,
    "link_chat": group_chats.undo_link,
    "unlink_chat": group_chats.undo_unlink,
    "vouch": coaches.undo_vouch,
    "leave_appointment": stepping_back.undo_leave_appointment,
    "ask_coaching": coaching.undo_ask_coaching,
    "accept_shift": shifts.undo_accept_shift,
    "release_shift": shifts.undo_release_shift,
    "ask_helpers": shortages.undo_ask_more,
    "own_helpers": shifts.undo_own_helpers,
    "ask_organisations": people_wanted.undo_ask,
    "send_members": members.undo_send,
    "invite_coordinator": invitations.undo_invite,
    "invite_organiser": invitations.undo_invite,
    "invite_members": invitations.undo_invite,
    "dismiss_member": organisations.undo_dismiss,
    "withdraw_coaching": coaching.undo_withdraw,
    "enter_relative": book.undo_enter,
    "ask_to_lead": requests.undo_ask_to_lead,
    "ask_stand_in": invitations.undo_invite,
    "end_stand_in": stand_ins.undo_end,
    "revoke": revoking.undo_revoke,
    "enter_people": book.undo_enter,
    "merge": duplicates.undo_merge,
    "two_people": duplicates.undo_are_two,
    "tell_incident": incidents.undo_tell,
    "take_incident": incidents.undo_take,
    "close_incident": incidents.undo_close,
    "link_account": accounts.undo_link,
    "cut_off": accounts.undo_cut_off,
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
    if right is not None and not await roles.may_undo(chat.db, chat.person, right, act):
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
