"""Closed classes of words that the rules of a conversation look for, as parts of patterns.

In simplified characters: texts are folded (`writing.folded`) before they are matched. None of these
lists knows any document.
"""

from __future__ import annotations

import re
from typing import Final


def any_of(words: str) -> str:
    """A pattern that matches any of the white-space separated ``words``, themselves patterns."""
    return f"(?:{'|'.join(words.split())})"


HAN: Final = "[\u3400-\u9fff\uf900-\ufaff]"
"""A Chinese character. Of two ranges at most: more make `re` build a table for each class."""

CLASSIFIER: Final = any_of(
    """
    [个些款届座张] 项(?!目) 篇(?!幅) 支(?!持) 回(?![应答复]) 轮(?!流) 代(?![码表价]) 批(?!评)
    次(?!数) 家(?![里人庭]) 种(?!类) 件 位(?!置) 条(?!件) 本(?!身) 门(?!槛) 场(?!地)
    起(?!因) 名(?![字称]) 台(?!湾) 段(?!落) 份(?!额) 类(?!型) 期(?![间限]) 版(?!本)
    """
)
"""Words that count things, behind 这, 那 and 第二."""

DEMONSTRATED: Final = rf"(?:[一两三几]?{CLASSIFIER}|[里儿边样时天年月周])"
"""What makes a 那 before it mean “that”."""

THEN: Final = rf"(?:那么(?![多大高快小少好火难贵强长])|那(?!么|{DEMONSTRATED}))"
"""那 as “then”."""

ADVERBIAL: Final = any_of(
    r"""
    (?:是?在|于)?(?:什么时[候间]|啥时候?|何时|哪一?个?[年天月日]|几月几?[号日]?|几[号点]) 为什么
    为何 为啥 因为什么 凭什么 在?(?:哪里|哪儿|何地|何处|什么地方) 如何 怎么(?!样|回事|办) 怎样
    """
)
"""Question words that may be left out and leave a whole clause."""

WHICH: Final = any_of(
    r"""
    谁 哪些 哪一?[个家位款种项座国门部条只本篇次] 哪(?!怕|吒|些) 什么 啥 多少 多久 多长 多大 多高
    多快 多远 多重 几[个家位名款种项次倍人条台部岁成块张] 何人 怎么(?:样|回事) 咋
    """
)
"""Question words that stand for a part that a clause cannot do without."""

IS: Final = r"(?<![但还于总而就只凡若倒可])是"

ADVERB: Final = any_of(
    r"""
    一共 总共 总计 共计 到底 究竟 最终 后来 当时 目前 如今 已经 曾经? 分别 各自 各(?=[有是])
    原来(?!的) 原先 最早(?!的) 真的 是不是 有没有 能不能 可不可以 会不会 是否 能否 可以 打算
    都(?!市|会) 也(?!门) 还(?!原) 才 就 又 主要(?=是|有|因)
    """
)

COPULA: Final = any_of(
    rf"""
    {IS} (?<![没所拥具只持享含占])有(?!限|关|效|名|机|人|的|着|序|色) 改?叫(?!做?法|好) 被(?!子|动)
    由(?!于|来)(?<!自由)(?<!理由)(?<!缘由)
    (?:用|从|靠|按|因|比|跟|给|向)(?=什么|啥|哪|谁|何|几|多)
    (?<![面反相针绝校派应])对(?![应比手象接外方口话面抗错付待])
    (?<![存现正实内外所潜])在(?![线于乎意]) (?<!火)把(?![手握戏]) (?<!自)从(?![事业而此属])
    (?<![使应采费作信专通利引调启禁占选有商适实雇聘录常沿])用(?![户途法量处品语例力功])
    """
)
"""Verbs and prepositions that end a subject, told from the same characters inside words."""

ORGANISATION: Final = any_of(
    """
    公司 集团 团队 基金会 大学 研究院 研究所 实验室 学院 银行 社区 机构 委员会 协会 组织 资本 部门
    法院 警方 医院 企业 厂商 政府 店 学校 俱乐部 球队 乐队 媒体
    """
)
"""Last words of organisations' names."""

ROLE: Final = any_of(
    r"""
    作者 创始人 创办人 发明者 发明人 之父 之母 开发者 维护者 负责人 老板 老总 总裁 董事长 总监
    主任 主席 主编 首席\S{1,4}官 CEO CTO CFO COO 校长 市长 总统 队长 教练 导演 设计师
    """
)
"""Words for a person that are always of something."""

PERSON: Final = any_of(
    f"""
    {ROLE} 教授 博士 院士 老师 先生 女士 小姐 工程师 程序员 科学家 演员 歌手 作家 画家 诗人 球员
    选手 记者 律师 医生 员工 嫌疑人 毕业生 老哥 大佬 老爷子 男子 女子 人
    """
)

EVENT: Final = any_of(
    """
    故障 事故 事件 宕机 崩溃 中断 风波 会议 大会 峰会 比赛 战争 疫情 收购 融资 发布会 案 崩 地震
    火灾 洪水 爆炸 泄漏 战役 革命 选举 起义 演唱会 展览 活动 手术 outage incident accident war
    event
    """
)
"""Last words of what happens at one time."""

SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余"
    "潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文费"
)
"""The commonest Chinese family names."""

LATIN_COMMON: Final = frozenset(
    """
    a an the and or but if so in on at to for from by with of about as into than then over after
    before during since until not no yes ok okay is are was were be been do does did has have had
    can could will would should may might must what which who whom whose when where why how i you he
    she it we they me him her us them my your his its our their this that these those there here
    also please tell name list show give describe explain compare thanks thank great got hi hello
    sure sorry well now just actually both all any some each other another many much more most
    january february march april june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday one two three four five six seven eight nine
    ten several according
    app apps ai it pc ip id ui ide api apis bug bugs issue issues star stars pr vs ceo cto cfo coo
    english chinese china
    """.split()  # noqa: SIM905
)
"""Latin words that name nothing by themselves, folded: function words and common abbreviations."""

DATE: Final = re.compile(
    r"(?:(?:(?:19|20)\d\d\s?年?|[去今前明]年|\d{1,2}\s?月份?|\d{1,2}\s?[日号]|[上下]半年|年[初底末]"
    r"|第[一二三四]季度)[的在，,]?\s?)+"
)
"""A date that a subject may begin with."""
