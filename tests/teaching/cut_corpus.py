"""Some cases of the corpus, read once for all tests. All of them are synthetic: no real person."""

from collections.abc import Sequence
from functools import cache

from overlooked.corpus import LabelledRecord, load_corpus, shipped_corpus
from overlooked.reading.reader import load_reader
from overlooked.teaching.packs.cases import Case, corpus_case


@cache
def cut_cases() -> tuple[Case, ...]:
    """Every third homeless record, the first thirty pairs, and every sixth of the rest."""
    return tuple(corpus_case(record, load_reader()) for record in _cut(load_corpus(shipped_corpus())))


def _cut(records: Sequence[LabelledRecord]) -> list[LabelledRecord]:
    homeless = [record for record in records if record.victim["homeless"]][::3]
    keys = sorted({record.pair_id for record in records if record.pair_id})[:30]
    pairs = [record for record in records if record.pair_id in keys]
    rest = [record for record in records if not record.pair_id and not record.victim["homeless"]][::6]
    return [*(record for record in homeless if not record.pair_id), *pairs, *rest]
