from fengsui.cast import DAY, at
from fengsui.ground.checks import queries


def test_what_fails_is_found_and_asked_again(units, drill):
    assert not queries.failures(DAY)
    drill(at("18:46"))
    silent = [failure for failure in queries.failures(DAY) if failure.check == "reports.silent"]
    assert len(silent) == 3
    assert queries.still_fails(silent[0].key)
    drill(at("18:30"))
    assert not queries.still_fails(silent[0].key)


def test_a_failure_reads_as_a_sentence(units, drill):
    drill(at("18:46"))
    assert "18:45" in queries.failures(DAY)[0].text
