"""Would this rule have made money? Rules walked over what was observed, blind to the rest."""
