from __future__ import annotations

import pytest

from askreport.verification.facts import facts_of
from askreport.verification.names import check_names
from tests.verification.make import quoting


def strange(statement: str, quote: str, around: str = "", before: str = "") -> list[str]:
    evidence = quoting(quote, around=around, before=before)
    return check_names(facts_of(statement), evidence)[1]


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Tsinghua University released it.", "清华大学发布了它。"),
        ("清华大学发布了它。", "Tsinghua University released it."),
        ("Wang Jian founded it.", "王坚创办了它。"),
        ("Jian Wang founded it.", "王坚创办了它。"),
        ("The United States bans it.", "美国禁止它。"),
        ("中国厂商", "我国厂商"),
        ("It is an OpenAtom project.", "Open Atom 的项目"),
        ("GPT4 was released.", "GPT-4 发布。"),
        ("马斯克开源了算法。", "Musk open-sourced the algorithm."),
        ("Police arrested them.", "警方抓获了他们。"),
        ("Alibaba Cloud failed.", "阿里云出现故障。"),
        ("人大毕业生", "中国人民大学毕业生"),
        ("Keras 3 was released.", "Keras 3.0 发布。"),
        ("Jian Wang's MLC team released it.", "王坚团队 (MLC) 发布了它。"),
        ("Sam Altman resigned.", "山姆・奥特曼辞职。"),
        ("Domestic firms follow.", "中国企业跟进。"),
        ("由信息学研究所完成。", "Institute for Informatics"),
        ("CTO 米拉·穆拉蒂顶上，暂代首席执行官。", "CTO Mira Murati将临时担任首席执行官。"),
        ("ByteDance and SenseTime filed.", "字节、商汤通过备案。"),
        ("Stack Overflow is a Q&A community.", "Stack Overflow 是问答社区。"),
        ("It is still at the level of LLMs.", "Robin Li 说仍在 LLM 这一层面。"),
        ("Seen as a rival, it grew.", "被视为对手的 Nvidia 增长。"),
        ("Yarn version 4.0 is faster.", "Yarn 4.0 更快。"),
        ("An Israeli firm built it.", "以色列公司制造了它。"),
        ("It uses 3D-printed parts.", "使用 3D 打印的部件。"),
        ("Rust 项目被塞进恶意代码。", "Rust 项目被提交恶意代码。"),
        ("它以 HF Transformers 构建。", "它用 Hugging Face Transformers 构建。"),
        ("Protobuf v2 的作者", "Protocol Buffers version 2 的作者"),
    ],
)
def test_the_same_name_in_other_letters(statement: str, quote: str) -> None:
    assert strange(statement, quote) == []


@pytest.mark.parametrize(
    ("statement", "quote", "name"),
    [
        ("Peking University released it.", "清华大学发布了它。", "Peking"),
        ("华南地区的服务器下线。", "华东地区的服务器下线。", "华南"),
        ("李志强创办了公司。", "王坚创办了公司。", "李志强"),
        ("作者李志强宣布停更。", "作者王福朋宣布停更。", "李志强"),
        ("飞书出现故障", "语雀出现故障", "飞书"),
        ("腾讯发布了模型。", "百度发布了模型。", "腾讯"),
        ("Google released it.", "微软发布了它。", "Google"),
        ("代码遭零一万物抄袭", "代码遭赤兔抄袭", "零一万物"),
        ("Keras 3.1 was released.", "Keras 3.0 发布。", "Keras 3.1"),
        ("Llama 3 发布。", "Llama 2 发布。", "Llama 3"),
        ("Pangu 5.0 has 5 layers.", "盘古大模型 3.0 有 5 层。", "Pangu 5.0"),
        ("GPT-5 was released.", "GPT-4 发布。", "GPT-5"),
        ("CVE-2023-38546 已修复", "CVE-2023-38545 已修复", "CVE-2023-38546"),
        ("西南证券发布了它。", "微软发布了它。", "西南证券"),
        ("《科学》发表了它。", "《自然》发表了它。", "科学"),
    ],
)
def test_another_name_is_told(statement: str, quote: str, name: str) -> None:
    assert name in strange(statement, quote)


def test_names_may_stand_in_a_heading_or_before_a_quote_that_points_back() -> None:
    assert strange("Peek 停止开发。", "项目停止开发。", around="Peek 停更") == []
    assert strange("Peek 停止开发。", "开发者停止开发。", before="Peek 是工具。") == []
    statement, evidence = facts_of("Peek 停止开发。"), quoting("停止开发。", before="Peek 是工具。")
    named = check_names(statement, evidence)
    assert (named.strange, named.absent) == ([], ["Peek"])


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("奥特曼（Sam Altman）回归公司。", "Sam Altman重返公司。"),
        ("奥特曼回归公司。", "Sam Altman重返公司。"),
        ("欧盟《人工智能法案》于四月提出。", "欧盟 AI 法案在四月提出。"),
        ("The Long Term Support release is out.", "LTS 版本发布。"),
    ],
)
def test_a_name_in_another_form_is_the_same(statement: str, quote: str) -> None:
    named = check_names(facts_of(statement), quoting(quote))
    assert (named.strange, named.absent) == ([], [])


def test_what_stands_nowhere_is_weighed_unless_a_name_of_the_quotes_is_missing() -> None:
    quote = "微软宣布弃用写字板。"
    named = check_names(facts_of("Microsoft drops Wordpadder."), quoting(quote))
    assert named.check.passed
    assert (named.strange, named.absent) == ([], ["Wordpadder"])
    named = check_names(facts_of("Zorbatech drops the program."), quoting(quote))
    assert not named.check.passed
    assert named.strange == named.rivals == ["Zorbatech"]


def test_the_detail_names_them() -> None:
    named = check_names(facts_of("飞书出现故障"), quoting("语雀出现故障"))
    assert named.check.detail == "飞书 in the statement; in no quote, heading or title"
