"""A table of people as lines of a list; only known columns are read."""

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
_FIRST_ROWS = 10  # titles may stand above the headings
_YEARS = 4  # digits of a year


def lines(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Return one line per person; None if no heading names a column of names. Other columns are not read."""
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
    return "\t".join((name, of.get("phone", ""), age, _with_unit(of.get("born", "")), of.get("gender", "")))


def _with_unit(said: str) -> str:
    if not said.isdigit():
        return said
    return f"sinh {said}" if len(said) == _YEARS else f"{said} tuổi"
