"""What a page states for machines: JSON-LD, microdata, metas and the state of its scripts."""
