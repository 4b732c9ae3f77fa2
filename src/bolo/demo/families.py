"""The ranges of the invented makers: what they are called, what they cost, how they vary.

No brand, name or number here is known to be anybody's.
"""

from dataclasses import dataclass
from enum import StrEnum


class Vary(StrEnum):
    """In what the variants of a thing differ."""

    COLOUR = "Colour"
    CAPACITY = "Capacity"


@dataclass(frozen=True, slots=True)
class Family:
    """What a maker sells in one category; prices in cents of a euro."""

    brand: str
    prefix: str
    series: tuple[str, ...]
    lowest: int
    highest: int
    specs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of goods; the three `nouns` are how the three shops call it."""

    slug: str
    title: str
    nouns: tuple[str, str, str]
    hue: int
    families: tuple[Family, ...]
    vary: Vary | None = None
    accessory: str = "Protective Case"
    spec_in_title: bool = False


MODELS_PER_FAMILY = 10

CATEGORIES = (
    Category(
        "cameras",
        "Cameras",
        ("Mirrorless Camera", "Camera Body Mirrorless", "digital mirrorless camera"),
        210,
        (
            Family("Fernau", "FN", ("Visio", "Lumen"), 38000, 168000, ("24 MP", "33 MP")),
            Family("Okari", "OKR", ("Field", "Street"), 22000, 92000, ("20 MP", "26 MP")),
            Family("Belmonte", "BM", ("Reporter", "Atelier"), 31000, 98000, ("24 MP", "45 MP")),
        ),
        accessory="Leather Case",
    ),
    Category(
        "headphones",
        "Headphones",
        ("Wireless Headphones", "Bluetooth Headphones", "over-ear headphones wireless"),
        265,
        (
            Family("Halvorsen", "HX", ("Aria", "Nocturne"), 8900, 39000),
            Family("Tonwerk", "TW", ("Studio", "Transit"), 7900, 32000),
            Family("Quietside", "QS", ("Calm", "Drift"), 6900, 28000),
        ),
        vary=Vary.COLOUR,
        accessory="Hard Case",
    ),
    Category(
        "bricks",
        "Building bricks",
        ("Building Set", "Brick Building Set", "construction building set"),
        45,
        (
            Family(
                "Klixo",
                "KX",
                ("Harbour Lighthouse", "Night Tram", "Market Hall", "Clock Tower", "Sea Crane"),
                6500,
                32000,
            ),
            Family(
                "Studbrook",
                "SB",
                ("Moon Rover", "Orbital Lift", "Comet Miner", "Ice Station", "Star Ferry"),
                5900,
                27000,
            ),
            Family(
                "Bauhelden",
                "BH",
                ("Mountain Railway", "Windmill", "Castle Gate", "Alpine Hut", "Old Bakery"),
                6900,
                24000,
            ),
        ),
        accessory="Display Case",
    ),
    Category(
        "pedals",
        "Guitar pedals",
        ("Guitar Pedal", "Guitar Effects Pedal", "effect pedal"),
        330,
        (
            Family("Graustadt", "GS", ("Overdrive", "Fuzz", "Delay", "Chorus"), 8900, 34000),
            Family("Mothlight", "ML", ("Reverb", "Tremolo", "Phaser", "Echo"), 11900, 42000),
            Family("Copperhead", "CPH", ("Distortion", "Booster", "Compressor"), 7900, 26000),
        ),
        accessory="Power Adapter",
    ),
    Category(
        "games",
        "Retro games",
        ("Retro Game Cartridge", "Cartridge Game Retro", "retro game, cartridge"),
        140,
        (
            Family(
                "Pixelforge",
                "PXF",
                ("Star Lantern", "Tide Runner", "Iron Orchard", "Moss Knight", "Paper Fleet"),
                5900,
                28000,
            ),
            Family(
                "Arcadon",
                "ARC",
                ("Comet Alley", "Glass Dungeon", "Turbo Canyon", "Night Parcel", "Hex Harvest"),
                6500,
                31000,
            ),
            Family(
                "Lowbit",
                "LWB",
                ("Cinder Road", "Owl Patrol", "Deep Elevator", "Salt Empire", "Ghost Relay"),
                6200,
                24000,
            ),
        ),
        accessory="Dust Cover",
    ),
    Category(
        "phones",
        "Phones",
        ("Smartphone", "Smartphone Dual-SIM", "unlocked smartphone"),
        190,
        (
            Family("Nordlys", "NP", ("Fjord", "Skerry"), 24000, 82000),
            Family("Veloce", "VLC", ("Corsa", "Lido"), 21000, 76000),
            Family("Tamarind", "TM", ("Slate", "Breeze"), 18000, 64000),
        ),
        vary=Vary.CAPACITY,
        accessory="Silicone Case",
    ),
    Category(
        "watches",
        "Watches",
        ("Automatic Watch", "Men's Watch Automatic", "automatic wrist watch"),
        25,
        (
            Family("Grenchner", "GR", ("Diver", "Railway"), 29000, 94000, ("40 mm", "42 mm")),
            Family("Seelicht", "SL", ("Marine", "Pilot"), 24000, 88000, ("38 mm", "41 mm")),
            Family("Aldgate", "ALD", ("Chronicle", "Harbour"), 19000, 78000, ("39 mm", "43 mm")),
        ),
        accessory="Leather Strap",
        spec_in_title=True,
    ),
    Category(
        "kitchen",
        "Kitchen",
        ("Espresso Machine", "Espresso Coffee Machine", "home espresso machine"),
        5,
        (
            Family("Morandi", "MRD", ("Bella", "Presto"), 18000, 89000, ("1.8 l", "2.5 l")),
            Family("Kessel", "KSL", ("Barista", "Compact"), 14900, 72000, ("1.5 l", "2 l")),
            Family("Thornbury", "TH", ("Heritage", "Modern"), 12900, 56000, ("1.2 l", "1.7 l")),
        ),
        accessory="Dust Cover",
    ),
    Category(
        "tools",
        "Tools",
        ("Cordless Drill", "Cordless Drill Driver", "cordless drill/driver"),
        85,
        (
            Family("Hagenstahl", "HGS", ("Profi", "Werk"), 8900, 42000, ("12 V", "18 V")),
            Family("Ridgeline", "RDL", ("Torque", "Site"), 7900, 36000, ("18 V", "20 V")),
            Family("Makoto", "MKT", ("Kaze", "Tetsu"), 9900, 39000, ("14 V", "18 V")),
        ),
        accessory="Charger",
    ),
    Category(
        "synths",
        "Synthesizers",
        ("Synthesizer", "Analog Synthesizer", "analogue synthesizer"),
        300,
        (
            Family("Wellenfeld", "WF", ("Mono", "Drone", "Pulse"), 24000, 99000),
            Family("Oberton", "OBT", ("Choir", "Lead", "Bass"), 29000, 132000),
            Family("Saltbox", "SBX", ("Groove", "Pocket", "Tape"), 15900, 62000),
        ),
        accessory="Dust Cover",
    ),
)
