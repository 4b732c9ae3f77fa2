"""Traps: pairs that look alike and are not the same thing, ten categories, ours.

Each thing is set against what shops and private sellers offer beside it: an accessory for it,
parts, its empty box, a pack of it, a bundle, another size, capacity, generation, tier.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category: its things, what is sold for them, and what sets two of them apart.

    `sizes` are swapped within a title: the thing says the first, the trap the second.
    """

    category: str
    things: tuple[str, ...]
    accessories: tuple[str, ...]
    sizes: tuple[tuple[str, str], ...]


SHELVES = (
    Shelf("phones", ("Apple iPhone 13 128GB Midnight", "Samsung Galaxy S22 256GB Green",
                     "Google Pixel 7 128GB Obsidian"),
          ("case for {}", "screen protector for {}", "charger for {}", "back cover for {}"),
          (("128GB", "512GB"), ("256GB", "128GB"), ("iPhone 13", "iPhone 13 Pro"),
           ("Galaxy S22", "Galaxy S22 Ultra"), ("Pixel 7", "Pixel 7 Pro"))),
    Shelf("games", ("The Legend of Zelda Tears of the Kingdom Nintendo Switch",
                    "Elden Ring PS5", "Halo Infinite Xbox Series X"),
          ("strategy guide for {}", "steelbook case for {}", "soundtrack {}", "poster for {}"),
          (("PS5", "PS4"), ("Nintendo Switch", "Wii U"),
           ("Elden Ring", "Elden Ring Deluxe Edition"),
           ("Halo Infinite", "Halo Infinite Season Pass"))),
    Shelf("audio", ("Sony WH-1000XM4 wireless headphones black", "Bose QuietComfort 45 headphones",
                    "JBL Flip 5 portable speaker blue"),
          ("case for {}", "replacement ear pads for {}", "charging cable for {}", "stand for {}"),
          (("WH-1000XM4", "WH-1000XM5"), ("QuietComfort 45", "QuietComfort 35"),
           ("Flip 5", "Flip 6"), ("black", "silver"))),
    Shelf("cameras", ("Canon EOS R6 mirrorless camera body", "Nikon Z6 II camera body",
                      "Sony Alpha A7 III camera body"),
          ("battery for {}", "strap for {}", "bag for {}", "battery grip for {}"),
          (("EOS R6", "EOS R5"), ("Z6 II", "Z7 II"), ("A7 III", "A7 IV"),
           ("camera body", "camera with 24-105mm lens kit"))),
    Shelf("computers", ("Apple MacBook Air M1 8GB 256GB", "Samsung 970 EVO Plus 1TB SSD",
                        "Corsair Vengeance LPX 16GB DDR4 3200MHz"),
          ("sleeve for {}", "adapter for {}", "spare keyboard for {}", "stand for {}"),
          (("256GB", "512GB"), ("1TB", "2TB"), ("16GB", "32GB"), ("3200MHz", "3600MHz"),
           ("970 EVO", "980 PRO"))),
    Shelf("tools", ("Makita DHP482 cordless drill 18V", "Bosch GSR 12V-15 drill driver",
                    "DeWalt DCD777 brushless drill 18V"),
          ("battery for {}", "charger for {}", "carrying case for {}", "belt clip for {}"),
          (("18V", "12V"), ("DHP482", "DHP484"), ("GSR 12V-15", "GSR 12V-35"),
           ("DCD777", "DCD796"))),
    Shelf("toys", ("LEGO Technic 42115 Lamborghini Sian", "LEGO Star Wars 75192 Millennium Falcon",
                   "LEGO Creator 10265 Ford Mustang"),
          ("display case for {}", "LED kit for {}", "stand for {}", "instructions only for {}"),
          (("42115", "42083"), ("75192", "75105"), ("10265", "10295"))),
    Shelf("watches", ("Seiko SKX007 automatic diver 42mm", "Casio G-Shock GA-2100 black",
                      "Apple Watch Series 7 45mm GPS"),
          ("strap for {}", "bezel for {}", "screen protector for {}", "charger for {}"),
          (("SKX007", "SKX009"), ("GA-2100", "GA-2200"), ("45mm", "41mm"),
           ("Series 7", "Series 8"), ("42mm", "38mm"))),
    Shelf("kitchen", ("DeLonghi Magnifica ECAM22110B coffee machine",
                      "KitchenAid Artisan 4.8L mixer red",
                      "Philips Airfryer XXL HD9650 black"),
          ("descaler for {}", "water filter for {}", "replacement lid for {}", "bowl cover for {}"),
          (("ECAM22110B", "ECAM23460B"), ("4.8L", "6.9L"), ("HD9650", "HD9252"))),
    Shelf("clothes", ("Nike Air Max 90 white EU 42", "Adidas Ultraboost 22 black EU 44",
                      "Levi's 501 jeans blue W32 L34"),
          ("laces for {}", "insoles for {}", "shoe bag for {}", "cleaning kit for {}"),
          (("EU 42", "EU 45"), ("EU 44", "EU 40"), ("W32 L34", "W36 L34"),
           ("Ultraboost 22", "Ultraboost 21"), ("Air Max 90", "Air Max 95"))),
)  # fmt: skip
LEFTOVERS = ("{} box only", "{} empty box", "{} for parts not working", "{} spares or repair")
PACKS = ("{} 2-pack", "pack of 3 {}", "lot of 5 {}", "{} x4")
BUNDLES = ("{} bundle with accessories", "{} + extra case")


def traps() -> Iterator[tuple[str, str, str]]:
    """Give category, thing and trap; the trap is written in three ways."""
    for shelf in SHELVES:
        for thing in shelf.things:
            for other in _others(shelf, thing):
                yield shelf.category, thing, other
        for thing in shelf.things:
            for form in (*shelf.accessories, *PACKS):
                yield shelf.category, thing.upper(), form.format(thing)


def _others(shelf: Shelf, thing: str) -> Iterator[str]:
    for form in (*shelf.accessories, *LEFTOVERS, *PACKS, *BUNDLES):
        yield form.format(thing)
    for one, other in shelf.sizes:
        if one in thing:
            yield thing.replace(one, other)
            yield f"NEW {thing.replace(one, other)} free shipping"
