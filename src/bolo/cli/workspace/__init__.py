"""The own account, who else may come in, and what is set, allowed and used."""
