"""Nouns of what is sold to go with something else, in the languages that shops of Europe write."""

import re
from functools import lru_cache

ENGLISH = frozenset(
    "case cases cover covers sleeve strap straps band bands charger chargers adapter adapters "
    "adaptor cable cables holder mount stand pouch skin skins protector protectors filter filters "
    "lid cap tripod bag dock remote replacement tips earpads earpad cushion cushions battery "
    "batteries holster grip shell bumper folio wallet lanyard hood brush brushes blade blades ink "
    "toner hülle tasche etui ladegerät ladekabel schutzhülle schutzfolie displayschutz panzerglas "
    "riemen armband netzteil halterung kabel ersatzteil ersatzteile ersatz coque étui chargeur "
    "housse bracelet câble batterie support custodia funda cargador correa hoesje film decal "
    "sticker insoles laces screenprotector temperedglass powersupply earhook bezel backplate "
    "hardcase softcase keycaps faceplate feet pads pad sponge hose nozzle".split()
)
OTHERS = frozenset(
    # German
    "akku ladeschale ladestation halter schutzglas vitrine aufkleber beleuchtungsset lünette"
    " ohrpolster ohrstöpsel koffer gurt augenmuschel backpapier kohlebürsten bohrfutter einlage"
    " schnürsenkel einlegesohlen schuhspanner lesezeichen lektürehilfe hörbuch schlüsselanhänger"
    " wandposter abtropfschale"
    # French
    " lacets semelles mallette charbons mandrin autocollants coussinets oeilleton caisson courroie"
    " sangle porte-clés affiche embouts télécommande adaptateur marque-page"
    # Spanish
    " batería soporte carcasa llavero póster cordones plantillas escobillas maletín portabrocas"
    " pegatinas bisel almohadillas cesta bandeja filtro adaptador mando marcapáginas audiolibro"
    # Italian, Dutch
    " cavo caricabatterie cinturino pellicola supporto adattatore telecomando oplader houder"
    " bandje accu oorkussens"
    # English
    " laces liners tray bracket eyecup housing chuck hook guard keyring keychain eartips pads"
    " stickers poster bookmark workbook atomizer audiobook insole brushes sticker mat rezeptbuch"
    " kochbuch figura figur figurine ersatzfigur".split()
)
SELLERS = frozenset(
    "händler lieferbar sofort lieferung versand blitzversand ovp état etat livraison rapide"
    " envío envio"
    " rápido estrenar nuevo nueva nuevos unused post posted postage used spedizione nuova"
    " rechange remplacement repuesto recambio ricambio silicone silikon silicona métal metall"
    " metálica"
    " acrylique acrílica acryl mural murale voiture coche cuir cuero leder plastique rapides"
    " lager lagernd expédié gratuit gratis".split()
)
"""What sellers put behind a title, and what an accessory is made of or hung on."""
_COMPOUND = re.compile(
    r"\w{3}(?:hülle|tasche|koffer|halter|halterung|halterungen|akku|kabel|ladegerät|armband|gurt"
    r"|riemen|folie|schutz|polster|bürsten|deckel|beutel|ständer|netzteil|aufkleber|anhänger|sohlen"
    r"|papier|filter|einsatz|korb|aufsatz|protector|hoes|hoesje)$|^ersatz\w{3}"
)
"""Words that German and Dutch put together; "Ersatz…" is what stands in the place of something."""
NOUNS = ENGLISH | OTHERS
"""What is sold to go with something else, and sometimes for its own sake."""
SURE_NOUNS = frozenset(
    "protector protectors screenprotector temperedglass hülle schutzhülle schutzfolie panzerglas "
    "displayschutz coque étui housse custodia funda hoesje earpads earpad charger chargers "
    "ladegerät chargeur cargador case cases sleeve pouch holster skin skins bumper folio keycaps "
    "decal insoles etui ladekabel".split()
)
"""Of these, the ones that make an accessory of a title wherever they stand."""
BEFORE_FOR = frozenset("kit cleaning cleaner spray polish paint tool tools".split())
"""What is an accessory when it is for a thing that is named."""
WATCH_PARTS = frozenset("case strap straps band bands bracelet armband".split())
GOODS = NOUNS - SURE_NOUNS - WATCH_PARTS
"""What is as often sold for its own sake, so that where it stands in a title says little."""
FIRST = frozenset(
    # German
    "netzteil ladekabel ladegerät ladestation schutzhülle hülle displayschutz schutzfolie"
    " ohrpolster brühgruppe armband gegenlichtblende ersatzakku halterung sägeblatt"
    # French
    " bracelet coque housse étui chargeur câble façade façades embout embouts courroie couvercle"
    " télécommande bouchon oeilleton semelles lacets sangle dragonne mousse coussinets"
    # Italian
    " cinturino custodia cavo caricatore caricabatterie paraluce oculare cuscinetti mandrino"
    " ricambio cerniere cerniera scocca pellicola telecomando coperchio guarnizione tracolla"
    " alimentatore"
    # Spanish
    " correa funda carcasa cargador parasol tapa repuesto recambio almohadillas bisel cuchilla"
    " cuchillas"
    # Dutch
    " hoesje hoes oplader laadstation waterreservoir zaagblad kruimellade bandje horlogebandje"
    " riem deksel oorkussens houder zonnekap"
    # Polish
    " pasek etui ładowarka obudowa osłona uchwyt pokrywa szkło folia pokrowiec nausznice klapka"
    " zasilacz"
    # Portuguese
    " capa bracelete carregador cabo película tampa almofadas correia alça".split()
)
"""An accessory, where a title begins with it: in these languages what is sold is named first."""
MAKERS = frozenset("spigen otterbox ringke caseology zagg esr tudia mous uag".split())
"""Makers that sell nothing but accessories."""


@lru_cache(maxsize=65_536)
def is_noun(word: str) -> bool:
    """Tell whether a word in small letters names what goes with something else."""
    return word in NOUNS or _COMPOUND.search(word) is not None
