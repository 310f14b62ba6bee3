"""The judge: how well a ranking and its findings do on labelled narratives, or by a force's decisions, bad news first.

In go labelled records, rankers and a reader of findings; out come plain figures, each with its number of records and,
where it rests on a sample, an interval. Its rooms, from the ground up: `statistics` computes, `rankers` are what is
judged, `ranking`, `findings`, `groups`, `errors`, `corpus` and `decisions` measure, `news` says it in sentences,
`report` tells it.
"""
