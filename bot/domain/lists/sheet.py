"""The people of a book of tables: all pages that are shown, only known columns, and what was not taken."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol

from bot.domain.lists import headings, unheaded
from bot.domain.lists.headings import Column, Columns
from bot.domain.lists.people import LONGEST_LINE, Doubt, Left, ListedPerson, is_list, is_total, read_line, says_gone
from bot.domain.parsing.secrets import has_secret
from bot.domain.people.audiences import find_audiences
from bot.domain.people.phones import phones
from bot.domain.vietnamese import fold, normal


class SheetRow(Protocol):
    """A row by its number on the page, and the places of its cells that are crossed out."""

    @property
    def n(self) -> int: ...
    @property
    def cells(self) -> Sequence[str]: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def struck(self) -> frozenset[int]: ...


class SheetPage(Protocol):
    """A page without its empty rows; one that is hidden has none."""

    @property
    def name(self) -> str: ...
    @property
    def rows(self) -> Sequence[SheetRow]: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def hidden_columns(self) -> frozenset[int]: ...


@dataclass(frozen=True)
class PageReading:
    """What was taken of a page: headings by what they hold, those left out; `names` says if any column holds names."""

    name: str
    taken: tuple[tuple[str, Column], ...] = ()
    left: tuple[str, ...] = ()
    names: bool = True
    hidden: bool = False


@dataclass
class SheetReading:
    """All people, lines that were left out too, and how each page was read."""

    people: list[ListedPerson] = field(default_factory=list)
    pages: list[PageReading] = field(default_factory=list)
    composed: list[str] = field(default_factory=list)


def read_sheets(pages: Sequence[SheetPage], year: int) -> SheetReading:
    reading = SheetReading()
    for page in pages:
        if page.hidden:
            reading.pages.append(PageReading(page.name, hidden=True))
        elif page.rows:
            _read_page(page, year, reading)
    reading.people = [replace(line, n=n) for n, line in enumerate(reading.people, 1)]
    return reading


_LONGEST_HEAD = 40
_DITTO = frozenset({"nt", "-nt-", "- nt -", "như trên", "nhu tren", '"', "''", '""', "″", "”", "“", "〃", "//", "-//-"})
_CUT = re.compile(r"'?(\d)(?:[.,](\d+))?E\+?(\d{1,2})", re.IGNORECASE)
_FIRST_DAY, _SERIALS, _DAYS_OF_YEARS = date(1899, 12, 30), range(3_000, 47_000), 1905
_OLDEST_YEAR, _OLDEST_AGE = 1900, 115
_ISO = re.compile(r"((?:19|20)\d\d)[-/.]\d{1,2}[-/.]\d{1,2}")
_SHORT_DATE = re.compile(r"'?\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(\d{2})")
_SOME_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_GROUP = re.compile(r"^(?:tổ|khu phố|ấp|nhóm|chi hội|đội|liên gia)\b", re.IGNORECASE)
_GROUP_BARE = re.compile(r"^(?:to|kp|khu|khu pho|ap)\s*(?:so\s*)?(?:\d+|[ivx]+)$", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+|[A-H]")
_SIGNED = re.compile(
    r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b|^(?:nguoi (?:lap|kiem|nhap)|lap bang|nguoi lap bang|xac nhan|tm\b|kt\b|"
    r"ky (?:va )?ghi|ky ten|truong (?:khu pho|ap|ban)|bi thu|chu tich|ubnd|uy ban|duyet)"
)
# What one cell of a heading begins with, asked first of each of two thousand rows.
_OF_HEADINGS = re.compile(r"s?tt\b|họ|ho\b|tên|ten\b|full|name", re.IGNORECASE)
_NUMBERED = re.compile(r"[(\[]?(?:\d{1,2}|[A-Z])[)\]]?")
_SEXES = ((Column.MALE, "Nam"), (Column.FEMALE, "Nữ"))
_SHORT, _MOST_SHORT = 2, 0.6
# Among years «72» is an age, but «54» may be either.
_SURELY_AN_AGE = 60
# What a line of a chat is cut into by commas, and how many lines are such.
_MOST_PARTS, _MOST_LINES = 3, 0.75


def _read_page(page: SheetPage, year: int, reading: SheetReading) -> None:
    cells = [_without_hidden(row.cells, page.hidden_columns) for row in page.rows]
    columns = headings.find(cells) or unheaded.find(cells)
    if columns is None:
        reading.pages.append(PageReading(page.name, names=_read_lines(page, year, reading)))
        return
    if (beside := headings.second_table(columns.heads)) is not None:
        for half in (_Half(page, slice(0, beside)), _Half(page, slice(beside, None))):
            _read_page(half, year, reading)
        return
    reading.pages.append(_page_reading(page, columns))
    table = _Table(columns, year, _years_are_short(columns, cells[columns.first :]))
    for n, row in enumerate(page.rows[columns.first :], columns.first):
        line, composed = table.read(row, cells, n)
        if line is not None:
            reading.people.append(line)
            reading.composed.append(composed)


def _read_lines(page: SheetPage, year: int, reading: SheetReading) -> bool:
    """Read a page that is no table, but lines as they are pasted into a chat; return whether it is one."""
    written = ["\t".join(filter(None, row.cells)) for row in page.rows if not row.hidden and not row.struck]
    found = [read_line(words, year) for words in written]
    few = sum(sum(map(bool, row.cells)) <= _MOST_PARTS for row in page.rows)
    if not is_list(found) or few < _MOST_LINES * len(page.rows):
        return False
    reading.people += found
    reading.composed += written
    return True


@dataclass(frozen=True)
class _HalfRow:
    """The cells of a row that belong to one of two tables beside each other."""

    row: SheetRow
    part: slice

    @property
    def n(self) -> int:
        return self.row.n

    @property
    def cells(self) -> Sequence[str]:
        return self.row.cells[self.part]

    @property
    def hidden(self) -> bool:
        return self.row.hidden

    @property
    def struck(self) -> frozenset[int]:
        return _shifted(self.row.struck, self.part)


@dataclass(frozen=True)
class _Half:
    """One of two tables that stand beside each other on a page."""

    page: SheetPage
    part: slice

    @property
    def name(self) -> str:
        return self.page.name

    @property
    def rows(self) -> Sequence[SheetRow]:
        return [half for row in self.page.rows if any((half := _HalfRow(row, self.part)).cells)]

    @property
    def hidden(self) -> bool:
        return self.page.hidden

    @property
    def hidden_columns(self) -> frozenset[int]:
        return _shifted(self.page.hidden_columns, self.part)


def _shifted(places: frozenset[int], part: slice) -> frozenset[int]:
    return frozenset(place - part.start for place in places if place >= part.start and place < (part.stop or place + 1))


def _without_hidden(cells: Sequence[str], hidden: frozenset[int]) -> list[str]:
    return ["" if place in hidden else normal("NFC", cell) for place, cell in enumerate(cells)]


def _page_reading(page: SheetPage, columns: Columns) -> PageReading:
    heads = [(place, head[:_LONGEST_HEAD]) for place, head in enumerate(columns.heads)]
    taken = [(head, columns.places[place]) for place, head in heads if place in columns.places]
    left = [head for place, head in heads if head and place not in columns.places]
    hidden = [page.rows[columns.first - 1].cells[place] for place in page.hidden_columns if _has(page, columns, place)]
    return PageReading(
        page.name,
        tuple((head, holds) for head, holds in taken if holds is not Column.NUMBER),
        (*left, *(head[:_LONGEST_HEAD] for head in hidden)),
    )


def _has(page: SheetPage, columns: Columns, place: int) -> bool:
    cells = page.rows[columns.first - 1].cells
    return columns.first > 0 and place < len(cells) and bool(cells[place])


def _years_are_short(columns: Columns, rows: Sequence[Sequence[str]]) -> bool:
    """Return whether a column of years of birth has mostly two digits: «54» may be an age, and is asked about."""
    born = [place for place in columns.of(Column.AGE) if _is_of_years(columns, place)]
    said = [row[place] for place in born for row in rows if place < len(row) and row[place]]
    return sum(_is_short(cell.strip("' ")) for cell in said) > _MOST_SHORT * len(said)


def _is_of_years(columns: Columns, place: int) -> bool:
    return "tuoi" not in fold(columns.heads[place])


def _is_short(cell: str) -> bool:
    return len(cell) == _SHORT and cell.isdigit()


@dataclass
class _Table:
    """Reads rows one after another: «nt» is what stands above."""

    columns: Columns
    year: int
    short_years: bool
    above: Mapping[int, str] = field(default_factory=dict)
    is_signed: bool = False

    def read(self, row: SheetRow, all_cells: Sequence[Sequence[str]], n: int) -> tuple[ListedPerson | None, str]:
        cells = all_cells[n]
        if n == self.columns.first and self._only_numbers(cells):
            return None, ""
        may_be_heading = any(_OF_HEADINGS.match(cell) for cell in cells)
        if may_be_heading and (again := headings.read_at(all_cells, n)) is not None:
            self.columns = again
            return _title(cells), ""
        of = self._values(cells, row)
        if self._is_nobody(of, cells):
            return _title(cells), ""
        return self._person(of, row, cells)

    def _only_numbers(self, cells: Sequence[str]) -> bool:
        return all(_NUMBERED.fullmatch(cell) for cell in cells if cell)

    def _values(self, cells: Sequence[str], row: SheetRow) -> dict[int, str]:
        said = {
            place: "" if place in row.struck and holds is not Column.NAME else cells[place]
            for place, holds in self.columns.places.items()
            if place < len(cells)
        }
        same = {place: self.above.get(place, "") for place, cell in said.items() if cell.lower() in _DITTO}
        return said | same

    def _is_nobody(self, of: Mapping[int, str], cells: Sequence[str]) -> bool:
        """Return whether the row is no person: a title, a total, or anything below a date and a signature."""
        name, number, words = self._name(of), self._said(of, Column.NUMBER).rstrip("."), _joined(cells)
        is_numbered, has_phone = number.isdigit(), bool(phones(" | ".join(self._all(of, Column.PHONE))))
        self.is_signed = self.is_signed or (not has_phone and _SIGNED.search(fold(words)) is not None)
        if not is_numbered and (self.is_signed or (is_total(words) and not has_phone)):
            return True
        is_title = any(said.search(name) for said in (_GROUP, _GROUP_BARE)) or _ROMAN.fullmatch(number) is not None
        return (not name or is_title) and not any(any(self._all(of, each)) for each in _OF_PEOPLE)

    def _all(self, of: Mapping[int, str], column: Column) -> list[str]:
        return [of.get(place, "") for place in self.columns.of(column)]

    def _person(self, of: dict[int, str], row: SheetRow, cells: Sequence[str]) -> tuple[ListedPerson, str]:
        name_places = [*self.columns.of(Column.NAME), *self.columns.of(Column.FAMILY)]
        self.above = of
        composed = self._composed(of)
        line = read_line(composed, self.year)
        if line.left in {Left.SECRET, Left.CHILD}:
            return line, composed
        if row.hidden:
            return _left_out(line, Left.HIDDEN), composed
        if row.struck & set(name_places):
            return _left_out(line, Left.STRUCK), composed
        if says_gone(_joined(cells)) or any(_is_gone(cell) for cell in self._beside(cells)):
            return _left_out(line, Left.GONE), composed
        is_above = any(place < len(cells) and cells[place].lower() in _DITTO for place in name_places)
        audiences = tuple(sorted(find_audiences(self._said(of, Column.AUDIENCE))))
        return replace(self._with_cut_number(line, of), is_above=is_above, audiences=audiences), composed

    def _beside(self, cells: Sequence[str]) -> Iterator[str]:
        return (cell for place, cell in enumerate(cells) if place not in self.columns.places)

    def _with_cut_number(self, line: ListedPerson, of: Mapping[int, str]) -> ListedPerson:
        if line.phone is None and any(map(_is_cut, self._all(of, Column.PHONE))):
            doubts = tuple(why for why in line.doubts if why is not Doubt.NO_NUMBER)
            return replace(line, doubts=(*doubts, Doubt.CUT_NUMBER))
        return line

    def _composed(self, of: Mapping[int, str]) -> str:
        numbers = map(_phone, self._all(of, Column.PHONE))
        ages = [self._age(of.get(place, ""), place) for place in self.columns.of(Column.AGE)]
        sexes = [self._said(of, Column.GENDER), *self._ticked(of)]
        return "\t".join((self._name(of), *_each_once(numbers), *_each_once(ages), *_each_once(sexes)))

    def _name(self, of: Mapping[int, str]) -> str:
        return " ".join(filter(None, (self._said(of, each) for each in (Column.FORM, Column.FAMILY, Column.NAME))))

    def _said(self, of: Mapping[int, str], column: Column) -> str:
        return next(filter(None, self._all(of, column)), "")

    def _ticked(self, of: Mapping[int, str]) -> Iterator[str]:
        for column, word in _SEXES:
            for place in self.columns.of(column):
                if said := of.get(place, ""):
                    yield word
                    yield self._age(said, place) if any(c.isdigit() for c in said) and len(said) > 1 else ""

    def _age(self, cell: str, place: int) -> str:
        bare = cell.strip("' ")
        if _is_short(bare) and _is_of_years(self.columns, place):
            return bare if self.short_years or int(bare) < _SURELY_AN_AGE else _age(bare, self.year)
        return _age(cell, self.year)


_OF_PEOPLE = frozenset({Column.PHONE, Column.AGE, Column.MALE, Column.FEMALE, Column.GENDER})


def _joined(cells: Sequence[str]) -> str:
    return " ".join(filter(None, cells))


def _each_once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, words)))


def _title(cells: Sequence[str]) -> ListedPerson:
    words = _joined(cells)[:LONGEST_LINE]
    return ListedPerson(0, "" if has_secret(words) else words, left=Left.HEADING)


def _left_out(line: ListedPerson, why: Left) -> ListedPerson:
    return ListedPerson(0, line.words, line.name, line.form, left=why)


def _is_gone(cell: str) -> bool:
    return fold(cell) in {"mat", "chet", "xoa", "xoa ten", "chuyen", "chuyen khau"}


def _is_cut(cell: str) -> bool:
    cut = _CUT.fullmatch(cell)
    return cut is not None and not phones(_phone(cell))


def _phone(cell: str) -> str:
    """Return a number that a spreadsheet has written as a power of ten if all of its digits are there."""
    cut = _CUT.fullmatch(cell)
    if cut is None:
        return cell
    digits = f"{cut[1]}{cut[2] or ''}"
    return digits if len(digits) == int(cut[3]) + 1 else ""


def _age(cell: str, year: int) -> str:
    """Return «sinh 1954» or «72 tuổi» of a year, an age, a date however written or as a spreadsheet counts days."""
    bare = cell.strip("' ")
    if bare.isdigit():
        number = int(bare)
        if _OLDEST_YEAR <= number <= year:
            return f"sinh {number}"
        if number in _SERIALS:
            return f"sinh {(_FIRST_DAY + timedelta(days=number)).year}"
        return f"{number} tuổi" if number <= _OLDEST_AGE else bare
    if (said := _ISO.fullmatch(bare)) or (said := _SOME_YEAR.search(bare)):
        return f"sinh {_mended(bare, int(said[1]))}"
    if said := _SHORT_DATE.fullmatch(bare):
        return f"sinh {said[1]}"
    return bare


def _mended(cell: str, year: int) -> int:
    """Return the year of a cell shown as a day: «1954» was counted as days since 1899, and shows 7 May 1905."""
    parts = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", cell)
    if parts is None or year > _DAYS_OF_YEARS:
        return year
    return (date(int(parts[3]), int(parts[2]), int(parts[1])) - _FIRST_DAY).days
