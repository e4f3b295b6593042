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
    "di": AddressForm("dì", "con"),
    "thim": AddressForm("thím", "con"),
    "mo": AddressForm("mợ", "con"),
    "cau": AddressForm("cậu", "con"),
    "duong": AddressForm("dượng", "con"),
}
# What is offered; the others are there for who types them.
OFFERED = ("ong", "ba", "bac", "co", "chu", "anh", "chi", "ban")
# Age is never guessed: until the person has chosen, it is «cô, bác».
UNKNOWN = AddressForm("cô, bác", "trợ lý")


DEFERENCE = "Dạ"

# Among students nobody says «dạ … ạ».
_AMONG_EQUALS = "ban"
_OPENING = re.compile(r"(?m)(^|(?<=[.!?] ))Dạ,? (\w)")
_CLOSING = re.compile(r" ạ(?=[.!?,]|$)", re.MULTILINE)


def in_tone(form: str | None, words: str) -> str:
    """Remove «dạ … ạ» for students, who address each other as equals."""
    if form != _AMONG_EQUALS:
        return words
    return _CLOSING.sub("", _OPENING.sub(_without, words))


def without_deference(words: str) -> str:
    return _without(found) + words[found.end() :] if (found := _OPENING.match(words)) else words


def _without(opening: re.Match[str]) -> str:
    called_so = opening[2].isupper() and "," not in opening[0]  # «Dạ Thảo» is a name
    return opening[0] if called_so else opening[1] + opening[2].upper()


def placeholders(form: str | None, called: str) -> dict[str, str]:
    chosen = FORMS.get(form or "", UNKNOWN)
    return {
        "goi": chosen.goi,
        "Goi": chosen.goi[0].upper() + chosen.goi[1:],
        "xung": chosen.xung,
        "Xung": chosen.xung[0].upper() + chosen.xung[1:],
        "ten": called,
    }
