"""German words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges, joined, listed, word_set

WORDS = Words(
    tag="de",
    hedges=(
        *hedges("about", "rund, etwa, circa, ca., ca, zirka, ungefähr, schätzungsweise, in etwa"),
        *hedges("nearly", "knapp, fast, beinahe, nahezu, annähernd"),
        *hedges("at_least", "mindestens, wenigstens, nicht weniger als, zumindest, mind."),
        *hedges("at_most", "höchstens, bis zu, maximal, nicht mehr als, max."),
        *hedges("more_than", "mehr als, gut, etwas mehr als, etwas über, deutlich mehr als"),
        *hedges("more_than", "über", "beside"),
        *hedges("less_than", "weniger als, etwas weniger als"),
        *hedges("less_than", "unter", "beside"),
        *hedges("about", "um, etwa, circa, ca., rund, ungefähr, um das Jahr", "dates"),
        *hedges("early", "anfang, beginn, zu beginn des, früh", "dates"),
        *hedges("mid", "mitte", "dates"),
        *hedges("late", "ende", "dates"),
        *hedges("not_before", "frühestens, nicht vor", "dates"),
        *hedges("not_after", "spätestens", "dates"),
    ),
    behind=(
        *hedges("at_least", "oder mehr, und mehr", "beside"),
        *hedges("at_most", "oder weniger", "beside"),
        *hedges("not_before", "frühestens", "dates"),
        *hedges("not_after", "spätestens", "dates"),
    ),
    function=word_set(
        "der die das des dem den ein eine einer eines einem einen in im ins an am ans auf aus bei"
        " beim mit nach von vom vor zu zum zur über unter für durch gegen ohne um bis seit"
        " während wegen trotz neben zwischen hinter innerhalb außerhalb laut gemäß samt nebst per"
        " als wie und oder aber denn sondern sowie bzw wenn weil dass daß ob obwohl da damit"
        " indem nachdem bevor sobald falls ist sind war waren wird werden wurde wurden worden sei"
        " seien wäre wären hat haben hatte hatten habe hätte kann können konnte konnten soll"
        " sollen sollte sollten muss müssen musste mussten will wollen wollte darf dürfen mag"
        " möchte er sie es wir ihr ich du man sich ihm ihn ihnen uns euch mir dir mich dich sein"
        " seine seiner seines seinem seinen ihre ihrer ihres ihrem ihren unser unsere mein meine"
        " dein dieser diese dieses diesem diesen jener jene jenes jeder jede jedes welcher welche"
        " welches was wer wo wann wo hier dort da dann nun jetzt noch nur auch schon erst bereits"
        " sogar selbst wieder nicht kein keine so sehr mehr alle allen aller alles beide beiden"
        " andere anderen anderer weitere weiteren weiterer insgesamt zusammen dabei dafür davon"
        " dazu daran darauf daraus darin hinzu gegenüber ab zurück ein heute gestern teil teile teilen"
    ),
    transparent=word_set(
        "der die das des dem den ein eine einer eines einem einen seine seiner ihre ihrer ihren"
        " seinen nur noch weitere weiteren weiterer zusätzliche zusätzlichen insgesamt ersten"
        " dieser diese dieses diesem diesen allein sogar auch von um sich erstmals somit damit dabei nun"
        " jetzt inzwischen mittlerweile bereits schon zeitweise zuletzt dort hier wieder erneut stets"
        " immerhin einmal bei"
    ),
    date_transparent=word_set("im in ins jahr jahres jahre monat monats am vom zum"),
    vague=(
        *hedges(
            None,
            "bald, um und bei, zehntel von, hundertstel von, entspricht etwa, entspricht ungefähr, entspricht in etwa, entsprechen etwa, etwa gleich,"
            " ungefähr gleich, richtung, in richtung, beginnen bei, beginnt bei, beginnen ab, beginnt ab, startet ab,"
            " starten ab, los bei, los ab, locker, lockere, lockeren, mühelos, spielend, um ein haar,"
            " zweimal, dreimal, viermal, fünfmal, sechsmal, siebenmal, achtmal, neunmal, zehnmal,"
            " hundertmal, mehrmals, mindestens einmal, karten ab, preise ab, zimmer ab",
            "walks",
            "numbers",
        ),
        *hedges(
            None,
            "vorabend von, vorabend des, schwelle zu, vorfeld von, vorfeld des, hinblick auf",
            "walks",
            "dates",
        ),
        *hedges(
            None,
            "größenordnungsmäßig, sage und schreibe rund, alles in allem rund",
            "walks",
            "numbers",
        ),
        *hedges(None, "woche, woche des, dekade, jahrzehnt, dekade des", "walks", "dates"),
        *hedges(
            None,
            "übersteige, überstiege, überschritte, überschreitend, übersteigend, unterschreite, "
            "übertreffe, annähernd an, gut und gern, gut und gerne, im bereich von, im bereich "
            "um, bereich von, im rahmen von, in einer größenordnung von, einer größenordnung von, "
            "in größenordnung von, in der region von, in der gegend von, rund um die, so circa, "
            "etwaige, nicht viel mehr als, nicht viel weniger als, viel mehr, kaum noch, gerade "
            "einmal rund, gerade mal etwa, schon fast, nicht weit von, unweit von, "
            "jenseits von, jenseits der, diesseits von, diesseits der, kratzt an, kratzen an,"
            " kratzte an, kratzt an der, schrammt an, nähert sich, nähern sich, näherte sich,"
            " näherten sich, bewegt sich um, bewegen sich um, pendelt um, wohl, so um, so rund, so"
            " etwa, so ungefähr, irgendwo bei, irgendwo um, so gegen, plus/minus, oberhalb,"
            " unterhalb, oberhalb der, unterhalb der, jeweils, nicht mehr, statt, anstatt,"
            " anstelle von, anstelle der, an stelle von, an stelle der, geschweige denn, alles"
            " andere als, weit entfernt von, fern von, weit weg von, eher als, lieber als,"
            " überschritten, überschreiten, überschreite, überstiegen, übertroffen, übertraf,"
            " übertreffen, unterschritten, unterschreiten, unterboten, durchbrach, durchbrochen,"
            " durchbrechen, knackte, knackt, knacken, geknackt, toppt, toppte, sprengt, sprengte,"
            " erreicht beinahe, erreichte fast, erreichte beinahe, grenzt an, grenzte an, tendiert"
            " gegen, geht gegen, ging gegen, wenig mehr als, wenig über, wenig unter, kaum mehr"
            " als, kaum über, kaum weniger als, nur wenig mehr als, ein wenig mehr als, ein wenig"
            " über, ein wenig unter, ein bisschen mehr als, ein bisschen über, einiges über,"
            " einiges mehr als, um einiges mehr als, viel mehr als, viel weniger als, noch mehr"
            " als, erheblich mehr als, erheblich über, erheblich unter, erheblich weniger als,"
            " deutlich weniger als, wesentlich weniger als, wesentlich über, wesentlich unter,"
            " weit weniger als, bei weitem mehr als, weitaus mehr als, weitaus weniger als, leicht"
            " mehr als, geringfügig mehr als, geringfügig über, geringfügig unter, minimal über,"
            " minimal unter, haarscharf unter, haarscharf über, knapp über, knapp unter, knapp an,"
            " kurz vor, kurz unter, kurz über, dicht bei, dicht unter, dicht über, nahe der, fast"
            " schon, fast an die, beinahe schon, nahezu an die, maximal etwa, maximal rund,"
            " höchstens etwa, höchstens rund, mindestens etwa, mindestens rund, nicht mal, nicht"
            " über, nicht unter, nicht höher als, nicht niedriger als, nicht größer als, nicht"
            " kleiner als, nicht länger als, nicht weniger, mehr oder weniger, mehr oder minder,"
            " größer gleich, kleiner gleich, größer oder gleich, kleiner oder gleich, beschränkt"
            " auf, limitiert auf, gedeckelt bei, gedeckelt mit, gekappt bei, bis maximal, bis"
            " etwa, bis rund, bis knapp, bis fast, bis über, bis gegen, bis circa, von rund, von"
            " etwa, ab rund, ab ca., ab circa, angefangen bei, beginnend bei, beginnend mit,"
            " startet bei, starten bei, startend bei, obergrenze bei, untergrenze bei, spitzenwert"
            " von, höchstwert von, tiefstwert von, höchststand von, tiefststand von, rekordhoch"
            " von, schätzungsweise rund, überschlagsmäßig, über den daumen, pi mal daumen,"
            " ungerechnet, hochgerechnet, potenziell, potentiell, eventuell, unter umständen,"
            " gegebenenfalls, annähernde, gleichsam, faktisch, anderthalb, dreifache, doppelte,"
            " vierfache, fünffache, zehnfache, zweifache, doppelte von, hälfte von, hälfte der,"
            " drittel von, drittel der, viertel von, viertel der, bruchteil von, jährlich rund,"
            " monatlich rund, vierteljährlich, halbjährlich, wöchentlichen, stündlichen,"
            " nächtlich, jahreszins von",
            of="numbers",
        ),
        *hedges("about", "rund, etwa, circa, ca., ungefähr, zirka, annähernd, schätzungsweise"),
        *hedges("at_least", "mindestens, wenigstens, nicht weniger als, zumindest, minimal"),
        *hedges("at_most", "höchstens, bis zu, maximal, nicht mehr als, allerhöchstens"),
        *hedges("more_than", "mehr als", of="numbers"),
        *hedges("more_than", "über, oberhalb von", scope="beside", of="numbers"),
        *hedges("less_than", "weniger als", of="numbers"),
        *hedges("less_than", "unter, unterhalb von", scope="beside", of="numbers"),
        *hedges("nearly", "fast, beinahe, nahezu, knapp", of="numbers"),
        *hedges(
            None,
            "ca, cirka, zirka, etwas, ungefähre, gut, gute, guter, guten, knappe, knapper,"
            " knappen, etwas mehr als, etwas über, etwas weniger als, deutlich mehr als, deutlich"
            " über, deutlich unter, weit mehr als, weit über, weit unter, wesentlich mehr als,"
            " leicht über, leicht unter, an die, um die, in etwa, so um die, gegen die, in der"
            " größenordnung von, größenordnung von, in höhe von rund, in höhe von etwa, in höhe"
            " von maximal, allenfalls, bestenfalls, schlimmstenfalls, günstigstenfalls, höchsten,"
            " kaum, nicht ganz, nicht einmal, annäherungsweise, überschlägig, geschätzt,"
            " geschätzte, geschätzten, geschätzter, geschätztes, schätzungsweise, mutmaßlich,"
            " vermutlich, wahrscheinlich, möglicherweise, angeblich, vielleicht, womöglich,"
            " praktisch, quasi, sozusagen, so gut wie, nahe, nahe an, nahe bei, dicht an, in der"
            " nähe von, maximum von, minimum von, obergrenze von, untergrenze von, höchstgrenze"
            " von, maximal bis, plus minus, halb, halbe, halben, ein halbes, eine halbe,"
            " doppelt, dreifach, mehrere, einige, wenige, viele, etliche, ein paar, paar, bis"
            " auf, bis hin zu, bis, ab, von bis zu, übersteigt, überstieg, übersteigen,"
            " übertrifft, überschreitet, überschritt, unterschreitet, unterschritt, erreicht"
            " fast, um etwa, um rund, weniger, je, pro, jährlich, jährliche, jährlichen,"
            " monatlich, monatliche, monatlichen, täglich, tägliche, täglichen, wöchentlich,"
            " wöchentliche, stündlich, grob, grob geschätzt, gerundet, aufgerundet, abgerundet,"
            " oder, begrenzt auf, gedeckelt auf, plus minus, größer als, kleiner als, höher als,"
            " niedriger als, länger als, kürzer als, älter als, jünger als, ab etwa, mehr, mind.,"
            " max., min., ungef., rd., rd, vielfaches von",
            of="numbers",
        ),
        *hedges(None, "gegen, um", scope="beside", of="dates"),
        *hedges(None, "gegen, minus", scope="beside", of="numbers"),
        *hedges(
            None,
            "monate, monaten, monate des, monaten des, wochen, tagen, verlauf, laufe, anfang, mitte, ende, anfangs, beginn, zu beginn, ausgang, anbruch, früh, spät,"
            " früher, später, frühestens, spätestens, vor, nach, seit, ab, bis, bis ende, bis"
            " anfang, bis mitte, bis spätestens, nicht vor, nicht nach, erst, erst ab,"
            " vermutlich, wahrscheinlich, möglicherweise, vielleicht, wohl, angeblich,"
            " schätzungsweise, gegen ende, hälfte, jahreshälfte, halbjahr, quartal, drittel,"
            " jahreswechsel, jahresanfang, jahresbeginn, jahresende, jahresmitte, frühjahr,"
            " frühling, sommer, herbst, winter, frühsommer, spätsommer, frühherbst, spätherbst,"
            " vorfrühling, geschäftsjahr, geschäftsjahres, wirtschaftsjahr, wirtschaftsjahres,"
            " haushaltsjahr, schuljahr, studienjahr, rechnungsjahr, wintersemester,"
            " sommersemester, saison, spielzeit, rund um, irgendwann, irgendwann in, irgendwann"
            " im, ca., ca, circa, geb., gest., um, etwa, v., zwischen, knapp, nahezu, fast,"
            " beinahe, kurz vor, kurz nach, nicht später als, nicht früher als, lange vor,"
            " weihnachten, ostern, pfingsten, mittlerweile seit",
            of="dates",
        ),
        *hedges(None, "q1, q2, q3, q4, h1, h2, 1. halbjahr, 2. halbjahr", of="dates"),
    ),
    vague_behind=(
        *hedges(
            None,
            "und ein paar, das paar, das dutzend, die portion, die flasche, das glas, der kasten, die"
            " karte, das ticket, der platz, die fahrt, die seite, die übernachtung, das zimmer",
            "beside",
            "numbers",
        ),
        *hedges(
            None,
            "minimum, maximum, mindestens, höchstens, maximal, minimal, ungefähr, circa, etwa",
            "closes",
            "numbers",
        ),
        *hedges(
            None,
            "eher mehr, eher weniger, eher darüber, eher darunter, wohl mehr, wohl eher mehr, "
            "vielleicht auch mehr, vielleicht mehr, vielleicht weniger, womöglich mehr, womöglich "
            "weniger, möglicherweise mehr, tendenz steigend, oder noch weniger, oder knapp "
            "darunter, oder knapp darüber, oder leicht darüber, oder leicht darunter, und damit "
            "mindestens, und ein paar zerquetschte, "
            "begrenzt, beschränkt, limitiert, gedeckelt, überschritten, überschreitet,"
            " überschreiten, überstiegen, übersteigt, übersteigen, übertroffen, übertrifft,"
            " unterschritten, unterschreitet, überstieg, überschritt, übertraf, und abwärts, nach"
            " oben, und drüber, oder drüber, oder drunter, und drunter, oder etwas weniger, oder"
            " mehr noch, oder vielleicht mehr, wenn nicht mehr, wenn nicht sogar mehr, plus x,"
            " plus/minus, rum, herum, um den dreh, so ungefähr, über den daumen, pi mal daumen,"
            " großzügig gerechnet, grob gerechnet, grob geschätzt, gerundet, aufgerundet,"
            " abgerundet, bestenfalls, schlimmstenfalls, im besten fall, im schlimmsten fall, im"
            " höchstfall, im mindestfall, und das mindestens, pro kopf, pro nase, pro person, pro"
            " tag, pro nacht, pro woche, pro monat, pro quartal, je monat, je jahr, je tag, je"
            " woche, je stunde, je stück, je aktie, am stück, die nacht, den tag, die minute, das"
            " kilo, das pfund, der liter, den liter, die tonne, das fass, das barrel, der"
            " quadratmeter, den quadratmeter, die unze, das gramm, im quartal, im halbjahr, in der"
            " nacht, in der minute, in der sekunde, für jeden, für jede, für jedes, pro einwohner,"
            " je einwohner, vierteljährlich, halbjährlich, quartalsweise, monatsweise, nächtlich,"
            " pauschal",
            "beside",
            "numbers",
        ),
        *hedges(
            None,
            "oder so, oder mehr, oder weniger, oder darüber, oder darunter, oder höher, oder"
            " niedriger, oder älter, oder jünger, oder länger, oder noch mehr, oder gar, oder"
            " sogar, oder etwas mehr, oder fast, oder rund, oder etwa, und mehr, und darüber, und"
            " darunter, und weniger, und älter, und aufwärts, und höher, und ein halb, und eine"
            " halbe, und noch mehr, plus, plus minus, aufwärts, mindestens, wenigstens,"
            " zumindest, höchstens, maximal, minimal, maximum, minimum, allenfalls, ungefähr,"
            " circa, ca., in etwa, schätzungsweise, mal, fach, fache, fachen, einhalb, zum"
            " quadrat, geschätzt, je, pro, jährlich, monatlich, täglich, wöchentlich, stündlich,"
            " im jahr, im monat, im tag, am tag, in der woche, in der stunde, die stunde, die"
            " woche, den monat, das jahr, das stück, die flasche, pauschal im monat, pro stück,"
            " p.a., p. a., pro jahr, brutto im monat, netto im monat, ins quadrat, zu viel, zu"
            " wenig",
            scope="beside",
            of="numbers",
        ),
        *hedges(None, "über, unter, rund, etwa, mehr, weniger, knapp, fast", "ends", "numbers"),
        *hedges(
            None,
            "oder mehr, oder weniger, und mehr, und darüber, oder darüber, oder darunter,"
            " mindestens, höchstens, pro, je, jährlich, monatlich, aufwärts",
            scope="clause",
            of="numbers",
        ),
        *hedges(
            None,
            "frühestens, spätestens, oder später, oder früher, oder danach, oder davor, oder so,"
            " oder vielleicht, oder anfang, oder ende, und später, und danach, und früher, ff.,"
            " f., v. chr., n. chr., v.chr., n.chr., vor christus, nach christus, etwa, circa,"
            " ca., vermutlich, wahrscheinlich, bis heute, bis anfang, bis ende, bis mitte, bis"
            " jetzt, an frühestens, herum, rum, er, e",
            scope="beside",
            of="dates",
        ),
        *hedges(None, "frühestens, spätestens, oder später, oder früher", "clause", "dates"),
    ),
    negations=word_set(
        "nicht kein keine keinen keiner keinem keines nie niemals ohne weder noch kaum niemand"
        " nichts bestreitet bestritt bestreiten dementiert dementierte dementieren leugnet"
        " leugnete verneint verneinte verweigert verweigerte unwahr fälschlich fälschlicherweise"
        " keinesfalls keineswegs keinerlei mitnichten nirgends fehlt fehlten scheiterte"
    )
    - {"noch"},
    not_negating=listed(
        "nicht nur, nicht zuletzt, nicht allein, nicht einmal nur, nicht bloß, keine frage, kein"
        " wunder, kein zweifel, keine angst, ohne zweifel, ohne frage, nicht selten, nicht"
        " überraschend, nicht weit, nicht zu vergessen, nicht umsonst, ob oder nicht, ohne"
        " mehrwertsteuer, ohne steuer, nicht mehr nur, wenn nicht gar, gar nicht so, nicht"
        " minder, nichts anderes als, nicht eingerechnet, nicht mitgezählt, nicht ohne"
    ),
    but=word_set("sondern aber weil als warum weshalb während obwohl nachdem obgleich wie"),
    denials=listed(
        "nicht, keine, keinen, kein, nie, niemals, ist falsch, ist unwahr, war falsch, stimmt"
        " nicht, trifft nicht zu, wurde dementiert, wurde bestritten, sind falsch, ist erfunden,"
        " ist ein irrtum, keineswegs"
    ),
    resumes=word_set(
        "er es sie wir ich man dies ist sind war waren hat hatte hatten wird wurde wurden kann konnte"
        " soll sollte stieg stiegen sank sanken fiel fielen ging gingen kam kamen nahm nahmen gab gaben"
        " bekam bekamen erhielt erhielten kostet kostete kosteten zahlte zahlten betrug lag lagen"
        " verlor verloren kaufte kauften verkaufte verkauften"
    ),
    estimates=word_set("schätzt schätzen schätzte schätzten geschätzt"),
    doubts=word_set(
        "geschätzt schätzung schätzungen geschätzte gerundet aufgerundet abgerundet ca circa rund"
        " ungefähr vorläufig vorläufige prognose hochgerechnet hochrechnung unbestätigt umstritten"
    ),
    deniers=word_set(
        "bezweifelt bezweifeln bezweifelte bezweifelten weigert weigern weigerte weigerten geweigert ablehnt ablehnte abgelehnt lehnte lehnt"
        " lehnten bestreitet bestreiten bestritt bestritten leugnet leugnen leugnete leugneten"
        " geleugnet dementiert dementieren dementierte dementierten versäumt versäumte versäumten"
        " vermied vermieden vermeidet unterließ unterließen unterlässt verzichtet verzichtete"
    ),
    labels=word_set(
        "tempo abbildung abb. abb tabelle tab. tab kapitel kap. abschnitt abschn. artikel art. §"
        " paragraph absatz abs. nummer nr. nr nrn. seite seiten s. zeile zeilen anhang anlage"
        " ziffer zimmer raum saal halle gleis tor bahnsteig linie buslinie straße bundesstraße"
        " autobahn ausfahrt block haus hausnummer wohnung stock etage band bd. heft ausgabe teil"
        " akt szene folge staffel stufe klasse phase schritt runde spiel spieltag tag woche platz"
        " rang typ modell version serie kanal frage antwort option regel verordnung richtlinie"
        " gesetz drucksache psalm satz gleichung opus op. sinfonie symphonie größe zone bezirk"
        " reaktor turm formel agenda postfach plz tel. tel telefon fax fall beispiel übung"
        " aufgabe alter windows boeing airbus punkt lektion position pos. kategorie stadium grad"
        " gruppe team mannschaft kompanie regiment division armee spalte reihe feld los sektor"
        " wagen zug flug im-alter fassung iso din"
    ),
    date_labels=word_set(
        "quartal halbjahr geschäftsjahr wirtschaftsjahr haushaltsjahr schuljahr saison nummer nr."
        " nr seite kapitel tabelle abbildung abb. artikel § zimmer raum agenda modell windows iso"
        " din version typ postfach"
    ),
    numbers=word_set(
        "dutzend dutzende schock gros hundert hunderte tausend tausende tsd. tsd td. million"
        " millionen milliarde milliarden billion billionen billiarde billiarden mio. mio mill."
        " mill mrd. mrd mia. mia bio. bio mia t teur tsd.-eur hoch halb halbe hälfte drittel viertel"
        " fünftel sechstel achtel zehntel hundertstel tausendstel prozent v.h. promille"
        " prozentpunkt prozentpunkte prozentpunkten basispunkt basispunkte basispunkten punkt"
        " punkte punkten mal fach fache fachen -fach einhalb eineinhalb anderthalb uhr tag tage"
        " tagen tages woche wochen monat monate monaten monats jahr jahre jahren jahres jahrzehnt"
        " jahrzehnte jahrzehnten jahrhundert jahrhunderte jahrhunderten stunde stunden std. std"
        " minute minuten min. min sekunde sekunden sek. sek sec nacht nächte nächten quartal"
        " quartale jährig jährige jährigen jähriger kilometer kilometern meter metern zentimeter"
        " millimeter km m cm mm meile meilen seemeile seemeilen fuß zoll quadratmeter"
        " quadratmetern quadratkilometer quadratkilometern kubikmeter kubikmetern qm qkm cbm"
        " hektar ha ar morgen tonne tonnen to kilo kilogramm gramm milligramm pfund zentner dz"
        " liter litern hektoliter milliliter ml hl barrel barrels kilowatt megawatt gigawatt"
        " terawatt watt kilowattstunde kilowattstunden megawattstunde megawattstunden"
        " gigawattstunde gigawattstunden terawattstunden kwh mwh gwh twh kw mw gw tw kwp mwp ps"
        " volt ampere grad celsius fahrenheit kelvin km/h knoten mbit gbit kb mb gb tb megabyte"
        " gigabyte terabyte byte bytes bit bits pixel joule kalorien kcal bar pascal hertz"
        " dezibel db karat festmeter raummeter einheiten"
    ),
    money=word_set(
        "euro euros eur cent cents dollar dollars us-dollar mark reichsmark goldmark ostmark"
        " d-mark dm pfennig pfennige pfennigen franken rappen sfr fr. chf schilling groschen"
        " kronen krone pfund pence yen yuan renminbi rubel kopeken rupien rupie peso pesos real"
        " reais lira lire zloty złoty forint gulden taler talern heller kreuzer dukaten francs"
        " franc peseten drachmen won rand dinar dirham usd gbp jpy cny $ € bitcoin"
    ),
    plain=word_set(
        "teil teile mal nacht tag tage woche monat monate jahr jahre stunde stunden punkt punkte"
        " morgen mark real bar ar halb hälfte viertel drittel million millionen hundert hunderte"
        " tausende uhr pfund fuß zoll bit rand"
    ),
    determiners=word_set(
        "letzte letzten letzter letztes vergangene vergangenen vergangener vorige vorigen diese"
        " dieser diesem dieses diesen nächste nächsten nächster nächstem jede jeden jeder jedem"
        " eine einer einem einen ersten zweiten dritten selben gleichen ganzen pro"
    ),
    abbreviations=word_set(
        "usa us eu uno un nato bnd cdu csu spd fdp afd ddr brd gmbh ag kg se kgaa ohg e.v. ev dgb"
        " ard zdf swr wdr mdr dr dr. prof prof. hr. fr. st. st z.b. d.h. u.a. z.t. bzw. bzw usw."
        " usw etc. etc vgl. sog. inkl. inkl exkl. zzgl. zzgl evtl. ggf. ggü. ggü jr. tv pc lkw"
        " pkw lkws pkws cd cds dvd dvds it id ip a.d. b.a. kfz tüv ihk hwk vw bmw sap rwe e-mail"
        " mfg ob da er es im in an am ab um zu so wo du ja je ii iii iv"
    ),
    links=word_set("bis oder auf-bis versus vs. vs beziehungsweise bzw bzw. respektive resp."),
    openings=word_set("zwischen von sowohl vom"),
    numerals=word_set(
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn"
        " fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig"
        " siebzig achtzig neunzig hundert tausend"
    ),
    points=word_set("punkt punkte punkten pp prozentpunkte"),
    scales=word_set(
        "hundert tausend tausende tausenden millionen milliarden billionen tsd mio mrd mill"
    ),
    means=word_set(
        "überweisung banküberweisung post mail e-mail telefon fax scheck kurier gesetz vertrag"
        " lastschrift kreditkarte bahn bus schiff zug se"
    ),
    look_alikes=(
        *listed("ein jahr später, pro forma, mal sehen, mal wieder, mal als, mal so"),
        # "die Woche" alone is a rate
        *joined(
            "im jahr, das jahr, den monat, die woche, den tag, die nacht, die stunde, das quartal",
            "darauf, zuvor, danach, davor, vorher, später, nach, vor, über",
        ),
    ),
)
