"""Instructions dressed as questions: told from questions about documents by what they ask for.

A question asks what documents say. An injected instruction tells the answerer to drop its rules,
to show its prompt, to become somebody else, or to say given words. The cues are a verb of such a
command *and* its object, in Chinese (both scripts) and English: the words alone (“规则”, "prompt")
are subjects that documents write about. Nothing in an extractive answer could obey; declining says
plainly that it was not taken for a question. (OWASP LLM01, prompt injection, names these forms.)
"""

# ruff: noqa: E501 - cues are tables, a row a line

from __future__ import annotations

import re
import unicodedata
from typing import Final

_CUES: Final = re.compile(
    r"""
    (?:^|[，,。；;！!：:、\s请請先就并並你])(?:忽略|无视|無視|忘掉|忘记|忘記|抛开|拋開|丢掉|放弃|放棄|跳过|跳過|绕过|繞過|不要?(?:再)?(?:遵守|理会|理會|管))(?!了)
      .{0,12}(?:指令|指示|规则|規則|规定|規定|设定|設定|提示词?|提示詞?|限制|约束|約束|命令|要求|对话|對話)
  | (?:打印|输出|輸出|复述|複述|泄露|洩露|告诉我|告訴我|展示|显示|顯示|说出|說出|念|贴|貼|给我|給我|重复|重複|发|發|公开|公開|交出)
      .{0,14}(?:系统|系統|初始|隐藏|隱藏|内部|內部|你的|最初)\w{0,4}\s*(?:提示词?|提示詞?|prompt|指令|设定|設定|密钥|密鑰|口令|配置)
  | (?:你的|把你)\w{0,4}(?:系统|系統|初始|隐藏|隱藏|内部|內部)\w{0,3}\s*(?:提示词?|提示詞?|prompt|指令|设定|設定)
  | (?:你(?:现在|現在|从现在起|從現在起|今后|接下来|接下來)?(?:不再是|就?是|扮演|改扮|变成|變成|充当|充當)|(?:现在|現在|从现在(?:起|开始)|從現在(?:起|開始))[，,]?你(?:就?是|扮演|要|必须|必須))
      .{0,24}(?:助手|模型|模式|机器人|機器人|没有限制|沒有限制|不受|DAN|开发者|開發者|管理员|管理員|黑客|猫娘|角色)
  | (?:进入|進入|开启|開啟|切换到|切換到|启用|啟用)\s*(?:DAN|开发者|開發者|越狱|越獄|上帝|管理员|管理員|root|调试|debug)\s*模式
  | (?:不管|无论|無論|不论|不論)(?:资料|資料|文档|文件|报告|報告|原文|问题|問題)?.{0,10}(?:都|一律|全都)(?:只)?(?:回答|回复|回覆|输出|輸出|说|說|写|寫)
  | (?:不要|别|別|无需|無需|不用|禁止)(?:再)?(?:引用|标注|標註|给出|注明|附)(?:任何)?(?:出处|出處|来源|來源|原文|引文)
  | (?:只|必须|必須|请|請)(?:回答|回复|回覆|输出|輸出|说|說)\s*[“"'「‘]
  | \b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|guidelines?|restrictions?|context|above|previous|documents?)\b
  | \b(?:reveal|print|show|repeat|output|leak|display|tell\ me|give\ me|dump)\b.{0,40}\b(?:system\ prompt|(?:your|the|hidden|initial|secret)\ (?:\w+\ )?(?:prompt|instructions)|words\ above)
  | \byou\ are\ (?:now|no\ longer)\b
  | \b(?:pretend|act)\b.{0,12}\b(?:to\ be|as|that\ you)\b.{0,40}\b(?:ai|assistant|dan|hacker|unrestricted|admin\w*|no\ (?:rules|limits))\b
  | \b(?:developer|dan|jailbreak|god|debug|admin)\ mode\b
  | \b(?:respond|reply|answer|say|output)\s+(?:only|just|exactly)\s+(?:with\s+)?["“']
  | </?(?:system|instructions?|assistant)> | \[/?INST\] | <\|im_(?:start|end)\|>
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)

_WEAK: Final = tuple(
    re.compile(cue, re.IGNORECASE | re.DOTALL)
    for cue in (
        # rules put aside
        r"(?:不必|不用|不要|不许|不許|无需|無需|别|別|停止|取消|关闭|關閉|跳过|跳過|忽略|无视|無視|作废|作廢|解除|免除)"
        r".{0,10}(?:查|检索|檢索|引用|出处|出處|来源|來源|规则|規則|限制|指令|设定|設定|审核|審核|安全|核对|核對)"
        r"|(?:出处|出處|来源|來源|引用|规则|規則|限制|审核|審核).{0,6}(?:不用|不必|不要|关闭|關閉|取消|作废|作廢|失效)"
        r"|\b(?:ignore|disregard|forget|bypass|without (?:citing|citations|sources|checking))\b",
        # a voice of authority, or another self
        r"系统(?:公告|通知|消息|提示|指令|管理)|系統(?:公告|通知|訊息|提示|指令|管理)|管理员|管理員|开发者|開發者模式|审核模式|審核模式"
        r"|(?:从这条|從這條|从现在|從現在|接下来|接下來).{0,4}(?:起|开始|開始)|你(?:现在|現在)?(?:扮演|假装|假裝|充当|充當|不再是)"
        r"|\b(?:system (?:message|notice|override)|administrator|admin|developer mode|from now on|pretend)\b",
        # words that must be said, work that must be done
        r"只(?:能|许|許|准|准许|要|需)?(?:回复|回覆|回答|回一|输出|輸出|说|說|写|寫)|照(?:着|著)?(?:做|说|說|念|办|辦)|一字不[差漏]|原样|原樣|原封不动|原封不動"
        r"|别的.{0,4}(?:不要|别|都不)|別的.{0,4}(?:不要|別|都不)|(?:回复|回覆|回答|输出|輸出)(?:一句|以下|下面)?[：:]?[“「\"'‘]"
        r"|(?:执行|執行|运行|運行)(?:以下|下面|这|這|命令|代码|代碼)|\b(?:reply|respond|answer|output|say) (?:only|just|exactly|with)\b|\bnothing else\b|\bverbatim\b",
        # what is the service's own
        r"提示词|提示詞|密钥|密鑰|口令|环境变量|環境變數|你的(?:指令|设定|設定|规则|規則|密码|密碼|服务器|伺服器)"
        r"|\b(?:system prompt|api[ _-]?keys?|passwords?|environment variables|your (?:prompt|rules|instructions|server))\b",
    )
)
"""One of these alone may be the subject of a question; two kinds together are a command."""


def gives_instructions(question: str) -> bool:
    """Whether ``question`` commands the answerer instead of asking what the documents say."""
    text = unicodedata.normalize("NFKC", question)
    return _CUES.search(text) is not None or sum(bool(cue.search(text)) for cue in _WEAK) > 1
