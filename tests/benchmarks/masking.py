"""How many narratives a second `mask` masks on one core, beside the masking for lessons, which is strict and slow.

python tests/benchmarks/masking.py [narratives]
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from narratives import narratives
from overlooked.masking import Pseudonyms, mask, new_key, pseudonymise
from overlooked.masking.keyed import personal

ROUNDS, SHARE = 3, 20
"""Rounds of which the best counts, and how many narratives the slow one is spared for each that it masks."""


def rate(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Texts a second of processor time, in the best round."""
    best = 0.0
    for _ in range(ROUNDS):
        begun = time.process_time()
        for text in texts:
            work(text)
        best = max(best, len(texts) / (time.process_time() - begun))
    return best


def main() -> None:
    """Print the table."""
    texts = list(narratives(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000))
    pseudonyms = Pseudonyms(new_key())
    found, keyed = rate(personal, texts), rate(lambda text: pseudonymise(text, pseudonyms), texts)
    lessons = rate(mask, texts[::SHARE])
    print(f"{len(texts):,} narratives of {sum(map(len, texts)) / len(texts):,.0f} characters, one core")
    print(f"finding alone        {found:8,.0f} a second")
    print(f"keyed, to the end    {keyed:8,.0f} a second, {keyed / lessons:.1f} times the next")
    print(f"lessons              {lessons:8,.0f} a second")


if __name__ == "__main__":
    main()
