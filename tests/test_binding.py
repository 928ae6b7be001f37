"""What a question binds its answer to, met or not by what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from askreport.evidence.binding import is_release, told_of_others
from askreport.question import read_question

if TYPE_CHECKING:
    from askreport.assistant import Assistant


@pytest.mark.parametrize(
    ("question", "releases"),
    [
        ("MySQL 8.0 官方支持到哪天？", (("mysql", "8.0"),)),
        ("管库表变更的那个 Bytebase，1.0 大版本能接多少种库？", (("bytebase", "1.0"),)),
        ("Falcon-180B 收多少授权费？", (("falcon", "180b"),)),
        ("GPT-5 和 Claude 3 谁先出？", (("gpt", "5"), ("claude", "3"))),
        ("华为的盘古 4.0 是什么？", (("为的盘古", "4.0"),)),
        ("Gitee 12 个项目", ()),
        ("Gitee top 5 的语言", ()),
        ("2023 年 Gitee 2023 报告", ()),
    ],
)
def test_versions_with_the_names_before_them(
    question: str, releases: tuple[tuple[str, str], ...]
) -> None:
    assert read_question(question).releases == releases


@pytest.mark.parametrize(
    ("name", "version", "text", "others"),
    [
        ("ferretdb", "2.0", "ferretdb 1.0 于 4 月正式 ga，在 apache 2.0 许可下发布", True),
        ("ferretdb", "1.0", "ferretdb 1.0 于 4 月正式 ga", False),
        ("kubesphere", "3.4", "kubesphere 3.4.0 发布", False),
        ("godot", "4", "godot 4.0 正式发布", False),
        ("godot", "4.0", "godot 4 正式发布", False),
        ("claude", "3", "claude 2改进了性能", True),
        ("falcon", "180b", "falcon-40b 改为 apache 2.0", True),
        ("python", "3", "python 很流行，2023 年如此", False),
        ("foobar2000", "3.0", "foobar2000 于 2023 年 4 月发布了 2.0 版本", False),
        ("为的盘古", "4.0", "盘古大模型 3.0 发布", True),
        ("为的盘古", "4.0", "混元 3.0 发布", False),
    ],
)
def test_a_thing_of_which_other_versions_are_told(
    name: str, version: str, text: str, others: bool
) -> None:
    assert told_of_others(name, version, [text]) is others


def test_releases_of_a_version() -> None:
    assert is_release("3.2.0", "3.2")
    assert is_release("4", "4.0")
    assert not is_release("2.1", "2.0")
    assert not is_release("3.20", "3.2")


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("FerretDB 2.0 什么时候正式 GA？", "ferretdb 2.0"),
        ("到 2029 年，中国大语言模型市场规模有望达到多少？", "2029"),
        ("PHP 基金会在 2022 年募集了多少美金？", "2022"),
        ("When did FerretDB 2.0 reach general availability?", "ferretdb 2.0"),
    ],
)
def test_another_version_or_year_is_declined(
    assistant: Assistant, question: str, missing: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "abstained"
    assert answer.abstention
    assert answer.abstention.reason == "not_stated"
    assert missing in answer.abstention.message
    assert answer.abstention.nearest


@pytest.mark.parametrize(
    "question",
    [
        "FerretDB 1.0 什么时候正式 GA？",
        "2023 年 Unity 的收费风波里，CEO 是谁？",
        "到 2027 年，中国大语言模型市场规模有望达到多少亿元？",
        # Other versions stand nearer to the name, elsewhere.
        "PikiwiDB v3.5.0 是哪个月发的？",
    ],
)
def test_the_right_version_or_year_is_answered(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "answered"


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("DolphinScheduler 3.2 除了 ZooKeeper 还支持哪些注册中心？", False),
        ("DolphinScheduler 3.2 的 ZooKeeper 支持怎么样？", True),
    ],
)
def test_a_name_that_is_left_out_does_not_bind(
    assistant: Assistant, question: str, missing: bool
) -> None:
    answer = assistant.ask(question)
    assert ("zookeeper" in (answer.text or "").casefold()) is missing


def test_a_figure_that_nothing_found_holds_is_declined(assistant: Assistant) -> None:
    answer = assistant.ask("Godot 的开发基金成立之后募到多少钱了？")
    assert answer.status == "abstained"
    assert answer.abstention
    assert answer.abstention.reason == "not_stated"
    assert "金额" in answer.abstention.message


def test_a_name_that_extraction_lost_is_declined(assistant: Assistant) -> None:
    answer = assistant.ask("能把 Sketch、PSD 视觉稿一键生成前端代码的工具叫什么名字？")
    assert answer.status == "abstained"
    assert answer.abstention
    assert "缺失" in answer.abstention.message
