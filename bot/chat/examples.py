"""What each role can do by writing, with an example: texts of the help in the chat and of the leaflet on paper."""

from collections.abc import Mapping
from typing import NamedTuple

from bot.domain.people.person import RoleKind
from bot.i18n import Text, _


class Example(NamedTuple):
    """What can be done, and words that do it; a test has every reader write them."""

    what: Text
    words: Text


EXAMPLES: Mapping[RoleKind, tuple[Example, ...]] = {
    RoleKind.RESIDENT: (
        Example(_("Join a class"), _("join a class")),
        Example(_("When and where your class is"), _("my classes")),
        Example(_("You cannot come"), _("I am busy")),
        Example(_("For somebody of your family"), _("sign up my mother")),
        Example(_("A person calls you back"), _("call me back")),
    ),
    RoleKind.VOLUNTEER: (
        Example(_("Your shifts"), _("my shifts")),
        Example(_("Classes that need somebody"), _("classes that need somebody")),
        Example(_("When you are free"), _("free on Monday and Wednesday evenings")),
        Example(_("A pause"), _("pause for two weeks")),
        Example(_("Your hours"), _("my hours")),
    ),
    RoleKind.LEADER: (
        Example(_("Open a class"), _("open a class on VNeID, 7pm Thursday, 15 seats")),
        Example(_("Call the roll"), _("roll call")),
        Example(_("Who is on the list"), _("list of names")),
        Example(_("Move a class"), _("move a class")),
        Example(_("Tell many people"), _("tell many people")),
        Example(_("What the week was like"), _("this week")),
    ),
    RoleKind.ORGANISER: (
        Example(_("Who needs people"), _("who needs people")),
        Example(_("Your members"), _("our members")),
        Example(_("Invite members"), _("invite members")),
    ),
    RoleKind.COORDINATOR: (
        Example(_("The figures of the ward"), _("weekly report")),
        Example(_("Who has not reported"), _("who did not report")),
        Example(_("Invite a leader"), _("invite a leader")),
        Example(_("What waits for you"), _("requests")),
        Example(_("Tell many people"), _("tell many people")),
    ),
    RoleKind.ADMINISTRATOR: (
        Example(_("Invite a coordinator"), _("invite a coordinator")),
        Example(_("What waits for you"), _("requests")),
        Example(_("Whether messages leave"), _("outgoing messages")),
        Example(_("What was done lately"), _("activity log")),
    ),
}
# Whose help comes first, for who has several roles: what they answer for.
ORDER = (
    RoleKind.ADMINISTRATOR,
    RoleKind.COORDINATOR,
    RoleKind.LEADER,
    RoleKind.ORGANISER,
    RoleKind.VOLUNTEER,
    RoleKind.RESIDENT,
)
