"""Pairs of titles as shops write them, by category: the same thing, and what only looks like it.

Written for these tests. "[brand]" before a title is the brand that the shop states.
"""

import re

from bolo.core.product import Description

Pair = tuple[Description, Description]

TRAPS = {
    "accessories": """
Sony WH-1000XM4 Wireless Headphones | Hard Case for Sony WH-1000XM4 Headphones
Apple iPhone 14 Pro 256GB | Silicone Case for Apple iPhone 14 Pro
Apple iPhone 14 Pro 256GB | iPhone 14 Pro Case with MagSafe Black
Apple iPhone 14 Pro | Tempered Glass Screen Protector iPhone 14 Pro 2-Pack
Samsung Galaxy S23 128GB | Samsung Galaxy S23 Schutzhülle schwarz
Samsung Galaxy S23 128GB | Coque pour Samsung Galaxy S23
Samsung Galaxy S23 128GB | Spigen Tough Armor Samsung Galaxy S23
Garmin Fenix 7 Smartwatch | Replacement Strap for Garmin Fenix 7
Garmin Fenix 7 Smartwatch | Garmin Fenix 7 Silicone Strap
Makita DHP486 Cordless Drill | Battery Charger compatible with Makita DHP486
Dyson V11 Absolute Vacuum Cleaner | Filter for Dyson V11 Absolute Vacuum Cleaner
Dyson V11 Absolute Staubsauger | Ersatzteil Filter für Dyson V11 Absolute Staubsauger
Nintendo Switch OLED Console | Carrying Case for Nintendo Switch OLED Console
Nintendo Switch OLED Console | Nintendo Switch OLED Screen Protector
Canon EOS R6 Mirrorless Camera | Leather Strap for Canon EOS R6 Mirrorless Camera
Canon EOS R6 Mirrorless Camera | LP-E6NH Battery for Canon EOS R6
Kindle Paperwhite 11th Generation | Cover for Kindle Paperwhite 11th Generation
DeLonghi Magnifica S ECAM22.110 | Water filter for DeLonghi Magnifica S ECAM22.110
Bose QuietComfort 45 Headphones | Replacement Ear Pads for Bose QuietComfort 45 Headphones
GoPro Hero 11 Black | GoPro Hero 11 Black Protective Housing Case
Lenovo ThinkPad X1 Carbon | Ladegerät für Lenovo ThinkPad X1 Carbon
Apple AirPods Pro 2nd Generation | AirPods Pro 2nd Generation Silicone Cover
HP LaserJet M110we Printer | Toner for HP LaserJet M110we Printer
Logitech Harmony 650 Remote | For Logitech Harmony 650 wall bracket
""",
    "bundles and packs": """
Nintendo Switch OLED Console White | Nintendo Switch OLED Console White Bundle
Canon EOS R6 Camera Body | Canon EOS R6 Camera with Travel Bag
Sony PlayStation 5 Console | Sony PlayStation 5 Console + FIFA 23
Duracell Plus AA Batteries 4 Pack | Duracell Plus AA Batteries 12 Pack
Duracell Plus AA Batteries 24 count | Duracell Plus AA Batteries 12-pack
Philips Sonicare C2 Brush Head | Philips Sonicare C2 Brush Head Pack of 3
Gillette Fusion5 Razor | Gillette Fusion5 Razor 2er-Pack
Boss DS-1 Distortion Pedal | Job lot: 3 x Boss DS-1 Distortion Pedal
Boss DS-1 Distortion Pedal | 2 x Boss DS-1 Distortion Pedal
Boss DS-1 Distortion Pedal | Boss DS-1 Distortion Pedal Twin Pack
DJI Mini 3 Pro | DJI Mini 3 Pro Fly More Combo
Nikon Z50 Body | Nikon Z50 Body with 3 lenses
Fender Mustang LT25 | Fender Mustang LT25 + Cable
Oral-B iO6 Toothbrush | Oral-B iO6 Toothbrush incl. Travel Case
Sonos One SL Speaker | Sonos One SL Speaker Pair of 2
Logitech C920 Webcam | Logitech C920 Webcam with Tripod
Philips Hue White E27 | Philips Hue White E27 (x4)
Ikea Kallax Box | Ikea Kallax Box Set of 4
Xbox Series S Console | Konvolut Xbox Series S Console
Nespresso Vertuo Pop | Nespresso Vertuo Pop mit Tasche
""",
    "incomplete": """
Apple iPhone 13 128GB | Apple iPhone 13 128GB box only
Apple iPhone 13 128GB | Apple iPhone 13 128GB for parts or repair
Apple iPhone 13 128GB | Apple iPhone 13 128GB - cracked, faulty
Sony A7 III Body | Sony A7 III Body spares or repair
Sony WH-1000XM4 | Sony WH-1000XM4 (empty box)
LEGO 75192 Millennium Falcon | LEGO 75192 Millennium Falcon manual only
LEGO 75192 Millennium Falcon | LEGO 75192 Millennium Falcon instructions only
Nintendo Game Boy Color | Nintendo Game Boy Color defekt Bastler
Nintendo Game Boy Color | Nintendo Game Boy Color nur OVP
Super Mario Sunshine GameCube | Super Mario Sunshine GameCube case only
Super Mario Sunshine GameCube | Super Mario Sunshine GameCube box and manual only
Technics SL-1200 MK2 Turntable | Technics SL-1200 MK2 Turntable not working
Rolex Datejust 41 | Rolex Datejust 41 boîte vide
Apple MacBook Air M1 | Apple MacBook Air M1 broken screen
Apple MacBook Air M1 | Apple MacBook Air M1 pour pièces
Bosch PSB 750 Drill | Bosch PSB 750 Drill (broken)
Roland TR-8S Drum Machine | Roland TR-8S Drum Machine as-is
Sega Dreamcast Console | Sega Dreamcast Console OVP leer
""",
    "capacity and measures": """
Apple iPhone 13 128GB Midnight | Apple iPhone 13 256GB Midnight
Samsung 980 Pro NVMe SSD 1TB | Samsung 980 Pro NVMe SSD 2TB
Apple iPad Air 64 GB | Apple iPad Air 256 GB
Apple MacBook Pro 8GB RAM 256GB | Apple MacBook Pro 8GB RAM 512GB
Apple MacBook Pro 8GB RAM 256GB | Apple MacBook Pro 16GB RAM 256GB
Xiaomi Redmi Note 12 4GB/128GB | Xiaomi Redmi Note 12 6GB/128GB
Lodge Cast Iron Skillet 10 inch | Lodge Cast Iron Skillet 12 inch
Tefal Pfanne Ingenio 24 cm | Tefal Pfanne Ingenio 28 cm
Dior Sauvage Eau de Parfum 60ml | Dior Sauvage Eau de Parfum 100ml
Lavazza Espresso Beans 500g | Lavazza Espresso Beans 1kg
Sigma Art 24-70mm Lens Sony E | Sigma Art 24-105mm Lens Sony E
Canon RF 50mm Lens | Canon RF 85mm Lens
Anker PowerPort Charger 65W | Anker PowerPort Charger 100W
Bosch GSR Cordless Drill 12V | Bosch GSR Cordless Drill 18V
Samsung Odyssey Monitor 27 inch | Samsung Odyssey Monitor 32 inch
LG OLED C3 TV 55" | LG OLED C3 TV 65"
Seiko Presage Watch 40 mm | Seiko Presage Watch 42 mm
Dell P-Series Monitor 1080p | Dell P-Series Monitor 4K
Anker USB-C Cable 1m | Anker USB-C Cable 3m
Ravensburger Puzzle Castle 1000 pieces | Ravensburger Puzzle Castle 500 pieces
TP-Link Network Switch 5-port | TP-Link Network Switch 8-port
Samsung Galaxy A52 4G | Samsung Galaxy A52 5G
""",
    "sizes": """
Nike Air Force White EU 42 | Nike Air Force White EU 43
Adidas Samba OG Size 8 | Adidas Samba OG Size 9
Adidas Samba OG UK 8 | Adidas Samba OG UK 8.5
Patagonia Nano Puff Jacket, M | Patagonia Nano Puff Jacket, L
Patagonia Nano Puff Jacket size M | Patagonia Nano Puff Jacket size XL
Patagonia Nano Puff Jacke Größe S | Patagonia Nano Puff Jacke Größe L
Levi's Original Jeans W32 L34 | Levi's Original Jeans W34 L34
Levi's Original Jeans 32x34 | Levi's Original Jeans 32x32
Carhartt Hoodie - Small | Carhartt Hoodie - Large
Birkenstock Arizona Gr. 41 | Birkenstock Arizona Gr. 44
Salomon Speedcross taille 42 | Salomon Speedcross taille 44
Fjallraven Vidda Trousers (M) | Fjallraven Vidda Trousers (L)
""",
    "colours": """
Sony WH-CH720N Headphones Black | Sony WH-CH720N Headphones White
Apple iPad Air Blue | Apple iPad Air Pink
Stanley Quencher Tumbler Rose Gold | Stanley Quencher Tumbler Gold
KitchenAid Artisan Stand Mixer Red | KitchenAid Artisan Stand Mixer Cream
Smeg Wasserkocher schwarz | Smeg Wasserkocher rot
Smeg Bouilloire noir | Smeg Bouilloire blanc
Nike Dunk Low Black/White | Nike Dunk Low Black/Red
Marshall Emberton Speaker, Grey | Marshall Emberton Speaker, Green
Bose SoundLink Flex Blue | Bose SoundLink Flex Black
Fender Stratocaster Sunburst Orange | Fender Stratocaster Sunburst Silver
""",
    "model numbers": """
Sony WH-1000XM4 Headphones | Sony WH-1000XM5 Headphones
Sony Alpha A7 III Body | Sony Alpha A7 IV Body
Sony A7III Camera | Sony A7IV Camera
Sony A7 Camera | Sony A7 III Camera
Canon EOS R6 Body | Canon EOS R6 Mark II Body
Canon EOS R6 Body | Canon EOS R5 Body
Fujifilm X100V Camera | Fujifilm X100F Camera
Samsung Galaxy S23 | Samsung Galaxy S24
Samsung Galaxy S23 | Samsung Galaxy S23 Ultra
Samsung Galaxy S23 | Samsung Galaxy S23 FE
Apple iPhone 14 | Apple iPhone 15
Apple iPhone 14 Pro | Apple iPhone 14 Pro Max
Apple iPhone 14 | Apple iPhone 14 Plus
Apple iPhone 13 | Apple iPhone 13 mini
Apple AirPods | Apple AirPods Pro
Apple AirPods Pro | Apple AirPods Pro 2nd Generation
Apple iPhone SE 2nd gen | Apple iPhone SE 3rd gen
Apple iPad 9th Generation | Apple iPad 10th Generation
Kindle Paperwhite Gen 11 | Kindle Paperwhite Gen 12
Nvidia GeForce RTX 4070 | Nvidia GeForce RTX 4070 Ti
Nvidia GeForce RTX 4070 | Nvidia GeForce RTX 4080
Nintendo Switch | Nintendo Switch Lite
Nintendo Switch | Nintendo Switch OLED
Technics SL-1200 MK2 | Technics SL-1200 MK7
Focusrite Scarlett Solo 2nd Gen | Focusrite Scarlett Solo 3rd Gen
LEGO 75192 Millennium Falcon | LEGO 75257 Millennium Falcon
Dr. Martens 1460 Boots | Dr. Martens 1461 Boots
Dell XPS 13 9310 i5 | Dell XPS 13 9310 i7
Bose QuietComfort 35 II | Bose QuietComfort 45
Nike Pegasus 39 | Nike Pegasus 40
Casio G-Shock GA-2100-1A1 | Casio G-Shock GA-2100-4A
Makita DHP484 Drill | Makita DHP486 Drill
Boss DS-1 Distortion | Boss DS-2 Distortion
Xiaomi Redmi Note 12 | Xiaomi Redmi Note 12 Pro
Apple MacBook Air 2020 | Apple MacBook Air 2022
GoPro Hero 10 | GoPro Hero 11
Logitech MX Master 2S | Logitech MX Master 3S
Breville BES870 Espresso Machine | Breville BES880 Espresso Machine
Shure SM57 Microphone | Shure SM58 Microphone
Roborock S7 | Roborock S7 MaxV
""",
    "games": """
Elden Ring PS5 | Elden Ring PS4
Elden Ring PlayStation 5 | Elden Ring Xbox Series X
Elden Ring Xbox One | Elden Ring Xbox 360
Mario Kart 8 Deluxe Switch | Mario Kart 8 Wii U
FIFA 23 PS4 | FIFA 22 PS4
Cyberpunk 2077 | Cyberpunk 2077 Ultimate Edition
The Witcher 3 Wild Hunt | The Witcher 3 Wild Hunt GOTY Edition
The Witcher 3 Wild Hunt | The Witcher 3 Wild Hunt - Season Pass
The Witcher 3 Wild Hunt | The Witcher 3 Wild Hunt Blood and Wine DLC
Hades | Hades II
Hades Original Soundtrack | Hades
Dark Souls Remastered | Dark Souls
Far Cry 5 | Far Cry 6
Far Cry 5 Deluxe Edition | Far Cry 5
Halo | Halo 5
Cities Skylines Steam Key | Cities Skylines GOG
Age of Empires II Definitive Edition | Age of Empires II
Resident Evil 2 Remake | Resident Evil 2
Final Fantasy VII | Final Fantasy VIII
Pokemon Scarlet Switch | Pokemon Violet Switch
LEGO Star Wars | LEGO Star Wars The Skywalker Saga
Gran Turismo 7 PS5 25th Anniversary Edition | Gran Turismo 7 PS5
Super Mario 64 N64 PAL | Super Mario 64 N64 NTSC
Chrono Trigger SNES | Chrono Trigger SNES Japanese version
Sony PlayStation 5 Digital Edition | Sony PlayStation 5
Xbox Series X Console | Xbox Series S Console
Catan | Catan Seafarers Expansion
Nintendo Switch | Nintendo Switch 2
Portal | Portal 2
Battlefield V | Battlefield 4
""",
    "siblings": """
Logitech MX Master Wireless Mouse | Logitech MX Keys Wireless Keyboard
Logitech MX Master | Logitech MX Anywhere
Nike Air Zoom Pegasus Running Shoes Men | Nike Air Zoom Vomero Running Shoes Men
Hario V60 Dripper Ceramic | Hario V60 Server Ceramic
Dyson Supersonic Hair Dryer | Dyson Airwrap Styler
KitchenAid Artisan Toaster | KitchenAid Artisan Kettle
Adidas Originals Gazelle | Adidas Originals Samba
Le Creuset Signature Round Pot | Le Creuset Signature Square Pan
Bosch Professional Jigsaw | Bosch Professional Sander
Ray-Ban Wayfarer Classic | Ray-Ban Clubmaster Classic
Fender Player Stratocaster | Fender Player Telecaster
Bodum Chambord French Press | Bodum Chambord Teapot
Keychron Keyboard QWERTZ | Keychron Keyboard QWERTY
Stephen King The Shining Paperback | Stephen King Misery Paperback
Seiko Prospex Turtle | Seiko Prospex Samurai
Jabra Elite Active Earbuds | Jabra Elite Active Headset Headphones
Weber Spirit Gas Grill | Weber Genesis Gas Grill
Tissot Seastar Automatic | Tissot Gentleman Automatic
Moleskine Classic Notebook Ruled | Moleskine Classic Diary Weekly
Herman Miller Aeron Chair | Herman Miller Embody Chair
""",
    "brands": """
[Bosch] Cordless Drill 18V | [Makita] Cordless Drill 18V
[Sony] Wireless Headphones | [Bose] Wireless Headphones
[Nike] Running Shoes Black | [Adidas] Running Shoes Black
[Smeg] Retro Toaster Red | [Swan] Retro Toaster Red
[Tefal] Bratpfanne 28 cm | [WMF] Bratpfanne 28 cm
Wireless Mouse | Wireless Keyboard
Stainless Steel Kettle | Stainless Steel Toaster
Running Shoes Men | Running Jacket Men
""",
}

SAME_BY_NUMBER = """
Sony WH-1000XM4 Wireless Headphones Black | Sony WH1000XM4 Bluetooth Kopfhörer schwarz
Sony WH-1000XM4 Wireless Headphones | SONY WH 1000XM4 over-ear noise cancelling headphones
[Sony] WH-1000XM5/B Headphones | Sony WH1000XM5 Headphones Black
Makita DHP486Z 18V Cordless Combi Drill Body Only | Makita DHP486Z Akku Schlagbohrschrauber 18 V
LEGO Star Wars 75192 Millennium Falcon | LEGO 75192 Millennium Falcon 7541 pcs
LEGO 10294 Titanic 9090 pieces | LEGO Icons Titanic (10294) Building Set, 9,090 Pieces
Canon PIXMA TS3450 Printer | Canon Pixma TS 3450 Multifunktionsdrucker
DeLonghi Magnifica S ECAM22.110.B | De'Longhi ECAM 22.110.B Magnifica S Kaffeevollautomat
Breville BES870XL Barista Express | Breville Barista Express Espresso Machine BES870XL Steel
Casio G-Shock GA-2100-1A1 Watch | Casio GA-2100-1A1 G-Shock Analog-Digital Armbanduhr
Logitech MX Master 3S 910-006559 | Logitech 910-006559 MX Master 3S Wireless Mouse
Bosch GSR18V-55 Cordless Drill | Bosch Professional GSR 18V-55 Akkuschrauber
Seagate Barracuda ST2000DM008 2TB | Seagate ST2000DM008 BarraCuda 2 TB Internal Hard Drive 3.5 inch
Shure SM7B Vocal Microphone | Shure SM7B Dynamic Microphone Broadcast
Philips HD9252/90 Airfryer | Philips Essential Airfryer HD9252/90 4.1 L
Samsung Galaxy S23 Ultra SM-S918B 256GB | Samsung SM-S918B Galaxy S23 Ultra 5G 256 GB
Garmin Fenix 7X 010-02541-01 | Garmin fēnix 7X GPS Smartwatch 010-02541-01
Nikon D7500 DSLR Camera Body | Nikon D7500 digital SLR body 20.9MP
JBL Flip6 Portable Speaker Blue | JBL FLIP6 Bluetooth Lautsprecher blau wasserdicht
Yamaha HS5 Powered Studio Monitor | Yamaha HS5 Active Monitor Speaker
Seiko SRPD55K1 Automatic Watch | Seiko 5 Sports SRPD55K1 Men's Automatic
Tefal Optigrill GC712D | Tefal GC712D OptiGrill Kontaktgrill 2000 W
Dr. Martens 1460 Smooth Boots EU 42 | Dr Martens 1460 Boots Smooth Leather Size EU 42
Roland TD-17KVX2 Drum Kit | Roland TD17KVX2 V-Drums electronic drum kit
Dremel 4000-1/45 Multitool | Dremel 4000 1/45 Multi Tool Kit
Korg Minilogue XD Synthesizer MLXD37 | Korg MLXD37 minilogue xd
Braun MQ7035X MultiQuick Hand Blender | Braun MultiQuick 7 MQ7035X Stabmixer 1000W
Epson EcoTank ET-2850 Printer | Epson ET-2850 EcoTank Tintenstrahldrucker
Bowers & Wilkins PX7S2 Headphones | B&W PX7S2 Over Ear Headphones
Kärcher K5 Premium 1.324-630.0 | Karcher 1.324-630.0 K5 Premium Pressure Washer
"""

SAME_BY_TEXT = """
Sony Alpha A7 III Mirrorless Camera Body | Sony A7 III Full Frame Digital Camera Body Only
Apple iPhone 14 Pro 256GB Black | iPhone 14 Pro 256 GB black unlocked by Apple
Apple AirPods Pro 2nd Generation | Apple AirPods Pro (2nd gen) wireless earbuds
Canon EOS R6 Mark II Body | Canon EOS R6 MK II Mirrorless Camera Body
Nintendo Switch OLED White | Nintendo Switch OLED Console - White
Bose QuietComfort Headphones Black | Bose Quiet Comfort Wireless Noise Cancelling Headphones, Black
Dyson Supersonic Hair Dryer | Dyson Supersonic professional hair dryer with fast drying
Le Creuset Signature Casserole 24cm Volcanic | Le Creuset Casserole Signature 24 cm Volcanic
[Stanley] Quencher Tumbler 1.2L Cream | Stanley Quencher Tumbler Cream 1.2 L
[Fender] Player Stratocaster Sunburst | Player Stratocaster Sunburst Electric Guitar
Elden Ring PS5 | Elden Ring - PlayStation 5
Elden Ring PlayStation 5 Game | ELDEN RING (PS5) new & sealed
The Witcher 3: Wild Hunt | The Witcher 3 Wild Hunt
Mario Kart 8 Deluxe - Nintendo Switch | Mario Kart 8 Deluxe (Switch)
Hollow Knight | Hollow Knight
Stardew Valley | Stardew Valley PC
Red Dead Redemption 2 Ultimate Edition Xbox One | Red Dead Redemption 2: Ultimate Edition - Xbox One
Age of Empires II Definitive Edition | Age of Empires 2: Definitive Edition
Kindle Paperwhite 11th Generation 16GB | Amazon Kindle Paperwhite (11th Gen) 16 GB
Herman Miller Aeron Chair Size B Graphite | Herman Miller Aeron Office Chair Graphite Size B
Samsung 980 Pro NVMe SSD 1TB | Samsung SSD 980 PRO 1 TB NVMe internal
Patagonia Nano Puff Jacket, M, Black | Patagonia Men's Nano Puff Jacket Black size M
Levi's Trucker Denim Jacket Blue L | Levis Denim Trucker Jacket, Blue, L
Seiko Prospex Turtle Automatic Watch | Seiko Prospex Turtle Men's Automatic Diver Watch
Ravensburger Puzzle Neuschwanstein 1000 pieces | Ravensburger Neuschwanstein 1000 Piece Jigsaw
Lodge Cast Iron Skillet 12 inch | Lodge 12" Cast Iron Skillet
Hario V60 Dripper Ceramic White | Hario V60 Ceramic Coffee Dripper, white
DJI Mini 3 Pro Drone | DJI Mini 3 Pro
Duracell Plus AA Batteries Pack of 12 | Duracell Plus AA Batteries 12-Pack
Moleskine Classic Notebook Ruled Large Black | Moleskine Classic Ruled Notebook, Black, Large
KitchenAid Artisan Stand Mixer Red | KitchenAid Artisan Küchenmaschine rot Stand Mixer
Logitech MX Anywhere Wireless Mouse | Logitech MX Anywhere Bluetooth Mouse rechargeable
Nvidia GeForce RTX 4070 Ti Founders Edition | NVIDIA RTX 4070 Ti Founders Edition GeForce Graphics
Catan Board Game | Catan - the board game for 3-4 players
Marshall Emberton Portable Speaker Black | Marshall Emberton Bluetooth Speaker Black & Brass
Sigma Art 24-70mm F2.8 Lens Sony E | Sigma 24-70 mm f/2.8 Art Lens for Sony E
Ray-Ban Wayfarer Classic Black | Ray-Ban Classic Wayfarer sunglasses black
Fjallraven Kanken Backpack Navy | Fjallraven Kanken Classic Backpack, Navy
Silicone Case for iPhone 14 Pro Black | iPhone 14 Pro Silicone Case - Black
Dark Souls Remastered Switch | Dark Souls: Remastered - Nintendo Switch
"""


def described(text: str) -> Description:
    """Read one side of a pair."""
    found = re.match(r"\[(.+?)\] (.+)", text)
    return Description(found[2], found[1]) if found else Description(text)


def pairs(text: str) -> list[Pair]:
    """Read pairs, one a line."""
    return [
        (described(one.strip()), described(other.strip()))
        for one, other in (line.split(" | ") for line in text.strip().splitlines())
    ]
