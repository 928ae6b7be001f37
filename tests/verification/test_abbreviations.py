from __future__ import annotations

import pytest

from askreport.verification.abbreviations import is_short_for


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("HF", "用 Hugging Face Transformers 构建"),
        ("TF", "支持 TensorFlow、PyTorch"),
        ("JS", "JavaScript 软件包管理器"),
        ("Protobuf", "Protocol Buffers 的作者"),
        ("Win95", "自 Windows 95 发布以来"),
        ("BitTorrent", "通过 BT 种子公开"),
    ],
)
def test_names_put_together_from_beginnings(name: str, text: str) -> None:
    assert is_short_for(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("MS", "Meta 的 Segment Anything"),
        ("hf", "Hugging Face"),
        ("Win98", "自 Windows 95 发布以来"),
        ("LLaMA-68B", "LLM 与 LLaMA-65B"),
        ("Google", "Go language"),
        ("V", "Valve"),
    ],
)
def test_other_names_are_not(name: str, text: str) -> None:
    assert not is_short_for(name, text)
