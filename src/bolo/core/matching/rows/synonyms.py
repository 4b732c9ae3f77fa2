"""Words that shops write in many ways and languages, each with the one that we count.

Ours; a word that is not here counts as it stands. Quotation marks are inches.
"""


def _words(table: dict[str, str]) -> dict[str, str]:
    return {word: value for value, words in table.items() for word in words.split()}


SAME = _words(
    {
        "pro": "professional prof profesional",
        "std": "standard stnd",
        "ed": "edition edn",
        "upgrade": "upg upgrd upgr upgrad upgrades upsell",
        "license": "lic licence licenses lics licences licencing licensing",
        "win": "windows",
        "mac": "macintosh macos osx macosx",
        "dlx": "deluxe delux dlux",
        "ent": "enterprise entrprs",
        "acad": "academic edu education student students",
        "teacher": "teachers",
        "premium": "prem",
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
        "black": "schwarz schwarze noir noirs noire nero nera neri negro negra zwart zwarte preto "
        "preta svart sort czarny czarna czarne cerny cerna musta negru antracite anthracite "
        "anthrazit",
        "white": "weis weiss blanc bianco bianca blanco blanca blanche branco branca wit witte "
        "bialy biala biale hvid hvit vit bily bila valkoinen",
        "red": "rot rouge rouges rosso rossa rojo roja rood rode vermelho czerwony czerwona "
        "czerwone rod cerveny rosu",
        "blue": "blau bleu bleue blu azul azules blauw blauwe azzurro niebieski niebieska "
        "niebieskie bla modry",
        "navy": "marine marineblau marino granatowy granatowe",
        "green": "grun vert verte verts verde groen groene zielony zielona zielone gron gronn "
        "zeleny",
        "grey": "gray grau gris grise grigio grigia grijs grijze cinza cinzento szary szara szare "
        "gra sedy",
        "yellow": "gelb jaune jaunes giallo gialla amarillo amarilla geel gele amarelo zolty zolta "
        "zolte gul zluty",
        "pink": "rosa rose roze rosado rosada rozowy rozowa rozowe lyserod ruzovy",
        "purple": "violet viola lila violett morado morada paars paarse purpura pourpre lilla "
        "violeta roxo fioletowy fioletowa fioletowe fialovy",
        "orange": "arancione arancio naranja oranje laranja pomaranczowy pomaranczowa "
        "pomaranczowe oranzovy",
        "brown": "braun marron marrone bruin bruine marrom castanho brazowy brazowa brazowe brun "
        "hnedy",
        "silver": "silber argent argento plata plateado zilver prata srebrny srebrna srebrne solv "
        "stribrny",
        "gold": "oro or goud dorado dorada dourado dore zloty zlota zlote guld zlaty",
        "turquoise": "turquesa turchese turkis turkoois turkusowy",
        "beige": "bezowy bezowa bezowe",
        "crimson": "karminrot cramoisi carmesi cremisi carmin",
        "metallic": "metallico metalico metallique metaliczny metallisch",
        "platinum": "platine platino platin platina",
        "leather": "leder leer cuir pelle cuero piel skora skorzane couro laeder",
        "dark": "dunkel fonce scuro oscuro donker escuro",
        "light": "hell clair chiaro claro licht",
        "shoe": "shoes schuhe schuh chaussures chaussure scarpe zapatillas zapatilla schoenen "
        "schoen scarpa sneaker sneakers trainers trainer calzado buty obuwie sko skor boty tenis "
        "zapatos zapato sapatos baskets sneakersy",
        "boot": "boots stiefel bottes stivali botas laarzen",
        "men": "mens man herren homme hommes uomo hombre heren herrenschuhe herrenschuh homem "
        "meskie meski meska herre herr hombres uomini panske maschile caballero",
        "women": "womens woman damen femme femmes donna mujer dames damenschuhe damenschuh wmns "
        "mulher damskie damski damska kobiety dame dam damske ladies",
        "kids": "kid kinder enfant enfants bambino nino kinderen junior youth gs jr juniors "
        "ragazzo ragazzi bambini bambina ninos nina dzieciece dzieciecy dziecieca "
        "children childrens",
        "football": "soccer fussball voetbal calcio futbol fussballschuhe futebol fodbold fotboll "
        "pilkarskie voetbalschoenen",
        "basketball": "baloncesto pallacanestro basketbal koszykowki",
        "firm": "ferme compatti compatto firmes",
        "ground": "grond terreno terreni terrenos terrain",
        "running": "lauf laufschuhe course corsa hardloop hardloopschoenen laufschuh correr "
        "biegania",
        "notebook": "laptop laptops portatil portatile",
        "drive": "drives disque disco festplatte schijf dysk laufwerk",
        "hard": "duro dur",
        "memory": "memoria memoire arbeitsspeicher geheugen speicher",
        "processor": "procesador processeur prozessor processore procesor processador cpu "
        "microprocesador microprocessor",
        "card": "karte tarjeta carte scheda kaart karta",
        "graphics": "graphic grafica graphique grafische grafikkarte",
        "motherboard": "mainboard moederbord",
        "keyboard": "tastatur clavier teclado tastiera toetsenbord klawiatura",
        "mouse": "maus souris raton muis mysz",
        "monitor": "bildschirm ecran pantalla schermo beeldscherm",
        "camera": "kamera camara fotocamera",
        "digital": "numerique digitale digitaal",
        "lens": "objektiv objectif objetivo obiettivo",
        "watch": "uhr armbanduhr montre reloj orologio horloge zegarek",
        "strap": "correa armband cinturino",
        "steel": "edelstahl acier acero acciaio staal",
        "battery": "akku batterie bateria batteria",
        "charger": "ladegerat chargeur cargador caricabatterie oplader",
        "cable": "kabel cavo",
        "bag": "tasche bolso borsa torba",
        "wireless": "kabellos inalambrico drahtlos draadloos",
        "automatic": "automatik automatique automatico automatisch",
        "new": "neu neuf nouveau nuevo nuovo nieuw novo nowy",
        "color": "colour farbe couleur colore kleur kolor",
        "size": "taille talla taglia rozmiar maat",
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
GLUED = {"go": "gb", "to": "tb", "mo": "mb"}
"""Units that are plain words elsewhere: only right behind a figure, "64Go"."""
