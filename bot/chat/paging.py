"""Pages of long lists of options, and what is left of them by typed words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import clock
from bot.domain.understanding.choice import MOST_LINES, all_fitting
from bot.i18n import Text, _

# With «Xem thêm» below them; where several are ticked, with the line that ends it, too.
A_PAGE = MOST_LINES - 1
A_PAGE_TO_TICK = MOST_LINES - 2
MORE, ALL = "…more", "…all"
MOST_WORDS = 60


@dataclass(frozen=True)
class Pages:
    """Pages of `n` options, `size` on each; on the first one only `first`, if that is given."""

    n: int
    size: int = A_PAGE
    first: int | None = None

    @property
    def all(self) -> int:
        return 1 if self.n <= self._alone else 1 + -(-(self.n - self._begin) // self.size)

    @property
    def _alone(self) -> int:
        return self.first or A_PAGE

    @property
    def _begin(self) -> int:
        return self.first or self.size

    def at(self, page: int) -> slice:
        """Return where the options of this page stand; the page after the last one is the first."""
        turned = page % self.all
        if self.all == 1:
            return slice(self.n)
        start = 0 if turned == 0 else self._begin + (turned - 1) * self.size
        return slice(start, self._begin if turned == 0 else start + self.size)

    def where(self, page: int) -> Text | None:
        """Return «Page n of m»; None if there is one page. It is the only sign of pages where there are no buttons."""
        return _("Page {n} of {last}", n=page % self.all + 1, last=self.all) if self.all > 1 else None


def more_label() -> Text:
    return _("More ▸")


def all_label() -> Text:
    return _("📋 All of them")


def sought(words: str, labels: Sequence[str]) -> list[int]:
    """Return the places of the labels that hold what was typed: a topic, a time, words with marks or without."""
    return all_fitting(words[:MOST_WORDS], labels, clock.local(clock.now()))


def said_of_search(words: str, n: int) -> Text:
    return _("🔎 «{words}»: {n} found", words=words[:MOST_WORDS], n=n)
