"""Words that reasons and roles are written with, in English and French: none of them names anybody.

Written small and without accents. A word that is missing costs a question, so one that is also a common
    surname (petit,
blanc, young) is left out.
"""

from __future__ import annotations

_JOINING = """
    a about above afin after again against ai ailleurs ainsi all almost alors already also although always am among
    an and another any anybody anyone anything apparemment apres are aren around as assez at au aucun aucune aujourd
    auparavant aupres aussi aussitot autant autour autre autres aux avaient avait avant avec avoir away back bad
    badly be beaucoup because been before being below better between bien bientot both but by c can cannot car ce
    ceci cela celle celui cependant certain certaine certains ces cet cette chaque chez ci cinq comme comment
    completement contre could couldn d dans de debut dehors deja demain depuis dernier derniere derriere des desole
    deux devait devant did didn dix do does doesn doing doit don donc done dont double du due during each early
    eight either elle elles else en encore end enfin enough ensuite entre environ est et etaient etait etant ete
    etre eu eux even ever every everybody everyone everything faire fait faites faute few fin finalement first five
    fois font for four from further fut get gets getting go goes going gone got had hadn half has hasn have haven
    having he her here hier him his hors how however hui hui-meme huit hundred i ici if il ils in instead into is
    isn it its j jamais je jusqu jusque just juste l la last late later le least left les less let leur leurs like
    little ll loin longer lors lorsqu lorsque lot lui ma made mais make makes mal malgre malheureusement many maybe
    me meme memes merci mes mieux minute minutes moins moment mon more most much must my n ne neanmoins near nearly
    need needed needs neither neuf never new next ni nine no nobody non none nor nos not nothing notre nous nouveau
    nouvelle now of off often on once one only ont or other others ou oui our out outside over own par parce parfois
    parmi partout pas pendant perhaps personne peu peut please plus plusieurs plutot possible pour pourquoi pourtant
    premier premiere pres presque probable probablement puis puisqu puisque qu quand quarter quatre que quel quelle
    quelque quelques qui quite quoi rather re rien s sa same sans sauf se second seconds selon sept sera ses seul
    seule seulement seven several she should shouldn si since single sinon six so soit some somebody someone
    something son sont soon sous souvent still such suddenly suite suivant sur surtout tant tard te tel telle ten
    than that the their them then there therefore these they thing things third this those three through till to
    today together tomorrow tonight too tot toujours tous tout toute toutefois toutes tres trois trop twice two un
    under une unfortunately unless until up upon us ve vers very voici voila voir vous vu was wasn way we well went
    were weren what when whenever where whether which while who whole whose why with within without won would wouldn
    y yes yesterday yet you your zero
"""

_HAPPENING = """
    abandon abandonne able abort aborted absence absent absente accepted accident accidental accidentally accidentel
    accidentelle accompagnant accompagnante accord accueil acouphenes acoustic activated added adverse affichage
    affiche affole agitated agitation agite agitee agreed aide air alarm alarme alert alerte allergie alone
    ambulance ambulances ambulancier amended amenee analysis angoisse angoissee announced annulation annule annulee
    anomalie answer answered answering answers anxiete anxiety anxieuse anxieux anxious apnea apnee appareil
    appeared appel appele appelee appeler application appointment appui appuye arm arret arrete arretee arreter
    arrival arrive arrived arrivee ascenseur ask asked asking asks asleep assent assigned attack attaque attempt
    attend attendre attente attention autorisation awake background backup bain baisse baseline bathroom battery
    bavardage beep began begin begun behaviour besoin bilan black blackout bladder blanket blinked blinking blocage
    blocked blood bloque bloquee blurred blurry boisson boite bored bouton box bradycardie brancard branchement
    brancher bras breach break breakdown breakfast breathing broke broken bruit bruits bruyant bruyante bug building
    bureau bus busy button cable cadre cafe calcul calibration call called calm calme came cancelled canicule
    cannula capteur car care case casque casse cassee catheter caught cause ceiling cephalee cephalees chair chaise
    chaleur change changed changee changement chantier charge chaud chauffage check checked chien children choisi
    choisie choix choosing chose chosen chute circuit circulation claimed clair claire clavier cleaner cleaning
    clear clic clicked climatisation clinic clock closed coeur cold colere collapsed collegue collegues coma come
    comfortable coming comite commence commencee commencer communication complained complet complete completed
    complication comprehension comprend comprendre compris comprise computer concentration concern concerned
    condition conduite confidence confirm confirmed confondu confondue confus confuse confused confusion conges
    connected connection connector connexion consent consented consentement consigne consignes constantes
    construction consultation contact contacted content contention continue continued continuer contrainte control
    controle convocation cooperation corrected correction corridor cough coughed coughing could couloir count coupe
    coupee coupure courant covered crash crashed crashing cried cries crise crises crisis critere criteres criteria
    criterion croit crowd crying current curseur cursor cut damaged dark darkness data date day days deadline death
    debranche debranchee decede decedee deces dechire decided decision declare declenchee declenchement declined
    declines deconcentre deconcentree deconnexion defaillance defaut defect defective degat dehors delai delay
    delayed delays deleted demande demandee demarrage demarre demenage demenagement demo demonstration depart
    departement deplace deplacement depressed depression deprime deprimee derange derangement desaturation desk
    desktop desorientation desoriente desorientee detected detresse deviation device devoir diarrhee diarrhoea did
    died different difficile difficult difficulte difficultes difficulties difficulty diplopia diplopie disagreed
    discomfort disconnected disk display dissociated dissociatif dissociation dissociative distracted distraction
    distress distressed disturbance disturbed dizziness dizzy doigt dois doit donnee donnees door dormait dormi
    double doubled doublon doubt douleur douleurs doute download draw drawn drill drilling drink drip driver droit
    dropped drowsy drug duplicate duplicated duration duree ear earphones earthquake eaten echec eclairage ecoute
    ecouteurs ecran ecrans edf effect effet effets effondre egare egaree electrical electricite electricity
    electrique electrode electrodes elevator elevee eligibilite eligibility eligible embouteillage embouteillages
    emergency emotion emotional emotionnelle empty enceinte ended endormi endormie enfant enfants enregistrement
    enrolled enrolment entend entendait entendu entered entering enterrement entree entretien entrevue entry envie
    environment environnement epilepsie epuise epuisee epuisement equipe equipement equipment erreur erreurs errone
    erronee erroneous error escalier essai essais essouffle estimate estimates estimation estimations etage etaient
    etat eteint eteinte etourdissement etourdissements etude etudiante evacuated evacuation evaluation evanoui
    evanouie evenement evenements evening event events exam examen examination example excluded exclusion exercice
    exercices exhausted exit experience experiment experimental experimentateur experimentatrice experimenter
    explained explanation explication explications external externe externes eye eyes faible faiblesse failed
    failing failure faim fainted fainting false familial familiale famille family father fatigue fatigued fatiguee
    fatigues fault faulty fausse faux fear feel feeling feels fell felt fenetre fermee fermeture feu fever fichier
    fievre figure file fille final fine finger fini finie finish finished fire flicker flickered flickering flooded
    flou floue fonction fonctionnait fonctionne fonctionnement food forgot forgotten form frame freeze freezing
    froid froze frozen frustrated fuite full fumee funeral further gave gene genee general given giving glasses
    gorge greve grossesse ground group groupe had hallucination hallucinations hammering hand handed handicap hands
    happened hard headache headphones headset health heard hearing hears heart heat heating heatwave held help
    helped heure heures high holiday holidays home horaire hospital hospitalisation hot hour hours house humain
    humaine human hungry hypertension hypo hypotension ice idees ill illness image immediate immobile impatient
    impossibilite impossible imprevu imprimante inattention inattentive incapable incendie incident included
    inclusion incoherent incoherente incomplet incomplete incomprehension inconfort inconnu incorrect incorrectly
    indisponible indisposition ineligibility ineligible inexact inexacte informaticien information informatique
    informed infos infusion initial injection injury inondation input inquiet inquiete inquiry inscription inscrit
    inscrite insomnie installation instruction instructions insufficient insuffisant insuffisante intake
    interference internal internet interphone interrompu interrompue interrupt interrupted interrupting interruption
    interruptions interrupts intervention interview invalid invalide inverse inversion investigation involontaire
    involuntary irruption issue item items itself iv jambe jet job jour journal journee jours key keyboard keypad keys
    kit knocked known laboratory lack lag laisse laissee lance lancement language langue langues laptop launch
    launched layout leave leaves leaving lecture length lent lente lenteur lettre light lightning lights ligne line
    lire lisait list liste listes lists lit load loaded location lock locked log logiciel login logout looked
    looking looks loose lors loss lost loud low lumiere lunch lunettes machinale machine main mains maintenance mal
    malade maladie malaise male malentendu manipulation manque manquee manual marche marker mask massage match
    materiel matin mauvais mauvaise maux meal meaning medicament medicaments medication meeting memoire memory
    menage mere message method metro migraine minute minutes mise mislabelled missed missing misspelled misspelt
    mistake mistaken mistype mistyped misunderstanding misunderstood mix mixed mixup mode modification monitor monte
    morning mot mother mots mouse mouvement mouvements move moved movement moves moving music musique name nausea
    nauseated nausee nausees nauseous necessaire needs neige nervosite nervous nettoyage network night niveau noise
    noises noisy nombre normal note nouveau nouvelle nuit nul nulle number numbers numero numlock nystagmus
    obligation obscurite observation occupe occupee occupied oeil offered office online open opened operator
    oppression option orage order ordinateur ordre oreille oriented oubli oublie oubliee ouverte ouverture oxygen
    page pages pain painful panic panique panne pannes paper papier parce parent parents parking parlait parle part
    parti participant participants participated partie partielle partir partly passage passation passe password
    patient patiente patientes patients pause paused pauses pausing peine pending people perdu perdue performed
    perfusion permission person personal personnel personnelle personnels perte peur peut phase phone phoned phones
    pick picked picture piece pied pilot place placebo plaint plainte plan planned plantage plante pleurait pleure
    pleurs plug pluie point police pompe pompiers poor porte position poste postponed pousse pouvait power practice
    precedent pregnancy pregnant preparation presence present presente press pressed pressing pressure preuve
    prevenu prevenue prevu prevue prior pris prise private prive privee probability problem probleme problemes
    problems procedure proche program programme projector propos protocol protocole pu pulled pulse pump question
    questionnaire questions quiet quit quitter radio rain raison ralenti ran randomisation rang rappel rate ratee
    rates rating ratings raz reached reacted reaction read reading ready real realise reanimation reason reasons
    reboot rebooted rebooting recommence recommencee record recorded recording recueil red redemarrage redemarre
    redo redoing redone reduction refait refaite reflechir refresh refus refusal refuse refused refusee regle
    rehearsal rejete relance relative remis remise remote removed remplacement rendez renseignement repas repeat
    repeated repete repetition replaced reply repond repondre repondu reponse reponses report reporte reported
    reportee repos reprise request requested required rer rescreened reseau reserve reset resolution respiration
    respiratory rest restart restarted restarting result resultat resume resumed resumes resumption retard retardee
    retire retour retrait returned reunion reussi reussit reveil reveille reveillee revenir review riait right ring
    ringing rings risque robinet room rooms run running rupture safety said saignement saisi saisie saline salle
    sang sante sat saturation saw say says scale scanner schedule scheduled scheduling screen screened screening
    screens scripted seance seat second secours secousse sedated sedation see seeing seem seemed seems sees seizure
    selected semaine sens sensation sensor sent seringue serious serum server serveur service session sessions
    setting settings setup seul severe shaking shock short shouted shouting shown shut shutdown sick side signal
    signale signalement signature signed silence sitting size sleep sleepiness sleeping sleepy slept slider slow
    smell smoke sneezed snow software soif soin soins soir sommeil somnolence somnolent somnolente son sonne
    sonnerie sonnette sorti sortie sortir souci soucis souffrance souhait souhaitait souhaite sound souris space
    speaker speaking spilled spo spoke spontaneous staff standing start started starting starts station stayed step
    still stomach stop stopped stopping stops storm stress stresse stressed stressee strike stuck study subject
    succes suggestion suicidaire suicidaires suicidal suite suivi sujet sujets supply surface surgery surveillance
    suspend suspended suspendue suspension swap swapped swapping switch switched symptom symptome symptomes symptoms
    syringe system systeme tabac table tableau tache tachycardia tachycardie taken talk talking tap tapped tardive
    task taxi team tearful technical technicien technique techniques telephone telephoned tell tells temoignage
    temoin temoins temperature temps tension terminal termine terminee test tested testing tests text texte thirsty
    thought ticket time timeout timer timing tirage tired toilet toilette toilettes told tombe tombee took touch
    touche touched touches toux traffic trafic train training traitement tram transfere transferee transfert
    transport travaux tremblement tremblements tremor trial trials tried trigger tristesse trop trouble troubles try
    trying tube turned typed typing typo unable unavailable unclear uncomfortable understand understanding
    understood unexpected unknown unplugged unresponsive unsure unusable unwell unwilling update updated upgrade
    upset urgence urgences urgent urination used user using usure utilisateur utilisation vacances valeur veille
    vent verglas verification verre verrouillage vertige vertiges vertigo vessie vidange vide video view virus
    vision visit visite visites visitor visits visual vital vitals vitesse voice void voit voix vol volontaire
    volontaires volonte vomi vomissement vomissements vomited vomiting voudrait voulait voulu vous voyait vsl vue
    wait waited waiting walked want wanted wants warning washroom watch watched water wave weak weakness weather
    week weeks window windows wish wished wishes withdrawal withdrawn withdrew woke word words work worked working
    works worried worse wrong wrongly
"""

_WHO_AND_WHEN = """
    acting administrator ae afternoon aide aides anglais anglaise aout ap apr april arc assistant assistante
    associate atelier attache attachee aug august avr avril bdi biostatistician board bp caps caregiver carer cat ce
    center centre cgi chef cheffe chercheur chercheuse chief christmas chu clinical clinician clinicien clinicienne
    clinique coinvestigateur coinvestigator coinvestigatrice collaborateur collaboratrice colleague collegue
    committee conseil coordinateur coordinating coordination coordinator coordinatrice council cousin covid cpu cra
    crf csv ct data daughter de debian dec december decembre delegate department deputy dimanche directeur direction
    director directrice dispositif docteur doctor doctoral doctorant doctorante doctorat easter ecg ecog ecole ecrf
    ect educator eeg ei emg engineer english enseignant enseignante enter entree equipe ergotherapeute esc escape
    etg ethics ethique etudiant etudiante europe european europeen europeenne faculte faculty famille feb february
    fellow femme fev fevrier fi fils francais francaise france french frere fri friday friend gcp gpu grippe hdmi
    hdrs head hopital hp husband id ide idr independent infirmier infirmiere infirmiers ingenieur ingenieure
    institut institute intern interne interprete interpreter investigateur investigator investigatrice ip irm iso it
    iv ivg jan january janvier jeudi juillet juin july june junior ketamine kg kine lab labo laboratoire lan lead
    leader lecturer led linux lundi mac macos madrs mai manager mar march mardi mari mars matinee may md medecin
    medical meg member membre mercredi methodologist methodologiste methodologue mg midday midi midnight minuit ml
    mmse monday monitor mph mri mse neurologie neurologist neurologue neurology neuropsychologist neuropsychologue
    neuroscience neurosciences noon nov november novembre nurse nurses oct october octobre officer ok os paques
    paris partner pc pcr pdf pharmacie pharmacien pharmacienne pharmacist pharmacy phd physician physiotherapist pi
    placebo postdoc postdoctoral postdoctorant postdoctorante praticien praticienne president pretest principal
    principale professeur professeure professor project projet promoteur psychiatre psychiatrie psychiatrist
    psychiatry psychologie psychologist psychologue psychology psychopy psychotherapeute psychotherapist
    psychtoolbox python qids rct rdv recherche referent referente research researcher resident residente responsable
    responsible reviewer rtms sae samedi samu sat saturation saturday scientific scientifique scientist secretaire
    secretary senior sep sept september septembre shift sister site sms smur soignant soignante soignants son spo2
    sponsor spouse stagiaire statistician statisticien statisticienne statistics student sun sunday superviseur
    supervisor supervisory surveillant surveillante tab tdcs tec technician technicienne tep therapeute therapist
    thu thursday tms traducteur traductrice trainee translator tue tuesday tv ubuntu unit unite universite
    university ups usb vendredi vga volunteer vpn wayland web wed wednesday wi wife wifi xorg zoom
"""

_MEDICINES = """
    abilify acetaminophen adrenaline agomelatine alcohol alcool alprazolam amitriptyline amlodipine anafranil
    anesthesia anesthesie anesthesique antibiotique antidepresseur antidepressant antiemetique antihypertenseur
    antipsychotic antipsychotique anxiolytic anxiolytique aripiprazole aspirin aspirine atarax atropine
    benzodiazepine benzodiazepines bisoprolol brintellix buprenorphine bupropion caffeine cafeine cannabis
    catapressan citalopram clomipramine clonazepam clonidine cocaine comprime comprimes cyamemazine cymbalta
    dafalgan depakine depakote deroxat dexamethasone diazepam doliprane dose doses duloxetine effexor ephedrine
    escitalopram esketamine esmolol fentanyl flumazenil fluoxetine furosemide gabapentin gabapentine glucose
    haldol haloperidol heparin heparine hydroxyzine hypnotique hypnovel ibuprofen ibuprofene imovane insulin
    insuline kalinox kardegic labetalol lamictal lamotrigine laroxyl lasix levothyrox levothyroxine lexomil
    lithium lorazepam lovenox loxapac loxapine loxen lysanxia melatonin melatonine meopa metformin metformine
    methadone methylphenidate metoclopramide mianserine midazolam mirtazapine morphine nacl naloxone nicardipine
    nicotine noradrenaline norset olanzapine ondansetron oxazepam oxygene paracetamol paroxetine perfalgan
    pregabalin pregabaline primperan promethazine propofol propranolol prozac psilocybin psilocybine quetiapine
    ramipril remifentanil ringer risperdal risperidone ritaline rivotril salbutamol sedatif seresta seroplex
    sertraline spravato statin statine stilnox subutex sufentanil temesta teralithe tercian theralithe tramadol
    valdoxan valium valproate vaccin vaccine venlafaxine ventoline vortioxetine wellbutrin xanax xeroquel zofran
    zoloft zolpidem zophren zopiclone zyprexa
"""

_SCALES_AND_SIGNS = """
    aes asberg asi atcd audit bdi beck beh bhs bis bmi bpco bpm bprs cadss caps cgi columbia cssrs ctq ecg ecn eeg egf
    epworth eq etco echelle echelles evs fc fr fss gad gaf gcs glasgow hads ham hamd hamilton hama hdrs hr
    hrsd hta ies imc
    isi iv ivd ivse karnofsky kt lsas madrs mini mmhg mmse moca montgomery oas pa pad panss pas phq po poms
    psqi qids ras
    rass rr scid shaps sds sofas spo stai staxi ta tas tcc tdm teps tspt va vas vni vvp wais who wisc ymrs zung
    blood bradypnea bradypnee cardiac cardiaque constante diastolic diastolique glycemia glycemie heartbeat pouls
    pulse rythme sinus spo2 systolic systolique
"""

_PLACES = """
    admission ambulatoire anesthesiste aphp bariatrie batiment bed bloc brancardier brancardiers cafeteria cardiologie
    cardiology chambre chu cmp cour csapa ehpad entrance entree etage floor garage ghu hall hdj hopital hospital iade
    lift lit lits medicale morgue neurochirurgie observation oncologie oncology pavillon pharmacie pharmacy
    pneumologie
    radiologie radiology reception sas secretariat sspi toilettes ward wards
"""

_HAPPENING_IN_A_CLINIC = """
    batterie cote cotee cotes kine rated scored score scores voisin voisine voisins received receives confond
    formulaire formulaires eig eigs hs courrier signed
    abces accompagne accompagnee aching acide allergic allergique amnesie apathie apathy appetit arthritis asked
    asthenia asthenie asthma asthme avenir bradycardia brulure calme cauchemar cauchemars collecte collyre compliant
    confortable constipation contracture convulsion convulsions crampe crampes cramps cystitis deambulation
    deglutition delirium delire delivered demangeaison demangeaisons derealisation derealization depersonalisation
    depersonalization deshydrate deshydratee diabete diabetes diarrhea disorientation dose drowsiness dysarthria
    dysarthrie dyspnea dyspnee eczema edema eforts elevated emesis encombre ennui euphoria euphorie extravasation
    fainting febrile flashback flashbacks fracture frissons gastro gene glycemie hematome hiccups hoquet hungry
    hyperventilation hypoglycemia hypoglycemie infiltration infirmerie injecte insomnia irritabilite irritability
    itching jeun larmes lecture lethargic lethargy lipothymie logorrhee lucide lucid menstruation migraines mutique
    myalgia nystagmus oedeme orientee oriente palpitation palpitations paresthesia paresthesie paresthesies perf
    perfuse perfusee persisting peu phlebite photophobia photophobie pique piqure plaintes ponction posologie poids
    prelevement prelevements psychomotor psychomoteur ralentissement rash reactif reactive regles regurgitation
    rhume rincage ronflement sedatee sedate sevrage shivering sleepless slowed sneezing sommeille sommeillant spasm
    spasms sueur sueurs surdosage sweating sweats syncope taille tearfulness thirst tingling toleree tolere
    tolerated transpiration tremblant urinary urinaire urine vasovagal veine vein venflon vigilance vigilant voie
    weight withdrawal
    bonne bonnes bon bons belle beau grande grand calls call noel pentecote toussaint ascension ferie ramadan
"""

NEVER_OF_PEOPLE = frozenset(f"{_WHO_AND_WHEN} {_MEDICINES} {_SCALES_AND_SIGNS} {_PLACES}".split())
"""Those that may have a capital after a word for a person: days, offices, medicines, scales, places."""

ORDINARY_WORDS = frozenset(f"{_JOINING} {_HAPPENING} {_HAPPENING_IN_A_CLINIC}".split()) | NEVER_OF_PEOPLE
"""Every one of them."""
