"""More words that name nobody: makers and programs of computers, trains and towns, weather, feelings, what people do.

They are apart from those of a clinic, since some are surnames too (Dell, Snow): after a title, and after a word for a
person where they have a capital, they are taken for those.
"""

from __future__ import annotations

_COMPUTERS = """
    acer acrobat adobe alt amd android antivirus apple asus avast backspace battery benq bluetooth brother browser
    canon capslock cedrus cherry chrome ctrl defender del dell displayport dropbox dvi edge eizo epson ethernet excel
    explorer facetime firefox firewall fn fujitsu geforce gnome google hub iiyama intel ios ipad iphone kaspersky
    konica kyocera lenovo lexmark libreoffice linkedin logitech macbook maj mcafee microsoft msi navigateur norton
    numlock nvidia office onedrive oracle outlook philips powerpoint python radeon razer return ricoh safari samsung
    server sharepoint shift skype sony spotify steam tab teams teamviewer thinkpad toshiba trackpad viewpixx viewsonic
    vlc vmware webcam whatsapp wifi xerox youtube
"""

_ON_THE_WAY = """
    aeroport airlines airport amtrak autobus autocar autoroute avenue bahn bank banlieue banque belgique bike bikes
    blocus bordeaux boston brest bretagne brussels bruxelles cambridge chemin circulation coach colis correspondance
    covoiturage deraillement deviation dijon dublin england espagne eurostar ferry flight gare germany grenoble greves
    highway ireland italie journey lille limoges livraison livreur london londres lyon manif manifestation marseille
    metz montpellier montreal motorway nantes navette nice ouigo oxford parcel peage peripherique plane quai rail
    railway ratp rer rocade rouen route scotland sncf spain station strasbourg strikes subway suisse switzerland ter
    tgv thalys thunder tonnerre toulouse train trains trajet tramway transilien transports traversee tube tunnel uber
    underground velib velo voiture washington
"""

_OUTSIDE = """
    alerte armistice assumption bastille blizzard brouillard canicule chantiers cold cyclone eclair eid eve fog
    foudre frost gel grele hail halloween hanukkah heat humidity inondations kippour lent marteau noel nuage ouragan
    passover pentecost perceuse pluies rain shabbat siren sirene sirens snow snowed snowing sun sunny tempete
    thanksgiving tornado typhoon wind windy
"""

_FELT = """
    absentminded afraid alert amuse amused amusee angry annoyed anxiously apathetic apeure apeuree ashamed bavard
    bavarde blank brave bruised calmer cheerful chilly choque choquee clammy clumsy confiant confiante content contente
    cooperatif cooperative cramp cramped curious decu decue detache detachee detendu detendue disoriented dreamy drunk
    dry effraye effrayee elated enerve enervee enrhume enrhumee enthousiaste envahi envahie etourdi etourdie euphoric
    excite excitee fache fachee faint feverish flushed foggy fragile fuzzy gene genee groggy guilty happy heavy honte
    hostile hyper impatiente inert inquiets irritable irrite irritee itchy joyeuse joyeux lasse lazy lightheaded lively
    lourd lourde maladroit maladroite mefiant mefiante molle moody mou muet muette nauseeuse nauseeux nauseous numb
    numbness optimiste pale paranoid paresseux passif passive pensive pessimiste pleased polite queasy ravi ravie rigide
    rude sad scared serein sereine shaky shivery shy silencieuse silencieux silent sore sorry sourd sourde spacey sulky
    surpris surprise surprised suspicious sympa talkative tearful tendu tendue terrified timide tranquille triste
    unconscious uneasy unfit unhappy unstable unsteady unwilling vague vaseuse vaseux vexe vexee vide vigilante wary
    weepy woozy
"""

_DONE = """
    aborted accepte acceptee added aide aidee ajoute anticipated apporte appuyer arrivent attendait attended attendu
    avance avancee avons baille bailler bientot bipe bipeur bleu bleue bloc block blocks blue boit boosted bouge bouger
    bought bring brought brushed bu cancel carried carry chante chat chatted chute clos closed comes compte compter
    couche couchee coucher crachait deborde debordee debout decale decalee declare decline deconcentration delegue
    depanne deplace depose depute dessine devait devenu devenue dine doubt drank dressed dropped earlier early ecouter
    ecrit ecrite egaree emporte endort entre envoye envoyee essaye essuye eternue ferme fermer fini forgets fume gagne
    gone grogne hesitant hesitated hesite hit hurry injoignable insiste insisted interroge intervenu intervenue jette
    joignable jouait laid laugh laughed laughing lent leve levee looked mange manger marche ment mis misread mistakenly
    mouche mumbled mumbling nod nodded occupied opens ordered oublier paid parler passer peser phoning plaisante pleurer
    plutot pose posee prefere prefers prendre prescribed prescrit prescrite pris promised put qualified raccroche rang
    rassure rassuree reassured recu recue redit refused regarde regarder rejoint releve relu relue remplace remplacee
    rentre rentree reparti repartie replaced repose reposee resaisi restait reste retenu retenue retourne revenu revenue
    rire rit roused sans sauf scream screamed selon sent shivered sigh sighed signe sit skip skipped smiled smoked
    somnole sonnait sooner soudain spat speaks spoke stands stays stepped stood suddenly suit suivie surveille swore
    talked tandis teste thinks though threw toussait tousse toutefois travaille trebuche unavailable unless until
    vehement venant venir venu venue venues venus verifie viendra viennent vient voulu wakes walks wear wears went
    whereas while wiped without wrote yawn yawned yawning yelled yet
"""

_MORE_OF_A_CLINIC = """
    aine antalgique antiemetic apyretique arms badge bandage bilan blouse bonnet bras brassard cabinet capillary cathlon
    chariot comprimes consultations couverture creatinine cuff dentist dentiste dermatologue dossier drap ecographie
    electrocardiogramme endoscopie ergo esketamine examens gant gants garrot glycemique hb hemoglobine imagerie imao
    infirmieres interne internes iode irsn irsna isrs kinesitherapeute lactate lunette maoi masque maternite neuro
    ordonnance oreiller orthophoniste oxymetre pansement pansements patch pediatrie perfusions pneumo pompe pouls prise
    psy psychiatrique relais relaxation rhumatologie satu scope seringues snri ssri ssris stethoscope surveillante
    tampon tensiometer tensiometre tension therapy thermometre tourniquet transfusion tricyclic tuyau urgentiste
    urologie vaccination ventilation visiteur visiteurs vomir vomited wheelchair xray zona
"""

EVERYDAY_WORDS = frozenset(f"{_COMPUTERS} {_ON_THE_WAY} {_OUTSIDE} {_FELT} {_DONE} {_MORE_OF_A_CLINIC}".split())
"""Every one of them, small and without accents."""
