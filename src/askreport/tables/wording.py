"""The words with which people ask about rows and columns: closed classes of Chinese and English."""

from __future__ import annotations

import re
from typing import Final

# --- what says that a table is meant ------------------------------------------------------------

LISTING: Final = re.compile(
    r"表格|(?<![代发仪手外年报图])表(?=[格里中内上，,、的]|$)|[这那本整全]一?[张个份]?表(?![示明现达演情面态])"
    r"|(?<=[\u4e00-\u9fff])[那这]?一?栏(?![目杆])|[这那]一?列(?![车表举])|榜单|榜上|(?<!行)榜(?=[的里中]|$)|[上登入进]了?[那这]?[个份张]?榜单?|[那这整全][个份张]榜单?|(?<!黑)名单|清单|名录|目录"
    r"|在榜|入选|入围|获选|当选|评选|评出|评上|选上|选出|收录|列[入进]|被列|名额|席位|在列|列出来的"
    r"|\btables?\b|\brows\b|\bcolumns?\b|\bshort-?list(?:ed)?\b"
    r"|\b(?:the|that|this)(?: [\w-]+){0,2} list\b|\blisted\b"
    r"|\bmade the (?:list|cut)\b|\bselected\b|\bselection\b|\bin the ranking\b|\baward(?:s|ed)?\b",
    re.IGNORECASE,
)

# --- what a column may be called, by what stands in it -----------------------------------------

TERRITORY: Final = (
    r"哪一?国|各国|每个?国|国家|国别|国籍|哪里的?|哪儿的?|什么地方|\bcountr(?:y|ies)\b|\bnations?\b"
    r"|\bnationalit(?:y|ies)\b|\bwhere\b"
)
ORGANISATION: Final = (
    r"机构|公司|大厂|巨头|企业|单位|厂商|厂家|团队|组织|东家|高校|院校|大学|学校|学府|基金会|研究院|研究所|实验室|科研院所"
    r"|出品[方人者]|开发[方商]|研发[方商]|主导方|参与方|合作方|合作伙伴|伙伴|背后的?主体|哪[一两二三几]?[家所](?!项目|产品|作品)|谁家"
    r"|\binstitut(?:ion|e)s?\b|\bcompan(?:y|ies)\b|\borgani[sz]ations?\b|\buniversit(?:y|ies)\b"
    r"|\bfirms?\b|\blab(?:oratorie|oratory)?s?\b|\bteams?\b|\bvendors?\b|\baffiliations?\b"
    r"|\bpartners?\b|\bunits?\b|\bfoundations?\b|\bmakers?\b|\bbod(?:y|ies)\b|\bcolleges?\b|\boutfits?\b"
)
WHO: Final = r"谁|什么人|哪位|\bwho(?:m|se)?\b"
PERSON: Final = rf"{WHO}|\bpersons?\b|人物|姓名|名字"
WORK: Final = (
    r"项目|专案|成果|作品|产品|成就|工具|软件|系统|工作|研究|东西|玩意儿?"
    r"|\bprojects?\b|\bachievements?\b|\bproducts?\b|\btools?\b|\bsoftware\b|\bsystems?\b"
    r"|\bworks?\b|\bresults?\b"
)
"""Words for things that were made; they go for one another."""
ENTRY: Final = r"条目|记录|表项|\bentr(?:y|ies)\b|\brows?\b|\bitems?\b|\brecords?\b|\bones\b"

# --- what is asked of the rows ------------------------------------------------------------------

MEASURE: Final = "[个個项項家款种種件所位名条條座部支类類篇份起例宗桩]"
COUNT: Final = re.compile(
    rf"多少|(?<![哪这那])[几幾](?={MEASURE}|国)|有几|数量|总数|数目|\bhow many\b"
    r"|(?<=[构司家国目品果学])数(?=[？?，,\s]|$)"
    r"|\b(?:the )?number of\b"
    r"|\bcount (?:of|the)\b",
    re.IGNORECASE,
)
ROLE: Final = re.compile(
    r"第一作者|通讯作者|论文作者|创始人|联合创始人|发起人|负责人|维护者|带头人|导师|首席|总裁|投资[方人者]|出资[方人]|股东|赞助商|金主"
    r"|\b(?:first author|corresponding author|founders?|co-?founders?|(?:lead )?maintainers?"
    r"|ceo|cto|investors?|sponsors?|principal investigator)\b",
    re.IGNORECASE,
)
"""Persons and backers, of whom a column of institutions says nothing."""
MEASURED: Final = re.compile(rf"(?:[几幾]|多少)(?P<measure>{MEASURE})")
WHEN: Final = (
    r"哪一?年|哪一?天|什么时候|何时|几几年|年份|日期|时间|\bwhen\b|\b(?:which|what) (?:year|date)\b"
)
COMPARED: Final = re.compile(
    r"(?:哪|谁)[^，。？]{0,12}?(?P<zh>多|大|高|长|早|晚|少|小|低|久|新|老)(?:一?[些点])?(?=[？?]|$)"
    r"|\b(?P<more>more|larger|bigger|higher|longer|greater|newer|later)\b"
    r"|\b(?P<less>fewer|less|smaller|lower|shorter|older|earlier)\b",
    re.IGNORECASE,
)
"""A comparison of two things that are named."""
MOST: Final = re.compile(
    r"最(?:为)?(?P<what>多|大|高|长|早|晚|新|老|快|重|贵|少|小|低|短|慢|轻|便宜|强|远|近|深|宽)"
    r"|排(?:名)?(?:在)?第?(?:首位|一位?|首)|居首|(?:数量|人数|项目|成果)第一"
    r"|\b(?P<most>most|largest|biggest|highest|greatest|longest|tallest|top|maximum|richest|latest"
    r"|newest|best)\b"
    r"|\b(?P<least>least|fewest|smallest|lowest|shortest|minimum|poorest|earliest|oldest)\b",
    re.IGNORECASE,
)
PLURAL: Final = re.compile(
    r"哪[些几]"
    r"|\b(?:which|what)\s+(?:[\w-]+\s+)?(?:countries|nations|companies|universities|institut(?:ion|e)s"
    r"|organi[sz]ations|firms|labs|teams|vendors|colleges|projects|achievements|products|tools)\b",
    re.IGNORECASE,
)
"""The most of something asked for in the plural: 哪些国家最多, which countries have the most."""
LEAST: Final = frozenset("少小低短慢轻近早老")
EARLY: Final = frozenset(("早", "晚", "老", "新", "earliest", "oldest", "latest", "newest"))
TOP: Final = re.compile(
    r"(?:前|头)(?P<zh>[0-9]{1,2}|[一二两三四五六七八九十])(?:名|位|个|家|强|大)?"
    r"|\btop (?P<en>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
RANK: Final = re.compile(
    r"(?:(?<!没有)(?<![没无])第|排(?:名|行)?老|(?<![\u4e00-\u9fff])[那这]?老)(?P<zh>[二三四五六七八九十]|\d{1,2})(?:多|大|高|名|位|少|小|低)?"
    r"|\b(?P<en>second|third|fourth|fifth)\b"
    r"(?=[- ](?:most|largest|biggest|highest|fewest|smallest|lowest|place))",
    re.IGNORECASE,
)
ORDINALS: Final = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
NEXT: Final = re.compile(r"仅次于|\b(?:second only to|next after|right behind)\b", re.IGNORECASE)
TOTAL: Final = re.compile(
    r"总和|总计|合计|加起来|总共|一共|总(?=人口|数|量|额)|\btotal\b|\bsum\b|\baltogether\b|\bcombined\b"
)
MEAN: Final = re.compile(r"平均|\baverage\b|\bmean\b", re.IGNORECASE)
EACH: Final = re.compile(
    r"各(?:个|自|家|国|有|占|是)?|每(?:个|家|一)|分别(?:有|是)?(?:多少|几)|分布|逐一|挨个"
    r"|\beach\b|\bper\b|\bby (?=country|institution|compan|organi)"
    r"(?!\w+ (?:from|in|of|based|located|outside|that|with)\b)|\bevery\b|\bdistribut"
    r"|\brespectively\b|\bbreakdown\b",
    re.IGNORECASE,
)
EITHER: Final = re.compile(
    r"或者?|还是|分别|各自?|总共|一共|加起来|合计|\bor\b|\beither\b|\beach\b|\brespectively\b|\btotal\b"
)
RELATION: Final = re.compile(
    r"参与|参加|贡献|合作|联手|联合|携手|牵头|有份|署名|\bcontribut|\bparticipat|\bcollaborat"
    r"|\binvolved\b|\bt(?:ake|akes|aken|ook) part\b",
    re.IGNORECASE,
)
"""What somebody does to a thing that several make."""
COUNTED_TOO: Final = re.compile(
    r"(?:合作|联合|共同|一起)[^，。？；]{0,4}?(?:也|都|一并|只|仅)?(?:算|计|包括|包含)(?:上|在内|进|一|作)"
    r"|\b(?:counting|including) (?:the )?(?:shared|joint)\b(?: (?:ones|work|projects|rows))?",
    re.IGNORECASE,
)
"""Joint work that counts as well, or once: what is said on it is no condition."""
COORDINATED: Final = re.compile(r"\s*(?:、|和|与|及|以及)\s*(?P<next>[一-鿿]{3,16})")
"""Chinese names joined to one before, of which they may leave out the beginning."""
JOINT: Final = re.compile(
    r"合作|联手|联合|共同|携手|一起|一块儿?(?!钱)|一道|合伙|合力|协作|都(?:有份|有参与|参与|参加)|同时|跨国|联名"
    r"|\bboth\b|\bjoint(?:ly)?\b|\btogether\b|\bcollaborat\w*\b|\bco-?(?:develop|author|creat|own)\w*"
    r"|\bpartner(?:ed|ship|s)?\b|\bteam(?:ed)? up\b|\balong with\b|\balongside\b"
    r"|\bwork(?:ed|s|ing)? with\b",
    re.IGNORECASE,
)
MADE: Final = re.compile(
    r"[做搞弄造出写](?:了|过|出来?)(?:些)?(?:啥|什么|哪|几|多少|一[个版款种])"
    r"|\b(?:build|built|make|made|develop\w*|create\w*|produce\w*)\b",
    re.IGNORECASE,
)
"""What somebody did, without a word for a column."""
OTHERS: Final = re.compile(
    r"[和跟与同]谁|\bwith whom\b|同伴|伙伴|搭档|队友|另外|还有(?=哪|谁|什么|几|别|其)"
    r"|其他|其它|别的|此外"
    r"|\b(?:else|other|others|partners?|share[sd]? (?:the|it)|companions?|counterparts?)\b",
    re.IGNORECASE,
)
"""What asks for those that are not named."""
SEVERAL: Final = re.compile(
    r"(?<!哪)(?<!哪几)(?<!第)(?P<zh>[两二三四五六七八九2-9](?=个|家|所)|[两二]|(?<![最第二三四五六七八九十])多|不止一)(?:个|家|所)?(?:以上|及以上|或以上)?的?(?:不同的?)?"
    r"(?:国家|机构|单位|公司|大学|高校|院校|企业)"
    r"|(?:不止|超过)一?[家所]|[两二]家(?:及|或)?以上|跨(?:国|机构|单位)|多国|中外(?=合作|联合|合办|机构|联手|共)"
    r"|(?:其他|其它|别的|外部)(?:的)?(?:国家|机构|单位|公司|大学|高校|院校|企业)"
    r"|\b(?P<en>more than one|multiple|several|two|three|four|at least two|at least three|other"
    r"|another)"
    r"\s+(?:or more )?(?:different )?"
    r"(?:countr|institution|compan|organi|universit|nation|firm|partner)\w*",
    re.IGNORECASE,
)
SINGLE: Final = re.compile(
    r"(?:只|仅|就)(?:有|由|涉及)?(?:一|1|单)[个家所](?:独立)?的?(?:国家|机构|单位|公司|大学|高校|企业)"
    r"|单一(?:国家|机构|单位|公司)"
    r"|\b(?:(?:only|just|exactly) one|a single)"
    r" (?:countr|institution|compan|organi|universit)\w*",
    re.IGNORECASE,
)
"""One value and no more of the column of which it is said."""
HAVING: Final = re.compile(
    r"(?:(?P<exact>只有|仅有|刚好有?|恰好有?|[只仅][^，。？\s\d一二两三四五\ufffc]{0,4}?)|(?P<above>超过|多于|大于|高于|不止)|(?P<least>至少|不少于))?"
    r"有?\s*(?P<zh>[一两二三四五六七八九十]|\d{1,2}|多)\s*[个项款种件次](?P<over>以上|及以上)?的?"
    r"|\b(?:(?P<only>only|exactly|just)|(?P<beyond>more than|over)|(?P<from>at least))?\s*"
    r"(?P<en>one|two|three|four|five|\d{1,2})"
    r"(?P<more> or more)?\s+(?=project|achievement|entr|row|item|product|tool)",
    re.IGNORECASE,
)
"""How many rows the values that are asked for must have."""

ONLY: Final = re.compile(
    r"只有|只(?=[写标挂署列算属靠来])|光是|单是|单单|仅由?|仅有|只由|只是|独立|单独|独自|一家(?:独|单)|单干|单打独斗"
    r"|自己(?:一家|独自|单独|做|搞|弄|完成)|(?:没有?|不)(?:和|跟|与|同)(?:别人|别家|其他|任何|外)[^，。？]{0,6}(?:合作|联手|一起)"
    r"|(?:没有?|无)(?:任何|第二个?|其他|其它|别的|外部)*(?:的)?(?:合作|参与|署名)?(?:方|伙伴|者|单位|机构|公司|搭档)(?!的?国)"
    r"|(?:没有?|无)(?:任何)?(?:第二个?|其他|其它|别的)(?:的)?国家?"
    r"|\bwith no (?:other |outside |external )*(?:partners?|collaborat\w+|institut\w+|compan\w+)\b"
    r"|\bwithout (?:any )?(?:outside |other |external )*(?:partners?|collaborat\w+|help)\b"
    r"|\bon (?:its|their) own\b|\bby itself\b|\bsingle-handed\w*|\bonly\b|\bsolely\b"
    r"|\bexclusively\b|\balone\b"
)
NEGATION: Final = re.compile(
    r"除[了去掉却]?|去掉|[刨剔扣撇抛筛滤拿排](?:除|掉|去|开)了?|不算|不包?含|不包括|(?<!是)不是|并?非(?!洲|常)|(?<!有)没有?(?=\ufffc)|没有?(?:记|挂|算|标|写|列|放|归)(?:[在到为作])?(?=\ufffc)|不(?:来自|属于|由|在|涉及|牵涉|沾|带)"
    r"|\b(?:isn|aren|wasn|weren)['’]t\b|\b(?:is|are|was|were) not\b"
    r"|\bneither\b|\bnor\b|\bexcept(?:ing| for)?\b|\bexclud\w+\b|\bother than\b"
    r"|\bnot (?:from|by|in|made|developed|based)\b"
    r"|\bwithout\b|\boutside(?: of)?\b|\bapart from\b|\b(?:leaving|aside) (?:aside|out|from)\b"
    r"|\bnot counting\b|\bbesides\b|\bnon-|\bno\s+(?=\ufffc)",
    re.IGNORECASE,
)
NEGATION_BEHIND: Final = re.compile(
    r"^\s*(?:这?[两二三四]个?(?:国家?|家|所|者))?(?:的)?(?:之外|以外|外的?(?!国)|除外|(?:[^，,。；？\ufffc]{0,4})不(?:算|计|含)(?:在内|进去|进来)?[哈啊哦啦了]?(?=[）)，,。？?！!\s]|$)"
    r"|[全都也]*(?:沾不上|不沾|没沾|扯不上|无关|没关系|不相干)"
    r"|(?:没有?|未|不)曾?(?:参与|参加|加入|署名|出现|在内|有份))"
)
TAKEN_AWAY: Final = re.compile(
    r"[把将](?:那些)?[^，,。；？]{0,16}?(?:的)?(?:都|全|全部|统统)?"
    r"(?:[去刨剔扣撇抛筛滤拿排除][除掉去开]了?|不算|不计|排除在外)"
)
"""What is left out, said before that it is: “把和美国合作的去掉”."""
NARROWED: Final = re.compile("单[看论]|光[看论]")
"""What narrows a question down to what follows, and is not “alone”."""
NO_PARTNER: Final = re.compile(
    r"\b(?:no|without (?:an?|any))\s+\ufffc+\s+(?:partners?|collaborat\w+)\b", re.IGNORECASE
)
"""Whose part is denied: who has none of theirs may have others', or none at all."""
NEGATED_MOST: Final = {"zh": 12, "en": 40}
"""Characters between a negation and what it denies, by language."""
WHETHER: Final = re.compile(
    r"有没有|有无|是否|是不是|可曾|[吗吧](?=[？?，,\s]|$)|(?<![什怎那这])么[？?\s]*$"
    r"|^(?:is|are|was|were|did|does|do|has|have|can)\b|\bany\b"
    r"|\bis (?:it|that|this) (?:true|right|so|correct)\b|\bright\?\s*$",
    re.IGNORECASE,
)
DOMESTIC: Final = re.compile(r"国内|国产|本国|我国|本土")
ABROAD: Final = re.compile(r"国外|海外|境外|外国|外企|非国产")
UNIVERSITY: Final = re.compile(
    r"高校|大学|院校|学校|学府|学术界|学界|\buniversit(?:y|ies)\b|\bacademi[ac]\b", re.IGNORECASE
)

INSTITUTE: Final = re.compile(
    r"研究所|研究院|实验室|科研院所|科研机构|研究机构"
    r"|\bresearch (?:institut|lab|cent|organi)\w*|\blab(?:oratories|oratory)?s?\b",
    re.IGNORECASE,
)
COMPANY: Final = re.compile(
    r"企业|公司|厂商|产业界|工业界|业界|\bcompan(?:y|ies)\b|\bfirms?\b|\bindustry\b|\bvendors?\b",
    re.IGNORECASE,
)
FOUNDATION: Final = re.compile(r"基金会|\bfoundations?\b", re.IGNORECASE)
AGAINST: Final = re.compile(
    r"还是|[更较比]|相比|对比|哪[一个边类种者方]?[^，。？]{0,12}(?:多|少)|谁[^，。？]{0,8}(?:多|少)"
    r"|\b(?:or|more|fewer|less|versus|vs|than|compare[ds]?|most|fewest)\b",
    re.IGNORECASE,
)
"""What sets two kinds of institutions against each other."""
MORE: Final = re.compile(r"多|少|\b(?:more|fewer|less|most|fewest|compare[ds]?)\b", re.IGNORECASE)
BOTH_SORTS: Final = re.compile(r"产学|校企|产研|\bindustry[- ]academi", re.IGNORECASE)
"""Work of companies and universities."""

# --- words that ask, relate and bind, and so need no place in the table -------------------------

EXPLAINED: Final = re.compile(
    r"去掉重复|去重|重复|请问|请|告诉我|帮我|给我|帮忙|我想知道|想知道|想问|我|你们?|咱们?|列[出举]?|列一下|出来|独立|独自|单独|查[一]?下?|找[出到]?|看看|说说|讲讲|一下|知道"
    r"|有没有|有无|是否|是不是|可曾|究竟|到底|单单|有份|份儿?|有关|相关|分别|各自|各|每|都|总共|一共|共有?|合计|加起来|全部|所有|总"
    r"|哪|什么|啥|谁|何|多少|几|怎么|名字|名称|名为|叫做?|称|[个個家项項款种種件所位条條些份座部支类類名]"
    r"|那|这|该|此|其中|其|它们?|他们?|里面|里头|里边|里|当中|之中|中|上面?|内|下|来自|出自|来源|属于|归属?|隶属|属"
    r"|出品|发布|推出|开发(?!者)|研发|研制|打造|制作|创建|做|搞|弄|造|主导|牵头|负责|参与(?!者)|参加|加入|合作|联手|联合|共同|携手|一起|一道|合伙"
    r"|位于|坐落|维护(?!者)|使用|用|贡献(?!者)|产出|产|拥有|带来|完成|提交|拿出?|进|出手|挂名|挂|署名|背后|旗下|名下|手笔|占|一块儿?|情形|之外|以外|外|除了?|不是|不算|不含|不包括|包括|包含|没有?|不|非"
    r"|以及|和|与|跟|同|及|或者?|还是|还|也|又|再|的|地|得|了|过|着|吗|呢|吧|啊|呀|么|嘛|有|是|在|由|被|把|从|对|于|为|按|以|到|能|可以|会|就|才|只|仅"
    r"|最|多|少|大|小|高|低|数量|数目|数(?![据学值码组])|排名|排|名次|第[一二三]|第|前|首|居|杰出|优秀|优胜|获奖|得奖|奖|国际|年度|年|月|之|方|人|两|二|三|一"
    r"|介绍|情况|信息|资料|文档|报告|数据(?!库|集|结构)|统计|显示|提到|写|出现|存在|涉及|比较|比|更|第几"
)
EXPLAINED_EN: Final = frozenset(
    """
    a an the of in on at to for from by with and or is are was were be been being do does did has
    have had what which who whom whose when where why how many much it its they their them this that
    these those there as about into than then so if not no any all some can could would will me us
    please tell list name show give find count number total most least top each per every both
    either only also just come comes came coming made make makes making built build builds developed
    develop develops created create creates produced produce produces released release releases
    published publish involved involve involves involving participate participates participated
    participating took take part contributed contribute contributes contribution contributions
    behind belong belongs belonging based affiliated associated responsible owns own owned led lead
    appear appears appeared included include includes including listed selected among between
    together jointly joint collaborate collaborated collaboration worked work worked along alongside
    outstanding open source opensource other than except excluding without outside besides apart
    more less fewer first second third there's one ones two three several multiple different same i
    you we know want see get got document report according data year years ranking ranked rank list
    located headquartered maintain
    maintains maintained use uses used using written wrote called named known held lie lies
    isn't aren't wasn't weren't not exactly precisely merely just table out up those respectively
    altogether out were entry entries result results neither nor else theirs anything something
    stuff things same s kindly double check just want wanna
    """.split()  # noqa: SIM905
)
