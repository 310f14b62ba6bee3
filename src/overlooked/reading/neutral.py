"""The neutral view: a narrative as the score reads it, with the way back to the letters.

In comes a narrative, out comes a `View`: one item a word, each with its form and its offsets in the
narrative. Gender, nationality, ethnicity, language and religion are folded to one form each, articles
and titles are dropped, shorthand and misspellings are put right, and every word outside the closed
vocabulary is the same `UNKNOWN`. What the score cannot see cannot move it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from overlooked.reading.foldings import (
    DATE,
    FILLERS,
    MONEY,
    ORIGIN,
    SHAPES,
    TIME,
    UNKNOWN,
    Foldings,
    Word,
    fold_word,
    foldings,
)
from overlooked.reading.neighbours import contextual

_TOKEN = re.compile(
    r"""(?P<money>[£€$]\s?\d[\d,.]*\d|[£€$]\s?\d)
      | (?P<date>\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})(?!\w))
      | (?P<time>\d{1,2}[:.]\d{2}(?:\s?[ap]m)?(?!\w)|\d{1,2}\s?[ap]m(?!\w)|[01]\d[0-5]\d(?=\s?(?:hrs|hours|on\b))
          |2[0-3][0-5]\d(?=\s?(?:hrs|hours|on\b))|0\d[0-5]\d(?!\w))
      | (?P<slash>[^\W\d_]{1,4}/[^\W\d_]{1,4}(?![\w/]))
      | (?P<word>\w+(?:['’ʼ`]\w+)*)
      | (?P<mark>[^\w\s]|_)
      | (?P<line>(?<![ \t])[ \t]*\n\s*)""",
    re.VERBOSE,
)
_STAMP = re.compile(
    r"^[ \t>*•\-–]*[\[(]?\d{1,2}[:.]?\d{2}(?:[:.]\d{2})?\s?(?:hrs|hours|h)?[\])]?(?=[\s:,\-–])", re.MULTILINE
)
_SHAPED = {"money": MONEY, "date": DATE, "time": TIME}
_CLAUSE_MARKS = frozenset(',;:()–—"“”')
_SENTENCE_MARKS = frozenset(".!?")
_BULLETS = frozenset("-*•–>")


@dataclass(slots=True)
class View:
    """A narrative in neutral forms.

    Item `i` has form `forms[i]` and stands at `narrative[starts[i]:ends[i]]`. `places[i]` is its place in
    gap arithmetic: a run of fillers shares one. `clauses[i]` numbers the clause, `sentences` holds the
    (first, last + 1) items of every sentence, `questions` the indices of sentences that end in "?".
    """

    narrative: str
    forms: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    questions: set[int] = field(default_factory=set)

    def quote(self, first: int, last: int) -> tuple[str, int, int]:
        """The words of items `first` up to `last` (not with it), and their offsets."""
        start, end = self.starts[first], self.ends[last - 1]
        return self.narrative[start:end], start, end

    def symbols(self) -> tuple[str, ...]:
        """The view as the score sees it: forms in order, every run of fillers of one kind as one."""
        shown: list[str] = []
        for number, (first, last) in enumerate(self.sentences):
            for form in self.forms[first:last]:
                if not (shown and form in FILLERS and shown[-1] == form):
                    shown.append(form)
            shown.append("?." if number in self.questions else ".")
        return tuple(shown)


class NeutralReader:
    """Turns narratives into views over one closed vocabulary of forms."""

    def __init__(self, vocabulary: Iterable[str], wording: Iterable[str] = ()) -> None:
        """Take the forms that may be seen; all others read as `UNKNOWN`.

        Forms of `wording` alone are seen too, but take no room in a gap, like unknown words.
        """
        cues = frozenset(vocabulary) | SHAPES
        self.vocabulary = cues | frozenset(wording)
        self._fillers = FILLERS | (self.vocabulary - cues)
        self._foldings = foldings()

    def view(self, narrative: str) -> View:
        """Read one narrative."""
        view = View(narrative)
        for sentence, is_question in split_sentences(narrative, self._foldings):
            first = len(view.forms)
            self._append(view, contextual(sentence, self._foldings))
            if len(view.forms) > first:
                if is_question:
                    view.questions.add(len(view.sentences))
                view.sentences.append((first, len(view.forms)))
        return view

    def _append(self, view: View, words: list[Word]) -> None:
        place = view.places[-1] + 1 if view.places else 0
        filler_before = False
        for word in words:
            known = word.form in self.vocabulary and not word.name_like
            form = word.form if known else UNKNOWN
            is_filler = form in self._fillers
            if not (is_filler and filler_before):
                place += 1
            filler_before = is_filler
            view.forms.append(form)
            view.starts.append(word.start)
            view.ends.append(word.end)
            view.places.append(place)
            view.clauses.append(word.clause)


def fold_phrase(text: str) -> tuple[str, ...]:
    """The neutral forms of a phrase out of a data file, as a narrative would show them."""
    words: list[Word] = []
    for sentence, _ in split_sentences(text, foldings(), stamps=False):
        words += contextual(sentence, foldings())
    return tuple(word.form for word in words)


def split_sentences(narrative: str, fold: Foldings, *, stamps: bool = True) -> list[tuple[list[Word], bool]]:
    """Cut a narrative into sentences of folded words, each with whether it is a question.

    A sentence ends at . ! ? before white space, at a blank line, and at a line end before a new entry (a
    time, a bullet, a capital); a time at the head of a line is a stamp of the log and is left out.
    """
    cut = _Cut(narrative, fold)
    stamped = {match.start(): match.end() for match in _STAMP.finditer(narrative)} if stamps else {}
    skip_to = -1
    for match in _TOKEN.finditer(narrative):
        if match.start() in stamped:
            skip_to = stamped[match.start()]
            cut.close()
        if match.start() >= skip_to:
            cut.take(match)
    cut.close()
    return cut.sentences


class _Token(NamedTuple):
    """A word, sum, date or time as it stands, with its clause."""

    kind: str
    text: str
    start: int
    end: int
    clause: int


class _Cut:
    """Takes token after token and closes a sentence where one ends."""

    def __init__(self, narrative: str, fold: Foldings) -> None:
        self.sentences: list[tuple[list[Word], bool]] = []
        self._narrative = narrative
        self._fold = fold
        self._tokens: list[_Token] = []
        self._clause = 0
        self._last = ""

    def take(self, token: re.Match[str]) -> None:
        """Take a word, a mark or a line end."""
        start, end = token.span()
        kind, text = token.lastgroup, token.group()
        if kind == "mark":
            self._clause += text in _CLAUSE_MARKS
            if text in _SENTENCE_MARKS and _ends_sentence(self._narrative, end, text, self._last, self._fold):
                self.close(is_question=text == "?")
        elif kind == "line":
            if _starts_entry(self._narrative, start, end):
                self.close()
        else:
            self._tokens.append(_Token(str(kind), text, start, end, self._clause))
            self._last = text

    def close(self, *, is_question: bool = False) -> None:
        """End the sentence, if one was begun."""
        if self._tokens:
            shouted = is_shouted(self._narrative[self._tokens[0].start : self._tokens[-1].end])
            before = ""
            words: list[Word] = []
            for token in self._tokens:
                words += self._folded(token, before, may_name=bool(before) and not shouted)
                before = token.text
            if words:
                self.sentences.append((words, is_question))
        self._tokens = []

    def _folded(self, token: _Token, before: str, *, may_name: bool) -> list[Word]:
        """The words of a token; `may_name` where a capital makes a name."""
        fold, kind, text = self._fold, token.kind, token.text
        forms = (_SHAPED[kind],) if kind in _SHAPED else fold_word(text.lower())
        has_capital = text[0].isupper()
        tells_name = has_capital and may_name
        has_title = before.istitle() and before.lower() in fold.titles
        if tells_name and (has_title or self._owns(text, forms)):
            forms = (UNKNOWN,)
        elif tells_name and not fold.capitalised_origins.isdisjoint(forms):
            forms = (ORIGIN,)
        return [
            Word(form, token.start, token.end, token.clause, tells_name and form in fold.collisions, has_capital)
            for form in forms
        ]

    def _owns(self, text: str, forms: tuple[str, ...]) -> bool:
        """Whether a word is a name in the genitive: "Brown's partner" is no brown partner."""
        return text.endswith(("'s", "’s")) and not self._fold.collisions.isdisjoint(forms)


def is_shouted(text: str) -> bool:
    """Whether a text is written in capitals, so that a capital makes no name."""
    return sum(map(str.isupper, text)) * 10 > sum(map(str.isalpha, text)) * 7


def _ends_sentence(narrative: str, end: int, mark: str, last_word: str, fold: Foldings) -> bool:
    if end < len(narrative) and not (narrative[end].isspace() or narrative[end] in "\"'”’)"):
        return False
    if mark != ".":
        return True
    is_initial = len(last_word) == 1 and last_word.isupper()
    return not (is_initial or last_word.lower() in fold.abbreviations)


def _starts_entry(narrative: str, start: int, end: int) -> bool:
    if narrative.count("\n", start, end) > 1 or end >= len(narrative):
        return True
    head = narrative[end]
    return head.isupper() or head.isdigit() or head in _BULLETS
