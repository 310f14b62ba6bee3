"""How long the page of a queue takes with 10,000 records in a real Chromium: `make bench-page`. Nothing is asserted."""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

import pandas as pd
from playwright.sync_api import sync_playwright

from overlooked.records import read_records
from overlooked.screening import screen
from overlooked.views.page import write_page

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample" / "export.csv"
RECORDS, ROUNDS = 10_000, 5

FILTERS = {
    "free text, first time": ("text", "passport"),
    "free text, again": ("text", "boss passport"),
    "by offence": ("offence", "shoplifting"),
    "by sign": ("indicator", "violence"),
}


def a_long_queue() -> pd.DataFrame:
    """The sample's queue, repeated up to 10,000 records."""
    queue = screen(read_records([SAMPLE], None).records, limit=None).queue
    repeated = pd.concat([queue] * -(-RECORDS // len(queue)), ignore_index=True).head(RECORDS)
    return repeated.assign(rank=range(1, RECORDS + 1))


TIMER = """([id, value]) => {
  const start = performance.now();
  document.getElementById(id).value = value;
  document.getElementById("find").dispatchEvent(new Event("submit", { cancelable: true }));
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""
"""Milliseconds of one filter within the page, the list drawn and laid out again."""


def main() -> None:
    """Print the size of the page, the time to open it, and the time of each filter."""
    queue = a_long_queue()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "queue.html"
        start = time.perf_counter()
        write_page(queue, path, summary="")
        print(
            f"{len(queue)} records, {path.stat().st_size / 1e6:.1f} MB, written in {time.perf_counter() - start:.1f} s"
        )
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        opened: list[float] = []
        for _ in range(ROUNDS):
            page = chromium.new_page()
            start = time.perf_counter()
            page.goto(path.as_uri())
            page.wait_for_selector(".row")
            opened.append(time.perf_counter() - start)
            filters = {name: page.evaluate(TIMER, told) for name, told in FILTERS.items()}
            page.close()
        print(f"opened in {statistics.median(opened):.2f} s (median of {ROUNDS}, worst {max(opened):.2f} s)")
        for name, spent in filters.items():
            print(f"{name:25} {spent:6.0f} ms")
        chromium.close()


if __name__ == "__main__":
    main()
