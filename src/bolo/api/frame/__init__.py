"""What every route stands in: who calls, how answers and refusals look, and what comes before."""
