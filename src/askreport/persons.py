"""Names of persons in Chinese and English text.

A surname's character begins many a word (支付, 高了), so a Chinese name is one that the dictionary
does not cut otherwise: no word ends in its surname, begins with it or stands inside the name.
"""

from __future__ import annotations

import re
from typing import Final

from askreport.naming.words import lookup

# The hundred surnames, less those that are function words or common nouns far more often.
_SURNAME = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安乐傅皮卞齐康伍余卜顾孟黄"
    "穆萧尹姚邵湛汪祁毛禹狄米贝臧伏戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁"
    "荀惠甄曲封储靳段焦巴牧谷车侯班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司黎白怀蒲邰鄂索赖卓蔺屠蒙池乔阴闻党翟谭贡劳逄姬申扶堵冉宰桑桂牛寿扈燕尚温庄晏柴瞿阎慕连习艾鱼古易慎廖庾终居衡步"
    "耿弘匡文寇广东欧沃蔚越师巩厍聂晁勾敖融冷訾辛阚简饶曾沙养鞠须丰关查游竺权盖益桓公"
)
_HAN: Final = re.compile(
    rf"(?<![\d万亿千百余多几])(?<!\d\s)[{_SURNAME}][一-鿿]{{1,2}}(?![一-鿿])|(?<![\d万亿千百余多几])(?<!\d\s)[{_SURNAME}][一-鿿]{{1,2}}(?=表示|称|认为|宣布|说|在|是|于|创办|担任|和|等|先生|女士|博士|教授|坦言|指出|透露|发布|提出|发表|因|去世|离世|介绍|证实|回应|评论|强调|旗下|带领|领导)"
)
_ROLE: Final = re.compile(
    r"(?:CEO|CTO|创始人|作者|负责人|总裁|主席|教授|主任|院士|工程师|维护者|开发者|董事长|总经理|程序员|网名|网友|用户|博士)\s*[—:：、「“]?\s*(?=([一-鿿]{2,3}))"
)
_SOMEONE: Final = re.compile(rf"[{_SURNAME}]某|[老小][{_SURNAME}](?![一-鿿])")
_LATIN: Final = re.compile(
    r"(?<![A-Za-z])[A-Z][a-z]+(?:\s[A-Z]\.?)?\s(?:Mc|Mac|De|Di|O['’])?[A-Z][a-z]+(?![A-Za-z])|@\w+"
)
_SPEAKER: Final = re.compile(r"(?:^|\n)\s*[>＞]?\s*([^\s：:，。（(]{2,12})：")
"""Who says what follows, as a page quotes its readers."""
_FUNCTION: Final = frozenset(
    "的了着过是在和与把被将就也都吧吗呢啊到从向对为因所以而且或及并个这那其之上下中前后里外"
)
"""Characters that stand in no given name."""


def holds_person(text: str, question: str = "") -> bool:
    """Whether ``text`` names a person whom ``question`` does not name itself."""
    asked = "".join(question.split())
    return any("".join(name.split()) not in asked for name in _names(text))


def _names(text: str) -> list[str]:
    names = [m.group() for m in _HAN.finditer(text) if _is_name(text, m.start(), m.end())]
    names += [m[1] for m in _ROLE.finditer(text) if _is_name(text, m.start(1), m.end(1))]
    names += _SOMEONE.findall(text) + _LATIN.findall(text) + _SPEAKER.findall(text)
    return names


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether no word of the dictionary cuts ``text[start:end]`` otherwise than as a name."""
    if _FUNCTION & set(text[start + 1 : end]):
        return False
    before = (text[start - size : start + 1] for size in (1, 2) if start >= size)
    inside = (text[at : at + 2] for at in range(start, end))
    return not any(_is_common(word) for word in (*before, *inside))


def _is_common(word: str) -> bool:
    found = lookup(word)
    return found is not None and not found.meanings[0][:1].isupper()
