"""Conversations of leaders, and what people answer to their changes. Who may is asked by the services."""

from bot.chat.flow import Flow
from bot.domain.people import RoleKind
from bot.domain.wishes import Wish
from bot.flows.leader.add_people import add_people, no_table, people_template
from bot.flows.leader.announce import announce, announced
from bot.flows.leader.ask_again import ask_again
from bot.flows.leader.ask_organisations import ask_organisations, who_comes
from bot.flows.leader.ask_to_lead import ask_to_lead
from bot.flows.leader.book import book, book_person, correct_person, put_in_class
from bot.flows.leader.call_off import call_off
from bot.flows.leader.calls import call_busy, call_later, call_outcome, next_call
from bot.flows.leader.climb import climb, official_figure, target
from bot.flows.leader.close_roll import close_roll, roll_closed, walk_in
from bot.flows.leader.enter_person import enter_person
from bot.flows.leader.group_chat import group_chat, link_chat, unlink_chat
from bot.flows.leader.helped import helped
from bot.flows.leader.import_people import import_people
from bot.flows.leader.move_session import move_session
from bot.flows.leader.one_or_two import one_or_two
from bot.flows.leader.open_class import open_class, put_off_class, why_class
from bot.flows.leader.own_helpers import ask_helpers, own_helpers
from bot.flows.leader.papers import group_poster, paper_roll, poster
from bot.flows.leader.register_course import register_course
from bot.flows.leader.repeat_course import repeat_course
from bot.flows.leader.roll_call import roll_call, roll_calls
from bot.flows.leader.send_week import send_week
from bot.flows.leader.sessions import my_sessions, roster, session_card
from bot.flows.leader.stand_in import hand_over, stand_in
from bot.flows.leader.take_over import end_stand_in, my_stand_ins, take_over
from bot.flows.leader.the_page import leave_page, the_page
from bot.flows.leader.this_week import this_week, ward_files, week_files
from bot.flows.leader.told import acknowledge, cannot_come, new_date, notice_board
from bot.flows.leader.told_through import told_through
from bot.flows.leader.waiting_alone import waiting_alone
from bot.i18n import _

_LEADERS = frozenset({RoleKind.LEADER})
_SPEAK = frozenset({RoleKind.LEADER, RoleKind.COORDINATOR, RoleKind.ADMINISTRATOR})
_CALLERS = frozenset({RoleKind.LEADER, RoleKind.VOLUNTEER})
_REPORTS = frozenset({RoleKind.LEADER, RoleKind.COORDINATOR})

FLOWS: tuple[Flow, ...] = (
    Flow("ask_to_lead", ask_to_lead, commands=("lead",)),
    Flow("register_course", register_course, commands=("lop", "class"), roles=_LEADERS, menu=_("Register a class")),
    Flow("repeat_course", repeat_course, roles=_LEADERS),
    Flow("my_sessions", my_sessions, commands=("sessions",), roles=_LEADERS, page=True),
    Flow(
        "this_week",
        this_week,
        commands=("tuan", "report", "week"),
        wish=Wish.REPORT,
        roles=_REPORTS,
        menu=_("This week in numbers"),
        menu_roles=frozenset({RoleKind.COORDINATOR}),
    ),
    Flow("send_week", send_week),
    Flow("week_files", week_files, roles=_REPORTS),
    Flow("ward_files", ward_files, roles=_REPORTS),
    Flow("the_page", the_page, commands=("bang", "page"), wish=Wish.PAGE, roles=_REPORTS),
    Flow("leave_page", leave_page),
    Flow("climb", climb, commands=("chitieu", "target"), roles=_REPORTS),
    Flow("official_figure", official_figure, roles=_REPORTS),
    Flow("target", target, roles=_REPORTS),
    Flow("group_chat", group_chat, commands=("nhom", "noi", "link"), roles=_LEADERS),
    Flow("link_chat", link_chat),
    Flow("unlink_chat", unlink_chat),
    Flow("announce", announce, commands=("nhan", "tell"), roles=_SPEAK),
    Flow("announced", announced, roles=_SPEAK, aside=True),
    Flow("book", book, commands=("soto", "book"), wish=Wish.BOOK, roles=_LEADERS),
    Flow("book_person", book_person),
    Flow("put_in_class", put_in_class),
    Flow("correct_person", correct_person),
    Flow("told_through", told_through),
    Flow("add_people", add_people, commands=("them", "add"), roles=_LEADERS),
    Flow("people_template", people_template, roles=_LEADERS),
    Flow("no_table", no_table, roles=_LEADERS),
    Flow("enter_person", enter_person),
    Flow("import_people", import_people),
    Flow("one_or_two", one_or_two, roles=_LEADERS),
    Flow("calls", next_call, commands=("goi", "calls"), roles=_CALLERS),
    Flow("call_outcome", call_outcome, roles=_CALLERS),
    Flow("call_busy", call_busy, roles=_CALLERS),
    Flow("call_later", call_later, roles=_CALLERS),
    Flow("stand_in", stand_in, commands=("trongto",), wish=Wish.STAND_IN, roles=_LEADERS),
    Flow("hand_over", hand_over, commands=("bangiao",), wish=Wish.HAND_OVER, roles=_LEADERS),
    Flow("take_over", take_over),
    Flow("my_stand_ins", my_stand_ins),
    Flow("end_stand_in", end_stand_in, aside=True),
    Flow("open_class", open_class),
    Flow("put_off_class", put_off_class, aside=True),
    Flow("why_class", why_class, aside=True),
    Flow("own_helpers", own_helpers),
    Flow("ask_helpers", ask_helpers),
    Flow("ask_organisations", ask_organisations, commands=("nhonguoi", "askpeople"), roles=_LEADERS),
    Flow("who_comes", who_comes, roles=_LEADERS, page=True),
    Flow("waiting_alone", waiting_alone, commands=("chokem",), wish=Wish.WAITING_ALONE),
    Flow("session_card", session_card, page=True),
    Flow("roster", roster, page=True),
    Flow("move_session", move_session),
    Flow("call_off", call_off),
    Flow("notice_board", notice_board),
    Flow("acknowledge", acknowledge, aside=True),
    Flow("cannot_come", cannot_come, aside=True),
    Flow("new_date", new_date, aside=True),
    # An aside, so that its board stays open after each mark: see the module.
    Flow("roll_call", roll_call, aside=True),
    Flow("roll_calls", roll_calls, commands=("diemdanh", "roll"), menu=_("Call the roll"), menu_roles=_LEADERS),
    Flow("walk_in", walk_in),
    Flow("close_roll", close_roll),
    Flow("roll_closed", roll_closed),
    Flow("ask_again", ask_again),
    Flow("helped", helped),
    Flow("poster", poster),
    Flow("group_poster", group_poster, commands=("todan", "poster"), roles=_LEADERS),
    Flow("paper_roll", paper_roll),
)
