"""Rules walked over what was observed: in the lab over the past, on paper from now on."""
