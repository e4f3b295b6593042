"""Where a platform brings updates, for channels that are told by webhook."""

import hashlib
import hmac
from dataclasses import dataclass


@dataclass(frozen=True)
class WebhookAddress:
    """The public URL, and the secret by which requests of the platform are recognised."""

    url: str
    secret: str

    @classmethod
    def of(cls, url: str, token: str, secret: str | None) -> "WebhookAddress":
        return cls(url, secret or hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest())
