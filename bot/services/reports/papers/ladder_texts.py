"""The ladder in words: in the chat and at the command line the same."""

from collections.abc import Sequence

from bot.chat import labels
from bot.domain.people.person import Audience
from bot.domain.reports.ladder import SHARES, Step
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.reports import taught_at_home
from bot.services.reports.columns import Count
from bot.services.reports.ladder import AREA, Goal, Ladder, OfWard
from bot.storage.tables.ladder import OfficialFigure

_MOST_WARDS = 40


def told(name: Text, found: Ladder) -> Text:
    """Return the steps, what is official beside what people report, the goal with its source, and the gap."""
    return lines(
        _("The ladder of {place}:", place=name),
        *(_("• {step}: {people}", step=labels.STEPS[step], people=number(found.steps[step])) for step in Step),
        taught_at_home.told(found.at_home) if found.at_home else None,
        _official(found.official) if found.official is not None else None,
        goal(found.goal) if found.goal is not None else None,
        _missing(found) if found.gap is not None and found.gap.people else None,
        *shares(found),
        *_by_ward(found.wards),
    )


def number(n: float) -> str:
    return f"{n:,}".replace(",", ".")


def goal(of: Goal) -> Text:
    source = verbatim(of.source) if isinstance(of.source, str) else of.source
    return _("• Target for {year}: {people} ({source})", year=of.year, people=number(of.people), source=source)


def shares(found: Ladder) -> list[Text]:
    """Tell how many of the cadres, pupils and students we know say that they are confirmed, and of younger pupils."""
    year = found.year or 0
    of_pupils = (
        [] if found.pupils is None else [_("• Pupils under 16, as their schools tell: {n}", n=number(found.pupils))]
    )
    return of_pupils + [
        _(
            "• {kind}: {confirmed} of {reached} say they are confirmed; target for {year}: {share}%",
            kind=labels.AUDIENCES[audience],
            confirmed=number(confirmed),
            reached=number(reached),
            year=year,
            share=share,
        )
        for audience, share in SHARES.get(year, {}).items()
        if (reached := _of(found, audience, Step.REACHED)) is not None
        and (confirmed := _of(found, audience, Step.CONFIRMED)) is not None
        and reached
    ]


def _of(found: Ladder, audience: Audience, step: Step) -> int | None:
    return found.by_audience[audience].get(step)


def _official(official: OfficialFigure) -> Text:
    return _(
        "• Official figure: {people}, as of {day} ({source})",
        people=number(official.people),
        day=f"{official.as_of:%d/%m/%Y}",
        source=official.source,
    )


def _missing(found: Ladder) -> Text:
    missing = found.gap
    people = number(missing.people if missing else 0)
    if missing is not None and not missing.pace_is_known:
        return _(
            "• Missing: {people}. Less than four weeks of classes are too few to say when it is reached.", people=people
        )
    if missing is None or missing.classes is None or missing.weeks is None:
        return _(
            "• Missing: {people}. Nobody new has come in four weeks, so there is no pace to reckon with.", people=people
        )
    return _(
        "• Missing: {people}, about {sessions} or {weeks} at the pace of the last four weeks",
        people=people,
        sessions=n_("{n} session", "{n} sessions", missing.classes),
        weeks=n_("{n} week", "{n} weeks", missing.weeks),
    )


def _by_ward(wards: Sequence[OfWard]) -> list[Text]:
    known = [one for one in wards if one.official or one.confirmed or one.target]
    if not known:
        return []
    return [_("By ward, self-reported · official · target:"), *map(_ward, known[:_MOST_WARDS])]


def _ward(one: OfWard) -> Text:
    official = one.official.people if one.official is not None else None
    target = one.target.people if one.target is not None else None
    return _(
        "• {ward}: {confirmed} · {official} · {target}",
        ward=verbatim(one.ward.name),
        confirmed=_or_dash(one.confirmed),
        official=_or_dash(official),
        target=_or_dash(target),
    )


def _or_dash(n: Count) -> str:
    return "—" if n is None else number(n)


def place_name(ward_name: str | None) -> Text:
    return AREA if ward_name is None else verbatim(ward_name)
