"""Whose words a statement says it tells: “报告指出，…”, “According to the report, …”.

That a source says something is told by the citation. It is left out before a statement is held
against its quotes, which do not speak of themselves.
"""

# ruff: noqa: E501 - patterns are tables, a row a line

from __future__ import annotations

import re
from typing import Final

_SOURCE = r"(?:(?:这份|这篇|这张|本|该|此|上述|原)?(?:年度|调查|技术)?(?:报告|文档|文件|文章|表格|资料|材料|名单|榜单|列表|清单|原文|正文|页面|评论|点评)|文中|表中|表内|书中|原文|评论员|评论者|点评人|作者)"
_ADVERB = r"(?:还|也|又|曾|并|则|特别|同时|进一步|另外|最后)?"
_VERB = (
    r"(?:指出|提到|提及|谈到|讲到|说到|显示|认为|表明|表示|声称|宣称|称|说|写道|写到|介绍说?|记载|记述|记录|描述说?|描述道|总结说?|总结道|强调|披露|评价说?|评价道|透露|解释说?|解释道|补充说?|补充道|说明"
    r"|点评道|形容道|举例说?|打了?个?比方|坦言|承认|主张|提醒|写着)"
)
_CHINESE: Final = re.compile(
    rf"(?:^|(?<=[。!?;]))\s*(?:"
    rf"(?:据|根据|依据|按照?|正如|如|在)?{_SOURCE}(?:中|里|内|上)?(?:所|对此)?{_ADVERB}{_VERB}[,，:：]?"
    rf"|(?:据|根据|依据|按照?){_SOURCE}(?:中|里|内)?(?:的)?(?:内容|说法|介绍|记载|数据|信息|描述)?(?:来看|所述)?[,，:：]"
    rf"|(?:在)?{_SOURCE}(?:中|里|内|上)?[,，:：])"
)
_THE = r"(?:the|this|its) (?:annual |same )?(?:report|document|table|article|text|source|page|authors?|commentators?|commentary|reviewers?)"
_SAYS = r"(?:says?|said|notes?|noted|states?|stated|mentions?|mentioned|points? out|pointed out|adds?|added|explains?|explained|observes?|argues?|writes?|wrote|reports?|reported|shows?|indicates?|stress(?:es)?)"
_ENGLISH: Final = re.compile(
    rf"(?:^|(?<=[.!?;] ))(?:according to {_THE}|as (?:stated|noted|described|reported|mentioned|shown) (?:in|by) {_THE}|in {_THE}(?:['’]s (?:words|account|view))?)\s?, ?"
    rf"|(?:^|(?<=[.!?;] ))(?:by|according to|based on|on|judging by|as|per) (?:the |its |these |some |those )?(?:\w+ ){{0,2}}(?:estimates?|estimations?|calculations?|figures|reports?|data|accounts?|reckonings?|statements?|quotes?|excerpts?|passages?|sources?)(?: (?:quoted|cited|given|shown|available|provided|above|in {_THE}))?\s?, ?"
    rf"|(?:^|(?<=[.!?;] )){_THE} (?:also |further )?{_SAYS},?(?: that\b)? ?(?=\w)(?!of\b)"
    rf"|, (?:according to {_THE}|{_THE} {_SAYS}|as {_THE} {_SAYS}|in {_THE}['’]s words)(?=[,.]|$)",
    re.IGNORECASE,
)


_LABEL: Final = re.compile(
    r"^\s*(?:(?:时间线|要点|重点|划重点|小结|总结|结论|背景|事实|注意|提示|补充|摘要|概括|一句话)(?:一下)?(?:总结|概括|说)?[:：]"
    r"|(?:简而言之|总而言之|总之|总的来说|概括(?:来说|地说)|换句话说|换言之|说白了|简单(?:来)?说|一句话(?:总结|概括)?|也就是说|顺带一提|值得一提的是|值得注意的是)[,，:：]"
    r"|(?:timeline|in brief|summary|background|key point|takeaway|bottom line|fun fact|note|tl;?dr)\s?[:：—]"
    r"|(?:in short|in brief|in a nutshell|in sum|to sum up|put (?:simply|differently|another way)|in other words|simply put|note that|it is worth noting that|notably),? )",
    re.IGNORECASE,
)
"""What only says that something is told."""


_ANSWER: Final = re.compile(
    r"^\s*(?:(?:并?不是?(?:的|这样的?|如此)?|没有?(?:过|的)?|不(?:对|算|能|会|行|一样)|是(?:的|这样的?)?|对的?|有的?|能|会|可以)[,，。:：;；]"
    r"|(?:no|yes|not quite|not exactly|not really|correct|right|indeed|true|exactly)[,:;.—]\s)\s*",
    re.IGNORECASE,
)
"""What only says yes or no to a question, before what is so."""


def unattributed(text: str) -> str:
    """A plain ``text`` without words that only say which source it is from, or that it is told.

    A yes or no before it, which answers a question, goes as well: what is said behind it must
    stand.
    """
    rest = _LABEL.sub("", _ENGLISH.sub("", _CHINESE.sub("", text))).strip()
    rest = _ANSWER.sub("", rest) or rest
    return rest or text
