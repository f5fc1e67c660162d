"""Tokens with tags and arcs for whole documents, as flat arrays: spaCy's small English pipeline does the work.

Loaded on first use; only the tagger and the parser run, and only on the passages they are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from newsdesk.annotate.en.pipeline import pipeline
from newsdesk.annotate.hashing import Floats, Ints
from newsdesk.model.text import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

WIDTH = 96
"""Numbers in a token's vector."""
LONGEST_PASSAGE = 220
"""Tokens handed to the parser in one piece; what is longer is cut, so that no text costs more than its length."""
PIECES_TOGETHER = 2
"""So many pieces of one passage are read as one: every cue is weighed against every token beside it."""
_ATTRIBUTES: list[int | str] = ["ORTH", "LOWER", "TAG", "DEP", "HEAD", "IDX", "LENGTH"]


class Parse:
    """The tokens of a document's passages in one row; `head` is the index of a token's head, its own for a root."""

    def __init__(
        self,
        tokens: npt.NDArray[np.uint64],
        passage: npt.NDArray[np.int64],
        words: list[str],
        labelled: list[tuple[Span, str]],
        vectors: Floats,
    ) -> None:
        self.orth: Ints = tokens[:, 0]
        self.lower: Ints = tokens[:, 1]
        self.tag: Ints = tokens[:, 2]
        self.dep: Ints = tokens[:, 3]
        self.head: npt.NDArray[np.int64] = tokens[:, 4].astype(np.int64)
        self.start: npt.NDArray[np.int64] = tokens[:, 5].astype(np.int64)
        self.end: npt.NDArray[np.int64] = self.start + tokens[:, 6].astype(np.int64)
        self.passage = passage
        """Which tokens are read together: a number for each passage, and further ones for the rest of a long one."""
        self.words = words
        self.labelled = labelled
        """Named entities of the pipeline with their labels, as they came."""
        self.vectors = vectors
        """What tagger and parser saw of each token and those around it: 96 numbers each."""

    def __len__(self) -> int:
        return len(self.words)


def code_of(name: str) -> np.uint64:
    """Return the number under which spaCy knows a word, a tag or an arc; stable between processes."""
    return np.uint64(pipeline().vocab.strings[name] if name else 0)


def parse_passages(
    text: str,
    passages: Sequence[Span],
    sentences: Sequence[Span],
    named: Sequence[bool] | None = None,
) -> Parse:
    """Tokenise, tag and parse each passage, and look for names in those that `named` tells (None: in all).

    `sentences` say where a new tree begins inside a passage.
    """
    language = pipeline()
    from spacy.tokens import Doc

    starts = {sentence.start for sentence in sentences}
    docs: list[Doc] = []
    offsets: list[int] = []
    owner: list[int] = []
    together: list[int] = []
    for number, passage in enumerate(passages):
        plain = language.tokenizer(passage.of(text))
        for low in range(0, len(plain), LONGEST_PASSAGE):
            begins_anew = low % (PIECES_TOGETHER * LONGEST_PASSAGE) == 0
            together.append((together[-1] if together else -1) + begins_anew)
            part = plain[low : low + LONGEST_PASSAGE]
            words = [token.text for token in part]
            begins: list[bool | int | None] = [
                k == 0 or token.idx + passage.start in starts for k, token in enumerate(part)
            ]
            docs.append(Doc(language.vocab, words, [bool(token.whitespace_) for token in part], sent_starts=begins))
            offsets.append(passage.start + part[0].idx)
            owner.append(number)
    if not docs:
        return Parse(np.zeros((0, 7), np.uint64), np.zeros(0, np.int64), [], [], np.zeros((0, WIDTH), np.float32))
    _run(language, ["tok2vec", "tagger", "parser"], docs, owner, None)
    _run(language, ["ner"], docs, owner, named)
    return _flatten(docs, offsets, together)


def _run(
    language: Language, parts: list[str], docs: Sequence[Doc], owner: Sequence[int], chosen: Sequence[bool] | None
) -> None:
    """Run parts of the pipeline over the chosen passages; they write into the documents."""
    wanted = [doc for doc, number in zip(docs, owner, strict=True) if chosen is None or chosen[number]]
    with language.select_pipes(enable=parts):
        for _ in language.pipe(wanted, batch_size=64):
            pass


def _flatten(docs: Sequence[Doc], offsets: Sequence[int], together: Sequence[int]) -> Parse:
    tables, passage = [], []
    words: list[str] = []
    labelled: list[tuple[Span, str]] = []
    n_before = 0
    for doc, offset, number in zip(docs, offsets, together, strict=True):
        table = doc.to_array(_ATTRIBUTES)
        heads = table[:, 4].astype(np.int64) + np.arange(len(table)) + n_before
        table[:, 4] = heads.astype(np.uint64)
        table[:, 5] += np.uint64(offset)
        tables.append(table)
        passage.append(np.full(len(table), number, np.int64))
        words.extend(token.text for token in doc)
        labelled.extend((Span(e.start_char + offset, e.end_char + offset), e.label_) for e in doc.ents)
        n_before += len(table)
    vectors = np.concatenate([doc.tensor for doc in docs])
    return Parse(np.concatenate(tables), np.concatenate(passage), words, labelled, vectors)


def proper_runs(parse: Parse) -> list[Span]:
    """Return the stretches of capitalised proper nouns, by the tagger, with the hyphens inside them."""
    if not len(parse):
        return []
    noun = np.isin(parse.tag, np.array([code_of("NNP"), code_of("NNPS")]))
    capital = np.fromiter((word[0].isupper() for word in parse.words), bool, len(parse))
    inside = noun & capital
    glued = np.zeros(len(parse), bool)
    glued[1:-1] = (
        (parse.end[:-2] == parse.start[1:-1]) & (parse.end[1:-1] == parse.start[2:]) & inside[:-2] & inside[2:]
    )
    inside |= glued & (parse.tag == code_of("HYPH"))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inside.astype(np.int8), [0]])))
    runs = []
    for low, high in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        start = low
        for at in range(low + 1, high + 1):
            # A root, or a gap of more than a blank, begins another sentence.
            if at == high or parse.start[at] - parse.end[at - 1] > 1 or parse.passage[at] != parse.passage[at - 1]:
                runs.append(Span(int(parse.start[start]), int(parse.end[at - 1])))
                start = at
    return runs
