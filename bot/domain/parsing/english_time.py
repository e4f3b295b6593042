"""English words of time put into the Vietnamese ones that `time_grammar` reads: «Saturday 8 a.m.» is «thu 7 08:00»."""

import re
from collections.abc import Callable

_WEEKDAYS = {
    "mon": "thu 2",
    "tue": "thu 3",
    "wed": "thu 4",
    "thu": "thu 5",
    "fri": "thu 6",
    "sat": "thu 7",
    "sun": "cn",
}
_DAY = (
    r"(?P<day>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)s?\b"
    r"|(?P<short>mon|tues?|wed|thurs|thur|fri|sat|sun)\b\.?(?=,? (?:at )?\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|tember|t|ober|ember)?\b\.?"
)
_NO_HOUR = "24:00"  # the night between which days is asked
_PLAIN = (
    (r"\bthe day after tomorrow\b|\bday after tomorrow\b", "ngay mot"),
    (r"\btomorrow night\b", "dem mai"),
    (r"\btomorrow\b", "ngay mai"),
    (r"\bmidnight\b", _NO_HOUR),
    (r"\bthis morning\b", "sang nay"),
    (r"\bthis afternoon\b", "chieu nay"),
    (r"\bthis evening\b", "dem nay"),
    (r"\blast (?:thu [2-7]|cn)\b", "hom qua"),
    (r"\ba week from (?:hom nay|today)\b", "1 tuan nua"),
    (r"\b(?:on )?the (\d{1,2})(?:st|nd|rd|th)\b", r"ngay \1"),
    (r"\btoday\b", "hom nay"),
    (r"\btonight\b", "dem nay"),
    (r"\byesterday\b", "hom qua"),
    (r"\bnext week\b", "tuan sau"),
    (r"\bthis week\b", "tuan nay"),
    (r"\blast week\b", "tuan truoc"),
    (r"\b(?:at )?(?:12 )?noon\b", "12:00"),
    (r"\b(?:in the )?morning\b", "sang"),
    (r"\b(?:in the )?afternoon\b", "chieu"),
    (r"\b(?:in the )?evening\b|\bat night\b", "dem"),
    (r"\bo'?clock\b", "h"),
    (r"\bor\b(?= \D*(?:thu|cn|\d))", "hoac"),
)
_HALF_DAY = 12
_FROM_TILL = (
    r"\b(?:between |from )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?: ?(?P<own>[ap])\.?m\b\.?)?"
    r" ?(?P<between>-|–|to|till?|until|and|or) ?(?P<till>\d{1,2})(?:[:.](?P<last>\d\d))? ?(?P<half>[ap])\.?m\b\.?"
)
_DAY_OF_MONTH = (
    rf"\b(?:the )?(?P<which>first|second|third|fourth|last) (?:{_DAY}) (?:of|in) "
    rf"(?:{_MONTH}|(?P<next>next)|(?P<this>this|the))(?: month)?"
)
_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOUR = rf"(?P<spoken>{'|'.join(_HOURS)})"
_BESIDE_AN_HOUR = r"(?= ?(?:[ap]\.?m\b|o'?clock\b|thirty\b|fifteen\b|in the\b|tomorrow\b|tonight\b|on \w+day\b|$))"


def in_vietnamese(text: str) -> str:
    said = text
    for pattern, put in _EACH:
        said = pattern.sub(put, said)
    return said


def _clock(found: re.Match[str]) -> str:
    hour, is_pm = int(found["hour"]), found["half"].lower() == "p"
    in_full = hour % _HALF_DAY + (_HALF_DAY if is_pm else 0)
    return f"{in_full:02}:{found['minute'] or '00'}" if hour <= _HALF_DAY else found[0]


def _from_till(found: re.Match[str]) -> str:
    """Give the first hour the half of the day of the second: «8-10am», «between 7 and 8 pm», «11 to 1 pm»."""
    first, last = int(found["hour"]), int(found["till"])
    if max(first, last) > _HALF_DAY or last == _HALF_DAY:
        return found[0]
    end = last + (_HALF_DAY if found["half"].lower() == "p" else 0)
    halves = {"a": (0,), "p": (_HALF_DAY,)}.get((found["own"] or "").lower(), (0, _HALF_DAY))
    begin = max((hour for half in halves if (hour := first % _HALF_DAY + half) < end), default=None)
    if begin is None:
        return _NO_HOUR
    between = " hoac " if found["between"].lower() in {"and", "or"} else " - "
    return f"{begin:02}:{found['minute'] or '00'}{between}{end:02}:{found['last'] or '00'}"


def _of_month(found: re.Match[str]) -> str:
    day, which = _WEEKDAYS[(found["day"] or found["short"]).lower()[:3]], found["which"].lower()
    month = "sau" if found["next"] else "nay" if found["this"] else _MONTHS.index(found["month"].lower()[:3]) + 1
    return f"{day}{ {'first': ' dau', 'last': ' cuoi'}.get(which, '') } thang {month}"


def _spoken(found: re.Match[str]) -> str:
    return f"{found['before']}{_HOURS.index(found['spoken'].lower()) + 1}"


def _minutes(found: re.Match[str]) -> str:
    return f"{found['hour']}:{30 if found['half'] else 15}"


def _to(found: re.Match[str]) -> str:
    return f"{(int(found['hour']) - 2) % _HALF_DAY + 1}h45"


def _past(found: re.Match[str]) -> str:
    return f"{found['hour']}h{30 if found['part'].lower() == 'half' else 15}"


def _weekday(found: re.Match[str]) -> str:
    day = _WEEKDAYS[(found["day"] or found["short"]).lower()[:3]]
    # «next Saturday» said on a Monday is this week's to one and next week's to another: both are offered.
    return f"{day} hoac {day} tuan sau" if found["next"] or found["later"] else day


def _date(found: re.Match[str]) -> str:
    month = _MONTHS.index(found["month"].lower()[:3]) + 1
    year = found.groupdict().get("year")
    return f"{int(found['d'])}/{month}" + (f"/{year}" if year else "")


def _ahead(found: re.Match[str]) -> str:
    unit = {"day": "ngay", "week": "tuan", "hour": "gio", "minute": "phut"}[found["unit"].lower()]
    said = found["n"].lower()
    n = said if said.isdecimal() else 1 if said in {"a", "an"} else _HOURS.index(said) + 1
    return f"{n} {unit} nua"


_EACH: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), put)
    for pattern, put in (
        (rf"\b(?P<before>(?:half|quarter) (?:past|to) |at ){_HOUR}\b", _spoken),
        (rf"\b(?P<before>){_HOUR}\b{_BESIDE_AN_HOUR}", _spoken),
        (r"\b(?P<hour>\d{1,2}) (?:(?P<half>thirty)|fifteen)\b", _minutes),
        (_FROM_TILL, _from_till),
        (r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.?m\b\.?", _clock),
        (r"\b(?<![:.])(\d{1,2})(?= (?:tomorrow|this) (?:morning|afternoon|evening|night)\b| tonight\b)", r"\1h"),
        (r"\bbetween (\d{1,2}) and (\d{1,2})\b", r"\1h hoac \2h"),
        (r"\bquarter to (?P<hour>\d{1,2})\b", _to),
        (r"\b(?P<part>half|quarter) past (?P<hour>\d{1,2})\b", _past),
        (rf"\bin (?P<n>\d{{1,2}}|an?|{'|'.join(_HOURS)}) (?P<unit>day|week|hour|minute)s?\b", _ahead),
        (_DAY_OF_MONTH, _of_month),
        (rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? (?P<year>20\d\d))?", _date),
        (rf"\b{_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>20\d\d))?(?! ?(?:h|gio|g)\b|[:.]\d)", _date),
        (rf"\b(?:on |this )?(?P<next>next |a week from )?(?:{_DAY})(?P<later> week\b| after next\b)?", _weekday),
        *_PLAIN,
        (r"\bat (?P<hour>\d{1,2})\b(?![:/h])", r"\g<hour>h"),
    )
)
