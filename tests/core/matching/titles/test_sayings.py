"""What sellers say of the state of a thing, in eight languages; and what only sounds like it."""

import pytest

from bolo.core.matching.titles.kinds import Kind, kind_of

BROKEN = """
iphone 12 64gb cracked back glass, works | ps4 slim won't turn on spares or repair
macbook air 2019 icloud locked | canon 50mm f1.8 lens with fungus | dyson v8 no power
joycon left stick drift | lego 75192 missing pieces | xperia 5 untested sold as seen
iphone 12 displayschaden | ps5 geht nicht an | makita dhp482 ohne funktion | uhr läuft nicht an
iphone 11 icloud gesperrt | switch für bastler | lego 42115 unvollständig | nikon d90 ungetestet
iphone 12 écran cassé | ps4 ne s'allume plus | console en panne | vendu pour pièces xbox one
appareil photo hs | macbook a reparer | lego 75192 incomplet, pièces manquantes
iphone 12 schermo rotto | ps4 non si accende | xbox one da riparare | bosch gsr per ricambi
iphone 12 pantalla rota | ps4 no enciende | taladro para piezas | reloj averiado
iphone 12 scherm gebarsten | ps4 gaat niet aan | horloge voor onderdelen | switch defect
iphone 12 zbita szybka | ps4 nie włącza się | wiertarka na części | laptop po zalaniu
iphone 12 ecrã partido | ps4 não liga | relógio para peças | berbequim avariado
"""
EMPTIED = """
iphone 12 box only no phone | zelda case only no game | empty box lego 75192
iphone 12 leere ovp | nur verpackung iphone 12 | zelda hülle ohne spiel | leerkarton lego 75192
boîte vide iphone 12 | zelda boitier seul sans le jeu | notice seule lego 75192
scatola vuota iphone 12 | solo scatola zelda | caja vacía iphone 12 | zelda sin juego
lege doos iphone 12 | alleen de doos zelda | puste pudełko iphone 12 | samo pudełko po iphone 12
caixa vazia iphone 12 | só a caixa zelda
"""
SEVERAL = """
ps4 slim 500gb with 5 games | nintendo switch bundle | ps4 mit 3 spielen | switch und viele spiele
ps4 avec 4 jeux | lot de jeux switch | ps4 con 3 giochi | ps4 con dos mandos y 2 juegos
nintendo switch with the game zelda
lote lego star wars | ps4 met 3 spellen | konsola ps4 z 3 grami i 2 padami | ps4 com 2 jogos
"""
MANUALS = """
bedienungsanleitung thinkpad x1 | mode d'emploi sage barista | manual de instrucciones jura e8
zelda ocarina n64 instruction manual | boîte dyson v15 vide | empty roborock s8 box
"""
UNSOLD = """
rolex submariner homage watch | galaxy s24 attrappe | iphone 15 replica | canon r6 à louer
suche iphone 13 128gb | recherche iphone 15 rose | wtb makita dhp482 | naprawa iphone 12
jordan 4 échange uniquement | wypożyczalnia sony a7 iii
"""
ACCESSORIES = """
correa de piel tissot prx | cavo ricarica forerunner 245 | pasek do casio ga-2100 guma
waterreservoir jura e8 | bracelet résine casio g-shock
"""
HONEST = """
iphone 12 64gb no cracks, not broken | dyson v8 without power supply | makita dhp482 no power supply
iphone 12 box slightly damaged | lego 75192 unopened box | canon eos r6 used, works perfectly
iphone 12 nicht defekt, ovp beschädigt | nikon d90 ohne schäden | ps5 mit ovp
lego ovp nicht geöffnet
iphone 12 jamais cassé | ps4 boite abîmée | grille-pain krups | casque sans défaut
iphone 12 non rotto | casse acustiche jbl | iphone 12 nunca roto, con caja | jarrón cascada
iphone 12 niet kapot | doos beschadigd ps4 | iphone 12 nie uszkodzony | pudełko uszkodzone lego
iphone 12 sem defeito | mortal kombat 11 | brise marine parfum | blouse zalando neuf
playstation 4 games console | supports 4 controllers | iphone 13 batterie 90% | most wanted ps2
acer aspire 5 | canon eos 80d | pixel 8, screen protector fitted
"""


def titles(text: str) -> list[str]:
    return [
        title.strip() for line in text.split("\n") for title in line.split("|") if title.strip()
    ]


@pytest.mark.parametrize("title", titles(BROKEN))
def test_what_is_broken_or_for_parts_is_told(title: str) -> None:
    assert kind_of(title, None) is Kind.PART


@pytest.mark.parametrize("title", titles(EMPTIED))
def test_a_box_with_nothing_in_it_is_told(title: str) -> None:
    assert kind_of(title, None) is Kind.BOX


@pytest.mark.parametrize("title", titles(MANUALS))
def test_a_manual_and_a_box_that_words_of_the_thing_part_are_told(title: str) -> None:
    assert kind_of(title, None) is Kind.BOX


@pytest.mark.parametrize("title", titles(UNSOLD))
def test_copies_services_and_searches_are_no_sale(title: str) -> None:
    assert kind_of(title, None) is Kind.UNSOLD


@pytest.mark.parametrize("title", titles(ACCESSORIES))
def test_what_is_named_first_is_what_is_sold_in_some_languages(title: str) -> None:
    assert kind_of(title, None) is Kind.ACCESSORY


@pytest.mark.parametrize("title", titles(SEVERAL))
def test_several_things_at_once_are_told(title: str) -> None:
    assert kind_of(title, None) is Kind.BUNDLE


@pytest.mark.parametrize("title", titles(HONEST))
def test_what_only_sounds_so_is_the_thing_itself(title: str) -> None:
    assert kind_of(title, None) is Kind.ITEM
