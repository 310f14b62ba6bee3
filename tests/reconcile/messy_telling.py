"""Free text of both tables: what a narrative says of a person, and the references that tie a referral to a crime."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

import messy_references as written
from messy_people import notes
from messy_rows import Matter, Row


@dataclass(slots=True)
class Telling:
    """Writes free text; `in_cell` and `in_text` are the references told aright, of a referral to a crime's reference
    and to a crime's row; narratives have at least `length` characters."""

    dice: Random
    rates: Mapping[str, float]
    length: int
    in_cell: set[tuple[int, str]] = field(default_factory=set)
    in_text: set[tuple[int, int]] = field(default_factory=set)

    def strikes(self, hazard: str) -> bool:
        return self.dice.random() < self.rates[hazard]

    def narrative(self, row: Row, at: int, referrals: Sequence[Row], *, is_known: bool) -> str:
        dice, texts = self.dice, notes("world")["narratives"]
        matter = row.matter
        code = matter.code if matter else ""
        kind = "modern_slavery" if code == "106" else "n200" if code.startswith("N200") else "other"
        name = f" {row.told.forename} {row.told.surname}".replace("  ", " ").rstrip() if row.named else ""
        if name and row.told.birth and dice.random() < 0.5:
            name += f" (born {date.fromisoformat(row.told.birth):%d/%m/%Y})"
        text = str(dice.choice(texts[kind])).format(
            who=_who(row),
            name=name,
            place=dice.choice(texts["places"]),
            street=row.person.street,
            officer=dice.randrange(1000, 10_000),
        )
        incident = [f"{matter.incident}."] if matter else []
        parts = [*incident, text[0].upper() + text[1:], *self._told_in_text(row, at, referrals, is_known=is_known)]
        if self.strikes("distractor"):
            parts.append(f"{written.distractor(dice)}.")
        while sum(map(len, parts)) + len(parts) < self.length:
            parts.append(dice.choice(texts["filler"]))
        return " ".join(parts)

    def _told_in_text(self, row: Row, at: int, referrals: Sequence[Row], *, is_known: bool) -> list[str]:
        """The sentence with the referral's reference, right or wrong, and now and then one of somebody else's."""
        told_here = []
        refers = row.matter is not None and row.matter.force.refers
        reference = referrals[-1].cells["nrm_reference"] if is_known else ""
        if reference and refers and self.strikes("reference_in_crime"):
            row.tags.add("reference_in_crime")
            if self.strikes("wrong_digit"):
                row.tags.add("wrong_digit")
                reference = written.wrong_digit(reference, set(), self.dice)
            else:
                self.in_text.add((len(referrals) - 1, at))
                if self.strikes("reference_restyled"):
                    row.tags.add("reference_restyled")
                    reference = written.restyled(reference, self.dice)
            told_here.append(f"NRM ref {reference.strip(' .')} sent.")
        others = [one for one in referrals[-50:] if one.told.enough and one.person.number != row.person.number]
        has_victim = row.matter is not None and row.matter.has_victim and row.told.enough
        if refers and has_victim and others and self.strikes("reference_of_others"):
            other = self.dice.choice(others).cells["nrm_reference"]
            if other:
                row.tags.add("reference_of_others")
                told_here.append(f"See also {other}, another person.")
        return told_here

    def cell(self, at: int, referral: Row, own: Sequence[int], crimes: Sequence[Row]) -> str:
        """The free text of the referral, with references to its crimes at `own`, to others, or to nothing."""
        dice, parts = self.dice, []
        for matter in [crimes[place].matter for place in own]:
            if matter is not None and self.strikes("reference_in_referral"):
                referral.tags.add("reference_in_referral")
                parts += self._references(at, referral, matter)
        others = [one for one in crimes[-60:-8] if one.told.enough and one.matter and one.matter.has_victim]
        if others and referral.told.enough and self.strikes("reference_of_others"):
            chosen = dice.choice(others).matter
            if chosen and all(crimes[one].person.number != referral.person.number for one in chosen.rows):
                referral.tags.add("reference_of_others")
                parts.append(dice.choice(("", "linked to ", "same address as ")) + chosen.reference)
        if self.strikes("distractor"):
            referral.tags.add("distractor")
            parts.append(written.distractor(dice))
        dice.shuffle(parts)
        return written.cell(parts, dice)

    def _references(self, at: int, referral: Row, matter: Matter) -> list[str]:
        """One reference to this crime as somebody writes it, and now and then that of its incident too."""
        dice, reference = self.dice, matter.reference
        both = ["two_references"] if self.strikes("two_references") else []
        if self.strikes("incident_reference"):
            hazards, told_here = ["incident_reference"], dice.choice(matter.incident_forms)
        elif referral.told.enough and self.strikes("wrong_digit"):
            hazards, wrong = ["wrong_digit"], written.wrong_digit(reference, matter.taken, dice)
            matter.taken.add(wrong)
            told_here = written.led_in(wrong, dice)
        elif self.strikes("reference_restyled"):
            hazards, told_here = ["reference_restyled"], written.led_in(written.restyled(reference, dice), dice)
        else:
            hazards, told_here = [], written.led_in(reference, dice)
        if both or "wrong_digit" not in hazards:
            self.in_cell.add((at, reference))
        referral.tags.update(hazards + both)
        return [told_here, *(dice.choice(matter.incident_forms) for _ in both)]


def _who(row: Row) -> str:
    """The person in words; where only an age is told, with the age."""
    noun = row.told.sex or "person"
    return f"a {(row.day - row.person.born).days // 365} year old {noun}" if "age_only" in row.tags else f"a {noun}"
