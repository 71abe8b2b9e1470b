"""French words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges, joined, listed, word_set

_PAST = "dernier, passé, prochain, suivant, précédent, même, d'après, d’après, d'avant, d’avant, où"
_PAST += ", du, qui"
_PAST_FEMININE = "dernière, passée, prochaine, suivante, précédente, même, d'après, d’après"
_PAST_FEMININE += ", d'avant, d’avant, où, du, qui"

WORDS = Words(
    tag="fr",
    hedges=(
        *hedges(
            "about",
            "environ, à peu près, approximativement, autour de, aux alentours de, de l'ordre de,"
            " de l’ordre de, aux environs de, quelque",
        ),
        *hedges("nearly", "presque, près de, pas loin de, à peine moins de"),
        *hedges("at_least", "au moins, au minimum, pas moins de, un minimum de, minimum"),
        *hedges(
            "at_most", "au plus, au maximum, jusqu'à, jusqu’à, pas plus de, un maximum de, maximum"
        ),
        *hedges(
            "more_than",
            "plus de, plus d', plus d’, un peu plus de, supérieur à, supérieure à, supérieurs à, supérieures à",
        ),
        *hedges(
            "less_than",
            "moins de, moins d', moins d’, un peu moins de, inférieur à, inférieure à, inférieurs à, inférieures à",
        ),
        *hedges("about", "vers, environ, autour de, aux alentours de, circa", "dates"),
        *hedges("early", "début, au début de, au début du, le début de, tout début", "dates"),
        *hedges("mid", "mi, milieu, au milieu de", "dates"),
        *hedges("late", "fin, à la fin de, la fin de, à la fin du", "dates"),
        *hedges("not_before", "au plus tôt en, au plus tôt, pas avant", "dates"),
        *hedges("not_after", "au plus tard en, au plus tard", "dates"),
    ),
    behind=(
        *hedges("at_least", "au moins, au minimum, ou plus, minimum", "beside"),
        *hedges("at_most", "au plus, au maximum, ou moins, maximum", "beside"),
        *hedges("about", "environ", "beside"),
        *hedges("not_before", "au plus tôt", "dates"),
        *hedges("not_after", "au plus tard", "dates"),
    ),
    function=word_set(
        "le la les l un une des du de d au aux à en dans par pour sur sous avec sans chez vers"
        " entre contre depuis pendant durant avant après dès jusque jusqu selon malgré parmi et"
        " ou mais donc or ni car que qu qui quoi dont où quand lorsque comme si puis puisque"
        " parce afin alors ainsi aussi est sont était étaient sera seront fut furent être été a"
        " ont avait avaient aura auront eut ai as il elle ils elles on nous vous je tu se s ce c"
        " cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos lui y ne n pas plus"
        " moins très même mêmes autre autres tout tous toute toutes chaque seulement encore déjà"
        " ici là hier aujourd'hui face suite fait font peut peuvent doit doivent reste restent"
        " soit"
    ),
    transparent=word_set(
        "largement nettement légèrement sensiblement allègrement désormais déjà bientôt encore"
        " facilement aisément ainsi donc même "
        "le la les l un une des du de d ces cette ce ses son sa leur leurs total totale somme"
        " seuls autres en"
    ),
    date_transparent=word_set("année années l'année an mois au aux"),
    vague=(
        *hedges(
            None,
            "l'orée de, l’orée de, l'aube de, l’aube de, seuil de, veille de, lendemain de, sortir de, tournant de, l'approche"
            " de, vue de",
            "walks",
            "dates",
        ),
        *hedges(
            None,
            "moins que, plus que, dixième de, centième de, environ à, environ aux, approximativement à, presque à, quasiment à, à peu près à,"
            " équivaut environ à, équivaut à peu près à, débute à, débutent à, débutait à, démarre à, démarrent à, commence à, commencent à,"
            " billets à partir de, deux fois, trois fois, quatre fois, cinq fois, six fois, sept"
            " fois, huit fois, neuf fois, dix fois, cent fois, mille fois, plusieurs fois, vers les,"
            " bien tassés",
            "walks",
            "numbers",
        ),
        *hedges(None, "dès", "beside", "numbers"),
        *hedges(
            None, "semaine de, décennie, décennie de, quinzaine de, décade de", "walks", "dates"
        ),
        *hedges(
            None,
            "dépassa, dépassèrent, dépasseront, dépasserait, dépasseraient, dépassée, frôla, "
            "frôlèrent, frôleront, frôlerait, frôleraient, frôlée, frôlant, avoisinaient, "
            "avoisina, avoisinèrent, avoisineront, avoisinerait, avoisineraient, avoisiné, "
            "avoisinée, approchaient, approcha, approchèrent, approcheront, approcherait, "
            "approcheraient, approchée, surpassaient, surpassa, surpassèrent, surpassera, "
            "surpasseront, surpasserait, surpasseraient, surpassée, surpasser, surpassant, "
            "outrepassent, outrepassait, outrepassaient, outrepassa, outrepassèrent, "
            "outrepassera, outrepasseront, outrepasserait, outrepasseraient, outrepassé, "
            "outrepassée, outrepasser, outrepassant, effleuraient, effleura, effleurèrent, "
            "effleurera, effleureront, effleurerait, effleureraient, effleuré, effleurée, "
            "effleurer, effleurant, côtoient, côtoiait, côtoiaient, côtoia, côtoièrent, côtoiera, "
            "côtoieront, côtoierait, côtoieraient, côtoié, côtoiée, côtoier, côtoiant, excéde, "
            "excédent, excédaient, excéda, excédera, excéderont, excéderait, excéderaient, "
            "excèdait, excèdaient, excèda, excèdera, excèderont, excèderait, excèderaient, "
            "excèdé, excèder, excèdant, franchissait, franchiront, franchirait, franchir, "
            "franchie, ne dépasse pas, la bagatelle de, bagatelle de, coquette somme de plus de, "
            "pratiquement, voisin de, voisine de, voisins de, voisines de, proche de, proches de,"
            " proche des, tourne autour de, tournent autour de, oscille autour de, gravite autour"
            " de, à peu de chose près, à peu de choses près, peu ou prou, schématiquement, à"
            " partir de, flirte avec, flirtent avec, flirtait avec, côtoie, talonne, taquine,"
            " titille, effleure, effleurent, effleurait, touche les, franchit, franchissent,"
            " franchi, a franchi, franchira, franchit la barre de, la barre de, la barre"
            " symbolique de, cap de, le cap de, au dessus de, au dessous de, en-dessous de,"
            " en-deçà de, sous la barre de, sous les, surpasse, surpassent, surpassait, surpassé,"
            " dépassé, dépassera, dépasser, dépassaient, outrepasse, excédé, excédait, excéder,"
            " approché, approcher, approchera, avoisiner, avoisinera, frôlé, frôlera, frôlaient,"
            " culmine à, plafonne à, plafonnés à, plafonnées à, limités à, limitées à, borné à,"
            " rabotée à, hauteur maximale de, hauteur maximum de, dans la limite de, à concurrence"
            " de, un plafond de, un plancher de, plancher de, un seuil de, un minimum d'environ, à"
            " tout le moins, pour le moins, tout au plus, tout au moins, au grand maximum, au"
            " strict minimum, au mieux, au pire, pas même, même pas, à peine plus de, guère moins"
            " de, légèrement plus de, légèrement moins de, légèrement supérieur à, légèrement"
            " supérieure à, légèrement inférieur à, légèrement inférieure à, nettement plus de,"
            " nettement moins de, nettement supérieur à, nettement inférieur à, beaucoup plus de,"
            " beaucoup moins de, largement moins de, bien moins de, un brin plus de, un rien moins"
            " de, un chouïa plus de, sensiblement plus de, sensiblement moins de, égal ou"
            " supérieur à, égale ou supérieure à, égal ou inférieur à, supérieure ou égale à,"
            " inférieure ou égale à, une petite, un petit, une grosse, un gros, de gros, deux"
            " bons, à moins de, à plus de, potentiellement, éventuellement, possiblement,"
            " vraisemblablement, prétendument, soi-disant, supposément, estimation de, une"
            " estimation de, évalué à, évaluée à, évalués à, évaluées à, chiffré à environ,"
            " chiffrée à environ, au lieu de, à la place de, plutôt que, et non, et non pas, non"
            " pas, loin de, bien loin de, tout sauf, encore moins, moitié de, tiers de, quart de,"
            " le double de, le triple de, double de, multiple de, mensuel, mensuels, annuel,"
            " annuelle, annuelles, mensuelle, mensuelles, quotidien, quotidienne, quotidiens,"
            " hebdomadaire, hebdomadaires, trimestriel, trimestrielle, jusque, jusqu'aux,"
            " jusqu’aux, jusqu'au, jusqu’au",
            of="numbers",
        ),
        *hedges("about", "environ, autour de, aux alentours de, approximativement"),
        *hedges("at_least", "au moins, au minimum, pas moins de, un minimum de"),
        *hedges("at_most", "au plus, au maximum, jusqu'à, jusqu’à, pas plus de, un maximum de"),
        *hedges("more_than", "plus de, plus d', plus d’", of="numbers"),
        *hedges("less_than", "moins de, moins d', moins d’", of="numbers"),
        *hedges("nearly", "près de, presque, quasi, quasiment", of="numbers"),
        *hedges(
            None,
            "d'environ, d’environ, qu'environ, env., env, quelque, quelques, à peu près, à peine,"
            " grosso modo, plus ou moins, dans les, de l'ordre de, de l’ordre de, l'ordre de, aux"
            " environs de, au bas mot, guère, guère plus de, un peu plus de, un peu moins de,"
            " bien plus de, largement plus de, tout juste, pas loin de, peut-être, probablement,"
            " sans doute, supérieur à, supérieure à, supérieurs à, inférieur à, inférieure à,"
            " inférieurs à, supérieur ou égal à, inférieur ou égal à, frôle, frôlent, frôlait,"
            " frôler, frisant, frise, frisent, avoisine, avoisinent, avoisinait, avoisinant,"
            " approche, approchent, approchait, approchant, dépasse, dépassent, dépassait,"
            " dépassant, excède, excédant, excèdent, atteint presque, atteint quasi, estimé à,"
            " estimée à, estimés à, estimées à, au-dessus de, au-dessous de, au-delà de, en"
            " dessous de, en deçà de, un bon, une bonne, de bons, bons, minimum de, maximum de,"
            " minimum, maximum, max., min., max, min, moitié, la moitié de, le tiers de, un tiers"
            " de, un quart de, demi, double, triple, plusieurs, plafond de, plafonné à, plafonnée"
            " à, limité à, limitée à, seuil de, moins, plus, soit près de, soit environ,"
            " annuel de, annuels, annuelle de, mensuel de, mensuelle de, chaque, sinon,"
            " voire, ou",
            of="numbers",
        ),
        *hedges(None, "vers, entre", scope="beside", of="numbers"),
        *hedges(
            None,
            "mois de, semaines de, jours de, reste de, partie de, vers, avant, après, depuis, dès, jusque, jusqu'en, jusqu’en, jusqu'à, jusqu’à,"
            " jusqu'au, jusqu’au, d'ici, d’ici, d'ici à, d’ici à, d'ici la fin, à partir de, à"
            " compter de, au plus tôt, au plus tard, début, le début de, au début de, fin, la fin"
            " de, fin de, à la fin de, mi, mi-, milieu de, le milieu de, courant, au cours de,"
            " premier semestre, second semestre, semestre, trimestre, semestre de, trimestre de,"
            " moitié de, tournant de, été, printemps, automne, hiver, l'été, l’été, l'hiver,"
            " l’hiver, l'automne, l’automne, exercice, l'exercice, l’exercice, saison, environ,"
            " aux alentours de, autour de, circa, ca., probablement, peut-être, sans doute,"
            " vraisemblablement, présumément, av., entre, presque, rentrée, pâques, noël",
            of="dates",
        ),
    ),
    vague_behind=(
        *hedges(
            None,
            "la pièce, la paire, la douzaine, le lot, la chambre, la course, le trajet, le repas, la"
            " page, le mot, la ligne, maxi, mini, l'entrée",
            "beside",
            "numbers",
        ),
        *hedges(None, "bis, ter, quater, bien tassés, à tout casser", "beside", "numbers"),
        *hedges(None, "et plus, et ça monte, en hausse, en baisse", "ends", "numbers"),
        *hedges(
            None,
            "minimum, maximum, au mieux, au pire, à peu près, grosso modo",
            "closes",
            "numbers",
        ),
        *hedges(
            None,
            "peut-être plus, peut-être moins, sans doute plus, sans doute davantage, probablement "
            "plus, et sans doute plus, et peut-être plus, ou davantage encore, ou plus encore, "
            "voire plus, voire davantage, voire moins, voire même plus, si ce n'est plus, si ce"
            " n’est plus, sinon plus, sinon davantage, et des poussières, et quelque, et plus"
            " encore, et au-delà, et au-dessus, et au-dessous, et moins, ou un peu plus, ou un peu"
            " moins, ou presque, ou à peu près, ou même plus, ou au-delà, ou supérieur, ou"
            " inférieur, tout au moins, au mieux, au pire, au grand maximum, au strict minimum, à"
            " peu de chose près, à peu de choses près, peu ou prou, grosso modo, à la louche, plus"
            " ou moins, chaque mois, chaque année, chaque jour, chaque semaine, chaque nuit, tous"
            " les mois, tous les ans, tous les jours, toutes les semaines, tous les deux ans, par"
            " trimestre, par nuit, par foyer, par élève, par enfant, par salarié, par employé, par"
            " action, par tonne, par kilo, par litre, par baril, par mégawattheure, par mètre"
            " carré, par hectare, par an et par habitant, l'heure, l’heure, la nuit, la journée,"
            " la semaine, le mois, l'an, l’an, l'année, l’année, le trimestre, la séance, la"
            " minute, le mètre carré, le mètre, le m2, le m², l'hectare, l’hectare, le baril,"
            " l'once, l’once, la place, le billet, le ticket, la bouteille, le pied, la tête, la"
            " part, l'action, l’action, le titre, le paquet, la boîte, le kwh, le mwh, du kilo, du"
            " litre, du mètre carré, du m2, de la tonne, de la nuit, du baril, annuel, annuelle,"
            " annuelles, mensuel, mensuelle, mensuelles, quotidiens, quotidiennes, hebdomadaires,"
            " trimestriels, trimestrielles, journaliers, journalières, horaires, quotidiennement,"
            " hebdomadairement, trimestriellement, hors taxes par mois, net par mois, brut par"
            " mois, nets par mois, bruts par mois",
            "beside",
            "numbers",
        ),
        *hedges(
            None,
            "environ, au moins, au plus, au minimum, au maximum, minimum, maximum, max, max.,"
            " min, ou plus, ou moins, ou davantage, et plus, et demi, et demie, et quelques, et"
            " davantage, à peu près, au bas mot, près, fois, par, chacun, chacune, pièce,"
            " l'unité, l’unité, par an, par mois, par jour, le kilo, la tonne, le litre, de"
            " l'heure, de l’heure, annuels, mensuels, annuellement, mensuellement, à peine, tout"
            " au plus, grand maximum, grand max, passés, au carré, au cube, pour mille, trop",
            scope="beside",
            of="numbers",
        ),
        *hedges(
            None,
            "ou plus, ou moins, au moins, au plus, au minimum, au maximum, par an, par mois, par"
            " jour, par semaine, par heure, par habitant, par personne, par tête, par ménage, par"
            " unité, par navire, par bateau, chacun, chacune, environ",
            scope="clause",
            of="numbers",
        ),
        *hedges(
            None,
            "au plus tôt, au plus tard, ou plus tard, ou avant, ou après, environ, av. j.-c.,"
            " apr. j.-c., ap. j.-c., avant notre ère, avant jésus-christ, probablement,"
            " peut-être, sans doute, jusqu'à, jusqu’à, et après, et suivantes, circa",
            scope="beside",
            of="dates",
        ),
        *hedges(None, "au plus tôt, au plus tard, ou plus tard", "clause", "dates"),
    ),
    negations=word_set(
        "pas ne n' n’ jamais aucun aucune ni sans nul nulle nie nient niait dément démentent"
        " démenti refuse refusent refusé conteste contestent n'a n'ont n'est n'était n'avait"
        " n'aura n’a n’ont n’est n’était n’avait n’aura n'en n’en n'y n’y faussement"
    )
    - {"sans"},
    not_negating=listed(
        "ne que, pas seulement, non seulement, pas moins de, pas plus de, sans doute, pas loin"
        " de, n'est autre que, pas uniquement, sans compter, pas mal de, ne cesse"
    ),
    but=word_set("mais quand lorsque parce pourquoi tandis puisque"),
    denials=listed(
        "pas, jamais, est faux, est fausse, était faux, a été démenti, ont été démentis, est"
        " inexact, sont faux"
    ),
    resumes=word_set(
        "il elle ils elles on nous je est sont était étaient a ont avait avaient fut furent sera seront"
        " coûte coûta coûtait vaut vend vendit paie paya paye perd perdit gagne gagna emploie reçut"
    ),
    estimates=word_set(
        "estime estiment estimait estimaient estimé estimée évalue évaluent évalué évaluée"
    ),
    doubts=word_set(
        "estimé estimée estimés estimées estimation arrondi arrondie environ approx"
        " provisoire provisoires prévision projection contesté"
    ),
    quantifying=word_set("de avec les des ses leurs ces"),
    adverbs=word_set(
        "seulement exactement précisément actuellement précédemment initialement finalement uniquement"
        " simplement purement officiellement récemment respectivement également notamment directement"
        " immédiatement clairement seul document bâtiment moment département logement appartement"
        " établissement investissement financement événement élément supplément"
    ),
    counting=word_set("a ont avait avaient compte comptait comptent"),
    labels=word_set(
        "figure fig. tableau tab. chapitre chap. section article articles art. paragraphe alinéa"
        " annexe page pages p. pp. ligne lignes verset note numéro no n° nº salle chambre étage"
        " appartement appt. porte quai voie route rue ligne bus tram train vol volume vol. tome"
        " t. livre acte scène saison épisode niveau classe phase étape manche journée semaine"
        " place rang type marque modèle version série chaîne station question option règle"
        " résolution directive règlement loi psaume équation opus op. symphonie âge âgé âgée âgés"
        " taille zone arrondissement district bloc bâtiment réacteur tour formule agenda tél. tél"
        " fax bp cas exemple exercice leçon windows boeing airbus groupe équipe division régiment"
        " armée départementale nationale autoroute rd rn cd case point matricule"
    ),
    date_labels=word_set(
        "trimestre semestre exercice saison numéro no n° page article chapitre tableau figure"
        " chambre salle agenda modèle version windows iso t1 t2 t3 t4 s1 s2 résolution loi"
    ),
    numbers=word_set(
        "douzaine douzaines dizaine dizaines vingtaine centaine centaines cent cents mille"
        " millier milliers million millions milliard milliards billion billions md mds mrd mia"
        " mio k m k€ m€ md€ meur keur demi demie demis moitié tiers quart quarts cinquième"
        " dixième centième pour pourcent point points fois ans an année années mois jour jours"
        " semaine semaines heure heures h min minute minutes seconde secondes s sec nuit nuits"
        " siècle siècles décennie décennies trimestre trimestres kilomètre kilomètres mètre"
        " mètres centimètres millimètres km m cm mm mille milles nœuds hectare hectares ha are"
        " ares acres km² m² m³ tonne tonnes t kilo kilos kilogrammes kg gramme grammes g mg litre"
        " litres l hl ml cl baril barils kwh mwh gwh twh kw mw gw tw watts kilowatts mégawatts"
        " gigawatts degré degrés ko mo go to octets kilomètres-heure km/h chevaux ch volts"
        " ampères hertz hz mhz ghz er ère e ème eme re nd nde pieds pouces pts pt bar bars pages"
        " ° carats"
    ),
    money=word_set(
        "euro euros eur centimes cents dollar dollars livre livres yen yens yuan yuans rouble"
        " roubles roupie roupies franc francs couronne couronnes peso pesos real reals dinar"
        " dinars dirham dirhams fcfa f cfa won wons usd gbp jpy chf lires marks sterling pesetas"
    ),
    plain=word_set(
        "an ans année années mois jour jours heure heures point points fois cent mille livre"
        " livres pieds quart tiers moitié nuit nuits franc couronne are bar tour s m pour million"
        " millions demi millier milliers"
    ),
    determiners=word_set(
        "une un cette ce cet chaque dernière dernier derniers dernières prochaine prochain"
        " première premier seconde second même"
    ),
    contractions={"du": "de", "des": "de", "au": "à", "aux": "à"},
    abbreviations=word_set(
        "usa ue onu otan m mm. mme mlle mlles dr st ste sa sarl sncf edf pdg pme tv cd dvd un une"
        " pib etc etc. le la de du en au y à se sa ce et ou où on il ne ni si us g8 g20 pc ps ump"
        " rpr fn cgt bd h.t. ttc ht"
    ),
    links=word_set("à au ou jusqu'à jusqu’à"),
    openings=word_set("entre de depuis d"),
    numerals=word_set(
        "zéro deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
        " seize vingt trente quarante cinquante soixante cent mille"
    ),
    points=word_set("point points pt pts"),
    scales=word_set("centaines milliers millions milliards millier million milliard mille mio mrd"),
    means=word_set(
        "rapport suite conséquent biais voie virement chèque courrier mail fax avion train bateau exemple ailleurs contre"
    ),
    look_alikes=(
        *listed("un an plus tard, par exemple, par ailleurs, par contre, par virement"),
        # "le mois" alone is a rate
        *joined("l'an, l’an, le mois, le trimestre, le jour", _PAST),
        *joined("l'année, l’année, la semaine, la nuit, la journée", _PAST_FEMININE),
    ),
)
