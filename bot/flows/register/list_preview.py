"""What has been read of a list, before anything is written: columns, people, and what is not taken."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.chat import labels
from bot.domain.lists.headings import Column
from bot.domain.lists.people import Left, ListedPerson
from bot.domain.people import phones
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.register.list_matching import LineKind, LineStanding

_SHOWN = 12
_NAMED = 6
_COLUMNS = {
    Column.FAMILY: _("family name"),
    Column.NAME: _("name"),
    Column.FORM: _("form of address"),
    Column.PHONE: _("telephone number"),
    Column.AGE: _("age"),
    Column.GENDER: _("man or woman"),
    Column.AUDIENCE: _("what they do"),
    Column.MALE: _("men"),
    Column.FEMALE: _("women"),
}
WHY_LEFT = {
    Left.SECRET: _("an identity number was in it: nothing kept"),
    Left.HEADING: _("not a person"),
    Left.HIDDEN: _("the row is hidden in the file"),
    Left.STRUCK: _("crossed out in the file"),
    Left.GONE: _("has died or moved away, it says"),
    Left.CHILD: _("under 16: nothing kept, their school tells how many come"),
}
_NOT_TAKEN = {
    Left.HIDDEN: _("🚫 Not taken, hidden in the file: {names}"),
    Left.STRUCK: _("🚫 Not taken, crossed out: {names}"),
    Left.GONE: _("🚫 Not taken, has died or moved away: {names}"),
}


def preview(read: Sequence[LineStanding], pages: Sequence[Mapping[str, Any]], *, sees_all: bool) -> Text:
    kinds = Counter(one.kind for one in read)
    left = Counter(one.line.left for one in read)
    persons = [one.line for one in read if one.line.left is None]
    asked = kinds[LineKind.LIKE] + kinds[LineKind.PERHAPS_TWICE]
    return lines(
        n_("I have read one person:", "I have read {n} people:", len(persons)),
        _("✅ Clear: {n}", n=kinds[LineKind.CLEAR]),
        _counted(_("❓ Not clear: {n}"), kinds[LineKind.DOUBTFUL]),
        _counted(_("👥 Perhaps in the book or the list already: {n}"), asked),
        _counted(_("📖 In the book already, just like that: {n}"), kinds[LineKind.EQUAL]),
        _counted(_("👥 Twice in the list, written once: {n}"), kinds[LineKind.TWICE]),
        _counted(_("⛔ With an identity number, of which I keep nothing: {n}"), left[Left.SECRET]),
        _counted(_("🎒 Under 16, of whom I keep nothing: {n}. Their school tells how many come."), left[Left.CHILD]),
        _counted(_("➖ Left out as a heading: {n}"), left[Left.HEADING]),
        *_not_taken([one.line for one in read]),
        *_columns(pages),
        None if sees_all else _("I cannot see in this kind of file which rows are hidden or crossed out."),
        *(_("({n}) {person}", n=line.n, person=in_short(line)) for line in persons[:_SHOWN]),
        _counted(_("… and {n} more"), max(0, len(persons) - _SHOWN)),
    )


def in_short(line: ListedPerson) -> Text:
    return _beside(
        labels.with_form(line.form, line.name) if line.name else _("no name"),
        verbatim(phones.masked(line.phone)) if line.phone else None,
        labels.age(line.age),
        _("without the second number {number}", number=phones.masked(line.second)) if line.second else None,
    )


def pages_read(pages: Sequence[Mapping[str, Any]]) -> Iterator[Text]:
    for page in pages:
        if page["hidden"]:
            yield _("📄 Page “{page}” is hidden: I have not read it.", page=page["name"])
        elif not page["names"] and page["name"]:
            yield _("📄 Page “{page}” has no column of names: I have not read it.", page=page["name"])


def _columns(pages: Sequence[Mapping[str, Any]]) -> Iterator[Text]:
    alike = {(_heads(page["taken"]), tuple(page["left"])): page for page in pages if page["names"] and page["taken"]}
    for page in alike.values():
        taken = [_column(head, Column(holds)) for head, holds in page["taken"]]
        yield _("📋 Columns I take: {columns}.", columns=labels.enumeration(taken))
        if page["left"]:
            left = labels.enumeration([verbatim(f"“{head}”") for head in page["left"]])
            yield _("Columns I leave out: {columns}.", columns=left)
    yield from pages_read(pages)


def _heads(taken: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(f"{head}\t{holds}" for head, holds in taken)


def _column(head: str, holds: Column) -> Text:
    said = verbatim(f"“{head}”") if head else _("one without a heading")
    return _("{head} for the {what}", head=said, what=_COLUMNS[holds])


def _not_taken(read: Sequence[ListedPerson]) -> Iterator[Text]:
    for why, words in _NOT_TAKEN.items():
        names = [verbatim(line.name or line.words) for line in read if line.left is why]
        more = [_("{n} more", n=len(names) - _NAMED)] if len(names) > _NAMED else []
        if names:
            yield Text(words.message, {"names": labels.enumeration([*names[:_NAMED], *more])})


def _counted(words: Text, n: int) -> Text | None:
    return Text(words.message, {"n": n}) if n else None


def _beside(first: Text, *others: Text | None) -> Text:
    whole = first
    for part in others:
        whole = whole if part is None else _("{one} · {other}", one=whole, other=part)
    return whole
