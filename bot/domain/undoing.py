"""What of all that people do is not taken back by ↩️, and why; whose right is asked again."""

from collections.abc import Mapping

from bot.domain.access.rights import Right

# An act that stands neither here nor among the ways back of ↩️ fails a test.
NOT_TAKEN_BACK: Mapping[str, str] = {
    "wrong_code": "written down to be counted",
    "asked_in_vain": "written down to be counted",
    "look": "a number that was seen cannot be unseen",
    "pledged": "a promise after the safety lesson; whoever changes their mind gives up being a volunteer",
    "change_person": "its own button puts the old words back, which no act may hold",
    "confirm_in_class": "a yes is taken back in «my data»; after a no there is nobody left to give back",
    "accept_invitation": "it was offered and taken; «revoke» or «hand over» ends it, and both are told",
    "take_over": "it was asked for and promised; «give back» ends it at any time, and both are told",
    "official_figure": "published by an authority; the next one that is written down counts",
    "target": "the newest one counts: it is written down again",
    "arrive_to_help": "hours on record; the leader's roll call corrects them",
    "answer_visit": "others have been told at once; stepping back from the visit is an act of its own",
    "be_there": "others have been told at once; stepping back from the visit is an act of its own",
    "acknowledge": "that somebody knows of a change does not become untrue",
    "put_off": "the name is everybody's again: it is taken again from the list",
    "sent_again": "what has left cannot be called back",
    "let_be": "what was given up stands in the report of the outage",
}

# Whoever may no longer do it there may not take it back either: rights end with the role, not ten minutes later.
# What is not named here asks by itself, or is everybody's.
ASKED_AGAIN: Mapping[str, Right] = {
    "register": Right.REGISTER_COURSE,
    "move": Right.CHANGE_SESSION,
    "call_off": Right.CHANGE_SESSION,
    "ask_helpers": Right.CHANGE_SESSION,
    "own_helpers": Right.CHANGE_SESSION,
    "ask_organisations": Right.ASK_ORGANISATIONS,
    "roll": Right.TAKE_ROLL,
    "close_roll": Right.TAKE_ROLL,
    "announce": Right.ANNOUNCE,
    "send_week": Right.SEND_REPORT,
    "rename_group": Right.CHANGE_GROUPS,
    "merge_groups": Right.CHANGE_GROUPS,
    "link_chat": Right.LINK_CHAT,
    "unlink_chat": Right.LINK_CHAT,
    "enter_people": Right.KEEP_BOOK,
    "merge": Right.KEEP_BOOK,
    "two_people": Right.KEEP_BOOK,
    "send_members": Right.SEND_MEMBERS,
    "invite_members": Right.INVITE_MEMBERS,
    "dismiss_member": Right.INVITE_MEMBERS,
}
