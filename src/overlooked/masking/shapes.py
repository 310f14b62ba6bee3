"""Shapes: what is known by its form alone: numbers of all kinds, dates, times, addresses of the post and of the web.

In comes a text, out come pieces to mask and pieces to keep. What is kept (money, lengths of time, amounts) carries the
sign; any other number of five digits or more, and any word of letters and digits, goes.
"""

import re
from collections.abc import Iterator

from overlooked.masking.pieces import KEEP, Piece

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:(?:19|20)\d\d)"
_UNIT = (
    r"(?:hours?|hrs?|days?|nights?|weeks?|wks?|months?|mths?|years?|yrs?|minutes?|mins?|secs?|seconds?|shifts?|times"
    r"|%|percent|per cent|kgs?|kilos?|grams?|g|mg|m|mm|cm|km|miles?|mph|ft|feet|inch(?:es)?|litres?|l|ml|k|grand|x)"
)
_MONEY_WORD = (
    r"(?:pounds?|quid|euros?|dollars?|pence|p|lek[eë]?|lei|dong|naira|zloty|rupees?|taka|yuan|rmb|gbp|eur|usd|k|grand"
    r"|million|m|bitcoins?|roubles?|forints?|cedis?|birr)"
)
_OWING = (
    r"(?:ow(?:e|es|ed|ing)|debt|debts|pa(?:y|ys|id|ying)|charg(?:e|es|ed)|costs?|fees?|worth|sum|total|earn(?:s|ed)?"
    r"|borrow(?:ed|s)?|lent|loan|sends?|sent|fine[ds]?|deposit|rent|wages?)"
)
_REFERENCE_HEAD = (
    r"(?:ref(?:erence)?s?|crime|cad|log|incident|inc|urn|occ(?:urrence)?|oel|pnc(?:id)?|cro|exhibits?|exh|ex|collar|"
    r"shoulder|warrant|custody|cust|cr|nrm|nhs|ni|nino|passport|licen[cs]e|brp|visa|file|case|report|record|iml|niche|"
    r"athena|storm|policy|booking|account|acct|ac|a/c|imei|serial|seal|bag|docket|tag|epaulette|sds|ho|home office|"
    r"prison|hosp(?:ital)?|patient|cris|intel|order|tracking|ticket|pnd|gmc|sia|badge|permit|id)"
)
_NUMBER_WORD = r"(?:no|nos|num|number|ref|refs|reference|id|code|card)"
_MAIL_HOST = r"(?:gmail|hotmail|yahoo|outlook|icloud|live|proton\w*)"
_HOST_ENDING = r"(?:com|net|org|info|biz|xyz|uk|io|me|ru|ro|al|pl|vn|ng|onion)"
_BETWEEN_OWING = r"(?: (?:him|her|them|me|us|back|of|about|over|around|up|to|nearly|just|only|is|was|the|a)){0,3}"
_BEFORE_TIME = "|".join(rf"(?<=\b{word} )" for word in ("at", "by", "til", "till", "until", "the", "circa"))
_NO_PLATE = r"(?!and|the|was|has|for|but|who|had|his|her|not|are|did|got|say|out|off|all|car|man)"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("email", r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}"),
    (
        "email",
        rf"(?<![\w.+\-])[\w.+\-]{{1,64}}\s?(?:\(at\)|\bat\b)\s?{_MAIL_HOST}\s?(?:\.|dot)\s?\w+(?:\.\w+)?",
    ),
    ("web address", r"(?:https?://|www\.)[^\s\[\]<>\"')]*[^\s\[\]<>\"').,;:]"),
    (
        "web address",
        rf"(?<![\w\-.])(?:[a-z0-9\-]{{1,63}}\.){{1,5}}{_HOST_ENDING}\b(?:/[^\s\[\]]*)?",
    ),
    ("web address", r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)|\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b"),
    ("handle", r"(?<![\w.])@\w[\w.]*\w"),
    ("coordinates", r"[+\-]?\d{1,3}\.\d{3,}\s?°?\s?[ns]?\s?[,/ ]\s?[+\-]?\d{1,3}\.\d{3,}(?:\s?°?\s?[ew]\b)?"),
    (
        "coordinates",
        r"(?:///\w+\.\w+\.\w+)|\b(?:easting|northing)s?\W{0,2}\d{4,7}|\b[hjnost][a-hj-z]\s?\d{3}\s?\d{3}\b",
    ),
    ("account", r"\b(?-i:(?=(?:[A-Z ]{0,8}\d){8})[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?)\b"),
    ("account", r"\b[a-z]{2}\d{2}[a-z0-9]{12,30}\b"),
    ("account", r"(?<!\d)\d{4}(?:[ \-]?\d{4}){3}(?!\d)|(?<!\d)3[47]\d{2}[ \-]?\d{6}[ \-]?\d{5}(?!\d)"),
    ("account", r"(?<![\d\-])\d{2}-\d{2}-\d{2}(?:\s*[/,]?\s*(?:a/?c\s*(?:no)?\s*)?\d{8})?(?![\d\-])"),
    ("account", r"\b(?:sort\s?code|s/c|sc)\W{0,3}(?P<it>\d{2}[ \-]?\d{2}[ \-]?\d{2})\b"),
    ("account", r"\b(?:account|acc|acct|a/c)\W{0,2}(?:no|number|num)?\W{0,3}(?P<it>\d{6,10})\b"),
    ("account", r"\b(?:0x[0-9a-f]{20,}|bc1[a-z0-9]{20,}|[13][a-km-z1-9]{25,34})\b"),
    ("time", r"(?<![\w£$€/])(?:[01]\d|2[0-3])[0-5]\d\s?(?:-|–|to)\s?(?:[01]\d|2[0-3])[0-5]\d(?![\w\-]|[ ]\d)"),
    ("phone", r"(?<![\w+/])(?:\+|00)\s?\(?\d{1,3}\)?(?:[ \-.]?\(?\d{1,5}\)?){2,5}(?!\w)"),
    ("phone", r"(?<![\w£$€/])\(?0\d{2,5}\)?(?:[ \-.]?\d{2,4}){2,3}(?!\w)|(?<!\w)07\d{3}[ \-.]?\d{3}[ \-.]?\d{3}(?!\w)"),
    ("phone", r"\b(?:ending|ends|end|suffix)(?: in)? (?P<it>\d{3,4})\b"),
    (
        "date",
        rf"(?<![\d/]){_DAY}(?:st|nd|rd|th)?(?: of)?[ \-/.,]{{0,2}}{_MONTH}\b(?:\.?[ \-/,']{{0,2}}(?:{_YEAR}|\d\d\b))?",
    ),
    (
        "date",
        rf"\b{_MONTH}\.?[ \-]{{1,2}}{_DAY}(?:st|nd|rd|th)?\b(?!:)(?:,? {_YEAR})?|\b{_MONTH}[ \-/']{{1,2}}{_YEAR}\b",
    ),
    ("date", r"(?<![\d/.\-])\d{1,2}([/.\-])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/])|(?<!\d)\d{4}([/.\-])\d{2}\2\d{2}(?!\d)"),
    (
        "time",
        r"(?<![\d.:£$€])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?(?:[ap]\.?m\b|hrs?\b|hours\b|h\b))?(?![\d%])",
    ),
    (
        "time",
        r"(?<![\d.:£$€])(?:[01]\d|2[0-3])\.[0-5]\d(?:\s?(?:[ap]\.?m\b|hrs?\b|hours\b))?(?![\d%]| an?\b| per\b| each\b)",
    ),
    ("time", r"(?<![\d.:£$€])(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)?\s?[ap]\.?m\b"),
    (
        "time",
        r"(?<![\w£$€/])(?:[01]\d|2[0-3])[0-5]\d\s?(?:hrs|hours|hr|h|z)\b|(?<![\w£$€/.,])0\d[0-5]\d(?![\w/]|[.,]\d)",
    ),
    (
        "time",
        rf"(?:{_BEFORE_TIME}|(?<=@)|(?<=\d\] )|(?<=^)|(?<=^\[))(?:[01]\d|2[0-3])[0-5]\d\b(?![/,.]\d)",
    ),
    (KEEP, rf"[£$€]\s?\d[\d,.]{{0,15}}(?:\s?{_MONEY_WORD}\b)?"),
    (KEEP, rf"(?<![\w/])\d[\d,.]{{0,15}}\s?{_MONEY_WORD}\b"),
    (
        KEEP,
        rf"\b{_OWING}{_BETWEEN_OWING} \d[\d,.]{{0,9}}\b(?!/|\s(?-i:[A-Z][a-z]))",
    ),
    (KEEP, rf"(?<![\w/])\d{{1,4}}(?:\.\d)?(?:\s?(?:-|to|or)\s?\d{{1,4}})?[ \-]?{_UNIT}(?!\w)"),
    (KEEP, r"(?<!\w)\d{1,3}(?:,\d{3})+(?!\w)"),
    (KEEP, r"(?<!\w)24/7(?!\w)|(?<!\w)5x5x5\b|(?<!\w)3x5x2\b"),
    ("postcode", r"\b(?:gir\s?0aa|[a-z]{1,2}\d[a-z\d]?\s?\d[abd-hjlnp-uw-z]{2})\b"),
    ("reference", r"\b[a-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b"),
    ("reference", r"\b[a-z9]{5}\d{6}[a-z9]{2}\w{2,5}\b"),
    ("reference", r"\b\d{2}/\d{1,7}[a-z]\b|\b\d{1,7}/\d{2}[a-z]\b"),
    ("vehicle", rf"\b[a-z]{{2}}[\do]\d ?{_NO_PLATE}[a-z]{{3}}\b"),
    ("vehicle", r"\b(?-i:[A-Z]\d{1,3}[A-Z]{3}|[A-Z]\d{3} [A-Z]{3}|[A-Z]{3}\d{1,3}[A-Z]|[A-Z]{3} \d{3}[A-Z])\b"),
    ("vehicle", r"\b(?-i:(?!CSI|DCI)[A-Z](?:[IZ][A-Z]|[A-Z][IZ])\s?\d{3,4})\b"),
    (
        "vehicle",
        (
            r"\b(?:vrms?|vrn|index|plates?|reg(?:istration)?(?: (?:no|mark|number))?)(?: (?:is|of|was))?[ :\-]{1,2}"
            r"(?P<it>(?=[a-z ]{0,4}\d)[a-z0-9]{1,4}[ \-]?[a-z0-9]{1,4}(?:[ \-](?=[a-z]*\d)[a-z0-9]{1,4})?)\b"
        ),
    ),
    (
        "reference",
        (
            rf"\b{_REFERENCE_HEAD}s?(?: {_NUMBER_WORD})?(?: (?:is|was|of|shown as|quoted|given as))?\.?[ :#\-]{{1,3}}"
            r"(?P<it>(?:[a-z]{1,4}[/\- ]?)?\d(?:[/\-.]?[a-z\d]){2,19}(?: \d{3,4}){0,3}(?:\s(?:of|on)\s\d[\d/.]*\d)?)\b"
        ),
    ),
    (
        "reference",
        r"\b[a-z]{1,5}/[a-z]{1,5}/[\d/\-]+\b|\b(?![mf]/\d\d\b)[a-z]{1,5}/\d{1,9}(?:[/\-][a-z\d]+)*\b|#\d{2,}\b",
    ),
    (
        "reference",
        r"\b(?-i:[A-Z]{1,5}-\d{2,9}(?:[/\-][A-Z\d]+)*)\b|\b\d{2,}/\d{3,}(?:/\w+)*\b|\b\d{3,}/\d{2,}(?:/\w+)*\b",
    ),
    ("date", r"(?<![\d/])(?:0?[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])(?![\d/])"),
    (
        "date",
        r"(?<=\bthe )(?:[12]?\d|3[01])(?:st|nd|rd|th)(?= ?[.,;)]| (?:and|when|he|she|they|after|at|by|to|for)\b|$)",
    ),
    ("date", rf"(?<![\w£$€/.,\-])(?!2000\b){_YEAR}(?:[/\-]\d\d)?(?![\w/]|[.,]\d)"),
    ("number", r"(?<!\w)(?:\d{5,}|\d(?:[ \-]?\d){7,})(?!\w)"),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE | re.MULTILINE)) for kind, pattern in _PATTERNS)


def shapes(text: str) -> Iterator[Piece]:
    """What is known by form, what is surest first; pieces may overlap, the first is meant."""
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span("it") if "it" in pattern.groupindex else match.span()
            yield Piece(start, end, kind)
