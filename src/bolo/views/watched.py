"""What a workspace watches, as a condition on a listing."""


def watched(listing: str) -> str:
    """Return SQL that is true when `:workspace` watches the listing with that id."""
    return f"""EXISTS (
        SELECT 1 FROM sighting
        JOIN question ON question.id = sighting.question_id
        JOIN watch_question ON watch_question.workspace_id = :workspace
             AND watch_question.question_id IN (question.id, question.parent_id)
        WHERE sighting.listing_id = {listing})"""  # noqa: S608  (our own column names)
