"""The grammar of days and times: what each phrase says; `time` combines them."""

import re
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.domain.parsing.english_time import in_vietnamese
from bot.domain.vietnamese import letters, normal
from bot.domain.weeks import A_WEEK, first_weekday


class SaidPart(StrEnum):
    """The part of the day that was named."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class UnclearTime(StrEnum):
    """Why what was said cannot be used."""

    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_HOUR = "no_such_hour"
    PAST = "past"
    LUNAR = "lunar"


@dataclass(frozen=True)
class ClockTime:
    """A time as said; `minute` is negative for «9h kém 15»; `exact` for «05:30», which is not half past five p.m."""

    hour: int
    minute: int
    part: SaidPart | None
    exact: bool


@dataclass
class SaidTime:
    """All that is said about one moment. `names` come from «mai», which may be a name, and count last."""

    now: datetime
    days: list[date | UnclearTime] = field(default_factory=list)
    names: list[date | UnclearTime] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    week: int | None = None
    maybe_today: bool = False
    clocks: list[ClockTime] = field(default_factory=list)
    parts: list[SaidPart] = field(default_factory=list)

    def says_day(self) -> bool:
        return bool(self.days or self.names or self.weekdays or self.week)

    def says_hour(self) -> bool:
        return bool(self.clocks or self.parts)


_LONGEST = 300  # characters
TAKEN = "|"

# Words that collide without diacritics are replaced by others of the same length.
_APART = {"tối": "dem", "tới": "sau", "tôi": "tui", "mốt": "kja", "sáu": "six"}
# «dời sang thứ Bảy», «sau giờ làm»; where nothing is marked it is «sáng» and «sáu giờ».
_APART_AMONG_MARKS = _APART | {"sang": "qua-", "sau giờ": "hau gio"}


class TypedWords:
    """The text and its folded letters; understood parts are struck out and not read again."""

    def __init__(self, text: str) -> None:
        self.words = normal("NFC", " ".join(text.split()))[:_LONGEST]
        if self.words.isascii():
            self.words = in_vietnamese(self.words)[:_LONGEST]
        apart = _APART if self.words.isascii() else _APART_AMONG_MARKS
        bare = list(letters(self.words))
        for found in re.finditer(rf"\b(?:{'|'.join(apart)})\b", self.words, re.IGNORECASE):
            bare[found.start() : found.end()] = apart[found[0].lower()]
        self.bare = "".join(bare)

    def take(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        found = list(pattern.finditer(self.bare))
        if found:
            self.bare = pattern.sub(lambda match: TAKEN * len(match[0]), self.bare)
        return found

    def rest(self) -> str:
        return "".join(TAKEN if b == TAKEN else w for w, b in zip(self.words, self.bare, strict=True))


_UNITS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "six": 6, "bay": 7, "tam": 8, "chin": 9}
_TENS = {"muoi": 10} | {f"{word} muoi": 10 * n for word, n in _UNITS.items() if n in range(2, 6)}
_TENS |= {f"{ten} {u}": t + n for ten, t in _TENS.items() for u, n in (_UNITS | {"tu": 4, "lam": 5}).items()}
_NUMBERS = _TENS | _UNITS

_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "six": 4, "bay": 5}
_WEEKDAYS |= dict.fromkeys(("chu nhat", "chu nhut", "chua nhat", "chua nhut", "cn", "c.n"), 6)
_WEEKDAYS |= {str(digit): digit - 2 for digit in range(2, 8)}
_STRETCHES = {"dau": (0, 1), "giua": (2, 3), "cuoi": (5, 6)}
_NEAR = {"nay": 0, "mai": 1, "mot": 2, "kja": 2, "kia": 2}
_WEEKS = {"nay": 0, "toi": 1, "sau": 1, "sau nua": 2}
_PARTS = {
    "sang": SaidPart.MORNING,
    "trua": SaidPart.NOON,
    "chieu": SaidPart.AFTERNOON,
    "toi": SaidPart.EVENING,
    "dem": SaidPart.EVENING,
    "khuya": SaidPart.EVENING,
}
_HALF_A_YEAR = 183  # days; «20/11» said on 25/11 is a mistake, «5/1» said in December is next year


def hear(line: TypedWords, now: datetime) -> list[SaidTime] | UnclearTime:
    """Return what is said on each side of «hoặc»."""
    refused = [why for pattern, why in _REFUSED if line.take(pattern)]
    turns = [match.start() for match in _OR.finditer(line.bare)]
    sides = [SaidTime(now) for _ in range(len(turns) + 1)]
    for pattern, note in _GRAMMAR:
        for match in line.take(pattern):
            note(sides[bisect(turns, match.start())], match)
    return refused[0] if refused else [side for side in sides if side.says_day() or side.says_hour()]


def _pattern(words: str) -> re.Pattern[str]:
    """Match whole words; N is any number in digits or words, T one from ten up."""
    tens = "|".join([r"\d{1,2}", *sorted(_TENS, key=len, reverse=True)])
    spelled = words.replace("{N}", f"(?:{tens}|{'|'.join(_UNITS)})").replace("{T}", f"(?:{tens})")
    return re.compile(rf"(?<![a-z0-9])(?:{spelled})(?![a-z0-9])")


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _after(heard: SaidTime, match: re.Match[str]) -> None:
    days = _number(match["n"]) * (7 if match["unit"] == "tuan" else 1)
    heard.days.append(heard.now.date() + timedelta(days=days))


def _soon(heard: SaidTime, match: re.Match[str]) -> None:
    moment = heard.now + timedelta(minutes=_number(match["n"]) * (1 if match["unit"] == "phut" else 60))
    heard.days.append(moment.date())
    heard.clocks.append(ClockTime(moment.hour, moment.minute, None, exact=True))


def _date(heard: SaidTime, match: re.Match[str]) -> None:
    """Take the next such day within half a year if no year is said."""
    today, day, month = heard.now.date(), _number(match["d"]), _month(match["m"], heard.now.date())
    if written := match.groupdict().get("y"):
        year = int(written) + (2000 if len(written) == len("26") else 0)
        heard.days.append(_not_past(_calendar_day(day, month, year), today))
        return
    this_year, next_year = (_calendar_day(day, month, today.year + years) for years in (0, 1))
    if isinstance(this_year, date) and this_year >= today:
        heard.days.append(this_year)
    elif isinstance(next_year, date) and (next_year - today).days > _HALF_A_YEAR:
        heard.days.append(UnclearTime.PAST)
    else:
        heard.days.append(next_year)


def _month(word: str, today: date) -> int:
    if word in {"nay", "toi", "sau"}:
        return today.month if word == "nay" else today.month % 12 + 1
    return 4 if word == "tu" else _number(word)


def _calendar_day(day: int, month: int, year: int) -> date | UnclearTime:
    try:
        return date(year, month, day)
    except ValueError:
        return UnclearTime.NO_SUCH_DAY


def _not_past(day: date | UnclearTime, today: date) -> date | UnclearTime:
    return UnclearTime.PAST if isinstance(day, date) and day < today else day


def _day_of_month(heard: SaidTime, match: re.Match[str]) -> None:
    today, day = heard.now.date(), _number(match["d"])
    months = [divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in range(3)]
    days = (_calendar_day(day, month + 1, year) for year, month in months)
    heard.days.append(next((d for d in days if isinstance(d, date) and d >= today), UnclearTime.NO_SUCH_DAY))


def _clock(heard: SaidTime, match: re.Match[str]) -> None:
    said = match.groupdict()
    hour = said.get("from") or said["hour"]
    minute = 30 if said.get("half") else _number(said.get("minute") or "0") - _number(said.get("less") or "0")
    part = _PARTS.get(said.get("part") or "")
    clock = ClockTime(_number(hour), 0 if said.get("from") else minute, part, exact=hour.startswith("0"))
    heard.clocks.append(clock)


def _bare_hour(heard: SaidTime, match: re.Match[str]) -> None:
    if not heard.clocks:
        _clock(heard, match)


def _weekday(heard: SaidTime, match: re.Match[str]) -> None:
    said = match.groupdict()
    heard.weekdays += [_WEEKDAYS[word] for word in (said["w"], *re.findall(r"\d", said.get("more") or ""))]
    heard.maybe_today = said["this"] == " nay"


def _weekday_of_month(heard: SaidTime, match: re.Match[str]) -> None:
    today = heard.now.date()
    month = _month(match["m"] or "nay", today)
    if month not in range(1, 13):
        heard.days.append(UnclearTime.NO_SUCH_DAY)
        return
    first = date(today.year + (month < today.month), month, 1)
    each = (first_weekday(_WEEKDAYS[match["w"]], first) + n * A_WEEK for n in range(5))
    days = [day for day in each if day.month == month]
    if which := match["stretch"]:
        days = days[:1] if which.startswith("dau") else days[-1:]
    heard.days += [day for day in days if day >= today] or [UnclearTime.PAST]


def _nothing(_heard: SaidTime, _match: re.Match[str]) -> None:
    """Take words that look like a time and are none."""


def _stretch(heard: SaidTime, match: re.Match[str]) -> None:
    heard.weekdays += _STRETCHES[match["stretch"]]


def _week(heard: SaidTime, match: re.Match[str]) -> None:
    heard.week = _WEEKS[match["week"]]


def _part(heard: SaidTime, match: re.Match[str]) -> None:
    heard.parts.append(_PARTS[match["part"]])
    if near := match.groupdict().get("near"):
        heard.days.append(heard.now.date() + timedelta(days=_NEAR[near]))


def _near(heard: SaidTime, match: re.Match[str]) -> None:
    heard.days.append(heard.now.date() + timedelta(days=_NEAR[match["near"]]))


def _name(heard: SaidTime, match: re.Match[str]) -> None:
    heard.names.append(heard.now.date() + timedelta(days=_NEAR[match["near"]]))


_Note: TypeAlias = Callable[[SaidTime, re.Match[str]], None]

_OR = _pattern("hoac|hay")
_H = "(?:h|g|gio)(?![a-z])"
_SOON_DAY = "(?P<near>nay|mai|mot|kja|kia)"
_THIS = "(?P<this> nay| (?:toi|sau)(?! ?[|]))?"
_MINUTES = r"(?:\d{1,2}|(?:(?:hai|ba|bon|nam) )?muoi(?: lam)?)"
_HOUR = (
    rf"(?P<hour>{{N}})(?: ?{_H}|:(?=\d\d)|\.(?=(?:00|15|30|45)(?![\d.]))|(?= ruoi))"
    rf"(?: ?(?P<minute>{_MINUTES})(?: ?(?:phut|ph|p))?| ?(?P<half>ruoi)| ?(?:kem|thieu) ?(?P<less>{_MINUTES}))?"
)
_TILL = " ?(?:-|den|toi|sau) ?"
_UNTIL = _TILL + re.sub("[?]P<[a-z]+>", "?:", _HOUR)
_IN_PART = "(?= (?P<part>sang|trua|chieu|toi|dem|khuya)(?![a-z]))"
_OPENERS = (r"\|", ",", "tu", "luc", "vao", "mai", "sang", "trua", "chieu", "toi", "dem")
_OPENING = "|".join(["^", *(rf"(?<={word}\x20)" for word in _OPENERS)])
_KIN = (
    "ba",
    "co",
    "di",
    "em",
    "ut",
    "thi",
    "chi",
    "anh",
    "bac",
    "nha",
    "ong",
    "ten",
    "goi",
    "chu",
    "van",
    "ngoc",
    "tuyet",
    "hong",
)
_NOT_A_NAME = "".join(rf"(?<!\b{kin}\x20)" for kin in _KIN)

_OF_MONTH = (
    r"(?:(?:tuan )?(?P<stretch>dau(?: tien)?|cuoi(?: cung)?) )?(?:(?:cua|trong) )?thang"
    r"(?: (?P<m>{N}|tu|nay|toi|sau))?"
)
# «số 8/3 đường Lê Lợi», «đường 30/4»
_STREETS = ("so", "nha", "hem", "ngo", "kiet", "duong", "lo", "pho", "truong", "vien", "cau", "cho", "khu", "ap", "kp")
_NO_HOUSE = "".join(rf"(?<!\b{word}\x20)" for word in _STREETS)
_WORK = "lam(?: viec)?|tan(?: (?:ca|tam|so|lam|hoc|truong))?|hoc|hanh chinh|le|nghi"
_AFTER_WORK = rf"{_WORK}|com(?: (?:trua|chieu|toi|dem))?|an(?: com)?"
_ONCE_DONE = (
    rf"(?:{_WORK}|com nuoc|an (?:com|toi|uong|xong)|lam (?:viec|xong|dong)|di (?:lam|le|cho|chua)|tan \w+|ranh)"
)

_REFUSED = (
    (_pattern(r"thu (?:[0189]|\d{2,}|tam|chin|muoi)(?! ?(?:h|g|gio)(?![a-z]))(?![/:.-]?\d)"), UnclearTime.NO_SUCH_DAY),
    (_pattern(r"ram|tet|thang (?:chap|gieng)|am lich|giao thua|trung thu|vu lan"), UnclearTime.LUNAR),
    (_pattern(r"(?:mung|mong) (?:1|mot)(?! ?(?:thang|[/.-]\d))"), UnclearTime.LUNAR),
    (_pattern("(?:hom|bua) (?:qua|kia|truoc)|(?:sang|trua|chieu|toi|dem) qua"), UnclearTime.PAST),
    (_pattern("(?:tuan|thang) (?:truoc|roi|qua)"), UnclearTime.PAST),
    (_pattern(r"(?<!thu\x20){N} (?:phut|gio|tieng|ngay|hom|bua|tuan|thang) truoc"), UnclearTime.PAST),
)

# The order matters: earlier patterns strike out what later ones would misread.
_GRAMMAR: tuple[tuple[re.Pattern[str], _Note], ...] = (
    (_pattern(rf"hau gio(?: (?:{_AFTER_WORK}))?|(?:sau|het|xong|truoc) gio (?:{_AFTER_WORK})"), _nothing),
    (_pattern(rf"(?:sau khi|khi nao|chung nao|luc nao) (?:\w+ )?{_ONCE_DONE}(?: (?:xong|ve))?"), _nothing),
    (_pattern("(?:thu ?|t)(?P<w>[2-7]|hai|ba|tu|nam|sau|six|bay) " + _OF_MONTH), _weekday_of_month),
    (_pattern(r"(?P<w>chua? nh[au]t|c\.?n) " + _OF_MONTH), _weekday_of_month),
    (_pattern("(?P<n>{N}) (?P<unit>phut|gio|tieng) nua"), _soon),
    (_pattern(r"(?<!thu\x20)(?:sau )?(?P<n>{N}) (?P<unit>ngay|hom|bua|tuan) (?:nua|sau|toi)"), _after),
    (_pattern(r"(?<!thu\x20)sau (?P<n>{N}) (?P<unit>ngay|tuan)"), _after),
    (_pattern(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"), _date),
    (
        _pattern(
            rf"{_NO_HOUSE}(?<!\d[:/.-])(?P<d>\d{{1,2}})(?P<sign> ?/ ?|-|\.(?!00|15|30|45))(?P<m>\d{{1,2}})"
            rf"(?:(?P=sign)(?P<y>\d{{4}}|\d{{2}}))?(?!:|[/.-]\d| ?{_H}| duong| hem)"
        ),
        _date,
    ),
    (_pattern("(?:ngay|mung|mong) (?P<d>{N}) thang (?P<m>nay|toi|sau)"), _date),
    (
        _pattern(
            rf"{_NO_HOUSE}(?<!thu\x20)(?:(?:ngay|mung|mong) )?(?P<d>{{N}}) thang (?P<m>{{N}}|tu)"
            r"(?: (?:nam )?(?P<y>\d{4}))?"
        ),
        _date,
    ),
    (_pattern(rf"(?<!thu\x20)(?:(?:{_OPENING})(?P<from>{{N}}){_TILL})?{_HOUR}(?:{_UNTIL})?(?:{_IN_PART}|)"), _clock),
    (_pattern("ngay (?P<d>{T})"), _day_of_month),
    (_pattern("(?:mung|mong) (?P<d>{N})"), _day_of_month),
    (_pattern("(?P<stretch>dau|giua|cuoi)(?= tuan)"), _stretch),
    (_pattern("tuan (?P<week>nay|sau nua|sau|toi)"), _week),
    (_pattern(rf"(?:t|th|thu)\.? ?(?P<w>[2-7])(?P<more>(?:[ ,-]{{1,2}}[2-7](?![\d/.:-]))*){_THIS}"), _weekday),
    (_pattern(rf"thu ?(?P<w>hai|ba|tu|nam|sau|six|bay){_THIS}"), _weekday),
    (_pattern(rf"(?P<w>chua? nh[au]t|c\.?n){_THIS}"), _weekday),
    (_pattern(rf"(?:{_OPENING})(?P<hour>{{N}}){_IN_PART}"), _bare_hour),
    (_pattern(rf"(?P<part>sang|trua|chieu|dem|khuya)(?: som)?(?: {_SOON_DAY})?"), _part),
    (_pattern(rf"(?P<part>toi)(?: {_SOON_DAY}|(?= ?[|]))"), _part),  # elsewhere «toi» is «tôi»
    (_pattern(r"(?<=[|])\x20?(?P<part>toi)"), _part),
    (_pattern(rf"(?:hom|bua|ngay) {_SOON_DAY}"), _near),
    (_pattern(rf"{_NOT_A_NAME}(?P<near>mai|kja)"), _name),
    (_pattern(r"(?:^|(?<=[|]\x20))(?P<near>mot|nay)(?! (?:gio|ngay|buoi|tuan|thang|lop|nguoi|cho|tieng))"), _name),
)
