"""Use cases that reach across all stages: the settings of a workspace, the demo street."""
