"""One made-up world: people are referred, their crimes are recorded, and the truth of both is kept."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

import messy_references as written
from messy_hazards import REFERRAL_SIDE, Told, told
from messy_people import People, Person, notes
from messy_rows import Force, Matter, Row
from messy_telling import Telling

STORIES: Mapping[str, tuple[str, ...]] = {
    "recorded": ("106",),
    "recorded_late": ("N200/1", "106"),
    "recorded_and_other": ("106", "other"),
    "negative_but_recorded": ("N200/2", "106"),
    "recorded_conclusive": ("106",),
    "other": ("other",),
    "other_twice": ("other", "other"),
    "coded_and_other": ("N200/2", "other"),
    "pending": ("N200/1",),
    "stale": ("N200/1",),
    "negative": ("N200/2",),
    "notified": ("N200/3",),
    "overseas": ("N200/4",),
    "overseas_negative": ("N200/5",),
    "transferred": ("N200/6", "106 away"),
    "transferred_other": ("N200/6", "other away"),
    "transfer_lost": ("N200/6",),
    "nothing": (),
    "not_conclusive": (),
    "again": (),
}
"""What became of a person: the codes of their crimes, "away" in another force. "again" refers somebody once more."""

ENGLAND_AND_WALES = "england_wales"
"""The duty to notify (Modern Slavery Act 2015, section 52) and the N200 codes are theirs alone."""
MOST_VICTIMS, WITHIN_A_DAY = 5, 0.65
_ALSO_NOTIFIED = frozenset({"recorded", "recorded_and_other", "other", "other_twice", "nothing"})
_DECISIONS = {
    "pending": ("pending",),
    "stale": ("positive", "negative"),
    "negative": ("negative",),
    "negative_but_recorded": ("negative",),
    "coded_and_other": ("negative",),
    "overseas": ("positive",),
    "overseas_negative": ("negative",),
    "recorded_conclusive": ("positive",),
    "recorded_late": ("positive", "pending"),
    "again": ("positive", "negative", "pending"),
}
_ANY_DECISION = ("positive",) * 12 + ("negative",) * 3 + ("pending",) * 4 + ("",)
_ANY_PLACE = ("uk",) * 12 + ("both",) * 3 + ("overseas",) * 2 + ("unknown",) * 2 + ("",)


@dataclass(slots=True)
class World:
    """Everything that happens, row by row; `likes` are people who look alike, by number, and how."""

    dice: Random
    rates: Mapping[str, float]
    forces: Sequence[Force]
    first: date
    days: int
    telling: Telling
    people: People
    referrals: list[Row] = field(default_factory=list)
    crimes: list[Row] = field(default_factory=list)
    likes: list[tuple[int, int, str]] = field(default_factory=list)
    by_force: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    counters: dict[str, written.Counter] = field(default_factory=dict)
    last: dict[tuple[str, str], Matter] = field(default_factory=dict)
    stories: list[str] = field(default_factory=list)

    def strikes(self, hazard: str) -> bool:
        return self.dice.random() < self.rates[hazard]

    def refer(self, force: Force, story: str) -> None:
        """One more referral, with the crimes of its story."""
        if story == "again" and not self.by_force[force.name]:
            story = "nothing"
        may = story in _ALSO_NOTIFIED and force.nation == ENGLAND_AND_WALES
        notified = story == "notified" or (may and self.strikes("duty_to_notify"))
        person, again = self._person(force, story, adult=notified)
        row = self._referral(person, force, story, notified=notified)
        at = len(self.referrals)
        self.referrals.append(row)
        self.stories.append(story)
        if again is None:
            self.by_force[force.name].append(at)
            own = [self._crime(row, force, kind, place) for place, kind in enumerate(STORIES[story])]
        else:
            row.tags.add("re_referral")
            own = [place for place, crime in enumerate(self.crimes) if crime.person.number == person.number]
        if force.refers:
            row.cells["crime_or_cad_reference"] = self.telling.cell(at, row, own, self.crimes)

    def _person(self, force: Force, story: str, *, adult: bool) -> tuple[Person, int | None]:
        dice, known = self.dice, self.by_force[force.name]
        if story == "again":
            earlier = dice.choice(known)
            return self.referrals[earlier].person, earlier
        if known and dice.random() < self.rates["look_alike"] * 0.4 and not adult:
            return self.alike(self.referrals[dice.choice(known[-30:])].person), None
        while True:
            person = self.people.draw()
            if not adult or person.born.year < self.first.year - 19:
                return person, None

    def alike(self, person: Person) -> Person:
        """Somebody who looks like this person, and the truth of it."""
        kinds = ("sibling", "sibling", "twin", "namesake", "shared_birth_date")
        default = (person.born.month, person.born.day) == (1, 1)
        kind = "first_of_january" if default and self.dice.random() < 0.7 else self.dice.choice(kinds)
        other = self.people.like(person, kind)
        self.likes.append((person.number, other.number, kind))
        return other

    def _referral(self, person: Person, force: Force, story: str, *, notified: bool) -> Row:
        dice = self.dice
        row = told(person, self.rates, dice, share=REFERRAL_SIDE)
        if notified and self.strikes("anonymous"):
            row = Told("", "", "", dice.choice((person.sex, "")), "", parts=set(), tags={"anonymous"})
        day = self.first + timedelta(days=dice.randrange(self.days))
        decision = "" if notified else dice.choice(_DECISIONS.get(story, _ANY_DECISION))
        decided = day + timedelta(days=dice.randrange(4, 90)) if decision in {"positive", "negative"} else None
        reference = written.nrm_reference(len(self.referrals) * written.APART, day.year, dice)
        blank = self.strikes("nrm_reference_blank")
        if blank:
            row.tags.add("nrm_reference_blank")
        cells = {
            "nrm_reference": "" if blank else reference,
            "referral_date": day.isoformat(),
            "referral_type": "DtN" if notified else "NRM",
            "first_responder": self._responder(force),
            "force": force.name,
            "forename": row.forename,
            "surname": row.surname,
            "aliases": person.alias if row.parts and dice.random() < 0.85 else "",
            "date_of_birth": row.birth,
            "age_status": self._age_status(person, day, notified=notified),
            "sex": row.sex,
            "nationality": row.nationality,
            "exploitation_place": "overseas" if story.startswith("overseas") else dice.choice(_ANY_PLACE),
            "exploitation_force": force.name if dice.random() < 0.7 else "",
            "rg_decision": decision,
            "rg_decision_date": decided.isoformat() if decided else "",
            "cg_decision": self._conclusive(story, decision),
            "crime_or_cad_reference": "",
        }
        return Row(cells, person, row, set(row.tags), day)

    def _responder(self, force: Force) -> str:
        own = notes("world")["responders"]
        return f"{force.name} Police" if self.dice.random() < own["police"] else str(self.dice.choice(own["others"]))

    def _age_status(self, person: Person, day: date, *, notified: bool) -> str:
        child = (day - person.born).days < 18 * 365.25 and not notified
        return self.dice.choice(("disputed", "unknown")) if self.dice.random() < 0.08 else "child" if child else "adult"

    def _conclusive(self, story: str, decision: str) -> str:
        if story == "recorded_conclusive":
            return "positive"
        if decision != "positive":
            return ""
        return self.dice.choice(
            ("pending", "negative", "") if story == "not_conclusive" else ("positive", "pending", "pending", "negative")
        )

    def _crime(self, referral: Row, force: Force, kind: str, place: int) -> int:
        """The row of one crime of a referred person; its position."""
        dice = self.dice
        code, away = kind.removesuffix(" away"), kind.endswith("away")
        strays = code != "N200/6" and force.nation == ENGLAND_AND_WALES and self.strikes("other_force")
        if away or strays:
            others = [one for one in self.forces if one.nation == ENGLAND_AND_WALES and one.records and one != force]
            force = dice.choice(others) if others else force
        if referral.cells["exploitation_force"] and dice.random() < 0.6:
            referral.cells["exploitation_force"] = force.name
        matter = self._shared_matter(referral.person, force, code)
        if matter is None:
            day = referral.day + timedelta(days=dice.randrange(8) + place * dice.randrange(3, 40))
            if self.strikes("crime_before_referral"):
                day = referral.day - timedelta(days=dice.randrange(1, 300))
            matter = self.matter(force, code, day)
        at = self.victim(matter, referral.person, is_known=True)
        row = self.crimes[at]
        row.tags |= {"other_force"} if force.name != referral.cells["force"] else set()
        row.tags |= {"crime_before_referral"} if matter.day < referral.day else set()
        return at

    def _shared_matter(self, person: Person, force: Force, code: str) -> Matter | None:
        """The last crime of this force and kind, where this person is one more of its victims."""
        found = self.last.get((force.name, code))
        fits = found and found.has_victim and len(found.rows) < MOST_VICTIMS and not code.startswith("N200")
        if not found or not fits or not self.strikes("several_victims"):
            return None
        return None if person.number in {self.crimes[at].person.number for at in found.rows} else found

    def matter(self, force: Force, code: str, day: date) -> Matter:
        """A new crime of this force."""
        dice, offences = self.dice, notes("world")["offence"]
        has_victim = True
        if code == "other":
            has_victim = not self.strikes("no_victim_row")
            title, code, _ = dice.choice([offence for offence in offences["others"] if offence[2] == has_victim])
            kept = "other"
        else:
            title, kept = dice.choice(offences["modern_slavery" if code == "106" else code]), code
        reported = datetime.fromisoformat(f"{day}T{dice.randrange(24):02}:{dice.randrange(60):02}")
        hours = dice.uniform(0.3, 23.8) if dice.random() < WITHIN_A_DAY else 24 + dice.expovariate(1 / 300)
        recorded = reported + timedelta(minutes=int(hours * 60))
        timed = "day" if dice.random() < 0.05 else "minutes"
        counter = self.counters.setdefault(force.name, written.Counter(written.code_of(force.name), force.style, dice))
        cells = {
            "crime_reference": counter.next(day.year),
            "force": force.name,
            "reported_on": day.isoformat() if timed == "day" else reported.isoformat(timespec="minutes"),
            "recorded_on": recorded.date().isoformat() if timed == "day" else recorded.isoformat(timespec="minutes"),
            "offence": title,
            "offence_code": code,
            "status": dice.choice(notes("world")["cells"]["statuses"]),
        }
        incident, forms = written.incident(day, dice)
        made = Matter(cells["crime_reference"], force, code, cells, day, incident, forms, has_victim, counter.used)
        self.last[force.name, kept] = made
        return made

    def victim(self, matter: Matter, person: Person, *, is_known: bool = False) -> int:
        """One more row of this crime, about this person; `is_known`: the last referral is theirs."""
        dice = self.dice
        row = told(person, self.rates, dice)
        tags = set(row.tags)
        named = self.strikes("named_in_narrative") and bool(row.parts)
        crown = dice.choice(("", "", "Regina", "The Crown"))
        if not matter.has_victim:
            tags = tags if named else set()
            tags.add("named_only_in_narrative" if named else "no_victim_row")
        cells = matter.cells | {
            "victim_forename": row.forename if matter.has_victim else "",
            "victim_surname": row.surname if matter.has_victim else crown,
            "victim_date_of_birth": row.birth if matter.has_victim else "",
            "victim_sex": row.sex if matter.has_victim else "",
            "victim_nationality": row.nationality if matter.has_victim else "",
            "narrative": "",
        }
        made = Row(cells, person, row, tags, matter.day, matter, named)
        at = len(self.crimes)
        self.crimes.append(made)
        matter.rows.append(at)
        if len(matter.rows) > 1:
            for each in matter.rows:
                self.crimes[each].tags.add("several_victims")
        cells["narrative"] = self.telling.narrative(made, at, self.referrals, is_known=is_known)
        return at
