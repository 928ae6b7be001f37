"""Units of figures: what they measure, how many of its smallest they are, and which go together."""

from __future__ import annotations

import re
from typing import Final

# Measure and factor. Seconds and months are apart: no month has a fixed number of days.
_TABLE: Final[dict[str, tuple[str, float, str]]] = {
    "percent": (
        "share",
        1,
        r"%|percent(?:age points?)?(?![A-Za-z])|per cent(?![A-Za-z])|个百分点|pp(?![A-Za-z])",
    ),
    "money": ("money", 1, r"块钱?|大洋"),
    "dollar": (
        "dollar",
        1,
        r"美元|美金|刀(?![具片口法刃枪客锋切])"
        r"|(?:US|U\.S\.) ?dollars?(?![A-Za-z])|USD(?![A-Za-z])|dollars?(?![A-Za-z])",
    ),
    "euro": ("euro", 1, r"欧元|euros?(?![A-Za-z])|EUR(?![A-Za-z])"),
    "pound": ("pound", 1, r"英镑|镑|pounds?(?![A-Za-z])|GBP(?![A-Za-z])"),
    "yen": ("yen", 1, r"日元|日圆|yen(?![A-Za-z])|JPY(?![A-Za-z])"),
    "hongkong": ("hongkong", 1, r"港元|港币|HKD(?![A-Za-z])"),
    "yuan": (
        "yuan",
        1,
        r"元人民币|人民币|元(?!素|旦|年)|yuan(?![A-Za-z])|RMB(?![A-Za-z])|CNY(?![A-Za-z])|renminbi(?![A-Za-z])",
    ),
    "millisecond": ("seconds", 0.001, r"毫秒|ms(?![A-Za-z])|milliseconds?(?![A-Za-z])"),
    "minute": (
        "seconds",
        60,
        r"分钟|分(?=\d{1,2}秒|[一二三四五十]{1,3}秒)|minutes?(?![A-Za-z])|mins?(?![A-Za-z])",
    ),
    "hour": ("seconds", 3600, r"个?小时|个?钟头|hours?(?![A-Za-z])|hrs?(?![A-Za-z])|h(?![A-Za-z])"),
    "second": ("seconds", 1, r"秒钟?|seconds?(?![A-Za-z])|secs?(?![A-Za-z])"),
    "week": ("seconds", 604800, r"个?星期|个?礼拜|周(?!年|边|口|岁)|weeks?(?![A-Za-z])"),
    "day": (
        "seconds",
        86400,
        r"天(?!然|津)|日(?=[后前内之])|(?<=[数几百千])日(?!本|元|圆|志|程|期|历|报|常)|days?(?![A-Za-z])",
    ),
    "month": ("months", 1, r"个?月|months?(?![A-Za-z])"),
    "quarter": ("months", 3, r"个?季度|quarters?(?![A-Za-z])"),
    "year": (
        "months",
        12,
        r"载(?=[,，。;；!?前后来间以之的]|$)|周?年(?!级)|周?岁|years?(?![A-Za-z]|-end|-on-)",
    ),
    "century": ("months", 1200, r"个?世纪|centur(?:y|ies)(?![A-Za-z])"),
    "times": ("times", 1, r"倍|times(?![A-Za-z])|folds?(?![A-Za-z])|[xX](?![A-Za-z0-9])|×"),
    "kilobyte": ("bytes", 1e3, r"[kK]i?[bB](?![A-Za-z])"),
    "megabyte": ("bytes", 1e6, r"[mM]i?[bB](?![A-Za-z])|兆"),
    "gigabyte": ("bytes", 1e9, r"[gG]i?[bB](?![A-Za-z])"),
    "terabyte": ("bytes", 1e12, r"[tT]i?[bB](?![A-Za-z])"),
    "kilometre": ("metres", 1e3, r"公里|千米|km(?![A-Za-z])|kilomet(?:re|er)s?(?![A-Za-z])"),
    "nanometre": ("metres", 1e-9, r"纳米|nm(?![A-Za-z])|nanomet(?:re|er)s?(?![A-Za-z-])"),
    "centimetre": ("metres", 0.01, r"厘米|公分|cm(?![A-Za-z])|centimet(?:re|er)s?(?![A-Za-z-])"),
    "millimetre": ("metres", 0.001, r"毫米|mm(?![A-Za-z])|millimet(?:re|er)s?(?![A-Za-z-])"),
    "mile": ("metres", 1609.344, r"英里|miles?(?![A-Za-z])|mph(?![A-Za-z])"),
    "foot": ("metres", 0.3048, r"英尺|feet(?![A-Za-z])|foot(?![A-Za-z])|ft(?![A-Za-z])"),
    "inch": ("metres", 0.0254, r"英?寸|inch(?:es)?(?![A-Za-z])"),
    "kilogram": ("grams", 1e3, r"公斤|千克|[kK]g(?![A-Za-z])|kilo(?:gram)?s?(?![A-Za-z])"),
    "jin": ("grams", 500, r"斤"),
    "ton": ("grams", 1e6, r"公?吨(?!位)|(?:metric )?ton(?:ne)?s?(?![A-Za-z])"),
    "milligram": ("grams", 0.001, r"毫克|mg(?![A-Za-z])"),
    "gram": ("grams", 1, r"克(?![一-鿿]{0,1}[·隆服莱里罗拉制斯])|grams?(?![A-Za-z])"),
    "kilowatt_hour": (
        "watt hours",
        1e3,
        r"千瓦时|度电|[kK][wW]h(?![A-Za-z])|kilowatt[- ]hours?(?![A-Za-z])",
    ),
    "kilowatt": ("watts", 1e3, r"千瓦|[kK][wW](?![A-Za-z])|kilowatts?(?![A-Za-z])"),
    "megawatt": ("watts", 1e6, r"兆瓦|M[wW](?![A-Za-z])|megawatts?(?![A-Za-z])"),
    "watt": ("watts", 1, r"瓦(?!片|解|砾)|[wW](?![A-Za-z])|watts?(?![A-Za-z])"),
    "volt": ("volts", 1, r"伏特?|[vV](?![A-Za-z])|volts?(?![A-Za-z])"),
    "kilohertz": ("hertz", 1e3, r"千赫|[kK][hH][zZ](?![A-Za-z])"),
    "megahertz": ("hertz", 1e6, r"兆赫|M[hH][zZ](?![A-Za-z])"),
    "gigahertz": ("hertz", 1e9, r"G[hH][zZ](?![A-Za-z])"),
    "hertz": ("hertz", 1, r"赫兹?|[hH]z(?![A-Za-z])"),
    "kilobit": ("bits", 1e3, r"[kK]bps(?![A-Za-z])"),
    "megabit": ("bits", 1e6, r"[mM]bps(?![A-Za-z])"),
    "gigabit": ("bits", 1e9, r"[gG]bps(?![A-Za-z])"),
    "degree": ("degrees", 1, r"(?:摄氏|华氏)?度(?!电|过|假|日)|℃|℉|°[CF]?|degrees?(?![A-Za-z])"),
    "metre": ("metres", 1, r"米(?!哈)|met(?:re|er)s?(?![A-Za-z])"),
    "person": (
        "persons",
        1,
        r"[余多]?名(?!不副实|字|称|义|为|词|声|气|单|誉|列前|落孙)|人(?!工|民|类)|位(?!居|列|于)|people(?![A-Za-z])|persons?(?![A-Za-z])|men(?![A-Za-z])|women(?![A-Za-z])"
        r"|(?:\w+ )?(?:employees?|developers?|users?|contributors?|suspects?|members?|engineers?"
        r"|workers?|artists?|students?|staff|respondents|fans|followers|authors?|researchers?)(?![A-Za-z])",
    ),
    "firm": (
        "firms",
        1,
        r"家|(?:\w+ )?(?:companies|firms?|enterprises?|vendors?|institutions?)(?![A-Za-z])",
    ),
    "thing": (
        "things",
        1,
        r"[个個款项种件台部份条行篇次轮门套支颗座场张起批类级步层代枚本册只辆架所届期点局集头幅"
        r"栋间根节封段回遍笔句字组群道对轮部棵件册粒]|大(?=[一-鿿A-Z])(?!寿|关|步|多|半|概|约|型|小)|亿?参数|lines(?![A-Za-z])|tokens?(?![A-Za-z])|parameters?(?![A-Za-z])"
        r"|projects?(?![A-Za-z])|issues?(?![A-Za-z])|versions?(?![A-Za-z])|models?(?![A-Za-z])",
    ),
}
_UNIT: Final = re.compile("|".join(f"(?P<{name}>{row[2]})" for name, row in _TABLE.items()))
CURRENCIES: Final = frozenset(("dollar", "euro", "pound", "yen", "hongkong", "yuan"))
_COUNTS: Final = frozenset(("things", "persons", "firms"))
_COLLOQUIAL: Final = CURRENCIES | {"money", "things"}
_LOOSE: Final = {
    frozenset(("times", "things")),  # English "times" is both
    frozenset(("things", "bytes")),
    frozenset(("things", "degrees")),  # 三度获奖
    frozenset(("watt hours", "degrees")),  # 一百度
}


def unit_at(text: str, at: int) -> tuple[str, float, int] | None:
    """Measure, factor and end of the unit that stands at ``text[at]``."""
    match = _UNIT.match(text, at)
    if match is None:
        return None
    assert match.lastgroup
    measure, factor, _ = _TABLE[match.lastgroup]
    return measure, factor, match.end()


def agree(one: str, other: str) -> bool:
    """Whether a figure of measure ``one`` can be one of ``other``; ``""`` is none that is known.

    What is counted is told apart only between persons and firms.
    """
    if not one or not other or one == other:
        return True
    if one in _COUNTS and other in _COUNTS:
        return "things" in (one, other)
    if "money" in (one, other):
        # 块, as any money is called when one speaks, and pieces.
        return one in _COLLOQUIAL and other in _COLLOQUIAL
    return frozenset((one, other)) in _LOOSE
