"""Few entries on a card, whoever somebody is and whatever waits; the rest behind «Việc khác», by theme."""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, product

import pytest

from bot.chat.say import Option, option
from bot.domain.access.rights import Right, holders
from bot.domain.people.person import LEADING, ORGANISING, RoleKind
from bot.flows import FLOWS
from bot.flows.start import menu
from bot.i18n import verbatim
from tests import scene
from tests.town import Town

ROLES = tuple(kind for kind in RoleKind if kind is not RoleKind.RESIDENT)
WAITING = ("calls", "roll_calls", "requests", "place_people")
AT_HAND = {"the_page", "announce"}  # what must never be far
SELDOM_MORE = 2  # kinds of things that wait: with three, telling many people may be three presses away
A_SCREEN = 9  # lines with a number where there are no buttons


def _subsets(of: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(of, n) for n in range(len(of) + 1))


class Menu:
    """The cards of somebody: the first, «Việc khác», and what stands behind each theme."""

    def __init__(self, roles: Sequence[str], waiting: Sequence[str]) -> None:
        kinds = {RoleKind(role) for role in roles}
        waits = [option(verbatim(flow), flow) for flow in waiting]
        self.entries = menu.everything(kinds, waits, looked_after=bool(waiting))
        self.first = menu.first_card(kinds, self.entries)
        rest = self.entries[len(self.first) :]
        self.more = menu.by_theme(rest)
        themes = [one.answers["theme"] for one in self.more if one.flow == "more"]
        self.behind = [menu.of_theme(rest, theme) for theme in themes]

    def two_presses_away(self) -> set[str]:
        return {one.flow for one in (*self.first, *self.more)}


def test_no_card_is_long_and_no_entry_is_lost() -> None:
    for roles, waiting in [((), ()), *product(_subsets(ROLES), _subsets(WAITING))]:
        shown = Menu(roles, waiting)
        organises = not set(roles).isdisjoint(ORGANISING)
        assert len(shown.first) + 1 <= (6 if organises else 3)
        assert len(shown.more) <= 6
        assert all(2 <= len(behind) < A_SCREEN for behind in shown.behind)
        reached = [one for one in chain(shown.first, shown.more, *shown.behind) if one.flow != "more"]
        assert sorted(map(_named, reached)) == sorted(map(_named, shown.entries))


def _named(entry: Option) -> str:
    assert entry.flow in FLOWS
    return entry.flow


@pytest.mark.parametrize("role", sorted(ORGANISING))
def test_whoever_organises_has_at_hand_what_hurries(role: str) -> None:
    for waiting in _subsets(WAITING):
        shown = Menu([role], waiting)
        assert set(waiting) <= {one.flow for one in shown.first}
        if len(waiting) <= SELDOM_MORE:
            assert AT_HAND.intersection(one.flow for one in shown.entries) <= shown.two_presses_away(), waiting


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_do_with_a_page_or_many_people_is_on_its_menu(role: RoleKind) -> None:
    flows = {one.flow for one in Menu([role], ()).entries}
    assert ("the_page" in flows) == (role in LEADING), "of an organisation the table is a file"
    assert bool(flows & {"the_page", "this_week"}) == (role in holders(Right.SEE_NUMBERS))
    assert ("announce" in flows) == (role in holders(Right.ANNOUNCE))


async def test_a_leader_goes_by_theme_or_by_name(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("về đầu")
    lan.sees("giúp được gì")
    await lan.taps("Việc khác")
    lan.sees("việc gì nữa")
    await lan.taps("Nơi mình phụ trách")
    lan.sees("cần việc nào")
    await lan.taps("Cho tình nguyện viên nghỉ")
    lan.sees("không có ai")
    await lan.says("nhắn mọi người")
    lan.sees("cho ai")
    await lan.says("/cancel")
    await lan.says("tờ thông báo có mã khu phố")
    lan.sees("mã")
