"""Pairs of words that say the opposite of each other, Chinese and English, and words of denial."""

# ruff: noqa: E501 - patterns are tables, a row a line

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides; what is on one is the opposite of what is on the other."""

    one: re.Pattern[str]
    other: re.Pattern[str]
    alone: bool = False
    """Whether one side in a statement excludes the other anywhere in its quotes."""


_ALTERNATIVE: Final = re.compile(r"(?:\\.|\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|[^|])+")
"""What stands between two bars, but for those in brackets."""


def _side(words: str) -> re.Pattern[str]:
    """Any of ``words``; those in Latin letters at the beginning of a word."""
    alternatives = _ALTERNATIVE.findall(words)
    latin = [word for word in alternatives if word[0].isascii() and word[0].isalpha()]
    others = [word for word in alternatives if word not in latin]
    joined = "|".join([*others, *([rf"\b(?:{'|'.join(latin)})"] if latin else [])])
    return re.compile(joined, re.IGNORECASE | re.ASCII)


def _pair(one: str, other: str, *, alone: bool = False) -> Pair:
    return Pair(_side(one), _side(other), alone)


PAIRS: Final = (
    _pair(
        "旺盛|强劲|巨大|火爆|higher\\b|增长|(?<!少)多了|多出|增加|增至|增幅|增多|上升|上涨|提升|提高|升高|攀升|飙升|猛增|上调|激增|扩大|increas|r[io]se\\b|rising|grew\\b|grow(?:s|th|n|ing)?\\b|improv|boost|rais(?:e|ed|es|ing)\\b|climb|surg(?:e|ed|ing)\\b|soar",
        "没有?(?:以前|从前|之前|过去|原先|往日|当初|往常)(?!的)|萎缩|疲软|低迷|冷清|lower\\b|下降|少了|少出|减少|减至|降低|下跌|降至|下滑|缩减|缩小|下调|锐减|滑落|削减|下挫|decreas|decline|drop(?:s|ped|ping)?\\b|fell\\b|fall(?:s|en|ing)?\\b|reduc|lower(?:s|ed|ing)\\b|shr[iau]nk|cut(?:s|ting)?\\b|plung|slump|sl(?:id|ides?|iding|ipped)\\b",
    ),
    _pair("支持(?!下)|赞成|拥护|赞同|support(?:s|ed|ing)?\\b|endors|favou?r(?:s|ed)?\\b", "反对|抵制|抗议|oppos|against\\b|object(?:s|ed) to|reject"),
    _pair("(?<!公)开源(?!码)|开放源代码|open[- ]?sourc", "闭源|closed[- ]?source|proprietary"),
    _pair("成功|succe(?:ed|ss)", "失败|未能|未果|fail(?:s|ed|ure|ing)?\\b|unsuccessful"),
    _pair("允许|准许|许可使用|allow(?:s|ed|ing)?\\b|permit(?:s|ted)?\\b", "禁止|不允许|不得|prohibit|forbid|forbad|ban(?:s|ned|ning)?\\b|bar(?:s|red) from"),
    _pair("收购|买下|购入|acquir|bought\\b|buy(?:s|ing)?\\b|purchas", "出售|卖出|抛售|售出|sold\\b|sell(?:s|ing)?\\b|divest"),
    _pair("盈利|赚(?:钱|得|了)|获利|profit|earn(?:s|ed)\\b", "亏损|赔(?:钱|本)|los(?:s|ses) of|lost money"),
    _pair("加入|join(?:s|ed|ing)?\\b", "退出|离开|脱离|leav(?:e|es|ing)\\b|left\\b|quit|withdr[ae]w"),
    _pair("免费|无偿|free(?: of charge)?\\b(?! software| up)", "收费|付费|有偿|需支付|要收|缴纳|charg(?:e|es|ed|ing)\\b|paid\\b|fee\\b"),
    _pair("公开(?!预览|测试)|披露|public(?:ly)?\\b", "保密|隐瞒|未公开|非公开|secret|conceal|confidential"),
    _pair("扩招|招聘|雇佣|hir(?:e|ed|es|ing)\\b|recruit", "裁员|解雇|辞退|lay(?:ing)? ?offs?|laid off|fir(?:ed|ing)\\b|dismiss"),
    _pair("通过(?=了?(?:该|投票|审|决议|考核|测试|毕业))|批准|approv|pass(?:es|ed) the", "否决|驳回|未通过|未获|reject|veto|turned down"),
    _pair("启用|开启|打开|enabl|turn(?:s|ed|ing)? on|activat", "禁用|关闭|停用|关停|disabl|turn(?:s|ed|ing)? off|deactivat|shut"),
    _pair("放宽|放松|relax|loosen|eas(?:e|ed|ing)\\b", "收紧|加强限制|tighten"),
    _pair("承认|admit|acknowledg|conced", "否认|拒不承认|den(?:y|ies|ied)\\b"),
    _pair("接受|accept(?:s|ed|ing)?\\b", "拒绝|遭拒|refus|reject|declin(?:ed|es) to"),
    _pair("乐观|看好|optimis", "悲观|不看好|担忧|pessimis|worr"),
    _pair("简单|容易|easy\\b|easier\\b|simple\\b|simpler\\b|simplif", "复杂|困难|繁琐|difficult|complex|complicat|hard(?:er)? to"),
    _pair("提前|早于|ahead of schedule|earlier than|in advance", "推迟|延期|延后|晚于|delay|postpon|later than"),
    _pair("优点|优势|advantage|strength", "缺点|劣势|缺陷|disadvantage|drawback|weakness|flaw"),
    _pair(
        "更强|更加强|更好|更优|优于|领先|改进|改善|优化|增强|提升|提高|强大|更高|better\\b|stronger\\b|outperform|superior|improv|enhanc|more (?:safe|secure|accurate|efficient|reliable|powerful|stable|precise|common|popular)|safer",
        "更弱|更差|没有?(?:以前|从前|之前|过去|原先|往日|当初|往常)(?!的)|(?:大?不如|不比)(?:以前|从前|之前|过去|原先|往日|当初|往常)|今不如昔|逊于|落后|变差|恶化|削弱|退步|退化|降低|更低|worse\\b|weaker\\b|inferior|lag(?:s|ged)? behind|underperform|less (?:safe|secure|accurate|efficient|reliable|powerful|stable|precise|common|popular)|degrad|deteriorat",
    ),
    _pair(
        "受益|获益|受惠|得利|profit(?:s|ed|ing)? (?:\\w+ )?from|gain(?:s|ed|ing)? (?:\\w+ )?from|thriv|flourish|赞赏|称赞|赞扬|好评|顺利|提升|改善|欢迎|庆祝|满意|高兴|感谢|褒|利好|积极|幸运|benefit|prais|welcom|smooth|delight|satisf|pleas(?:ed|ing)\\b|applaud|celebrat|flawless",
        "受害|其害|受损|损害|伤害|暴怒|愤怒|不满(?!\\d|半|一|足)|批评|指责|骂|不尽如?人意|不尽人意|翻车|车翻|争议|打击|混乱|恶化|担忧|失望|抨击|吐槽|破坏|危及|威胁|消极|遭殃|harm|damag|furious|anger|angry|critici[sz]|controvers|disappoint|chaos|threat|blow to|hurt|bumpy|rough",
    ),
    _pair("很多|许多|繁多|众多|大量|不少|多得|诸多|many\\b|numerous|plenty|lots? of", "很少|极少|少量|甚少|寥寥|无几|不多|(?<!a )few\\b|hardly any|little\\b(?!-)|无依赖|没有任何"),
    _pair("提速|加速|加快|更快|快于|快得|faster|speed(?:s|ed)? up|quicker|accelerat", "减速|放慢|放缓|变慢|更慢|慢于|slower|slow(?:s|ed)? down"),
    _pair("创建|新建|建立|creat|set(?:s|ting)? up", "删除|移除|清除|销毁|delet|remov|eras|wip(?:e|ed|ing)\\b"),
    _pair("主动|自发|proactiv|active\\b", "被动|passiv"),
    _pair("集中|centrali[sz]", "分散|去中心|decentrali[sz]|distributed"),
    _pair("人工(?!智能)|手动|manual", "自动|智能化|automat"),
    _pair("专用|专属|特定领域|领域特定|specific|speciali[sz]ed|dedicated", "通用|general[- ]purpose|generic"),
    _pair("有偿|商业(?!用途|合作|公司|关系|领域)|commercial\\b", "非营利|非盈利|公益|non-?profit"),
    _pair("预训练|训练|train(?:s|ed|ing)?\\b", "推理|inference"),
    _pair("鼓励|激励|encourag|promot", "劝阻|阻止|限制|discourag|restrict|hinder"),
    _pair("短期|short[- ]term", "长期|long[- ]term"),
    _pair("上线|发布|推出|launch|releas", "下线|撤回|收回|withdr[ae]w|recall"),
    _pair("国内|domestic|本土", "海外|国外|境外|国际|overseas|abroad|foreign"),
    _pair("前端|front[- ]?end|client[- ]side", "后端|back[- ]?end|server[- ]side"),
    _pair("软件|software", "硬件|hardware"),
    _pair("上游|upstream", "下游|downstream"),
    _pair("浏览器|browser", "服务器端|server-side"),
    _pair("人类|人工标注|human", "机器(?!学习|人)|machine[- ](?:generated|made|written|labell?ed)"),
    _pair("一致|相同|(?<!不)一样|没有?(?:什么|任何)?(?:区别|差别|两样)|identical|same\\b", "不同|不一样|差异|(?<!没)有别|(?<!没)(?<!没有)(?<!什么)(?<!任何)[区差]别|differ"),
    _pair("最大|最高|最多|最快|largest\\b|biggest\\b|highest\\b|fastest\\b|most popular", "最小|最低|最少|最慢|smallest\\b|lowest\\b|slowest\\b|least popular"),
    _pair("安全(?!漏洞|问题|隐患|风险|事故|研究|团队)|safe\\b|secure\\b", "危险|不安全|unsafe\\b|insecure\\b|dangerous"),
    _pair("找到|检测到|发现了|found\\b", "未发现|没找到|未找到|did not find|not found"),
    _pair("独立|自主研发|自研|independent|in-house", "依赖|仰赖|基于他人|depend(?:s|ed|ent) on|rel(?:y|ies|ied) on"),
    _pair("胜诉|获胜|w[io]n(?:s)? (?:the|its|a) (?:case|lawsuit)", "败诉|落败|lost (?:the|its|a) (?:case|lawsuit)"),
    _pair("正式版|稳定版|正式商用|正式上线|正式开放|stable\\b|generally available", "测试版|预览版|内测|公测|beta\\b|preview\\b|alpha\\b"),
    _pair("线上|online\\b", "线下|offline\\b|in[- ]person"),
    _pair("晋升|升职|提拔|promoted\\b|promotion", "免职|撤职|降职|革职|开除|demot|dismiss|removed from (?:office|his|her|their)"),
    _pair("故意|蓄意|有意为之|deliberate|intentional|on purpose", "疏忽|无心|无意|意外(?!结果)|accident|oversight|careless|inadvertent|unintentional"),
    _pair("买家|买方|buyer", "卖家|卖方|seller"),
    _pair(
        "必须|务必|(?<!不)得先|需要先|(?<!无)(?<!不)须|must\\b(?! not)|ha(?:s|ve|d) to\\b|requires?\\b|required\\b|mandatory|compulsory",
        "无需|无须|不必|不用|不需要?|毋须|免去|免于|need not|no need|(?:do|does|did)(?: not|n['’]t) (?:need|require|have to)|without (?:having|needing|any need)|optional",
    ),
    _pair("首次|第一次|率先|for the first time", "再次|又一次|第二次|重新|once again|again\\b|for the second time"),
    _pair("全部|所有|一律|全线|每一|均|entire(?:ly)?|every|all\\b", "(?<![子个各件体])部分|个别|少数|极少|一小部分|局部|partly|partial(?:ly)?|only some|a few|some of"),
    _pair("榜首|居首|首位|第一名|(?:位列|排名?|名列|位居)第一|top(?:s|ped)\\b|first place|ranked first", "(?:排名?|排行|位列|名列|位居|位列?|列)第[二三四五六七八九十2-9]|second place|ranked (?:second|third)|runner-up", alone=True),
    _pair("永久|永远|无限期|permanent|indefinite", "暂时|临时|短暂|temporar|interim|provisional"),
    _pair("同意|答应|许可|agree[sd]?\\b(?! on| with the)|consent", "不同意|拒绝|回绝|disagree|refus|declin(?:ed|es)"),
    _pair("加强|强化|收紧|加大|加重|strengthen|tighten|intensif|stricter|tougher", "放宽|放松|减轻|松绑|削弱|relax|loosen|eas(?:e|ed|ing)\\b|weaken|lighten"),
)  # fmt: skip
"""Opposites of reports in general. Words that stand on both sides of a text decide nothing."""

UNPRECEDENTED: Final = _side(
    "前所未[有见]|史无前例|空前|首次|首开|首创|第一次|头一[次回遭]|破天荒|开.{0,4}先河"
    "|unprecedented|never before|for the first time|a first\\b|first ever|first[- ]time"
)
"""What was never so before is so for the first time."""
GOING_ON: Final = _side(
    "仍(?:会|将|在|然|可|继续|能|要|旧|处)|继续|持续(?=更新|维护|开发|提供|支持)|依然|依旧|照常|保持(?=开源|更新|活跃|维护|运营|开发)|保留|保有|留存|将会?获得|照旧"
    "|still\\b|continu|remain|keep(?:s|ing)?\\b(?! .{1,30} from)|go(?:es)? on|resum|plenty of|permanent|retain|kept\b"
)
ENDING: Final = _side(
    "不再|停止|停更|停运|停产|停售|停服|终止|终结|结束|暂停|中止|关闭|关站|关停|停用|弃用|放弃|废弃|退役|下线|下架|倒闭|落幕|取消|弃|无限期|失去|流失|崩溃|消亡|停"
    "|no longer|discontinu|stop(?:s|ped|ping)?\\b|end(?:s|ed|ing)?\\b|ceas|halt|suspend|terminat|clos(?:e|ed|es|ing|ure)\\b|shut|abandon|deprecat"
    "|retir|cancel|drop(?:s|ped|ping)?\\b|withdr|discard|remov|end[- ]of[- ]life|EOL|give up|gave up|sunset|wind(?:ing)? down"
)
COMPLEMENT: Final = re.compile(
    r"(?<=[一-鿿])不(?:过来|过去|出来|出去|下去|上去|下来|回来|起来|了(?![解起得])|着(?!急|急于|手|重|眼)|动(?!产|摇|声|用)|住|掉)"
)
"""What behind a verb says that it cannot be done: 用不了, 处理不过来."""
DENIAL_WORDS: Final = (
    COMPLEMENT.pattern
    + r"|没有|(?<![淹埋出沉吞覆湮隐])没(?=[一-鿿A-Za-z])(?!了|准|落|收|入|药|几|多久|过多)|并未|尚未|从未|未能|未(?=[一-鿿A-Za-z])(?!来|必|免|成年|知|曾有)|不再|不会|不能|不可|不得|不是|并非|并不|不需|无需|无须|不必|不用|不愿|不想|不肯|不敢|不应|不该"
    r"|无法|无(?=[一-鿿A-Za-z])(?!论|疑|数|线|缝|限|状态|服务器|损|人机|人驾|意间|关紧要|忧|需)|毫无|绝非|(?<![中亚南北东西拉赴])非(?=[一-鿿])(?!议|常|法|洲|凡|得|遗|营利|盈利|要)|否认|从不|绝不|决不|毫不|拒不|切勿|(?<!差)不(?=[一-鿿A-Za-z])(?!一样|断|限于|仅|只|少|同|过|管|论|久|如|但|妨|错|禁|足|到|超|低|高于|多于|少于|得不|乏|俗|凡|惜|料|约而同|一而足|光|单|外乎|知不觉)"
    r"|\b(?:not|no(?!-)(?! ?\.? ?\d)(?! (?:less|fewer|more) than)|never|without|cannot|neither|nor|none|nothing|nobody|hardly|barely|unable)\b|n['’]t\b"
)
_DENIAL: Final = re.compile(DENIAL_WORDS, re.IGNORECASE | re.ASCII)
_AFFIRMING: Final = re.compile(
    r"(?P<ask>[一-鿿]{1,2})[不没](?P=ask)|(?:没有?|未有?|无)(?:哪[个种家款]|一[个种家款]|任何|什么|人|谁|第二[个家])?能?比.{1,24}?(?:更|再|大|高|多|久|快|强|好)|无出.{1,8}右|(?:没有?|无)(?:任何)?(?:一|哪)[个种家款][^,，。;；]{1,24}?(?:[强超胜大高快多好优先早重]过?[过于]|比得上|排在[^,，。;；]{1,14}前|更)|不比[^,，。;；]{1,14}(?:差|弱|少|低|慢|逊色|贵)|不停|不辍|离不开|少不了|缺不得|免不了|绕不开|得不得了"
    r"|没有?(?:以前|从前|之前|过去|原先|往日|当初|往常)(?!的)|(?:大?不如|不比)(?:以前|从前|之前|过去|原先|往日|当初|往常)|今不如昔|(?:不但|不仅|非但|不光|不只)(?:没有?|未能?|不)|没有(?:任何|哪|一|别的|其[他它]).{1,20}?(?:更|比得上|及得上|能及)|无不|莫不|无非|无一不|不得不|不能不|不可不|不会不|不无|未尝不|没有不|非.{1,6}不可|不可或缺|不可缺少|必不可少|不可避免|不可思议|不可忽[视略]|不容(?:忽视|小觑|置疑|错过)|不遗余力|不言而喻"
    r"|不谋而合|不胜枚举|不计其数|不失为|不愧|不亚于|不逊于|不输(?:给|于)?|不断|不仅|不但|不只|不光|不单|不止|不禁|不由得|不时|不难|不外乎|不可谓不|不(?:稀奇|新鲜|鲜见|少见|罕见|陌生|意外|奇怪|例外|寻常|一般)|不折不扣|不相上下|毫无疑问|毫无疑义|无疑|无论|不论|无需多言"
    r"|(?:并非|不是|并不|不)(?:只能?|仅|单|唯一)|不及|不如(?!意|人意)|不敌|比不上|毫不(?:犹豫|逊色|夸张|意外)|差不多|差点没|了不起|对不起|来不及|是不是|有没有|能不能|会不会|要不要|可不可以|不一会|不多时|不日|不久|不过(?!来|去)|不料|不然|不如说|绝无仅有|独一无二|前所未[有见]|史无前例|空前绝后|无与伦比|无可(?:比拟|争议|置疑|厚非|替代)"
    r"|见怪不怪|不足为[奇怪]|不以为[奇怪]|屡见不鲜|数不[胜清尽]|目不暇接|层出不穷|川流不息|络绎不绝|源源不[断绝]|滔滔不绝|锲而不舍|坚持不懈|孜孜不倦|马不停蹄|势不可[挡当]|不可(?:限量|多得|估量|同日而语)|爱不释手|赞不绝口|无微不至"
    r"|无[处所孔时人一]不|无一(?:例外|幸免|遗漏)|不由分说|不费吹灰之力|毫不费力|不在话下|不声不响|不慌不忙|不胫而走|不期而遇|迫不及待|当之无愧|不假思索|说不定|保不[齐准]|恨不得|巴不得|不忘|忘不了|不负|不免|免不[了得]|大不了|不妨|无怪|没[得的有]?说的|没得说|没少|毫不客气"
    r"|(?:算|谈|说)不上(?:夸张|过分|稀奇|新鲜|意外)|不(?:算)?(?:夸张|为过|过分)|并?非(?:夸大|虚言)|不下(?=[\d一二三四五六七八九十百千万数几])|何尝不|谁不"
    r"|\b(?:no ?(?:one|body) (?:doubts?|disput\w+|den(?:y|ies|ied)|question\w*)|no (?:denying|secret|surprise|stranger|exaggeration|small|accident|question|mistake|coincidence|shortage)|without question|needless to say|nothing less than|not least|goes without saying|no end of)\b"
    r"|\bno (?:[\w.'’-]+ ){1,8}?(?:is|are|was|were|has|had|have|could|can|ever|offers|offered) (?:\w+ ){0,3}?(?:longer|larger|bigger|better|higher|faster|greater|stronger|more \w+|as \w+|so \w+)\b(?! than ever)"
    r"|\bno (?:earlier|previous|prior|other) |\bno (?:[\w.'’-]+ ){1,6}?(?:\w+er|more \w+|so \w+|as \w+) (?:than|as)\b"
    r"|(?:\bnot|n['’]t)\b(?:[^.;!?]|\.(?=\d)){0,80}?\b(?:until|till)"
    r"|\b(?:not only|not just|not merely|not simply|not to mention|no doubt|no wonder|no longer than|nothing but|nothing short of|none other than|no (?:less|fewer|later|more) than|cannot but|can['’]t help"
    r"|without (?:a )?doubt|without exception|never before|no sooner|not uncommon|not unlike|not long(?!er)|not far|not alone|second to none|no mean|whether or not)\b",
    re.IGNORECASE | re.ASCII,
)
"""Sayings with a word of denial in them that deny nothing, double denials among them."""


def denials(text: str, start: int = 0) -> list[re.Match[str]]:
    """The words in ``text`` that deny something, from ``start`` on."""
    sayings = [m.span() for m in _AFFIRMING.finditer(text)]
    return [
        m
        for m in _DENIAL.finditer(text, start)
        if not any(a < m.end() and m.start() < b for a, b in sayings)
    ]


def denies(text: str) -> bool:
    """Whether ``text`` denies anything."""
    return bool(_DENIAL.search(text)) and bool(denials(text))


LACKING: Final = re.compile(
    r"以免|免得|省得|甭|毋|懒得|去掉|去除|隐瞒|乏|无人|罢(?=手|休|了)|省去|省掉|省下|跳过|免(?=[一-鿿A-Za-z])(?!疫)|意料之外|归零|没戏|告别|打破|转向|转变|退居|离线|闭门|罕|鲜有|少有|岂|哪里|谁还|难(?!道|怪|民)|告吹|泡汤|搁置|取代|代替|顶替|落后|不及|切莫|沦为|(?<![区特分个级类性识鉴辨差派国告离各道送判有])别(?=[一-鿿])(?!的|人|处|名|墅|致|样|是|国|家|提|针|扭|具|开|出|无|有|看|于|称)|失败|没了|停止|暂停|终止|拒绝|遭拒|禁止|缺乏|缺少|短缺|难以|很难|无法|取消|弃用|放弃|关闭|免费|免除|免于|避免|防止|摆脱|否认|否定|驳斥|反驳|反对|下架|失去|失灵|失信|中断|崩溃|崩了|宕机|受阻|阻止|排除|影响|忽视|忽略|怀疑|质疑|批评"
    r"|仅(?:限|能|凭|有)?|只(?:能|有|需|要)?|唯一|即使|倒闭|退役|消亡|停更|停服|落空|白费|局限|限制|有限|例外|不实|虚假|谣|零(?=[一-鿿])|剥离|离开|不到|不足|少|空白"
    r"|\b(?:fail\w*|stop\w*|refus\w*|reject\w*|lack\w*|den(?:y|ied|ies)|prohibit\w*|ban(?:ned|s)?|suspend\w*|halt\w*|cancel\w*|abandon\w*|discontinu\w*|only|free|prevent\w*|avoid\w*|unavailab\w*"
    r"|un(?:able|likely|known|clear|supported|authori[sz]ed|resolved|true|founded|fair|certain|available|changed|willing|popular|safe|published|successful|usable|finished|limited|official|restricted|necessary|usual|common|paid|tested|reported|identified)\w*|in(?:accessible|complete|valid|correct|accurate|compatible|effective|sufficient|operable)\w*|non-?\w+|disrupt\w*|block\w*|disabl\w*|remov\w*"
    r"|short(?:age)?|few(?:er)?|little|end(?:ed|s|ing)?|ceas\w*|clos(?:ed|es|ure|ing)|los(?:t|e|es|ing)|miss(?:ed|ing|es)|rather than|instead of|dispute\w*|contradict\w*|rebut\w*|difficult\w*|impossible|exclud\w*|except|zero|false|wrong\w*|shut out|spar(?:e|es|ed|ing)|\w{3,}less|useless|offline|instead|keep(?:s|ing)? .{1,20} from|far from|give up|gave up|rarely|seldom|quit|behind closed doors)\b",
    re.IGNORECASE | re.ASCII,
)
"""Words that say less than a denial but may be told by one, or tell one."""

_CHARACTERS = (
    "早后 早晚 前后 先后 始终 首末 新旧 主被 大小 高低 内外 上下 左右 正负 正反 有无 增减 升降 进退 进出 买卖 开关 长短 "
    "强弱 快慢 多少 多单 好坏 优劣 真假 软硬 公私 动静 男女 生死 单双 南北 东西 冷热 轻重 深浅 宽窄 厚薄 远近 難易 难易 "
    "胜败 成败 得失 盈亏 攻防 供需 输赢 入出 加减 里外 阴阳 虚实 老新 可不"
)
OPPOSITE_CHARACTERS: Final[dict[str, str]] = {}
"""Characters that make opposites of words: 早期 and 后期."""
for _pair_of in _CHARACTERS.split():
    _one, _other = list(_pair_of)
    OPPOSITE_CHARACTERS[_one] = OPPOSITE_CHARACTERS.get(_one, "") + _other
    OPPOSITE_CHARACTERS[_other] = OPPOSITE_CHARACTERS.get(_other, "") + _one
