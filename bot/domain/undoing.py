"""What of all that people do is not taken back by ↩️, and why; what only who still leads may take back."""

from collections.abc import Mapping

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

# Whoever leads no longer takes none of these back: rights end with the role, not ten minutes later.
BY_WHO_LEADS = frozenset(
    (
        "register",
        "move",
        "call_off",
        "close_roll",
        "announce",
        "send_week",
        "rename_group",
        "merge_groups",
        "link_chat",
        "unlink_chat",
        "ask_helpers",
        "own_helpers",
        "ask_organisations",
        "send_members",
        "invite_members",
        "dismiss_member",
        "enter_people",
        "merge",
        "revoke",
        "two_people",
    )
)
