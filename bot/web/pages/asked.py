"""Reads from the URL which place and which days a page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot import clock
from bot.chat import labels
from bot.domain.access.rights import Right
from bot.domain.reports.date_range import BackToFront, Span, week_of
from bot.i18n import Text, _, verbatim
from bot.services.access import oversight, permissions
from bot.services.access.oversight import Overseen
from bot.storage.tables.places import ResidentialGroup, Ward
from bot.web.pages.door import Visitor


@dataclass(frozen=True)
class FilterOption:
    """A place to choose: its key in the URL, and its name."""

    key: str
    name: Text


@dataclass(frozen=True)
class View:
    """The place and days shown, within what the visitor oversees."""

    choices: Sequence[FilterOption]
    key: str
    ward: Ward
    groups: Sequence[ResidentialGroup]
    span: Span
    mistake: Text | None
    sees_names: bool
    several_wards: bool
    whole: bool

    @property
    def name(self) -> Text:
        return next(choice.name for choice in self.choices if choice.key == self.key)

    @property
    def query(self) -> str:
        return urlencode({"place": self.key, "from": self.span.first.isoformat(), "to": self.span.last.isoformat()})


async def view_of(visitor: Visitor) -> View:
    """Choose the place and days asked for; defaults replace unknown ones. Raises 403 if nothing is overseen."""
    overseen = await oversight.of(visitor.db, visitor.person)
    places = {choice.key: (choice, ward, groups) for choice, ward, groups in _places(overseen)}
    if not places:
        raise HTTPException(403)
    wanted = visitor.request.query_params.get("place", "")
    key = wanted if wanted in places else next(iter(places))
    _choice, ward, groups = places[key]
    whole_ones = {f"w{each.ward.code}" for each in overseen if each.whole}
    span, mistake = span_of(visitor.request)
    named = await permissions.among(visitor.db, visitor.person, Right.SEE_NAMES, groups)
    choices = [choice for choice, _ward, _groups in places.values()]
    return View(
        choices,
        key,
        ward,
        groups,
        span,
        mistake,
        sees_names=len(named) == len(groups),
        several_wards=len(overseen) > 1 or await oversight.is_of_area(visitor.db, visitor.person),
        whole=key in whole_ones,
    )


def _places(overseen: Sequence[Overseen]) -> list[tuple[FilterOption, Ward, Sequence[ResidentialGroup]]]:
    found: list[tuple[FilterOption, Ward, Sequence[ResidentialGroup]]] = []
    for each in overseen:
        if len(each.groups) > 1 or len(overseen) > 1 or each.whole:
            found.append((FilterOption(f"w{each.ward.code}", verbatim(each.ward.name)), each.ward, each.groups))
        found += [
            (
                FilterOption(f"g{group.id}", _("{group}, {ward}", group=labels.group(group), ward=each.ward.name)),
                each.ward,
                [group],
            )
            for group in each.groups
        ]
    return found


def span_of(request: Request) -> tuple[Span, Text | None]:
    """Return the days asked for, else this week and what was wrong. Raises 400 for impossible days."""
    week = week_of(clock.today())
    given = {name: request.query_params.get(name) or "" for name in ("from", "to")}
    if not any(given.values()):
        return week, None
    try:
        first, last = (date.fromisoformat(given[name]) for name in ("from", "to"))
        span = Span(first, last)
    except BackToFront:
        return week, _("The last day came before the first. This is the present week.")
    except ValueError:
        return week, _("I could not read these days. This is the present week.")
    if not span.is_possible:
        raise HTTPException(400)
    return span, None
