"""An offence title leads to one class, whatever its spelling, marks and the gender it names."""

import json
from pathlib import Path

import pytest

from overlooked.errors import KnowledgeError
from overlooked.indicators import INDICATOR_CODES
from overlooked.offences import classify, fold_title, is_crime, load_offences, read_offences, written_codes

CORPUS = Path(__file__).parents[1] / "corpus" / "train.jsonl"
SWAP = {"female": "male", "woman": "man", "women": "men", "girl": "boy", "girls": "boys"}
SWAP |= {other: word for word, other in SWAP.items()}

SMALLEST = '[class.other]\nname = "Other"\n[class.unknown]\nname = "Not told"\n'


def swapped(title: str) -> str:
    return " ".join(SWAP.get(word, word) for word in title.split())


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Theft - shoplifting", "shoplifting"),
        ("Theft from shop by employee", "theft_employee"),
        ("Theft if not classified elsewhere", "theft_other"),
        ("Theft from a motor vehicle (catalytic converter)", "vehicle"),
        ("Production of controlled drug - Class B - cannabis", "drug_production"),
        ("Possession with intent to supply a class A drug", "drug_supply"),
        ("Possession of cannabis", "drug_possession"),
        ("Trafficking in controlled drugs", "drug_supply"),
        ("Burglary - residential", "burglary"),
        ("Robbery of personal property", "robbery"),
        ("Assault occasioning actual bodily harm", "violence_injury"),
        ("Common assault and battery", "violence_no_injury"),
        ("Threats to kill", "threats"),
        ("Rape of a female aged 16 and over", "sexual"),
        ("Sexual activity involving a child under 16", "sexual_child"),
        ("Sale of alcohol to a person under 18", "licensing"),
        ("Keeping a brothel used for prostitution", "brothel_keeping"),
        ("Fraud by false representation: other frauds", "fraud"),
        ("Money laundering", "money_laundering"),
        ("Possession of false documents", "false_documents"),
        ("Non-crime: immigration matter", "immigration"),
        ("Public fear, alarm or distress (Public Order Act s5)", "public_order"),
        ("Criminal damage to a vehicle", "criminal_damage"),
        ("Non-crime: domestic incident", "domestic_incident"),
        ("Non-crime: missing person", "missing_person"),
        ("Non-crime: missing person - child", "missing_child"),
        ("Non-crime: concern for safety", "welfare_check"),
        ("Non-crime: civil dispute", "civil_dispute"),
        ("Non-crime: suspicious circumstances", "suspicious_circumstances"),
        ("Cruelty to and neglect of children (Children and Young Persons Act 1933 s1)", "child_neglect"),
        ("Possession of an article with a blade or point", "weapons"),
        ("Begging in a public place (Vagrancy Act 1824 s3)", "begging"),
        ("Non-crime: anti-social behaviour - nuisance", "antisocial"),
        ("Stalking involving fear of violence", "harassment_stalking"),
        ("False imprisonment", "false_imprisonment"),
        ("Controlling or coercive behaviour", "coercive_control"),
    ],
)
def test_a_title_leads_to_its_class_and_is_screened(title: str, code: str) -> None:
    found = classify(title)
    assert (found.code, found.screened) == (code, True)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Modern Slavery", "modern_slavery"),
        ("Hold person in slavery or servitude", "modern_slavery"),
        ("Require person to perform forced or compulsory labour", "modern_slavery"),
        ("Arrange or facilitate travel of another person with a view to exploitation", "modern_slavery"),
        ("Commit offence other than kidnapping with intention of arranging travelâ€¦", "modern_slavery"),
        ("Trafficking for Sexual Exploitation", "old_trafficking"),
        ("Trafficking people for exploitation (Asylum and Immigration Act 2004 s4)", "old_trafficking"),
        ("Coroners and Justice Act 2009 s71 - holding a person in servitude", "old_trafficking"),
    ],
)
def test_a_record_that_stands_as_slavery_is_left_out(title: str, code: str) -> None:
    found = classify(title)
    assert (found.code, found.screened) == (code, False)


@pytest.mark.parametrize(
    ("title", "code", "crime"),
    [
        ("Common assault", "105/1", True),
        ("Modern slavery", "106", True),
        ("Assault - domestic", "", True),
        ("No title that a rule knows", "", True),
        ("", "", True),
        ("Missing person", "", False),
        ("Non-crime: immigration matter", "", False),
        ("NON CRIME - Theft", "", False),
        ("Crime-related incident: theft", "", False),
        ("Modern slavery", "N200/1", False),
        ("Common assault", "n 100/2", False),
        ("Common assault", "N/A", True),
    ],
)
def test_a_record_is_a_crime_unless_its_class_its_title_or_its_code_says_otherwise(
    title: str, code: str, crime: bool
) -> None:
    assert is_crime(title, code) is crime


def test_a_file_may_say_which_titles_are_no_crime() -> None:
    read = read_offences("own.toml", 'no_crime = ["For Information"]\n' + SMALLEST + "crime = false\n")
    assert read.no_crime == ("for information",)
    assert not read.classes["unknown"].crime
    assert read.classes["other"].crime


def test_only_slavery_old_and_new_is_left_out() -> None:
    left_out = {code for code, item in load_offences().classes.items() if not item.screened}
    assert left_out == {"modern_slavery", "old_trafficking"}


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Modern slavery", "N200/3"),
        ("N200/1 Modern slavery referral", ""),
        ("Duty to notify only", ""),
        ("Non-crime: suspected modern slavery", ""),
        ("Breach of slavery and trafficking prevention order", ""),
    ],
)
def test_a_referral_or_an_order_about_slavery_is_screened(title: str, code: str) -> None:
    assert classify(title, code).screened


def test_a_slavery_code_counts_without_a_title() -> None:
    for code in ("106", "106.0", "106/1", "106/01", "10601"):
        assert classify("", code).code == "modern_slavery"


def test_a_bare_106_beside_the_title_of_another_offence_is_no_reason_to_leave_a_record_out() -> None:
    assert classify("Burglary - residential", "106").code == "burglary"
    assert classify("Burglary - residential", "106/1").code == "modern_slavery"


def test_a_home_office_code_helps_where_the_title_says_nothing() -> None:
    assert classify("", "46").code == "shoplifting"
    assert classify("", "046/00").code == "shoplifting"
    assert classify("", "8N").code == "violence_injury"
    assert classify("", "no such code").code == "unknown"


def test_codes_that_differ_by_gender_alone_lead_to_one_class() -> None:
    assert classify("", "19C") == classify("", "19F") == classify("Rape")
    assert classify("", "19E") == classify("", "19H") == classify("Rape of a child")


def test_a_code_is_read_in_every_way_it_is_written() -> None:
    assert written_codes(" 106/01 ") == written_codes("10601") == {"106", "106/1", "106/*"}
    assert written_codes("n200/3") == {"N200", "N200/3", "N200/*"}
    assert written_codes("THEFT") == frozenset()


def test_the_offences_of_2026_exist_from_the_day_they_came_into_force() -> None:
    assert classify("Cuckooing", "", "2026-06-28").code == "suspicious_circumstances"
    assert classify("Cuckooing", "", "2026-06-29").code == "cuckooing"
    assert classify("Child criminal exploitation", "", "2026-07-01T09:30:00").code == "child_exploitation"
    assert classify("Cuckooing", "", "").code == "cuckooing"


def test_nothing_told_is_unknown_and_a_strange_title_is_other() -> None:
    assert classify("").code == "unknown"
    assert classify("  - ").code == "unknown"
    assert classify("Zyxomancy").code == "other"


@pytest.mark.parametrize("dash", ["-", "–", "â€“", "\ufffd", ":", ""])
def test_dashes_and_decoding_faults_make_no_difference(dash: str) -> None:
    assert fold_title(f"Theft {dash} shoplifting") == "theft shoplifting"


def test_pound_signs_and_apostrophes_are_mended() -> None:
    assert fold_title("Damage (Â£500)") == fold_title("damage £500")
    assert fold_title("another's home") == fold_title("ANOTHER\u2019S HOME") == "anothers home"


@pytest.mark.parametrize(
    "title",
    [
        "Rape of a female aged 16 and over",
        "Rape of a girl aged under 13",
        "Sexual assault on a male aged 13 and over",
        "Sexual activity with a girl under 16",
        "Indecent assault on a woman",
        "Missing boy",
        "Assault on a man by women",
    ],
)
def test_swapping_gender_in_a_title_leaves_the_class(title: str) -> None:
    assert swapped(title) != title
    assert classify(swapped(title)) == classify(title)


def test_a_girl_and_a_boy_are_children() -> None:
    assert classify("Rape of a girl").code == classify("Rape of a boy").code == "sexual_child"
    assert classify("Missing girl").code == "missing_child"


def test_no_rule_and_no_class_knows_a_gender() -> None:
    offences = load_offences()
    phrases = [p for rule in offences.rules for p in (*rule.every, *rule.one_of, *rule.none_of)]
    phrases += [item.name.lower() for item in offences.classes.values()]
    assert not {word for phrase in phrases for word in phrase.split()} & set(SWAP)


def test_what_is_usual_for_an_offence_is_an_indicator() -> None:
    for item in load_offences().classes.values():
        assert set(item.usual) <= set(INDICATOR_CODES), item.code


def test_a_grow_usually_tells_of_plants_and_an_assault_of_blows() -> None:
    assert "forced_criminality" in classify("Production of cannabis").usual
    assert "violence" in classify("Assault with injury").usual
    assert "missing_or_found" in classify("Non-crime: missing person").usual
    assert classify("Theft - shoplifting").usual == ()


def test_every_class_can_be_reached() -> None:
    offences = load_offences()
    assert {rule.offence_class for rule in offences.rules} | {"other", "unknown"} == set(offences.classes)


@pytest.mark.skipif(not CORPUS.exists(), reason="the labelled narratives are not here")
def test_fewer_than_eight_in_a_hundred_records_of_the_corpus_are_other() -> None:
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    codes = [classify(json.loads(line)["offence"]).code for line in lines if line]
    assert codes.count("other") + codes.count("unknown") < 0.08 * len(codes)


@pytest.mark.skipif(not CORPUS.exists(), reason="the labelled narratives are not here")
def test_swapping_gender_in_the_titles_of_the_corpus_changes_no_class() -> None:
    titles = {json.loads(line)["offence"] for line in CORPUS.read_text(encoding="utf-8").splitlines() if line}
    assert [title for title in sorted(titles) if classify(swapped(title)) != classify(title)] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[class", "not valid TOML"),
        ("", "class 'other' is missing"),
        ('no_crime = "x"\n' + SMALLEST, "key 'no_crime' wants a list of texts"),
        (SMALLEST + '[class.x]\nnmae = "X"', "class x: unknown key 'nmae'; did you mean 'name'"),
        (SMALLEST + "[class.x]\nscreened = true", "class x: key 'name' is missing"),
        (SMALLEST + '[class.x]\nname = "X"\nusual.violence = ""', "wants the reason"),
        (SMALLEST + '[[rule]]\nclass = "othr"\nany = ["x"]', "rule 1: no class 'othr'; did you mean 'other'"),
        (SMALLEST + '[[rule]]\nclass = "other"', "rule 1: wants one of"),
        (SMALLEST + '[[rule]]\nclass = "other"\nnay = ["x"]', "rule 1: unknown key 'nay'; did you mean"),
        ("class = 1", r"classes stand in tables \[class.code\]"),
        ("class.other = 1", "class other: wants a table with keys"),
        ("[class.other]\nname = 1", "a class has a name in plain words"),
        ("[class.other]\nname = 'Other'\nscreened = 'no'", "'screened', 'compelled' and 'crime' are true or false"),
        ("[class.other]\nname = 'Other'\nusual = ['threats']", "wants the reason why it is usual"),
        (SMALLEST + "[[rule]]\nclass = []\nany = ['x']", "did you mean"),
        (SMALLEST + "[[rule]]\nclass = 'other'\nany = [1]", "'any' wants a list of texts"),
        (SMALLEST + "[[rule]]\nclass = 'other'\ncodes = '106'", "'codes' wants a list of texts"),
        (SMALLEST + "[[rule]]\nclass = 'other'\nany = ['x']\nsince = '2026'", "'since' wants a day"),
        ("a = " + "[" * 5000, "not valid TOML: nested too deeply"),
    ],
)
def test_a_file_that_breaks_the_form_is_refused_with_what_would_be_right(text: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        read_offences("own.toml", text)
