"""The words that titles are written in: what each says of a thing, or that it says nothing.

Ours, collected from how shops write in English, German and French; a word that is not
here is taken for a name, and names are what tells things apart.
"""

from enum import StrEnum


class Facet(StrEnum):
    """A respect in which two things may differ and then are not the same."""

    COLOUR = "colour"
    SIZE = "size"
    TIER = "model"
    GENERATION = "generation"
    EDITION = "edition"
    PLATFORM = "platform"
    STORE = "store"
    REGION = "region"
    YEAR = "year"
    RESOLUTION = "resolution"
    NETWORK = "network"
    LAYOUT = "keyboard layout"
    THING = "kind of thing"
    PIECES = "piece count"
    STRENGTH = "battery or paper size"


EXACT = (Facet.TIER, Facet.GENERATION, Facet.EDITION)
"""Silence says something here: "A7" is not "A7 III"."""
NOTHING_LOST = (Facet.COLOUR,)
"""Here one may say less than the other, but not each something else."""


def _words(table: dict[str, str]) -> dict[str, str]:
    return {word: value for value, words in table.items() for word in words.split()}


COLOURS = _words(
    {
        "black": "black schwarz noir nero negro zwart midnight",
        "white": "white weiß weiss blanc blanche bianco blanco starlight",
        "red": "red scarlet rot rouge rosso rojo crimson",
        "blue": "blue blau bleu blu azul navy",
        "green": "green grün vert verde olive",
        "silver": "silver silber argent argento plata",
        "gold": "gold golden oro",
        "rose gold": "rosegold roségold",
        "grey": "grey gray grau gris grigio graphite anthracite anthrazit charcoal",
        "yellow": "yellow gelb jaune giallo amarillo",
        "pink": "pink rosa rose fuchsia",
        "purple": "purple lila violet violett lavender",
        "orange": "orange",
        "teal": "teal turquoise türkis",
        "brown": "brown braun marron",
        "beige": "beige cream ivory",
    }
)
TIERS = _words(
    {
        "pro": "pro professional",
        "max": "max",
        "maxv": "maxv",
        "plus": "plus",
        "mini": "mini",
        "ultra": "ultra",
        "lite": "lite",
        "se": "se",
        "fe": "fe",
        "air": "air",
        "nano": "nano",
        "ti": "ti",
        "super": "super",
        "slim": "slim",
        "oled": "oled",
        "elite": "elite",
        "go": "go",
        "neo": "neo",
        "evo": "evo",
        "hybrid": "hybrid",
    }
)
ROMAN = {
    numeral: str(number)
    for number, numeral in enumerate("ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split(), 2)
    if numeral not in {"v", "x"}
}
ORDINALS = _words(
    {
        "1": "first 1st",
        "2": "second 2nd 2e",
        "3": "third 3rd 3e",
        "4": "fourth 4th 4e",
        "5": "fifth 5th 5e",
        "6": "sixth 6th",
        "7": "seventh 7th",
        "8": "eighth 8th",
        "9": "ninth 9th",
        "10": "tenth 10th",
        "11": "11th",
        "12": "12th",
        "13": "13th",
    }
)
EDITIONS = _words(
    {
        "deluxe": "deluxe delux dlux dlx",
        "goty": "goty",
        "definitive": "definitive",
        "collector": "collector collectors collector's sammleredition",
        "remastered": "remastered remaster",
        "remake": "remake",
        "steelbook": "steelbook",
        "tester": "tester",
        "anniversary": "anniversary",
        "director's cut": "directorscut",
        "upgrade": "upgrade upgrades upg upgrd upgr upgrad",
        "academic": "academic student students education edu acad teacher teachers",
        "japanese": "japanese japan jp ntsc-j",
    }
)
ONLY_AS_EDITION = frozenset(
    "gold ultimate complete premium special limited legendary enhanced royal digital platinum "
    "legacy championship vault extended launch".split()
)
PLATFORMS = _words(
    {
        "ps1": "ps1 psx",
        "ps2": "ps2",
        "ps3": "ps3",
        "ps4": "ps4",
        "ps5": "ps5",
        "psp": "psp",
        "vita": "psvita vita",
        "xbox 360": "xbox360",
        "xbox one": "xboxone",
        "xbox series": "xboxseries",
        "xbox series x": "xboxseriesx",
        "xbox series s": "xboxseriess",
        "switch": "switch",
        "switch 2": "switch2",
        "wii": "wii",
        "wii u": "wiiu",
        "3ds": "3ds",
        "ds": "nds",
        "gamecube": "gamecube",
        "n64": "n64",
        "dreamcast": "dreamcast",
        "pc": "pc windows win",
        "mac": "mac macos osx macosx macintosh",
    }
)
STORES = {word: word for word in "steam gog epic origin uplay battlenet".split()}
REGIONS = _words(
    {
        "pal": "pal",
        "ntsc": "ntsc",
        "global": "global worldwide",
        "eu": "euversion",
        "us": "usversion",
        "uk": "ukversion",
    }
)
RESOLUTIONS = _words(
    {
        "720p": "720p",
        "1080p": "1080p fhd fullhd",
        "1440p": "1440p qhd wqhd 2k",
        "2160p": "2160p 4k uhd",
        "4320p": "4320p 8k",
    }
)
NETWORKS = {word: word for word in "3g 4g 5g".split()}
LAYOUTS = {word: word for word in "qwerty qwertz azerty".split()}
STRENGTHS = {word: word for word in "aa aaa aaaa a3 a4 a5 cr2032 cr2025 lr44".split()}
THINGS = _words(
    {
        "keyboard": "keyboard tastatur clavier",
        "mouse": "mouse maus souris",
        "headphones": "headphone headphones kopfhörer headset",
        "earbuds": "earbuds earbud earphone earphones",
        "camera": "camera kamera camcorder",
        "lens": "lens objektiv objectif",
        "phone": "phone smartphone handy téléphone",
        "tablet": "tablet",
        "laptop": "laptop notebook ultrabook",
        "monitor": "monitor",
        "tv": "tv television fernseher",
        "speaker": "speaker speakers lautsprecher enceinte soundbar",
        "watch": "watch smartwatch uhr armbanduhr montre",
        "printer": "printer drucker imprimante",
        "router": "router",
        "drill": "drill bohrschrauber akkuschrauber perceuse",
        "saw": "saw säge scie jigsaw",
        "sander": "sander",
        "grinder": "grinder",
        "vacuum": "vacuum staubsauger aspirateur",
        "kettle": "kettle wasserkocher bouilloire",
        "toaster": "toaster",
        "blender": "blender standmixer",
        "guitar": "guitar gitarre guitare",
        "microphone": "microphone mikrofon mic",
        "controller": "controller gamepad dualsense dualshock",
        "shoe": "shoe shoes sneaker sneakers trainers schuhe schuh chaussures boots boot",
        "jacket": "jacket jacke veste",
        "shirt": "shirt t-shirt tshirt tee",
        "hoodie": "hoodie sweatshirt",
        "jeans": "jeans",
        "backpack": "backpack rucksack",
        "pan": "pan frypan bratpfanne",
        "pot": "pot saucepan kochtopf",
    }
)
TABLES = (
    (Facet.COLOUR, COLOURS),
    (Facet.TIER, TIERS),
    (Facet.EDITION, EDITIONS),
    (Facet.PLATFORM, PLATFORMS),
    (Facet.STORE, STORES),
    (Facet.REGION, REGIONS),
    (Facet.RESOLUTION, RESOLUTIONS),
    (Facet.NETWORK, NETWORKS),
    (Facet.LAYOUT, LAYOUTS),
    (Facet.STRENGTH, STRENGTHS),
    (Facet.THING, THINGS),
)
SAYS = {word: (facet, value) for facet, table in reversed(TABLES) for word, value in table.items()}
"""What a single word says."""

BRANDS = frozenset(
    "sony samsung apple nintendo amazon microsoft google nike adidas bosch makita dewalt philips "
    "braun canon nikon panasonic lg hp dell lenovo asus acer logitech bose jbl dyson siemens miele "
    "seiko casio lego playmobil wd seagate sandisk kingston nvidia amd intel huawei xiaomi oneplus "
    "garmin gopro dji fujifilm olympus epson brother kärcher tefal krups delonghi kitchenaid smeg "
    "ubisoft capcom sega activision bethesda wmf ikea puma reebok levi".split()
)
"""Makers so large that shops leave out their names; others are learnt from what shops state."""
STOP = frozenset(
    "the a an and or with of in on by to at from new brand neu neuf mit und für fur for von der "
    "die das den dem ein eine le la les un une de du des et en pour avec nouveau original genuine "
    "official sealed boxed edition version model series gen generation mk mark nib bnib bnwt only "
    "free shipping sale hot best top great deal fast delivery uk stock seller authentic s".split()
)
GENERIC = frozenset(
    "wireless bluetooth kabellos digital electric elektrisch automatic cordless portable compact "
    "smart professional premium quality high performance advanced noise cancelling canceling "
    "cancellation over ear active stereo audio video sound music full frame mirrorless body dslr "
    "zoom unlocked dual sim dualsim home kitchen office gaming gamer game games videogame spiel "
    "jeu cartridge disc retro classic vintage men mens women womens herren damen unisex adult "
    "kids children running training sport sports outdoor indoor travel leather cotton steel "
    "stainless edelstahl aluminium aluminum wood wooden plastic ceramic glass set kit machine "
    "maschine device system unit tool tools power lightweight waterproof water resistant "
    "rechargeable usb hdmi wifi led lcd hd touch screen display touchscreen memory storage "
    "internal external drive disk ssd hdd card flash hard ram building brick bricks construction "
    "block toy figure puzzle board effects effect pedal analog analogue synthesizer espresso "
    "coffee maker cooking nonstick driver impact hammer wrist quartz chronograph mechanical "
    "optical backlit rgb wired ergonomic inkjet laser color colour farbe couleur size größe "
    "taille condition excellent good refurbished renewed used like mint generalüberholt "
    "reconditionné gebraucht occasion warranty garantie years year month hair dryer fryer cooker "
    "oven grill bag speed levels modes mode capacity large small medium long short easy clean "
    "cleaning dishwasher safe energy efficient saving fullsize battery life hours hour charging "
    "quick built authentic latest beautiful perfect gift ideal heavy duty pure everyday mesh "
    "cushioned breathable low slip comfortable stylish modern design luxury elegant nozzle "
    "attachment attachments styling drying powered studio console konsole sunglasses graphics "
    "player players dynamic kabel akku elektro multi multifunction universal series sneaker "
    "casual graphic app control connected function functions handsfree microphone compatible "
    "works alexa assistant standard day one physical download code key pack piece pieces pcs "
    "vocal broadcast wasserdicht tragbar kabelgebunden schnurlos sansfil portatif drone "
    "quadcopter".split()
)
PHRASES = (
    ("playstation portable", "psp"),
    ("playstation vita", "psvita"),
    ("ps vita", "psvita"),
    ("nintendo switch", "switch"),
    ("xbox series x|s", "xboxseries"),
    ("xbox series x/s", "xboxseries"),
    ("xbox series s/x", "xboxseries"),
    ("xbox series x", "xboxseriesx"),
    ("xbox series s", "xboxseriess"),
    ("xbox one", "xboxone"),
    ("xbox 360", "xbox360"),
    ("wii u", "wiiu"),
    ("nintendo ds", "nds"),
    ("game of the year", "goty"),
    ("director's cut", "directorscut"),
    ("directors cut", "directorscut"),
    ("rose gold", "rosegold"),
    ("full hd", "1080p"),
    ("ultra hd", "4k"),
    ("ultra-hd", "4k"),
    ("t shirt", "tshirt"),
    ("t-shirt", "tshirt"),
    ("dual sim", "dualsim"),
    ("dual-sim", "dualsim"),
    ("air fryer", "airfryer"),
    ("air max", "airmax"),
    ("air force", "airforce"),
    ("air jordan", "airjordan"),
    ("on the go", "portable"),
    ("region free", "global"),
    ("power supply", "powersupply"),
    ("eu version", "euversion"),
    ("eu key", "euversion"),
    ("us version", "usversion"),
    ("us key", "usversion"),
    ("uk version", "ukversion"),
    ("uk plug", "ukversion"),
    ("eu plug", "euversion"),
    ("us plug", "usversion"),
    ("hewlett packard", "hp"),
    ("hewlett-packard", "hp"),
    ("western digital", "wd"),
)
"""Words that say something else together; the longer stand first."""

LETTER_SIZES = "XXS|XS|S|M|L|XL|XXL|2XL|3XL|XXXL"
UNITS = {
    "tb": ("GB", 1000),
    "gb": ("GB", 1),
    "go": ("GB", 1),
    "mb": ("MB", 1),
    "kg": ("g", 1000),
    "g": ("g", 1),
    "oz": ("oz", 1),
    "lb": ("lb", 1),
    "lbs": ("lb", 1),
    "ml": ("ml", 1),
    "cl": ("ml", 10),
    "l": ("ml", 1000),
    "litre": ("ml", 1000),
    "litres": ("ml", 1000),
    "liter": ("ml", 1000),
    "mm": ("mm", 1),
    "cm": ("mm", 10),
    "m": ("mm", 1000),
    "ft": ("ft", 1),
    "inch": ("in", 1),
    "inches": ("in", 1),
    "zoll": ("in", 1),
    "pouces": ("in", 1),
    "in": ("in", 1),
    '"': ("in", 1),
    "''": ("in", 1),
    "”": ("in", 1),
    "kw": ("W", 1000),
    "w": ("W", 1),
    "watt": ("W", 1),
    "watts": ("W", 1),
    "v": ("V", 1),
    "volt": ("V", 1),
    "mah": ("mAh", 1),
    "ah": ("mAh", 1000),
    "mp": ("MP", 1),
    "megapixel": ("MP", 1),
    "hz": ("Hz", 1),
    "mhz": ("MHz", 1),
    "ghz": ("MHz", 1000),
    "fps": ("fps", 1),
    "dpi": ("dpi", 1),
    "rpm": ("rpm", 1),
    "lumens": ("lm", 1),
    "bar": ("bar", 1),
    "tablets": ("count", 1),
    "capsules": ("count", 1),
    "sheets": ("count", 1),
    "teabags": ("count", 1),
    "port": ("ports", 1),
}
ROUGH = frozenset({"in", "MP", "GB"})
"""Units that shops round down: 15.6 inches are sold as 15 as well, 36.4 GB as 36."""
