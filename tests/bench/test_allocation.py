"""The bench of allocation runs, with counts so small that only its working is tested."""

from decimal import Decimal

from bench.allocation import measure


def test_no_greedy_choice_beats_the_proven_plan() -> None:
    rows = measure(120, 1, (1_000,))

    assert all(row["proven"] for row in rows)
    shares = [
        Decimal(str(figure).split()[0])
        for row in rows
        for name, figure in row.items()
        if name.startswith("greedy")
    ]
    assert len(shares) == 6
    assert max(shares) <= 100
