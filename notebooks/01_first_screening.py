# %% [markdown]
# # A first screening
# The shipped sample: 400 synthetic records (no real person) as a record system exports them. The model has seen their
# text, so the ranking flatters it; what matters here is the way from an export to quotes.

# %%
from pathlib import Path

from overlooked import read_records, screen

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample" / "export.csv"

# %%
read = read_records([SAMPLE])
print(read.summary)
print(read.rejects[["row", "reason"]].to_string(index=False))

# %%
screening = screen(read.records, limit=20)
print(screening.queue[["rank", "record_id", "score", "band", "offence"]].to_string(index=False))

# %% [markdown]
# Why does the first record stand first? Its findings hold the words.

# %%
first = screening.queue.iloc[0]
print(first["reason"])
for finding in first["findings"]:
    print(f"{finding['assertion']:12} {finding['indicator']:28} {finding['quote']}")
