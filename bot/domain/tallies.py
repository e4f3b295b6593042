"""What people were helped with at a class, as counted at the roll call."""

import re
from collections.abc import Mapping
from enum import StrEnum

from bot.domain.vietnamese import fold


class Helped(StrEnum):
    """The six columns of the ward's sheet. They count how often somebody was helped, not how many people."""

    VNEID = "vneid"
    SERVICES = "services"
    PAYMENTS = "payments"
    CITY_APP = "city_app"
    HEALTH = "health"
    QR_SHOPS = "qr_shops"


MOST = 200

# The first match counts: «mã QR cho tiểu thương» is about shops although it says QR.
_WORDS: Mapping[Helped, str] = {
    Helped.QR_SHOPS: r"\b(ho kinh doanh|tieu thuong|sap|shop|shops|cua hang|trader|traders)\b",
    Helped.VNEID: r"\b(vneid|vnid|dinh danh)\b",
    Helped.CITY_APP: r"\b(cong dan so|city app|app thanh pho)\b",
    Helped.SERVICES: r"\b(dich vu cong|dvc|dvctt|ho so|services?)\b",
    Helped.HEALTH: r"\b(y te|suc khoe|vssid|bhyt|bao hiem|kham benh|dat kham|health)\b",
    Helped.PAYMENTS: r"\b(thanh toan|tai khoan|ngan hang|chuyen khoan|vi|qr|payments?)\b",
}
_BETWEEN, _AND = re.compile(r"[,;\n]"), re.compile(r"\bva\b|\band\b")
_NUMBER = re.compile(r"\b\d{1,4}\b")


def read_tally(text: str) -> dict[Helped, int] | None:
    """Read «VNeID 4, dịch vụ công 2»; None unless each part has one known kind and one number up to MOST."""
    # Split first: `fold` removes the commas.
    parts = [part for among in _BETWEEN.split(text) for part in _AND.split(fold(among)) if part.strip()]
    read = [_part(part) for part in parts]
    kinds = {part[0] for part in read if part is not None}
    if not parts or None in read or len(kinds) < len(parts):
        return None
    return dict(part for part in read if part is not None)


def _part(words: str) -> tuple[Helped, int] | None:
    kind = next((kind for kind, pattern in _WORDS.items() if re.search(pattern, words)), None)
    numbers = _NUMBER.findall(words)
    if kind is None or len(numbers) != 1 or int(numbers[0]) > MOST:
        return None
    return kind, int(numbers[0])
