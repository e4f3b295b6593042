"""Forms of address, and what the assistant calls itself in reply."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class AddressForm:
    """How a person is addressed (`goi`), and what the assistant then calls itself (`xung`)."""

    goi: str
    xung: str


# Southern usage: «con» to elders, «em» to people a little older, «mình» among students.
FORMS = {
    "ong": AddressForm("ông", "con"),
    "ba": AddressForm("bà", "con"),
    "bac": AddressForm("bác", "con"),
    "co": AddressForm("cô", "con"),
    "chu": AddressForm("chú", "con"),
    "anh": AddressForm("anh", "em"),
    "chi": AddressForm("chị", "em"),
    "ban": AddressForm("bạn", "mình"),
}
# Age is never guessed: until the person has chosen, it is «cô, bác».
UNKNOWN = AddressForm("cô, bác", "trợ lý")


# Among students nobody says «dạ … ạ».
_AMONG_EQUALS = "ban"
_OPENING = re.compile(r"(?m)(^|(?<=[.!?] ))Dạ,? (\w)")
_CLOSING = re.compile(r" ạ(?=[.!?,]|$)", re.MULTILINE)


def in_tone(form: str | None, words: str) -> str:
    """Remove «dạ … ạ» for students, who address each other as equals."""
    if form != _AMONG_EQUALS:
        return words
    return _CLOSING.sub("", _OPENING.sub(lambda found: found[1] + found[2].upper(), words))


def placeholders(form: str | None, called: str) -> dict[str, str]:
    chosen = FORMS.get(form or "", UNKNOWN)
    return {
        "goi": chosen.goi,
        "Goi": chosen.goi[0].upper() + chosen.goi[1:],
        "xung": chosen.xung,
        "Xung": chosen.xung[0].upper() + chosen.xung[1:],
        "ten": called,
    }
