"""The words of watching: plain values that compare by what they say."""

from bolo.core.watching.words import AskKind, Health, HealthState, Refused


def test_a_source_is_healthy_or_says_why_not() -> None:
    assert Health(HealthState.OK) == Health(HealthState("ok"), None, 0, None)
    assert not Refused(HealthState.WAITING, "our own budget").busy


def test_stored_values_stay_as_they_are() -> None:
    assert [kind.value for kind in AskKind] == ["address", "search"]
    assert [state.value for state in HealthState] == [
        "new",
        "ok",
        "waiting",
        "failing",
        "blocked",
    ]
