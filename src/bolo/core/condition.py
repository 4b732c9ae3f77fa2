"""How used a thing is, on one scale for every marketplace."""

from enum import StrEnum


class Condition(StrEnum):
    """From untouched to broken; the values are stored, never renamed."""

    NEW = "new"
    OPEN_BOX = "open_box"
    REFURBISHED = "refurbished"
    LIKE_NEW = "like_new"
    USED = "used"
    FOR_PARTS = "for_parts"


SCHEMA_ORG = {
    "newcondition": Condition.NEW,
    "refurbishedcondition": Condition.REFURBISHED,
    "usedcondition": Condition.USED,
    "damagedcondition": Condition.FOR_PARTS,
}
"""schema.org/OfferItemCondition, last path segment in lower case."""
