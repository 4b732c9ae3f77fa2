"""Is this the same thing?"""
