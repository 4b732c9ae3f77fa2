"""What a workspace watches, as a condition on a listing and as a list of them."""


def watched(listing: str) -> str:
    """Return SQL that is true when `:workspace` watches the listing with that id."""
    return f"""EXISTS (
        SELECT 1 FROM sighting
        JOIN question ON question.id = sighting.question_id
        JOIN watch_question ON watch_question.workspace_id = :workspace
             AND watch_question.question_id IN (question.id, question.parent_id)
        WHERE sighting.listing_id = {listing})"""  # noqa: S608  (our own column names)


_QUESTIONS = """
    SELECT question_id FROM watch_question WHERE workspace_id = :workspace
    UNION SELECT question.id FROM watch_question
    JOIN question ON question.parent_id = watch_question.question_id
    WHERE watch_question.workspace_id = :workspace
"""


def sighted(most: int) -> str:
    """Return SQL that gives `listing_id` of so many sightings of what `:workspace` watches.

    The order is that of an index: without it all sightings would be read where questions are few.
    """
    return f"""
        SELECT seen.listing_id FROM ({_QUESTIONS}) AS asked CROSS JOIN LATERAL (
            SELECT listing_id FROM sighting WHERE sighting.question_id = asked.question_id
            ORDER BY question_id, listing_id LIMIT {most:d}) AS seen
        LIMIT {most:d}
    """  # noqa: S608  (our own words)
