"""Where offers come from: the marketplaces there are, and what an address offers now."""
