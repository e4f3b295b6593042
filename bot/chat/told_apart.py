"""People to choose from: two of one name are never told apart by luck."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from bot.chat import labels
from bot.domain.people import phones
from bot.i18n import Reader, Text, _, verbatim
from bot.storage.tables.people import Person

_NOWHERE: Mapping[int, Text] = MappingProxyType({})


def told_apart(
    people: Iterable[Person],
    name: Callable[[Person], Text] = labels.in_full,
    groups: Mapping[int, Text] = _NOWHERE,
    *,
    numbers: bool = True,
) -> dict[int, Text]:
    """Name each by id; beside those of one name stand age, group (by its id) and number, as far as they are known.

    `numbers`: may whoever chooses see telephone numbers, masked? Those who are alike in all of it are numbered.
    """
    once = {person.id: person for person in people}
    found = {person.id: name(person) for person in once.values()}
    for alike in _alike(found):
        found |= dict(zip(alike, (labels.in_full(once[each]) for each in alike), strict=True))
    for alike in _alike(found):
        found |= {each: with_details(once[each], found[each], groups, numbers=numbers) for each in alike}
    for alike in _alike(found):
        found |= {
            each: _("{name} ({n} of {all})", name=found[each], n=n, all=len(alike)) for n, each in enumerate(alike, 1)
        }
    return found


def with_details(person: Person, name: Text, groups: Mapping[int, Text] = _NOWHERE, *, numbers: bool = True) -> Text:
    number = (verbatim(phones.masked(person.phone)) if person.phone else _("no telephone")) if numbers else None
    for part in (labels.age(person.age_band), groups.get(person.group_id or 0), number):
        name = name if part is None else _("{one} · {other}", one=name, other=part)
    return name


def _alike(named: Mapping[int, Text]) -> list[list[int]]:
    said: dict[str, list[int]] = defaultdict(list)
    for each, text in named.items():
        said[text.for_(Reader())].append(each)
    return [ids for ids in said.values() if len(ids) > 1]
