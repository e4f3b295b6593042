"""What a request carries: read from any of its forms, then held against the specification."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from tests.fake_telegram.refusals import Mistake, Refusal, bad
from tests.fake_telegram.spec import METHODS, Parameter

Json = dict[str, Any]

_INTEGER = re.compile(r"-?\d{1,19}")
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "action": "wrong parameter action in request",
}


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    content: bytes
    mime: str


async def raw_parameters(request: Request) -> Json:
    """Names to strings or uploads, from the query, a form, a multipart form or a JSON body."""
    found: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        body = await request.json()
        return found | {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}
    async with request.form() as form:
        for name, value in form.multi_items():
            found[name] = await _upload(value) if isinstance(value, UploadFile) else value
    return found


async def _upload(file: UploadFile) -> Upload:
    return Upload(file.filename or "", await file.read(), file.content_type or "application/octet-stream")


def checked(method: str, raw: Json, *, strict: bool) -> Json:
    """The parameters in their types. Unknown ones are a mistake of our client if `strict`, else ignored as they do."""
    known = METHODS[method]
    attached = {name for name in raw if f"attach://{name}" in raw.values()}
    unknown = raw.keys() - known.keys() - attached
    if unknown and strict:
        raise Mistake(f"{method} knows no parameter {', '.join(sorted(unknown))}")
    found = {}
    for name, parameter in known.items():
        if name in raw:
            found[name] = _typed(f"{method}.{name}", _attached(raw, name), parameter)
        elif parameter.required:
            raise missing(name)
    return found


def missing(name: str) -> Refusal:
    return bad(_MISSING.get(name, f'parameter "{name}" is required'))


def _attached(raw: Json, name: str) -> object:
    value = raw[name]
    if isinstance(value, str) and value.startswith("attach://"):
        return raw.get(value.removeprefix("attach://"), value)
    return value


def _typed(where: str, value: object, parameter: Parameter) -> object:
    if isinstance(value, Upload):
        if parameter.type != "file":
            raise Mistake(f"{where} is no file")
        return value
    try:
        return _READ[parameter.type](str(value))
    except (ValueError, KeyError):
        raise Mistake(f"{where} must be of type {parameter.type}, not {str(value)[:50]!r}") from None


def _integer(value: str) -> int:
    if not _INTEGER.fullmatch(value):
        raise ValueError(value)
    return int(value)


def _chat(value: str) -> int | str:
    return value if value.startswith("@") or not value else _integer(value)


def _list(value: str) -> list[Any]:
    found = json.loads(value)
    if type(found) is not list:
        raise ValueError(value)
    return found


def _object(value: str) -> Json:
    found = json.loads(value)
    if type(found) is not dict:
        raise ValueError(value)
    return found


_READ: dict[str, Callable[[str], object]] = {
    "int": _integer,
    "bool": lambda value: {"true": True, "false": False}[value.lower()],
    "text": str,
    "file": str,
    "list": _list,
    "object": _object,
    "chat": _chat,
}
