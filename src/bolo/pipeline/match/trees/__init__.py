"""The trees that judge by text: those that ship, and those that learnt from people's answers."""
