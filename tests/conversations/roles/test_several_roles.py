"""Who leads two groups, coordinates two wards, or leads and coordinates: asked which is meant, in every act."""

import pytest

from bot.domain.people.person import RoleKind
from bot.storage.installation import Installation
from tests import scene
from tests.town import Talker, Town

GROUPS, WARDS, BOTH = "two_groups", "two_wards", "leads_and_coordinates"
HELD = {
    GROUPS: ((RoleKind.LEADER, "3"), (RoleKind.LEADER, "4")),
    WARDS: ((RoleKind.COORDINATOR, "3"), (RoleKind.COORDINATOR, "9")),
    BOTH: ((RoleKind.LEADER, "3"), (RoleKind.COORDINATOR, "3")),
}
PLACES = {GROUPS: ("Khu phố 3", "Khu phố 4"), WARDS: ("Phường Phú Lợi", "Phường Lái Thiêu")}
# What is said, and the places that are offered to each; an act that is of no such role is not there.
ACTS = {
    "/tuan": {**PLACES, BOTH: ("Khu phố 3", "Cả phường")},
    "/nhan": {**PLACES, BOTH: ("Khu phố 3", "Phường Phú Lợi")},
    "cảnh báo lừa đảo cho bà con": {**PLACES, BOTH: ("Khu phố 3", "Phường Phú Lợi")},
    "/lop": {GROUPS: PLACES[GROUPS]},
    "/soto": {GROUPS: PLACES[GROUPS]},
    "gửi báo cáo lên phường": {GROUPS: PLACES[GROUPS]},
    "/todan": {GROUPS: PLACES[GROUPS]},
    "/trongto": {GROUPS: PLACES[GROUPS]},
    "/nhom": {GROUPS: PLACES[GROUPS]},
    "/moi": {WARDS: PLACES[WARDS]},
    "/phieumoi": {WARDS: PLACES[WARDS]},
    "/tochuc": {WARDS: PLACES[WARDS]},
    "/chitieu": {WARDS: PLACES[WARDS]},
    "khu phố nào chưa báo cáo": {WARDS: PLACES[WARDS]},
}


async def _with(town: Town, double: str) -> Talker:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        at = {"3": await scene.group(db), "4": await scene.group(db, "4")}
        at["9"] = await scene.group(db, "9", ward="25966")
        person = await scene.somebody(db, lan, "Trần Thị Lan", "chi", at["3"])
        for kind, where in HELD[double]:
            role = await scene.role(db, person, kind, at[where])
            if kind is RoleKind.COORDINATOR:
                role.group_id = None
    return lan


@pytest.mark.parametrize("double", HELD)
async def test_who_holds_several_roles_is_asked_which_is_meant(town: Town, double: str) -> None:
    lan = await _with(town, double)
    for act, offered in ACTS.items():
        if double not in offered:
            continue
        await lan.says(act)
        last = town.web.lines[lan.account][-1].message
        # Where there are no buttons, they are lines of the text.
        shown = [button.label for button in last.buttons] or [last.text]
        missing = [place for place in offered[double] if not any(place in label for label in shown)]
        assert not missing, (act, shown, lan.new)
        if act != "/lop":
            assert not any("Mở lớp" in said for said in lan.new), act
        await lan.says("/cancel")


async def test_each_of_two_wards_is_reached_and_stays_the_one_that_was_meant(town: Town) -> None:
    lan = await _with(town, WARDS)
    async with town.begin() as db:
        await scene.leader(db, town.phone("Anh Ba"), await scene.group(db, "12", ward="25966"), "Võ Văn Ba", "anh")
    await lan.says("khu phố nào chưa báo cáo")
    await lan.taps("Phường Lái Thiêu")
    lan.sees("Chưa gửi: Khu phố 12")
    await lan.taps("Nhắc tất cả (1)")
    lan.sees("đã nhắc 1 người")
    await lan.says("/tuan")
    await lan.taps("Phường Lái Thiêu")
    lan.sees("Phường Lái Thiêu")
    await lan.taps("Tuần trước")
    lan.sees("Phường Lái Thiêu")


async def test_who_leads_and_coordinates_sees_the_week_of_either(town: Town) -> None:
    lan = await _with(town, BOTH)
    for place, seen in (("Khu phố 3", "Khu phố 3"), ("Cả phường", "Phường Phú Lợi")):
        await lan.says("/tuan")
        await lan.taps(place)
        lan.sees(seen)


SEEN = {
    GROUPS: ("Khu phố 3", "Khu phố 4"),
    WARDS: ("Phường Phú Lợi", "Phường Lái Thiêu"),
    BOTH: ("Khu phố 3", "Phường"),
}
# What is said, who says it, and what button names each place.
SAID = {
    "/tuan": {GROUPS: SEEN[GROUPS], WARDS: SEEN[WARDS], BOTH: ("Khu phố 3", "Cả phường")},
    "/nhan": {GROUPS: SEEN[GROUPS], WARDS: SEEN[WARDS], BOTH: ("Khu phố 3, ", "Phường Phú Lợi")},
    "cảnh báo lừa đảo cho bà con": {WARDS: SEEN[WARDS], BOTH: ("Khu phố 3, ", "Phường Phú Lợi")},
    "/moi": {WARDS: SEEN[WARDS]},
    "/phieumoi": {WARDS: SEEN[WARDS]},
    "/tochuc": {WARDS: SEEN[WARDS]},
}


@pytest.mark.parametrize("double", HELD)
async def test_which_place_is_meant_is_said_and_changed_by_one_tap(town: Town, double: str) -> None:
    lan = await _with(town, double)
    for act, buttons in SAID.items():
        if double not in buttons:
            continue
        await lan.says(act)
        for button, place in zip(buttons[double], SEEN[double], strict=True):
            await _chooses(town, lan, button)
            lan.sees("Đang xem", place)
            await lan.taps("Đổi nơi")
        await lan.says("/cancel")


@pytest.mark.parametrize("double", [GROUPS, WARDS])
async def test_the_page_says_where_its_places_are_changed(town: Town, double: str) -> None:
    town.belongs_to(Installation(page="https://bot.example.org"))
    lan = await _with(town, double)
    await lan.says("/bang")
    lan.sees(*SEEN[double], "ở ô “Đang xem”")


async def _chooses(town: Town, lan: Talker, place: str) -> None:
    """The ward is meant where both begin alike: «Phường Phú Lợi», not «Khu phố 3, Phường Phú Lợi»."""
    last = town.web.lines[lan.account][-1].message
    label = next((one.label for one in last.buttons if one.label.startswith(place)), place)
    await lan.taps(label)
