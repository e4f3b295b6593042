"""What can be done by a button: what waits, what each role does most, and the rest, by theme."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.chat.say import Option, option
from bot.domain.people.person import ORGANISING, OVERSEEING, RoleKind
from bot.i18n import Text, _

MOST_ENTRIES, MOST_OF_LEARNERS = 6, 3  # on one card, «More» among them

# What each role does most stands first: as much of it as there is room for stands on the first card.
_OF_ROLE: Mapping[RoleKind, tuple[Option, ...]] = {
    RoleKind.ADMINISTRATOR: (
        option(_("🔑 Invite a leader"), "invite_leader"),
        option(_("🧭 Invite a coordinator"), "invite_coordinator"),
        option(_("📥 Requests"), "requests"),
        option(_("📮 Outgoing messages"), "outgoing"),
        option(_("📣 Tell many people"), "announce"),
    ),
    RoleKind.COORDINATOR: (
        option(_("📋 Classes of the ward"), "ward_sessions"),
        option(_("📊 This week"), "this_week"),
        option(_("🖥 The page"), "the_page"),
        option(_("📥 Requests"), "requests"),
        option(_("📭 Who has not reported"), "not_reported"),
        option(_("👥 Who waits for somebody to teach them"), "waiting_alone"),
        option(_("👥 People of the ward"), "ward_people"),
    ),
    RoleKind.LEADER: (
        option(_("➕ Register a class"), "register_course"),
        option(_("📋 Sessions"), "my_sessions"),
        option(_("🖥 The page"), "the_page"),
        option(_("📖 The book"), "book"),
        option(_("📊 This week"), "this_week"),
    ),
    RoleKind.ORGANISER: (
        option(_("➕ Register a class"), "register_course"),
        option(_("📋 Sessions"), "my_sessions"),
        option(_("📊 This week"), "this_week"),
        option(_("📋 Who needs people"), "wanted"),
        option(_("👥 Our members"), "members"),
        option(_("📖 Book of our people"), "book"),
    ),
    RoleKind.VOLUNTEER: (option(_("🤝 My shifts"), "my_shifts"),),
}
_REST_OF_ROLE: Mapping[RoleKind, tuple[Option, ...]] = {
    RoleKind.LEADER: (
        option(_("🙋 Ask organisations for people"), "ask_organisations"),
        option(_("📥 Requests"), "requests"),
        option(_("📣 Post in our chat"), "group_chat"),
        option(_("🖼 Poster with the code of the group"), "group_poster"),
        option(_("🤝 Somebody to look after the group"), "stand_in"),
        option(_("📝 Ask the ward for something"), "propose"),
        option(_("🚫 End a volunteer's role"), "revoke"),
    ),
    RoleKind.COORDINATOR: (option(_("🔑 Invite a leader"), "invite_leader"),),
}
_ABOVE = (
    option(_("🏘 Residential groups"), "change_group"),
    option(_("📖 Books of groups without a leader"), "book"),
    option(_("🏢 Invite an organisation"), "invite_organiser"),
    option(_("⚙️ Settings of the ward"), "ward_settings"),
)
_ANNOUNCE = option(_("📣 Tell many people"), "announce")
_FOR_ONESELF = (
    option(_("📝 Join a class"), "sign_up"),
    option(_("📅 My classes"), "my_classes"),
    option(_("👥 Somebody to teach me alone"), "coaching"),
    option(_("🤝 I want to help as a volunteer"), "volunteer"),
    option(_("📆 Into my calendar"), "calendar"),
)
_LEAD = option(_("🏘 I lead a residential group"), "ask_to_lead")
_ALWAYS = (
    option(_("🙋 Talk to a person"), "person"),
    option(_("🚨 Tell of an incident"), "incident"),
    option(_("🔎 Is this one of us?"), "verify"),
    option(_("⚙️ Settings"), "settings"),
    option(_("🔒 My data"), "privacy"),
)


@dataclass(frozen=True)
class _Theme:
    """Flows whose entries stand behind one button where there are too many; `last` is the one that gives way last."""

    label: Text
    flows: frozenset[str]
    last: str | None = None

    @property
    def first(self) -> frozenset[str]:
        return self.flows - {self.last}


def _theme(label: Text, flows: str, last: str | None = None) -> _Theme:
    return _Theme(label, frozenset(flows.split()), last)


# In the order in which they go behind one button.
_THEMES: Mapping[str, _Theme] = {
    "safety": _theme(
        _("⚙️ Safety and settings"), "incident verify settings ward_settings privacy outgoing person", last="person"
    ),
    "group": _theme(
        _("🏘 Where I lead"),
        "book revoke group_chat group_poster stand_in my_stand_ins change_group propose",
    ),
    "own": _theme(_("🎓 For myself"), "my_shifts sign_up my_classes coaching volunteer calendar ask_to_lead"),
    "people": _theme(
        _("👥 People and organisations"),
        "requests members place_people ward_people waiting_alone"
        " invite_leader invite_coordinator invite_organiser announce proposals",
        last="announce",
    ),
    "classes": _theme(
        _("📚 Classes and figures"),
        "register_course my_sessions ward_sessions wanted ask_organisations this_week not_reported the_page",
        last="the_page",
    ),
}


def everything(roles: Collection[RoleKind], waiting: Sequence[Option], *, looked_after: bool = False) -> list[Option]:
    """Return all entries of somebody with these roles, the most wanted ones first, each once."""
    leads, above = RoleKind.LEADER in roles, not set(roles).isdisjoint(OVERSEEING)
    entries = (
        *waiting,
        *(one for kind, options in _OF_ROLE.items() if kind in roles for one in options),
        *(one for kind, options in _REST_OF_ROLE.items() if kind in roles for one in options),
        *(_ABOVE if above else ()),
        *(() if set(roles).isdisjoint(ORGANISING) else (_ANNOUNCE,)),
        *_FOR_ONESELF,
        *(() if leads else (_LEAD,)),
        *((option(_("⏪ Who looks after the group"), "my_stand_ins"),) if looked_after else ()),
        *_ALWAYS,
    )
    once: dict[str, Option] = {}
    for one in entries:
        once.setdefault(one.flow, one)
    return list(once.values())


def first_card(roles: Collection[RoleKind], entries: Sequence[Option]) -> Sequence[Option]:
    most = MOST_OF_LEARNERS if set(roles).isdisjoint(ORGANISING) else MOST_ENTRIES
    return entries[: most - 1]


def by_theme(entries: Sequence[Option]) -> list[Option]:
    """Return the entries; where they are too many for one card, those of a theme behind one button, theme by theme."""
    hidden: dict[str, frozenset[str]] = {}
    for theme, flows in _steps():
        shown = _folded(entries, hidden)
        if len(shown) <= MOST_ENTRIES:
            return shown
        hidden[theme] = flows
    return _folded(entries, hidden)


def of_theme(entries: Sequence[Option], theme: str) -> list[Option]:
    shown = {one.flow for one in by_theme(entries)}
    return [one for one in entries if one.flow in _THEMES[theme].flows and one.flow not in shown]


def _steps() -> list[tuple[str, frozenset[str]]]:
    first = [(name, theme.first) for name, theme in _THEMES.items()]
    return [*first, *((name, theme.flows) for name, theme in _THEMES.items() if theme.last)]


def _folded(entries: Sequence[Option], hidden: Mapping[str, frozenset[str]]) -> list[Option]:
    """Hide these flows behind their theme, which stands where the first of them stood; one alone is not hidden."""
    theme_of = {flow: theme for theme, flows in hidden.items() for flow in flows}
    found = {theme: [one for one in entries if one.flow in flows] for theme, flows in hidden.items()}
    shown: dict[str, Option] = {}
    for one in entries:
        theme = theme_of.get(one.flow)
        if theme is None or len(found[theme]) == 1:
            shown[one.flow] = one
        else:
            shown.setdefault(theme, option(_THEMES[theme].label, "more", theme=theme))
    return list(shown.values())
