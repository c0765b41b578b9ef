import itertools
import tomllib
from pathlib import Path

import pytest

from takedown.grading import expect

FACTS = ("who", "when", "motive", "device")
UNKNOWN = "not known"
LAWS = ("Utopia", "Erewhon")


def plain(row):
    """A row of the book's table as the functions get it."""
    kept = ("id", *FACTS, "outcome", "settled")
    return {"where": row["jurisdiction"], **{field: row[field] for field in kept}}


BOOK = [
    plain(row)
    for row in tomllib.loads((Path(__file__).parent / "data" / "rules.toml").read_text(encoding="utf-8"))["rule"]
]
DUTCH = [rule for rule in BOOK if rule["where"] == "Netherlands"]
WORDS = {fact: list(dict.fromkeys(value for rule in BOOK for value in rule[fact])) for fact in FACTS}


def right_rule(rules, case):
    for rule in rules:
        if rule["where"] == case["where"] and not [fact for fact in FACTS if case[fact] not in rule[fact]]:
            return rule
    return None


def right(rules, case):
    rule = right_rule(rules, case)
    if rule is None:
        return "not covered"
    return rule["outcome"] if rule["settled"] else "unsettled"


def variants(case, words):
    values = [words[fact] if case[fact] == UNKNOWN else [case[fact]] for fact in FACTS]
    return [{**case, **dict(zip(FACTS, each, strict=True))} for each in itertools.product(*values)]


def right_in_doubt(rules, case, words):
    cases = variants(case, words)
    answers = [right(rules, each) for each in cases]
    if len(set(answers)) == 1:
        return answers[0], []
    turns = []
    for fact in FACTS:
        for (one, first), (other, second) in itertools.combinations(zip(cases, answers, strict=True), 2):
            if first != second and all(one[each] == other[each] for each in FACTS if each != fact):
                turns.append(fact)
                break
    return UNKNOWN, turns


def told(case):
    return ", ".join(case[part] for part in ("where", *FACTS))


def drawn_rules(draw, count=6):
    """Rules of two invented laws, in drawn order, some of them open."""
    rules = []
    for number in range(count):
        lists = {fact: draw.sample(WORDS[fact], draw.randint(2, len(WORDS[fact]) - 1)) for fact in FACTS}
        outcome = draw.choice(["offence", "exempt", "no offence"])
        rules.append(
            {"id": f"r{number}", "where": LAWS[number % 2], **lists, "outcome": outcome, "settled": draw.random() < 0.6}
        )
    draw.shuffle(rules)
    return rules


def drawn_case(draw, where=None):
    return {"where": where or draw.choice(LAWS), **{fact: draw.choice(WORDS[fact]) for fact in FACTS}}


def case_of(draw, rule):
    """A case that a rule fits."""
    return {"where": rule["where"], **{fact: draw.choice(rule[fact]) for fact in FACTS}}


def narrow(case, **changes):
    """A rule that fits this case alone, with changes."""
    return {
        "id": "narrow",
        "where": case["where"],
        **{fact: [case[fact]] for fact in FACTS},
        "outcome": "offence",
        "settled": True,
    } | changes


def check_rule(answer, rules, case, look):
    rule = right_rule(rules, case)
    because = (
        "no rule of that country has all four facts in its lists"
        if rule is None
        else f"{rule['id']} is the first with the country and all four facts"
    )
    tried = f"first_rule({len(rules)} rules, {told(case)})"
    return expect(
        answer.first_rule(rules, case),
        equals=None if rule is None else rule["id"],
        because=because,
        look=look,
        tried=tried,
    )


@pytest.mark.task("first_rule")
@pytest.mark.parametrize("number", range(3))
def test_drawn_tables(answer, draw, number):
    """A drawn table: the first rule decides that has the country and all four facts."""
    rules = drawn_rules(draw)
    for rule in rules:
        assert check_rule(answer, rules, case_of(draw, rule), "which rule of the list fits first")
    assert check_rule(answer, rules, drawn_case(draw), "what is returned if no rule fits")


@pytest.mark.task("first_rule")
@pytest.mark.parametrize("fact", FACTS)
def test_each_fact_counts(answer, draw, fact):
    """A rule that has three of the four facts does not fit."""
    case = drawn_case(draw)
    other = draw.choice([value for value in WORDS[fact] if value != case[fact]])
    rules = [narrow(case, id="near", **{fact: [other]}), narrow(case, id="exact")]
    assert check_rule(answer, rules, case, f"whether {fact} is looked at")


@pytest.mark.task("first_rule")
def test_the_country_counts(answer, draw):
    """A rule of another country does not fit, and a country without rules has none."""
    case = drawn_case(draw, "Utopia")
    rules = [narrow(case, id="abroad", where="Erewhon"), narrow(case, id="home")]
    check_rule(answer, rules, case, "whether the country is looked at")
    assert check_rule(answer, rules[:1], case, "what is returned for a country without rules")


@pytest.mark.task("first_rule")
def test_no_rules(answer, draw):
    """Of an empty table no rule decides."""
    assert check_rule(answer, [], drawn_case(draw), "what is returned if no rule fits")


def check_decision(answer, rules, case, look):
    rule = right_rule(rules, case)
    if rule is None:
        because = "no rule fits, and silence of the table is no permission"
    elif rule["settled"]:
        because = f"{rule['id']} decides, and it is settled"
    else:
        because = f"{rule['id']} decides, and it is not settled: its outcome is a lean"
    tried = f"decide({len(rules)} rules, {told(case)})"
    return expect(answer.decide(rules, case), equals=right(rules, case), because=because, look=look, tried=tried)


@pytest.mark.task("decide")
@pytest.mark.parametrize("outcome", ["offence", "exempt", "no offence"])
@pytest.mark.parametrize("settled", [True, False])
def test_settled_or_not(answer, draw, outcome, settled):
    """A settled rule answers its outcome, an open one answers unsettled."""
    case = drawn_case(draw)
    rules = [narrow(case, outcome=outcome, settled=settled)]
    assert check_decision(answer, rules, case, "what settled says before outcome is read")


@pytest.mark.task("decide")
def test_first_open_rule_is_not_skipped(answer, draw):
    """An open rule that comes first decides, even if a settled one follows."""
    case = drawn_case(draw)
    rules = [narrow(case, id="open", settled=False), narrow(case, id="firm", outcome="exempt")]
    check_decision(answer, rules, case, "which of two rules that fit decides")
    assert check_decision(answer, rules[::-1], case, "which of two rules that fit decides")


@pytest.mark.task("decide")
def test_a_rule_of_another_country(answer, draw):
    """A rule of another country decides nothing here, though its facts are the same."""
    case = drawn_case(draw, "Utopia")
    rules = [narrow(case, id="abroad", where="Erewhon"), narrow(case, id="home", outcome="exempt")]
    assert check_decision(answer, rules, case, "whether the country is looked at")


@pytest.mark.task("decide")
def test_not_covered(answer, draw):
    """Where no rule fits the answer is not covered, never a guess."""
    case = drawn_case(draw)
    other = draw.choice([value for value in WORDS["motive"] if value != case["motive"]])
    check_decision(answer, [narrow(case, motive=[other])], case, "what is returned if no rule fits")
    assert check_decision(answer, [], case, "what is returned if no rule fits")


@pytest.mark.task("decide")
@pytest.mark.parametrize("number", range(len(BOOK)))
def test_the_table_of_the_book(answer, draw, number):
    """The rules of this chapter, on a drawn case for each."""
    rules = [rule for rule in BOOK if rule["where"] == BOOK[number]["where"]]
    assert check_decision(answer, rules, case_of(draw, BOOK[number]), "the rules before this one")


def check_doubt(answer, rules, case, words, look):
    wanted = right_in_doubt(rules, case, words)
    cases = variants(case, words)
    found = sorted({right(rules, each) for each in cases})
    if not wanted[1]:
        because = f"all {len(cases)} combinations answer {wanted[0]}, so nothing has to be established"
    else:
        because = f"the combinations answer {', '.join(found)}; changing {' or '.join(wanted[1])} alone changes the answer somewhere"
    tried = f"in_doubt({len(rules)} rules, {told(case)}, words)"
    got = answer.in_doubt(rules, case, words)
    return expect(got, equals=[wanted[0], wanted[1]], because=because, look=look, tried=tried)


def unknown(case, *facts):
    return {**case, **dict.fromkeys(facts, UNKNOWN)}


@pytest.mark.task("in_doubt")
def test_nothing_is_unknown(answer, draw):
    """With all facts known it answers as decide does, and names no fact."""
    rules = drawn_rules(draw)
    for rule in rules[:3]:
        assert check_doubt(answer, rules, case_of(draw, rule), WORDS, "a case without an unknown fact")


@pytest.mark.task("in_doubt")
@pytest.mark.parametrize("fact", FACTS)
def test_one_fact_that_matters(answer, draw, fact):
    """One fact is unknown and decides."""
    case = drawn_case(draw)
    rules = [narrow(case), narrow(case, id="rest", outcome="exempt", **{fact: WORDS[fact]})]
    assert check_doubt(answer, rules, unknown(case, fact), WORDS, "the answers for each value of the unknown fact")


@pytest.mark.task("in_doubt")
@pytest.mark.parametrize("fact", FACTS)
def test_one_fact_that_does_not(answer, draw, fact):
    """One fact is unknown and changes nothing, so it is not named."""
    case = drawn_case(draw)
    rules = [narrow(case, settled=draw.random() < 0.5, **{fact: WORDS[fact]})]
    assert check_doubt(answer, rules, unknown(case, fact), WORDS, "what is returned if all answers are the same")


@pytest.mark.task("in_doubt")
def test_one_of_two_matters(answer, draw):
    """Two facts are unknown, and only the one that matters is named."""
    case = drawn_case(draw)
    matters, idle = draw.sample(FACTS, 2)
    both = {idle: WORDS[idle]}
    rules = [narrow(case, **both), narrow(case, id="rest", outcome="exempt", **both | {matters: WORDS[matters]})]
    assert check_doubt(
        answer, rules, unknown(case, matters, idle), WORDS, "which of the unknown facts changes an answer"
    )


@pytest.mark.task("in_doubt")
@pytest.mark.parametrize("number", range(3))
def test_only_together(answer, draw, number):
    """A fact that matters at one value of another fact only is named all the same."""
    case = drawn_case(draw)
    one, other = draw.sample(FACTS, 2)
    rules = [narrow(case), narrow(case, id="rest", outcome="exempt", **{one: WORDS[one], other: WORDS[other]})]
    assert check_doubt(
        answer, rules, unknown(case, one, other), WORDS, "pairs of combinations that differ in one fact alone"
    )


@pytest.mark.task("in_doubt")
def test_open_rules_count(answer, draw):
    """An open rule that comes first decides every combination: unsettled, and nothing to establish."""
    case = drawn_case(draw)
    fact = draw.choice(FACTS)
    every = {fact: WORDS[fact]}
    rules = [narrow(case, settled=False, **every), narrow(case, id="firm", outcome="exempt", **every)]
    assert check_doubt(answer, rules, unknown(case, fact), WORDS, "what decide gives for each combination")


@pytest.mark.task("in_doubt")
def test_another_country_in_doubt(answer, draw):
    """A rule of another country decides no combination."""
    case = drawn_case(draw, "Utopia")
    fact = draw.choice(FACTS)
    every = {fact: WORDS[fact]}
    rules = [narrow(case, id="abroad", where="Erewhon", **every), narrow(case, id="home", outcome="exempt", **every)]
    assert check_doubt(answer, rules, unknown(case, fact), WORDS, "whether the country is looked at")


@pytest.mark.task("in_doubt")
def test_silence_counts(answer, draw):
    """Not covered is an answer like any other: alone it stands, beside another it makes a doubt."""
    case = drawn_case(draw)
    fact = draw.choice(FACTS)
    check_doubt(answer, [narrow(case)], unknown(case, fact), WORDS, "combinations that no rule fits")
    assert check_doubt(answer, [], unknown(case, fact), WORDS, "combinations that no rule fits")


@pytest.mark.task("in_doubt")
@pytest.mark.parametrize("doubtful", [1, 2])
def test_the_book_in_doubt(answer, draw, doubtful):
    """The Dutch rules of this chapter, with drawn facts unknown."""
    case = case_of(draw, draw.choice(DUTCH))
    facts = draw.sample(FACTS, doubtful)
    assert check_doubt(answer, DUTCH, unknown(case, *facts), WORDS, "every combination of the unknown facts")


@pytest.mark.task("in_doubt")
def test_words_are_those_given(answer, draw):
    """The values to try are those of words, not those that stand in the rules."""
    case = drawn_case(draw)
    fact = draw.choice(FACTS)
    words = {**WORDS, fact: [case[fact], "something else"]}
    assert check_doubt(answer, [narrow(case)], unknown(case, fact), words, "where the values to try come from")
