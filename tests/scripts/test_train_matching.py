"""How the model that ships is trained: what its trees are shown."""

from bolo.core.matching.table import read_table
from scripts.train_matching import without_codes


def test_a_list_without_part_numbers_keeps_all_else() -> None:
    row = {
        "id": "B00A1",
        "title": "Fernau FN-145 camera, 24 mp",
        "brand": "fernau",
        "modelno": "FN145",
        "text": "black FN145B",
        "price": "199.00",
    }
    only = {**dict.fromkeys(row, ""), "id": "2", "title": "FN145"}

    plain = without_codes(read_table([row, only]))

    assert plain.rows[0] == {
        "id": "B00A1",
        "title": "Fernau camera, 24 mp",
        "brand": "fernau",
        "text": "black",
        "price": "199.00",
    }
    assert plain.names[1] == "FN145"
