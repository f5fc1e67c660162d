"""Where a page passes from its article to what its readers say."""

from __future__ import annotations

import re

from newsdesk.extract.page import Page

_HEADING = re.compile(
    r"^\W*(?:\d+\s+)?(?:"
    r"(?:(?:please |what you should know )?(?:add|leave|post|write|submit|view|see|show|read|all|your|readers?['’]?|"
    r"user|about|join the|latest|top)\s+(?:a |an |the |your |all )?)?(?:comments?(?:\(s\))?|reply|replies)"
    r"|(?:leser)?kommentare?n?(?: schreiben| lesen)?|ihr kommentar|(?:laisser un |ajouter un |vos |les )?commentaires?"
    r"|(?:deja un |tus |los )?comentarios?|(?:deixe um |seus )?comentários?|(?:lascia un |i )?commenti?|reacties"
    r"|kommentarer"
    r"|(?:dodaj |napisz |wasze )?(?:komentarz[eya]?|opinie)|(?:pridať |přidat )?komentáře?"
    r"|(?:оставить |добавить |написать |все |ваши |последние )?комментари(?:и|й|ев|я)(?: читателей| нашего читателя)?"
    r"|(?:залишити |додати |всі )?коментар(?:і|ів|ь)?|σχόλια|yorumlar|التعليقات|תגובות|نظرات"
    r"|(?:网友|读者|发表|最新|全部)?评论|(?:網友|讀者|發表)?評論|コメント|댓글"
    r")\W*(?:\(?\d+\)?|on [\w.]{1,40}|below|policy|нашего читателя: .{1,40})?\W*$",
    re.I,
)
_STEMS = (
    "omment", "oment", "оммент", "омент", "repl", "reacties", "opinie", "σχόλ", "yorum", "评论", "評論", "コメ", "댓",
    "التعل", "תגוב", "نظرات", "omentá",
)  # fmt: skip
"""One of these is in whatever `_HEADING` finds."""
_MAX_HEADING = 70
_MIN_ABOVE = 200
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def without_comments(page: Page, kept: list[int]) -> list[int]:
    """Leave out what is kept below a heading of the readers' comments.

    Only where none of it stands in a box that text above the heading stands in: a bar with the number of comments may
    part an article, too, or stand between its headline and its text.
    Links alone are no headings of comments; they lead to them.
    """
    for head in range(kept[0] + 1, kept[-1]) if kept else ():
        text = page.texts[head].partition("\n")[0]
        if len(text) > _MAX_HEADING or not any(map(text.lower().__contains__, _STEMS)) or not _HEADING.match(text):
            continue
        if page.inline[head].link_chars > len(text) / 2:
            continue
        above = [block for block in kept if block < head]
        below = [block for block in kept if block >= head]
        boxes = {_around(page, block) for block in above}
        n_above = sum(len(page.texts[block]) for block in above if page.tag(block) not in _HEADINGS)
        if n_above >= _MIN_ABOVE and not any(_around(page, block) in boxes for block in below):
            return above
    return kept


def _around(page: Page, block: int) -> int:
    """The box that a block's own box stands in."""
    return page.box_parents[page.boxes[block]]
