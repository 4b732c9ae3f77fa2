"""What sellers say of the state of what they sell, in eight languages.

Ours, collected from how people sell in English, German, French, Italian, Spanish, Dutch, Polish
and Portuguese: each `.txt` beside this has the phrases of one state.
"""

from importlib.resources import files

from bolo.core.matching.titles.phrases import Phrases


def _lines(name: str) -> tuple[str, ...]:
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


_NOT = frozenset(
    "not no non never without isnt isn nothing zero free nicht kein keine keinen keiner keinerlei"
    " ohne nie weder sans pas aucun aucune ni jamais senza nessun nessuna nessuno mai sin ningun"
    " ninguna niet geen zonder nooit bez brak zadnych sem nao nenhum nenhuma nunca".split()
)
_MENDED = frozenset(
    "repaired fixed repariert behoben repare riparato reparado gerepareerd naprawione"
    " naprawiony".split()
)
_PACKAGING = frozenset(
    "box boxes packaging package packing carton cardboard sleeve seal ovp karton kartons"
    " verpackung originalverpackung schachtel umverpackung siegel folie boite boites emballage"
    " coffret blister scatola confezione imballo imballaggio caja embalaje precinto estuche doos"
    " verpakking pudelko opakowanie kartonik caixa embalagem sticker aufkleber etikett"
    " label".split()
)
"""What is damaged where these stand beside it, and not the thing."""
_POWER = frozenset("supply cord adapter adaptor cable lead brick charger bank pack button".split())
"""Behind "no power" these say what is not with it."""
_NEVER_OPENED = frozenset("open opened unopened".split())
_WHOSE = frozenset(
    "supports support fur for up bis jusqu hasta fino tot do ate playstation ps xbox switch"
    " nintendo wii series without ohne sans senza sin zonder bez sem".split()
)
"""Ahead of games and the like these say how many go, or whose they are, not what comes with it."""
BROKEN = Phrases(*_lines("broken.txt"), before=_NOT | _MENDED, behind=_POWER, near=_PACKAGING)
EMPTIED = Phrases(*_lines("emptied.txt"), before=_NOT - {"sin", "sans"} | _NEVER_OPENED)
SEVERAL = Phrases(*_lines("several.txt"), ahead=1, before=_WHOSE)
UNSOLD = Phrases(*_lines("unsold.txt"))
ASKED = Phrases(*_lines("asked.txt"))
"""Only where a title begins with one."""
TELLING = frozenset(
    "icloud no only empty missing without nothing just lot not nur ohne leer leere sans seul seule"
    " solo senza sin alleen zonder samo tylko bez sem apenas games spiele spielen jeux giochi"
    " juegos spellen jogos grami broken cracked dead faulty damaged burnt fault kaputt defekt rotto"
    " roto".split()
)
"""Of the words in a phrase these tell first what may be said."""
EVERYDAY = frozenset(
    "2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 18 20 21 25 30 99 n u w i e y z p c x plus inc incl two"
    " three four five six many one box case cases retail packaging pack complete completo compact"
    " micro mic light heavy port switch single channel image picture manual replacement module"
    " collection carton signal project collection inlay tin light left right back front cover"
    " usb hdmi wifi hdd ssd gpu ram lcd motor laser pump board base frame crystal display retail"
    " original outer game phone watch shoe shoes laptop unit console item device lens flash meter"
    " fan timer element trigger chuck crown hands links bit bits blade stylus keys key buttons"
    " button figures figure pieces piece part disc disk discs cartridge contents bottle jar packet"
    " google samsung apple account password turn power start boot charge run read connect"
    " pair focus hold heat spin tick work works with and inclusief inklusive including includes"
    " touch mini aspire vertical telephone m am to up so".split()
)
"""Words that titles are full of, or would be."""
