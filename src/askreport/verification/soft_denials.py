"""Denials that say something of their own, which quotes tell in other words.

离不开 is depended on, 不小 is great, 无异 is the same, 无一高于它 is the highest. Where quotes deny
nothing, such a denial says nothing against them.
"""

# ruff: noqa: E501 - patterns are tables, a row a line

from __future__ import annotations

import re
from typing import Final

_DEGREES = (
    "小|少|多|大|错|赖|差|亏|低|高|贵|菲|易|俗|凡|浅|薄|轻|重|长|短|远|近|快|慢|强|弱|好|久|满|安|稳|利|足|够|难|容易|简单|便宜|老|旧|新"
    "|起眼|费劲|费力|费事|要紧|打紧|碍事|值钱|值|好使|灵|行|堪重负|结实|同|相同|尽相同|间断|落|缺|留神|怕|停|歇|息|辍|住|已|断|迭|等|一|休|独|啻|测"
)
_SOFT: Final = re.compile(
    # asked, not denied: 能不能, 撑不撑得住, 成不成要看…
    r"([一-鿿]{1,2})[不没]\1|(?:要看|看看|不论|不管|无论|是否|该|会|成)[^,，。;；]{0,8}不[^,，。;；]{1,6}(?=[,，。]|$)"
    # what cannot be left is depended on, what cannot be counted is much
    r"|[离少缺免绕躲逃避错省](?:也|可|更|又|还)?不[开了得掉过]|数(?:都|也)?不[完清尽胜]|舍不得|怪不得|顾不得|马虎不得|万不得已|得不(?:行|得了)|不得了|不行(?=的|[,，。;；]|$)"
    rf"|算?[得也并又都还却已]?不(?:太|怎么|算|很|大|够|甚|是很)?(?:{_DEGREES})(?![一-鿿]{{0,1}}[得了]到)"
    # nothing is more: it is the most
    r"|无[^,，。;；]{0,6}?(?:[高低重轻大小多少快慢强优胜早晚长短先]于|超过|超越|逾|及得上|能及)|无人能[及敌比]|(?:没有?|无|未有?)(?:哪[个种家款]|一[个种家款]|任何|什么|人|谁)?[^,，。;；]{0,10}(?:大过|高过|多过|快过|强过|超过|逾|赶得上|及得上|比得上|如此|这么|这样)"
    r"|\b[Nn]o other\b|\b[Nn]o [\w ]{1,30}? (?:is|are|was|were|has|have|likely to be) (?:\w+ ){0,3}?(?:as|so) \w+|\bnobody in real life\b|\bin no time\b|(?:\bnot|n['’]t) so much as"
    # it never was so before: it is so for the first time
    r"|(?:未有|没有|无)先例|从(?:没|未)有?过|(?:以前|此前|之前|从前|过去|前|原先|先前)[^,，。;；]{0,16}?(?:从未|从没|未有|没有?人?|未曾|不曾|从来没)"
    # as good, the same, no trouble
    r"|不比[^,，。;；]{1,10}(?:差|弱|少|低|慢|逊色|贵)|无[异别二]|(?:没有?|无)(?:什么|任何|啥|多大|多少|太大)?(?:区别|差别|两样|不同|差异|分别|问题|变化)|(?:并非|并不|不是|不算|非|不成)(?:什么)?(?:难事|难题|坏事|问题|小事|易事|虚言|易|难)|基本没变"
    # soon, perhaps, for nothing
    r"|没[^,，。;；]{0,2}(?:多久|几天|几年|几个?月|多长|几步|多少)|说不[准好定]|没准|指不定|不见得|拿不准|弄不好|搞不好|没想到|想不到|不(?:花|要|收|用花|必花)(?:钱|费)|没花钱|不收分文"
    # both, all, still going on
    r"|不分[^,，。;；]{1,6}|不[受限设]限|不限|一[样个]不[落缺少]|没[断停]过|未(?:曾)?间断|[还尚]?[未没](?:有)?(?:完|终结|结束|开发完|做完|到头|谈妥|长够)"
    # without which not
    r"|(?:不|没有?|非)[^,，。;；]{1,12}(?:不行|不成|莫属|不可)|不[^,，。;；]{1,10}(?:的话|就得|便得)"
    # told by a noun or a saying
    r"|没(?:谱|辙|门儿?|底|命|救|影|数|准|劲|空|闲|茬)|无(?:恙|阻|碍|数|边|尽|止境|存|形|意中|奈|助|辜|聊|知|限|休|虞|他途)|非女|不测|不然|不堪|不善|不服|不知不觉|不习惯|永不落|复不存",
    re.IGNORECASE | re.ASCII,
)


def is_soft(text: str, at: int) -> bool:
    """Whether what stands at ``text[at]`` is part of such a denial."""
    return any(m.start() <= at < m.end() for m in _SOFT.finditer(text))
