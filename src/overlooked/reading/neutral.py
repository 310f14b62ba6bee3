"""The neutral view: a narrative as the score reads it, with the way back to the letters.

In comes a narrative, out comes a `View`: one item a word, each with its form and its offsets in the
narrative. Gender, nationality, ethnicity, language and religion are folded to one form each, articles
and titles are dropped, shorthand and misspellings are put right, and every word outside the closed
vocabulary is the same `UNKNOWN`. What the score cannot see cannot move it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
from overlooked.reading.neighbours import contextual, minds_neighbours

_TOKEN = re.compile(
    r"""(?P<plain>[^\W\d_]\w*+(?:['’ʼ`]\w++)*+(?!/))(?:[ ](?=\w))?+
      | (?P<money>[£€$]\s?\d[\d,.]*\d|[£€$]\s?\d)
      | (?P<date>\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})(?!\w))
      | (?P<time>\d{1,2}[:.]\d{2}(?:\s?[ap]m)?(?!\w)|\d{1,2}\s?[ap]m(?!\w)|[01]\d[0-5]\d(?=\s?(?:hrs|hours|on\b))
          |2[0-3][0-5]\d(?=\s?(?:hrs|hours|on\b))|0\d[0-5]\d(?!\w))
      | (?P<slash>[^\W\d_]{1,4}/[^\W\d_]{1,4}(?![\w/]))
      | (?P<word>\w+(?:['’ʼ`]\w+)*)
      | (?P<mark>[^\w\s]|_)
      | (?P<line>(?<![ \t])[ \t]*\n\s*)""",
    re.VERBOSE,
)
"""Most tokens are plain words, tried first; the space behind one is taken too, as looking for a token there is dear."""
_STAMP = re.compile(
    r"^[ \t>*•\-–]*[\[(]?\d{1,2}[:.]?\d{2}(?:[:.]\d{2})?\s?(?:hrs|hours|h)?[\])]?(?=[\s:,\-–])", re.MULTILINE
)
_SHAPED = {"money": (MONEY,), "date": (DATE,), "time": (TIME,)}
CLAUSE_MARKS = frozenset(',;:()–—"“”')
SENTENCE_MARKS = frozenset(".!?")
BULLETS = frozenset("-*•–>")


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
        self._is_filler = {form: form in FILLERS or form not in cues for form in self.vocabulary}
        self._foldings = foldings()

    @property
    def fillers(self) -> frozenset[str]:
        """The forms that take no room of their own in a gap."""
        return FILLERS | {form for form, is_filler in self._is_filler.items() if is_filler}

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
        forms, places, kinds = view.forms, view.places, self._is_filler
        filler_before = False
        for word in words:
            is_filler = None if word.name_like else kinds.get(word.form)
            if is_filler is None:
                forms.append(UNKNOWN)
                is_filler = True
            else:
                forms.append(word.form)
            if not (is_filler and filler_before):
                place += 1
            filler_before = is_filler
            places.append(place)
        view.starts += [word.start for word in words]
        view.ends += [word.end for word in words]
        view.clauses += [word.clause for word in words]


_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")


def fold_phrase(text: str) -> tuple[str, ...]:
    """The neutral forms of a phrase out of a data file, as a narrative would show them."""
    if _PLAIN.fullmatch(text):
        forms = tuple([form for word in text.split(" ") for form in fold_word(word)])
        if not any(minds_neighbours(form, foldings()) for form in forms):
            return forms
    words: list[Word] = []
    for sentence, _ in split_sentences(text, foldings(), stamps=False):
        words += contextual(sentence, foldings())
    return tuple(word.form for word in words)


def split_sentences(narrative: str, fold: Foldings, *, stamps: bool = True) -> list[tuple[list[Word], bool]]:
    """Cut a narrative into sentences of folded words, each with whether it is a question.

    A sentence ends at . ! ? before white space, at a blank line, and at a line end before a new entry (a
    time, a bullet, a capital); a time at the head of a line is a stamp of the log and is left out.
    """
    stamped = {match.start(): match.end() for match in _STAMP.finditer(narrative)} if stamps else {}
    cut = ((_folded(narrative, tokens, fold), asks) for tokens, asks in _cut(narrative, fold, stamped))
    return [(words, asks) for words, asks in cut if words]


_Token = tuple[tuple[str, ...], str, int, int, int]
"""A word, sum, date or time: its forms, its text as it stands, where it starts and ends, and its clause."""


def _cut(narrative: str, fold: Foldings, stamped: Mapping[int, int]) -> Iterator[tuple[list[_Token], bool]]:
    """The tokens of every sentence, and whether it is a question. `stamped` tells where a stamp starts and ends."""
    tokens: list[_Token] = []
    clause, skip_to = 0, -1
    last = ""
    for match in _TOKEN.finditer(narrative):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        if start in stamped:
            skip_to = stamped[start]
            yield tokens, False
            tokens = []
        if start < skip_to:
            continue
        text = match[kind]
        if kind == "mark":
            clause += text in CLAUSE_MARKS
            ends = text in SENTENCE_MARKS and _ends_sentence(narrative, end, text, last, fold)
        elif kind == "line":
            ends = _starts_entry(narrative, start, end)
        else:
            tokens.append((_SHAPED.get(kind) or fold_word(text), text, start, end, clause))
            last = text
            continue
        if ends:
            yield tokens, text == "?"
            tokens = []
    yield tokens, False


def _folded(narrative: str, tokens: Sequence[_Token], fold: Foldings) -> list[Word]:
    """The words of a sentence, with what a capital makes of them where not all are shouted."""
    words: list[Word] = []
    before = ""
    is_calm: bool | None = None
    for forms, text, start, end, clause in tokens:
        if text[0].isupper() and before:
            if is_calm is None:
                is_calm = not is_shouted(narrative[tokens[0][2] : tokens[-1][3]])
            if is_calm:
                shown = _capitalised(forms, text, before, fold)
                words += [Word(form, start, end, clause, form in fold.collisions, has_capital=True) for form in shown]
                before = text
                continue
        has_capital = text[0].isupper()
        words += [Word(form, start, end, clause, False, has_capital) for form in forms]
        before = text
    return words


def _capitalised(forms: tuple[str, ...], text: str, before: str, fold: Foldings) -> tuple[str, ...]:
    """The forms of a word with a capital that may make a name or an origin of it, behind the word `before`."""
    if before.istitle() and before.lower() in fold.titles:
        return (UNKNOWN,)
    if text.endswith(("'s", "’s")) and not fold.collisions.isdisjoint(forms):
        return (UNKNOWN,)
    return forms if fold.capitalised_origins.isdisjoint(forms) else (ORIGIN,)


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
    return head.isupper() or head.isdigit() or head in BULLETS
