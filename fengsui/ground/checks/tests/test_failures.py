from fengsui.cast import DAY, at
from fengsui.ground.checks import queries


def silent():
    return [failure for failure in queries.failures(DAY) if failure.check == "reports.silent"]


def test_what_fails_is_found_and_asked_again(units, drill):
    assert not silent()
    drill(at("18:46"))
    found = silent()
    assert len(found) == 5  # three facilities, two bureaus
    assert queries.still_fails(found[0].key)
    drill(at("18:30"))
    assert not queries.still_fails(found[0].key)


def test_a_failure_reads_as_a_sentence(units, drill):
    drill(at("18:46"))
    assert "18:45" in silent()[0].text
