"""Risk in money: what may go wrong with a deal, how likely, and what each takes off its profit."""
