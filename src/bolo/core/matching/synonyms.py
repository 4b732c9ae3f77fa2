"""Words that shops write in many ways and languages, each with the one that we count.

Ours; a word that is not here counts as it stands. Quotation marks are inches.
"""


def _words(table: dict[str, str]) -> dict[str, str]:
    return {word: value for value, words in table.items() for word in words.split()}


SAME = _words(
    {
        "pro": "professional prof",
        "std": "standard stnd",
        "ed": "edition edn",
        "upgrade": "upg upgrd upsell",
        "license": "lic licence licenses lics licences licencing licensing",
        "win": "windows",
        "mac": "macintosh macos osx",
        "dlx": "deluxe delux",
        "ent": "enterprise entrprs",
        "acad": "academic edu education student",
        "ver": "version",
        "in": "inch inches zoll pouces",
        "ft": "feet foot",
        "gb": "gigabyte gigabytes gig",
        "mb": "megabyte megabytes",
        "tb": "terabyte terabytes",
        "pk": "pack packs pak pck",
        "pc": "pcs piece pieces",
        "user": "users usr",
        "bk": "blk",
        "black": "schwarz schwarze noir noirs noire nero negro zwart preto svart antracite "
        "anthracite anthrazit",
        "white": "weis weiss blanc bianco blanco wit branco blanche bianca blanca",
        "red": "rot rouge rosso rojo rood vermelho rossa roja",
        "blue": "blau bleu blu azul blauw bleue",
        "green": "grun vert verde groen verte",
        "grey": "gray grau gris grigio grijs cinza grise grigia",
        "yellow": "gelb jaune giallo amarillo geel amarelo",
        "pink": "rosa rose roze rosado",
        "purple": "violet viola lila violett morado paars purpura pourpre lilla violeta",
        "orange": "arancione naranja oranje laranja arancio",
        "brown": "braun marron marrone bruin marrom",
        "silver": "silber argent argento plata plateado zilver prata",
        "gold": "oro or goud dorado dourado dore",
        "dark": "dunkel fonce scuro oscuro donker escuro",
        "light": "hell clair chiaro claro licht",
        "shoe": "shoes schuhe schuh chaussures chaussure scarpe zapatillas zapatilla schoenen "
        "schoen scarpa sneaker sneakers trainers trainer calzado",
        "men": "mens man herren homme hommes uomo hombre heren herrenschuhe herrenschuh homem",
        "women": "womens woman damen femme femmes donna mujer dames damenschuhe damenschuh wmns "
        "mulher",
        "kids": "kid kinder enfant enfants bambino nino kinderen junior youth gs",
        "football": "soccer fussball voetbal calcio futbol fussballschuhe",
        "running": "lauf laufschuhe course corsa hardloop hardloopschoenen laufschuh",
    }
)
DROPPED = frozenset(
    "the a an of for with to by on at from in is as n and de la le les der die das und et y e i en "
    "con pour para per fur mit avec com".split()
)
NUMERALS = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
            "xi": "11", "xii": "12"}  # fmt: skip
UNITS = {
    **{unit: unit for unit in "gb mb tb in ft mm cm m w ghz mhz hz pk pc user mp".split()},
    **{unit: unit for unit in "x oz lb port bit rpm v dpi ct sheets kg g ml l mah".split()},
    "watt": "w",
    "watts": "w",
    "megapixel": "mp",
    "lbs": "lb",
    "ports": "port",
    "volt": "v",
    "volts": "v",
    "sheet": "sheets",
    "'": "in",
    "''": "in",
    '"': "in",
}
