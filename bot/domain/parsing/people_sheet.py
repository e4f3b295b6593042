"""A table of people as lines like those of a chat: only the columns we know are read, whatever else is in it."""

from collections.abc import Sequence

from bot.domain.vietnamese import fold

_COLUMNS = {
    "family": "ho|ho dem|ho va ten dem|ho va chu dem|ho ten dem",
    "name": "ho ten|ho va ten|ten|ten goi|hoc vien|ho ten hoc vien|ho va ten hoc vien|nguoi hoc|name|full name",
    "form": "cach goi|xung ho|goi la",
    "phone": "sdt|so dt|dt|dien thoai|so dien thoai|di dong|zalo|so zalo|phone|mobile",
    "age": "tuoi|so tuoi|do tuoi|age",
    "born": "nam sinh|ngay sinh|sinh nam|ngay thang nam sinh|sinh ngay|tuoi hoac nam sinh|tuoi nam sinh",
    "gender": "gioi tinh|nam nu|phai|gender",
}
_OF_HEAD = {head: column for column, heads in _COLUMNS.items() for head in heads.split("|")}
_FIRST_ROWS = 10  # a title or two may stand above the heads
_YEARS = 4  # digits of a year


def lines(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """One line a person; None if no row of heads names a column with names. No other columns leave the table."""
    for n, row in enumerate(rows[:_FIRST_ROWS]):
        columns = {_OF_HEAD[fold(head)]: place for place, head in enumerate(row) if fold(head) in _OF_HEAD}
        if "name" in columns:
            return [_line(dict(_cells(columns, person))) for person in rows[n + 1 :]]
    return None


def _cells(columns: dict[str, int], row: Sequence[str]) -> list[tuple[str, str]]:
    return [(column, row[place].strip()) for column, place in columns.items() if place < len(row)]


def _line(of: dict[str, str]) -> str:
    name = " ".join(filter(None, (of.get("form"), of.get("family"), of.get("name"))))
    age = f"{of['age']} tuổi" if of.get("age", "").isdigit() else of.get("age", "")
    return "\t".join((name, of.get("phone", ""), age, _born(of.get("born", "")), of.get("gender", "")))


def _born(said: str) -> str:
    """«1954» is a year, «72» an age."""
    if not said.isdigit():
        return said
    return f"sinh {said}" if len(said) == _YEARS else f"{said} tuổi"
