"""Formatted text as the platform reads it: HTML or entities in, plain text with entities out, limits after parsing."""

import html
import re
from dataclasses import dataclass, field

from tests.fake_telegram.parameters import Json
from tests.fake_telegram.refusals import Mistake, bad

TEXT_LIMIT, CAPTION_LIMIT, ENTITY_LIMIT = 4096, 1024, 100

# Our HTML tags → entities.
_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
# What an entity of this type must carry besides.
_CARRIES = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
_FOUND_BY_ITSELF = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
_TYPES = {*_TAGS.values(), *_CARRIES, *_FOUND_BY_ITSELF, "expandable_blockquote"}
_FIELDS = {"type", "offset", "length", "language", "date_time_format", *_CARRIES.values()}

_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z0-9-]*)(?P<rest>[^<>]*)>|(?P<open><)|(?P<text>[^<]+)")
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_REFERENCE = re.compile(r"&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?")


def units(text: str) -> int:
    """Its length as the platform counts: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def message_text(parameters: Json, *, too_long: str = "message is too long") -> tuple[str, list[Json]]:
    text, entities = _formatted(parameters["text"], parameters.get("parse_mode"), parameters.get("entities"))
    if not text:
        raise bad("message text is empty")
    if units(text) > TEXT_LIMIT:
        raise bad(too_long)
    return text, entities


def caption(parameters: Json) -> tuple[str, list[Json]]:
    text, entities = _formatted(
        parameters.get("caption", ""), parameters.get("parse_mode"), parameters.get("caption_entities")
    )
    if units(text) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    return text, entities


def commands_in(text: str) -> list[Json]:
    """The entities of a typed message: its commands."""
    return [
        {"type": "bot_command", "offset": units(text[: found.start()]), "length": units(found[0])}
        for found in _COMMAND.finditer(text)
    ]


def _formatted(text: str, parse_mode: str | None, entities: list[Json] | None) -> tuple[str, list[Json]]:
    if parse_mode and entities:
        raise Mistake("parse_mode and entities exclude each other")
    if parse_mode is None:
        found = entities or []
    elif parse_mode.lower() == "html":
        text, found = _Html().read(text)
    elif parse_mode.lower() in {"markdown", "markdownv2"}:
        raise Mistake(f"this fake does not read {parse_mode}")
    else:
        raise bad("unsupported parse_mode")
    _check(text, found)
    return _trimmed(text, found)


def _check(text: str, entities: list[Json]) -> None:
    if len(entities) > ENTITY_LIMIT:
        raise Mistake(f"more than {ENTITY_LIMIT} entities")
    for entity in entities:
        kind = entity.get("type")
        if kind not in _TYPES or entity.keys() - _FIELDS or (kind in _CARRIES and _CARRIES[kind] not in entity):
            raise Mistake(f"no such entity: {entity}")
        if not 0 <= entity["offset"] < entity["offset"] + entity["length"] <= units(text):
            raise Mistake(f"an entity that stands outside of its text: {entity}")


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """White space at both ends is dropped, and entities with it."""
    kept = text.strip()
    shift, length = units(text) - units(text.lstrip()), units(kept)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        end = min(length, entity["offset"] - shift + entity["length"])
        if start < end:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, sorted(moved, key=lambda entity: (entity["offset"], -entity["length"]))


@dataclass
class _Html:
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    open: list[tuple[str, int, Json]] = field(default_factory=list)

    def read(self, source: str) -> tuple[str, list[Json]]:
        for token in _TOKEN.finditer(source):
            at = len(source[: token.start()].encode())
            if token["text"] is not None:
                self.text += _REFERENCE.sub(lambda found: html.unescape(found[0]), token["text"])
            elif token["open"]:
                raise _unreadable(f"Unclosed start tag at byte offset {at}")
            elif token["end"]:
                self._close(token["tag"].lower(), at)
            else:
                self._begin(token["tag"].lower(), token["rest"], at)
        if self.open:
            raise _unreadable(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        return self.text, self.entities

    def _begin(self, tag: str, rest: str, at: int) -> None:
        if tag not in _TAGS:
            raise _unreadable(f'Unsupported start tag "{tag}" at byte offset {at}')
        given = {name: html.unescape("".join(value)) for name, *value in _ATTRIBUTE.findall(rest)}
        if tag == "span" and given.get("class") != "tg-spoiler":
            raise _unreadable(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        self.open.append((tag, units(self.text), _extra(tag, given)))

    def _close(self, tag: str, at: int) -> None:
        if not self.open:
            raise _unreadable(f"Unexpected end tag at byte offset {at}")
        begun, offset, extra = self.open.pop()
        if begun != tag:
            raise _unreadable(f'Unmatched end tag at byte offset {at}, expected "</{begun}>", found "</{tag}>"')
        length = units(self.text) - offset
        # A link without an address is plain text.
        if length and not (tag == "a" and "url" not in extra):
            self.entities.append({"type": _TAGS[tag], "offset": offset, "length": length} | extra)


def _extra(tag: str, given: dict[str, str]) -> Json:
    if tag == "a" and given.get("href"):
        return {"url": given["href"]}
    if tag == "blockquote" and "expandable" in given:
        return {"type": "expandable_blockquote"}
    if tag == "tg-emoji":
        return {"custom_emoji_id": given.get("emoji-id", "")}
    if tag == "tg-time" and given.get("unix", "").isdecimal():
        return {"unix_time": int(given["unix"])} | ({"date_time_format": given["format"]} if "format" in given else {})
    return {}


def _unreadable(why: str) -> Exception:
    return bad(f"can't parse entities: {why}")
