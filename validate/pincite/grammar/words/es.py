"""Spanish words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges, joined, listed, word_set

_PAST = "pasado, anterior, siguiente, próximo, previo, del, que, en que"
MONTHS = "enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, octubre, noviembre"
MONTHS += ", diciembre"

WORDS = Words(
    tag="es",
    hedges=(
        *hedges(
            "about",
            "alrededor de, aproximadamente, unos, unas, en torno a, aproximadamente unos",
        ),
        *hedges("nearly", "casi, prácticamente"),
        *hedges("at_least", "al menos, por lo menos, como mínimo, no menos de, un mínimo de"),
        *hedges("at_most", "como máximo, hasta, a lo sumo, no más de, un máximo de, como mucho"),
        *hedges("more_than", "más de, algo más de, poco más de, por encima de, superior a"),
        *hedges("less_than", "menos de, algo menos de, poco menos de, por debajo de, inferior a"),
        *hedges("about", "hacia, alrededor de, en torno a, circa, sobre", "dates"),
        *hedges(
            "early",
            "principios de, a principios de, comienzos de, a comienzos de, inicios de,"
            " a inicios de, principios del, a principios del",
            "dates",
        ),
        *hedges("mid", "mediados de, a mediados de, mediados del, a mediados del", "dates"),
        *hedges(
            "late",
            "finales de, a finales de, fines de, a fines de, finales del, a finales del",
            "dates",
        ),
        *hedges("not_before", "no antes de, como pronto en", "dates"),
        *hedges("not_after", "a más tardar en, a más tardar, como tarde en", "dates"),
    ),
    behind=(
        *hedges("at_least", "como mínimo, o más, al menos, por lo menos", "beside"),
        *hedges("at_most", "como máximo, o menos, como mucho, a lo sumo", "beside"),
        *hedges("about", "aproximadamente", "beside"),
        *hedges("not_before", "como pronto", "dates"),
        *hedges("not_after", "a más tardar, como tarde, como muy tarde", "dates"),
    ),
    function=word_set(
        "el la los las lo un una unos unas de del al a en con por para sin sobre entre desde"
        " hasta hacia según durante mediante contra tras ante bajo y e o u ni pero sino que quien"
        " cual cuales cuyo cuya cuyos cuando donde como si porque aunque mientras pues es son era"
        " eran fue fueron será serán ser sido está están estaba estaban ha han había habían hay"
        " hubo tiene tienen tenía tenían se su sus mi mis tu nos les le me te él ella ellos ellas"
        " yo este esta estos estas ese esa esos esas aquel aquella ya no más menos muy también"
        " solo sólo aún todavía otro otra otros otras todo toda todos todas cada mismo misma ayer"
        " hoy así luego entonces aquí allí puede pueden debe deben porque"
    ),
    transparent=word_set(
        "ampliamente ligeramente claramente holgadamente sobradamente fácilmente ya así incluso"
        " apenas prácticamente "
        "el la los las lo un una de del su sus estos estas este esta otros otras total totales"
        " suma en solo sólo"
    ),
    date_transparent=word_set("año años mes meses al"),
    vague=(
        *hedges(
            None,
            "vísperas de, víspera de, albores de, puertas de, umbral de, camino de, cara a, con"
            " vistas a",
            "walks",
            "dates",
        ),
        *hedges(
            None,
            "décima parte de, aproximadamente a, más o menos a, casi a, aproximadamente igual a, prácticamente a,"
            " entradas desde, precios desde, habitaciones desde, vuelos desde, billetes desde,"
            " boletos desde, tarifas desde, cuotas desde, desde solo, desde sólo, desde tan solo,"
            " desde apenas, dos veces, tres veces, cuatro veces, cinco veces, seis veces, siete"
            " veces, ocho veces, nueve veces, diez veces, cien veces, mil veces, varias veces,"
            " empieza en, empiezan en, comienza en, comienzan en, arrancan en, comienza a partir de",
            "walks",
            "numbers",
        ),
        *hedges(None, "como, entre", "beside", "numbers"),
        *hedges(
            None, "semana de, década de, década del, quincena de, decenio de", "walks", "dates"
        ),
        *hedges(
            None,
            "superaban, superará, superarán, superarían, superase, superara, rebasaban, rebasará, "
            "rebasarán, rebasaría, rebasarían, rebasado, rebasada, rebasando, rebase, rebasen, "
            "rebasase, rebasara, sobrepasaban, sobrepasará, sobrepasarán, sobrepasaría, "
            "sobrepasarían, sobrepasado, sobrepasada, sobrepasando, sobrepase, sobrepasen, "
            "sobrepasase, sobrepasara, rozará, rozarán, rozaría, rozarían, rozado, rozada, roze, "
            "rozen, rozase, rozara, rondaban, rondó, rondaron, rondará, rondarán, rondaría, "
            "rondarían, rondado, rondada, rondar, ronde, ronden, rondase, rondara, bordeaban, "
            "bordearon, bordeará, bordearán, bordearía, bordearían, bordeado, bordeada, bordee, "
            "bordeen, bordease, bordeara, traspasaba, traspasaban, traspasaron, traspasará, "
            "traspasarán, traspasaría, traspasarían, traspasado, traspasada, traspasando, "
            "traspasar, traspase, traspasen, traspasase, traspasara, cruzan, cruzaba, cruzaban, "
            "cruzaron, cruzará, cruzarán, cruzaría, cruzarían, cruzado, cruzada, cruzando, "
            "cruzar, cruze, cruzen, cruzase, cruzara, excedían, excederá, excederán, excedería, "
            "excederían, excedido, excediendo, exceda, excedan, habrá superado, ha superado, han "
            "superado, había superado, se acercará a, se acercaría a, se aproximará a, se "
            "aproximaría a, rozará los, rondará los, topado en, topada en, no pasa de, no pasan "
            "de, no pasará de, no pasó de, pasa de, pasan de, pasó de, pasará de, "
            "bordea, bordean, bordeaba, bordeando, bordear, bordeó, próxima a, próximas a,"
            " cercanas a, muy cerca de, se acerca a, se acercan a, se acercaba a, se acercó a,"
            " acercándose a, se aproxima a, se aproximan a, aproximándose a, roza los, rozó,"
            " rozaron, rozaban, oscila en torno a, oscila entre, gira en torno a, gira alrededor"
            " de, ronda el, a partir de, partiendo de, empezando en, arranca en, superaron,"
            " supere, superen, superaría, superado, superada, sobrepasan, sobrepasaron,"
            " sobrepasar, sobrepasaba, rebasan, rebasaron, rebasar, rebasaba, excedía, excedieron,"
            " exceder, traspasa, traspasó, traspasan, cruza, cruzó, franquea, arriba de, por"
            " arriba de, por sobre, abajo de, por abajo de, no llega a, no llegan a, no llegaba a,"
            " no llegó a, sin llegar a, no alcanza, no alcanzan, no alcanzó, no supera, no"
            " superan, no excede, no rebasa, no sobrepasa, ni siquiera, apenas unos, apenas unas,"
            " a duras penas, a lo menos, a lo más, cuando mucho, cuando más, cuando menos, como"
            " poco, a lo mejor, potencialmente, eventualmente, estimativamente, tirando a, tirando"
            " por lo bajo, tirando por lo alto, a ojo, más o menos, poco más o menos, a grandes"
            " rasgos, en números redondos, como unos, obra de, en el orden de, en la zona de, en"
            " el rango de, del rango de, en las inmediaciones de, ligeramente superior a,"
            " ligeramente inferior a, ligeramente por encima de, ligeramente por debajo de,"
            " ligeramente más de, ligeramente menos de, levemente superior a, levemente inferior"
            " a, notablemente superior a, muy superior a, muy inferior a, muy por encima de, muy"
            " por debajo de, mucho menos de, bastante menos de, muchos más de, bien por encima de,"
            " mayor a, mayores a, menor a, menores a, igual o superior a, igual o inferior a,"
            " igual o mayor a, igual o menor a, superior o igual a, no superior a, no inferior a,"
            " no mayor de, no menor de, no más allá de, más allá de, inferior a los, superior a"
            " los, un buen, una buena, buenas, escasas, unos pocos, unas pocas, un límite de, un"
            " tope de, techo de, un techo de, piso de, suelo de, un máximo, un mínimo, limitado a,"
            " limitada a, limitados a, topado a, hasta los, hasta las, hasta el, hasta un, en vez"
            " de, en lugar de, en sustitución de, y no, y no de, ya no, más que, lejos de, muy"
            " lejos de, todo menos, mucho menos, no digamos, doble de, el doble de, el triple de,"
            " tercio de, cuarto de, múltiplo de, anual, mensual, diario, diaria, diarios, semanal,"
            " semanales, trimestral, quincenal, negativo de",
            of="numbers",
        ),
        *hedges("about", "alrededor de, aproximadamente, en torno a, cerca de"),
        *hedges("about", "unos, unas", scope="beside", of="numbers"),
        *hedges("at_least", "al menos, por lo menos, como mínimo, no menos de, un mínimo de"),
        *hedges("at_most", "como máximo, no más de, a lo sumo, un máximo de"),
        *hedges("at_most", "hasta", scope="beside", of="numbers"),
        *hedges("more_than", "más de", of="numbers"),
        *hedges("less_than", "menos de", of="numbers"),
        *hedges("nearly", "casi, cerca de, prácticamente", of="numbers"),
        *hedges(
            None,
            "aprox., aprox, unos cuantos, unas cuantas, cosa de, algo más de, algo menos de, poco"
            " más de, poco menos de, un poco más de, bastante más de, mucho más de, del orden de,"
            " orden de, en el entorno de, alrededor del, alrededor de los, en torno al, en torno"
            " a los, apenas, escasamente, escasos, quizá, quizás, tal vez, probablemente,"
            " posiblemente, supuestamente, presuntamente, roza, rozan, rozaba, rozando, rozar,"
            " supera, superan, superaba, superando, superar, superó, superior a, superiores a,"
            " inferior a, inferiores a, mayor de, mayor que, menor de, menor que, mayores de,"
            " menores de, excede, exceden, excedió, rebasa, rebasó, sobrepasa, sobrepasó, alcanza"
            " casi, ronda, rondan, rondaba, rondando, ronda los, próximo a, próximos a, cercano"
            " a, cercana a, cercanos a, por encima de, por debajo de, encima de, debajo de,"
            " estimado en, estimada en, estimados en, estimadas en, estimado de, máximo de,"
            " mínimo de, máximo, mínimo, máx., mín., tope de, límite de, umbral de, menos, más,"
            " medio, media, mitad de, la mitad de, un tercio de, doble, triple, varios, algunos,"
            " algunas, pocos, muchos, o, ni, buenos, anual de, anuales, mensual de,"
            " mensuales, cada, o incluso, incluso",
            of="numbers",
        ),
        *hedges(
            None,
            "meses de, semanas de, días de, resto de, parte de, hacia, hacia el, sobre, antes de, después de, tras, desde, hasta, a partir de, a"
            " partir del, para, no antes de, a más tardar, a más tardar en, inicios de, inicio"
            " de, a inicios de, principios de, principio de, comienzos de, comienzo de, mediados"
            " de, medio de, finales de, fines de, fin de, final de, a finales de, a mediados de,"
            " a principios de, primer semestre de, segundo semestre de, semestre de, trimestre"
            " de, cuatrimestre de, primera mitad de, segunda mitad de, mitad de, curso,"
            " ejercicio, temporada, verano, invierno, otoño, primavera, verano de, invierno de,"
            " otoño de, primavera de, alrededor de, en torno a, aproximadamente, cerca de, circa,"
            " ca., c., quizá, quizás, tal vez, probablemente, posiblemente, entre, casi, navidad"
            " de, semana santa de, vuelta de, año fiscal, año fiscal de",
            of="dates",
        ),
    ),
    vague_behind=(
        *hedges(
            None,
            "el par, la docena, el lote, la habitación, la carrera, el menú, la página, la palabra",
            "beside",
            "numbers",
        ),
        *hedges(None, "y subiendo, y bajando, y creciendo, y más, bis", "ends", "numbers"),
        *hedges(None, "en adelante, para arriba, hacia arriba", "beside", "numbers"),
        *hedges(
            None,
            "mínimo, máximo, a lo sumo, como mucho, como poco, al menos, más o menos",
            "closes",
            "numbers",
        ),
        *hedges(
            None,
            "quizá más, quizás más, tal vez más, probablemente más, posiblemente más, y quizá "
            "más, y tal vez más, o quizás algo más, o todavía más, o aún más, "
            "largos, largas, escasos, escasas, y algo, y algo más, y un poco, o algo más, o algo"
            " menos, o un poco más, o un poco menos, o incluso más, o quizá más, o quizás más, o"
            " tal vez más, o casi, o cerca, si no más, para arriba, para abajo, hacia arriba, y"
            " subiendo, a lo más, a lo menos, cuando mucho, como poco, a ojo, en números redondos,"
            " poco más o menos, cada mes, cada año, cada día, cada semana, cada noche, cada hora,"
            " cada tres meses, todos los meses, todos los años, todos los días, todas las semanas,"
            " por trimestre, por semestre, por noche, por día, por semana, por acción, por"
            " tonelada, por kilo, por litro, por barril, por megavatio, por megavatio hora, por"
            " metro cuadrado, por hectárea, por alumno, por niño, por trabajador, por empleado,"
            " por familia, por vivienda, por usuario, per cápita, la noche, la semana, el mes, el"
            " año, el día, el trimestre, el metro, el metro cuadrado, el barril, la onza, la"
            " botella, la entrada, el boleto, la acción, el billete, el gramo, el quintal, el"
            " paquete, la docena, al trimestre, al semestre, la plaza, la sesión, el minuto,"
            " anual, mensual, diario, diaria, semanal, semanales, quincenal, quincenales,"
            " trimestral, trimestrales, semestral, semestrales, nocturnos, diariamente,"
            " semanalmente, trimestralmente, netos al mes, brutos al año, brutos al mes, netos al"
            " año",
            "beside",
            "numbers",
        ),
        *hedges(
            None,
            "o más, o menos, o así, o superior, o inferior, y más, y medio, y media, y pico, y"
            " tantos, y tantas, aproximadamente, aprox., aprox, como mínimo, como máximo, al"
            " menos, por lo menos, a lo sumo, cuando menos, mínimo, máximo, más o menos, veces,"
            " por, cada, cada uno, cada una, al año, al mes, al día, a la semana, por año, por"
            " mes, por hora, la hora, el kilo, el litro, la tonelada, anuales, mensuales,"
            " diarios, diarias, anualmente, mensualmente, la unidad, la pieza, al cuadrado, por"
            " mil, de más, de menos",
            scope="beside",
            of="numbers",
        ),
        *hedges(
            None,
            "o más, o menos, como mínimo, como máximo, por lo menos, al año, al mes, al día, a la"
            " semana, por habitante, por persona, por cabeza, por unidad, por hogar, por barco,"
            " por hora, por año, por mes, aproximadamente, cada uno, cada una, anuales, mensuales",
            scope="clause",
            of="numbers",
        ),
        *hedges(
            None,
            "a más tardar, como pronto, como muy tarde, como mínimo, o después, o antes, o más"
            " tarde, en adelante, aproximadamente, a. c., d. c., a.c., d.c., antes de cristo,"
            " después de cristo, probablemente, quizá, quizás, tal vez, hasta, y siguientes,"
            " circa",
            scope="beside",
            of="dates",
        ),
        *hedges(None, "a más tardar, como pronto, o más tarde, en adelante", "clause", "dates"),
    ),
    negations=word_set(
        "no nunca jamás ningún ninguna ninguno tampoco ni sin niega niegan negó negaron desmiente"
        " desmintió desmienten rechaza rechazó rechazan falso falsamente nadie nada"
    )
    - {"sin"},
    not_negating=listed(
        "no solo, no sólo, no solamente, no menos de, no más de, no obstante, no cabe duda, sin"
        " duda, nada menos que, no lejos de, no en vano, no hay duda"
    ),
    but=word_set("sino pero cuando porque mientras aunque"),
    denials=listed(
        "es falso, es falsa, era falso, es mentira, no es cierto, no es verdad, fue desmentido,"
        " son falsos, es incorrecto"
    ),
    resumes=word_set(
        "él ella ellos ellas es son era eran fue fueron ha han había será serán cuesta costó vale paga"
        " pagó vende vendió pierde perdió gana ganó emplea recibió tiene tuvo"
    ),
    estimates=word_set(
        "estima estiman estimó estimaron estimaba calcula calculan calculó calcularon"
    ),
    doubts=word_set(
        "estimado estimada estimados estimadas estimación redondeado redondeada aprox"
        " aproximado aproximada aproximadamente provisional provisionales previsión proyección"
    ),
    quantifying=word_set("de con los las unos unas sus estos estas a"),
    adverbs=word_set(
        "solamente exactamente precisamente actualmente anteriormente inicialmente finalmente únicamente"
        " simplemente oficialmente recientemente respectivamente igualmente directamente inmediatamente"
        " claramente"
    ),
    counting=word_set("tiene tienen tenía tenían hay había son eran"),
    labels=word_set(
        "figura fig. tabla tab. cuadro capítulo cap. sección artículo artículos art. párrafo"
        " anexo página páginas pág. p. pp. línea líneas versículo nota número núm. nº n.º no."
        " sala habitación piso apartamento puerta andén vía ruta carretera autopista calle bus"
        " tren vuelo volumen vol. tomo libro acto escena temporada episodio nivel clase fase"
        " etapa ronda jornada semana puesto rango tipo marca modelo versión serie canal estación"
        " pregunta opción regla resolución directiva reglamento ley salmo ecuación opus op."
        " sinfonía edad talla zona distrito bloque edificio reactor torre fórmula agenda tel."
        " tel. fax caso ejemplo ejercicio lección windows boeing airbus grupo equipo división"
        " regimiento categoría instrucción casa"
    ),
    date_labels=word_set(
        "trimestre semestre ejercicio temporada curso número nº núm. página artículo capítulo"
        " tabla figura habitación sala agenda modelo versión windows iso t1 t2 t3 t4 1t 2t ley"
    ),
    numbers=word_set(
        "docena docenas decena decenas veintena centenar centenares cien ciento cientos mil miles"
        " millar millares millón millones millardo millardos billón billones mill. mill mm mm. m"
        " k mdd md mde m€ k€ medio media mitad tercio tercios cuarto cuartos quinto décimo por"
        " ciento porciento punto puntos veces vez años año mes meses día días semana semanas hora"
        " horas h minuto minutos min segundo segundos s noche noches siglo siglos década décadas"
        " trimestre trimestres kilómetro kilómetros metro metros centímetros milímetros km m cm"
        " mm milla millas nudos hectárea hectáreas ha acres km² km2 m² m2 m³ tonelada toneladas t"
        " tm kilo kilos kilogramos kg gramo gramos g mg litro litros l hl ml barril barriles kwh"
        " mwh gwh twh kw mw gw vatios kilovatios megavatios gigavatios grados grado kb mb gb tb"
        " bytes km/h mph cv hz mhz ghz º ª er ro do pies pulgadas pts msnm hab hab. quintales"
        " arrobas fanegas leguas"
    ),
    money=word_set(
        "euro euros eur céntimos centavos dólar dólares libra libras yen yenes yuan yuanes rublo"
        " rublos rupia rupias franco francos corona coronas peso pesos real reales sol soles"
        " bolívar bolívares quetzal quetzales lempira lempiras colón colones guaraní guaraníes"
        " boliviano bolivianos peseta pesetas dinar dinares dirham wones usd gbp jpy chf reis us$"
        " r$ s/ duros"
    ),
    plain=word_set(
        "año años mes meses día días hora horas punto puntos vez veces mil cien libra libras pies"
        " cuarto tercio medio media mitad noche noches real corona sol segundo metro quinto t s m"
        " década décadas semana semanas temporada siglo por millones millón"
    ),
    determiners=word_set(
        "el la los las un una este esta ese esa cada última último pasada pasado próxima próximo"
        " primera primer segunda segundo misma mismo"
    )
    - {"el", "la", "los", "las"},
    contractions={"del": "de", "al": "a"},
    abbreviations=word_set(
        "ee.uu. ee.uu eeuu ue onu otan sr sr. sra sra. dr dr. dra. s.a. sa sl tv cd dvd pib iva"
        " pp psoe etc etc. d. dª da. uu el la de en al lo su se un ya y o u e a no ni si es él tú"
        " mi te me le os ir va ha he ve"
    ),
    links=word_set("a al o hasta"),
    openings=word_set("entre de desde del"),
    numerals=word_set(
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
        " veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien mil"
    ),
    points=word_set("punto puntos"),
    scales=word_set("cientos centenas miles millares millones mill MM"),
    means=word_set("transferencia cheque correo fax avión tren barco ejemplo tanto"),
    look_alikes=(
        *listed(
            "un año después, al año siguiente, al día siguiente, al mes siguiente, por ejemplo, por"
            " tanto"
        ),
        # "el año" alone is a rate
        *joined("el año, el mes, el día, el trimestre, el semestre, el curso", _PAST),
        *joined("la semana, la noche, la jornada, la temporada", _PAST.replace("o,", "a,")),
        *joined("el mes de", MONTHS),
    ),
)
