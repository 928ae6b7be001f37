"""Names put together from neighbouring words of a question.

A chain is a run of neighbouring hits each of which has words of one name. Its score is the share of
the name's weight that it covers, times the share of the mention that the name covers: what stands
in or around the chain and is not the name's makes it another name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from askreport.naming.hits import Hit, chinese_hits, latin_hits
from askreport.naming.kinds import KIND, KIND_END, LEGAL, REST, institute_behind
from askreport.naming.mention import Candidate, Match
from askreport.naming.spellings import HAN, LONGER
from askreport.naming.territories import code_of
from askreport.naming.tokens import fold, is_head, stem, telling, tokens
from askreport.naming.words import lookup, segment, words_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from askreport.naming.ways import Way, Ways

_GAP: Final = re.compile(
    r"[\s·・.\-_'’/&,的]{0,3}(?:(?:of|the|and|for|at|in)\s+){0,2}", re.IGNORECASE
)
_LATIN: Final = re.compile(r"[A-Za-z]+")
_NUMERAL: Final = re.compile("one|two|three|four|five|six|seven|eight|nine|ten|first|second|third")
_ATTACHED: Final = re.compile(r"\d|-\d")
_CAPITALS: Final = re.compile(r"[A-Z][\w'.]*(?:[ -](?:(?:of|the|for|&) )*[A-Z0-9][\w'.]*)*")
_INITIALS: Final = re.compile(r"(?<![A-Za-z])([A-Z]{2,4})[ -]$")
_PLACE_LETTERS: Final = 4
"""Letters of a country's name, at least; codes are too often other words."""

# Set by hand on names of the shipped table and of made-up ones.
_STRANGE: Final = 0.8
"""Weight of a word in the mention that is none of the name's."""
_UNREAD: Final = 0.2
"""The same of a word that nothing here can read, where the name has words left for it."""
_OTHER_KIND: Final = 0.3
_NAME_BEFORE: Final = 0.5
_LEAST_SCORE: Final = 0.55
_LEAST_SHARE: Final = 0.12
_LEAST_PRECISE: Final = 0.6
_LEAST_OF_COMMON: Final = 0.6
_COMMON: Final = 0.8

_HOW: Final = (
    ("mistyped", "spelling"),
    ("sound", "sound"),
    ("begun", "abbreviation"),
    ("short", "abbreviation"),
    ("clipped", "abbreviation"),
    ("word", "dictionary"),
    ("name", "dictionary"),
)


@dataclass(frozen=True, slots=True)
class _Link:
    """A hit in a chain, and what it is taken for."""

    hit: Hit
    stems: tuple[str, ...]


class Chains:
    """Finds names word by word; ``common`` names may be common words alone."""

    def __init__(self, names: Sequence[str], ways: Ways, *, common: bool) -> None:
        self._ways = ways
        self._common = common
        # Chinese names are met by Chinese questions as they are written.
        self._latin = any(not HAN.search(name) for name in names)
        words = {word for name in names for word in _LATIN.findall(name)}
        self._countries = {
            stem(fold(w)) for w in words if len(w) >= _PLACE_LETTERS and code_of(w) is not None
        }

    def find(self, text: str) -> Iterator[Candidate]:
        """The best chain for each rendering that has a telling word in ``text`` (simplified)."""
        hits = latin_hits(text, self._ways.vocabulary)
        if self._latin:
            hits += chinese_hits(text, self._ways.vocabulary)
        hits = _outside_names(hits)
        touched: dict[int, list[Hit]] = defaultdict(list)
        for hit in hits:
            for word in {w for choice in hit.choices for w in choice}:
                for place in self._ways.by_word.get(word, ()):
                    touched[place].append(hit)
        heads = [hit for hit in hits if all(is_head(w) for c in hit.choices for w in c)]
        for place, own in touched.items():
            chains = (_Chain(text, self._ways.all[place], first, {*own, *heads}) for first in own)
            found = [c for chain in chains if chain.links and (c := self._judged(chain, hits))]
            if found:
                yield max(found, key=lambda candidate: candidate.rank)

    def _judged(self, chain: _Chain, hits: list[Hit]) -> Candidate | None:
        way = chain.way
        said = [word for link in chain.links for word in link.stems]
        own = {w for w in said if w in way.weights and not is_head(w)}
        if not own and not all(map(is_head, way.weights)):
            return None
        if own <= self._countries and len(way.weights) > 1:
            return None  # a country says nothing of a name
        if _NUMERAL.fullmatch(chain.text, chain.start, chain.end):
            return None  # more than one is not OneVariable
        lacking = [word for word, count in chain.left.items() if count > 0]
        covered = way.total - sum(way.weights[w] for w in lacking)
        other = sum(w not in way.weights and not is_head(w) for w in said)
        around, end = self._around(chain, hits, open_=any(not is_head(w) for w in lacking))
        extra = _STRANGE * other + around
        whole = all(map(is_head, lacking)) and (not lacking or self._ways.distinct(own))
        share, precise = covered / way.total, covered / (covered + extra)
        quality = min(link.hit.quality for link in chain.links)
        named = any(link.hit.how not in ("word", "head", "clipped") for link in chain.links)
        institute = _short_institute(chain)
        if institute and self._ways.begin_so(institute) == {way.name}:
            whole, share = True, 1.0
        if not named and not self._common and (len(own) < 2 or share < _LEAST_OF_COMMON):
            # A common word alone is that word and no name, unless what kind of body follows it.
            if not whole or chain.links[-1].hit.how != "head" or len(chain.links) < 2:
                return None
            quality *= _COMMON
        score = quality * precise * (1.0 if whole else 0.6 + 0.4 * share)
        if share < _LEAST_SHARE or precise < _LEAST_PRECISE or score < _LEAST_SCORE:
            return None
        exact = whole and extra < _OTHER_KIND
        match = Match(way.name, round(score, 3), _how(chain.links), exact)
        return Candidate(chain.start_with_initials(lacking), end, match, covered - extra)

    def _around(self, chain: _Chain, hits: list[Hit], *, open_: bool) -> tuple[float, int]:
        """The weight of what stands next to a chain and makes it another name; and where it ends.

        ``open_``: the name has words left that the mention may have in a form nobody can read.
        """
        text, way, start, end = chain.text, chain.way, chain.start, chain.end
        extra = 0.0
        if HAN.match(text[end - 1]):
            rest = REST.match(text, end)
            closed = KIND_END.search(text[start:end])
            if institute := institute_behind(text, start, end):
                other_field = _of_rest(institute, way, open_=open_)
                extra += other_field and other_field + _OTHER_KIND
            elif rest and (not closed or rest.group().endswith("分校") or len(rest.group()) == 2):
                extra += _of_rest(LEGAL.sub("", rest.group()), way, open_=open_)
                end = rest.end() if extra < _NAME_BEFORE else end
            elif open_ and (strange := _strange_behind(text, end, way)):
                extra += _STRANGE * strange
            for back in (1, 2):
                # 微软亚洲研究|院: the kind of body begins inside what was found.
                if (kind := KIND.match(text, end - back)) and kind.end() > end:
                    end = kind.end()
        elif (
            (LONGER.match(text, end) and not self._common)
            or _ATTACHED.match(text, end)
            or (open_ and _in_longer(text, start, end, way))
        ):
            extra += _STRANGE
        if KIND_END.search(text[start:end]):
            for hit in hits:
                strange = not any(w in way.weights for c in hit.choices for w in c)
                if hit.end == start and hit.how == "name" and strange and not _torn(hit, hits):
                    place = code_of(text[hit.start : hit.end]) is not None
                    extra += 0.0 if place else _NAME_BEFORE
        return extra, end


class _Chain:
    """Hits that cover words of ``way``, from ``first`` on to the right, then to the left."""

    def __init__(self, text: str, way: Way, first: Hit, pool: Iterable[Hit]) -> None:
        self.text = text
        self.way = way
        self.left = Counter(way.stems)
        """How often each word of the name is still to be found."""
        self.links: list[_Link] = []
        if self._take([first]):
            while self._take(
                [h for h in pool if h.start >= self.end and self._joins(self.end, h.start)]
            ):
                pass
            while self._take(
                [h for h in pool if h.end <= self.start and self._joins(h.end, self.start)]
            ):
                pass

    @property
    def start(self) -> int:
        return self.links[0].hit.start

    @property
    def end(self) -> int:
        return self.links[-1].hit.end

    def start_with_initials(self, lacking: Sequence[str]) -> int:
        """Where the mention begins with initials of what it lacks: UC Irvine."""
        match = _INITIALS.search(self.text[: self.start])
        if match and match.group(1).casefold() == "".join(word[0] for word in lacking):
            return match.start()
        return self.start

    def _joins(self, end: int, start: int) -> bool:
        return _GAP.fullmatch(self.text, end, start) is not None

    def _take(self, options: list[Hit]) -> bool:
        """Take of ``options`` the hit that covers most; whether there was one."""
        worth = [(*self._gain(hit), hit) for hit in options]
        gain, stems, hit = max(
            worth,
            key=lambda one: (one[0], one[2].end - one[2].start, -one[2].start),
            default=(0.0, (), None),
        )
        if hit is None or gain <= 0:
            return False
        self.links = sorted([*self.links, _Link(hit, stems)], key=lambda link: link.hit.start)
        self.left.subtract(word for word in stems if self.left[word] > 0)
        return True

    def _gain(self, hit: Hit) -> tuple[float, tuple[str, ...]]:
        """What ``hit`` covers of the words still to be found, taken for its best choice."""
        best: tuple[float, tuple[str, ...]] = (0.0, ())
        for stems in hit.choices:
            own = sum(self.way.weights[w] for w in stems if self.left[w] > 0)
            other = sum(w not in self.way.weights for w in stems)
            if own - 0.5 * other > best[0]:
                best = (own - 0.5 * other, stems)
        return best


def _torn(name: Hit, hits: Iterable[Hit]) -> bool:
    """Whether a name met before ends inside ``name``: 国科大|和, no 大和."""
    return any(hit.how == "short" and hit.start < name.start < hit.end < name.end for hit in hits)


def _short_institute(chain: _Chain) -> tuple[str, ...]:
    """The words of a field with 所 at once behind it, where the chain ends so: 计算所."""
    if len(chain.links) < 2:
        return ()
    field, head = chain.links[-2:]
    ends_so = field.hit.end == head.hit.start and chain.text[head.hit.start : head.hit.end] == "所"
    return (*field.stems, *head.stems) if ends_so and field.hit.how == "word" else ()


def _strange_behind(text: str, end: int, way: Way) -> bool:
    """Whether another name follows at once: 加州伯克利 is not the university at Irvine."""
    names = [word for word in words_at(text, end) if word.is_name] if end < len(text) else []
    return bool(names) and not any(
        w in way.weights for word in names for meaning in word.meanings for w in tokens(meaning)
    )


def _of_rest(rest: str, way: Way, *, open_: bool) -> float:
    """The weight of the words between a mention and the end of the name around it."""
    extra = 0.0
    pieces = segment(rest)
    ways: list[tuple[str, ...]] = []
    for before, piece in pairwise(["", *pieces]):
        word = lookup(piece)
        if open_ and word is None and before and lookup(before) is None:
            continue  # 圣三一: one word that nothing here can read
        ways = [tokens(meaning) for meaning in word.meanings] if word else [(piece,)]
        enough = any if word is not None and word.is_name else all
        if not any(enough(w in way.weights or is_head(w) for w in own) for own in ways):
            extra += _UNREAD if open_ and word is None else _STRANGE
    if len(pieces) == 1 and not extra and not any(w in way.weights for own in ways for w in own):
        extra += _OTHER_KIND  # 大学 behind a company's name: hardly that company
    return extra


def _in_longer(text: str, start: int, end: int, way: Way) -> bool:
    """Whether the mention is part of a longer name in capitals that has other words besides."""
    letters = {word[0] for word in way.stems}
    for run in _CAPITALS.finditer(text):
        if run.start() <= start and end <= run.end():
            around = telling(text[run.start() : start]) + telling(text[end : run.end()])
            return any(w not in way.weights and not set(w) <= letters for w in around)
    return False


def _how(links: Sequence[_Link]) -> str:
    kinds = {link.hit.how for link in links}
    return next((how for kind, how in _HOW if kind in kinds), "exact")


def _outside_names(hits: list[Hit]) -> list[Hit]:
    """Without the hits inside a longer name: 交通大学 in 西安交通大学 is no name of its own."""
    names = [hit for hit in hits if hit.how == "name" and hit.end - hit.start > 2]

    def inside(hit: Hit, name: Hit) -> bool:
        return (
            name.start <= hit.start
            and hit.end <= name.end
            and name.end - name.start > hit.end - hit.start
            and set(hit.choices).isdisjoint(name.choices)
            and not (hit.how == "sound" and hit.start == name.start)
        )

    return [hit for hit in hits if not any(inside(hit, name) for name in names)]
