"""English words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges, listed, word_set

WORDS = Words(
    tag="en",
    hedges=(
        *hedges(
            "about",
            "about, around, approximately, approx., approx, roughly, some, circa, ca., ca, c.,"
            " an estimated, in the region of, of the order of, in the order of, on the order of",
        ),
        *hedges("nearly", "nearly, almost, just under, just below, just shy of"),
        *hedges(
            "at_least",
            "at least, no less than, no fewer than, not less than, not fewer than, a minimum of",
        ),
        *hedges(
            "at_most",
            "at most, up to, no more than, not more than, as much as, as many as, a maximum of,"
            " not exceeding, at the most",
        ),
        *hedges(
            "more_than",
            "more than, in excess of, upwards of, just over, slightly over, slightly more than,"
            " a little over, a little more than, well over, greater than, exceeding, just above",
        ),
        *hedges("more_than", "over, above", "beside"),
        *hedges("less_than", "less than, fewer than, slightly less than, well under, lower than"),
        *hedges("less_than", "under, below", "beside"),
        *hedges("about", "about, around, circa, ca., ca, c., approximately, roughly", "dates"),
        *hedges("early", "early, the beginning of, the start of, beginning of, start of", "dates"),
        *hedges("mid", "mid, the middle of, middle of", "dates"),
        *hedges("late", "late, the end of, end of, end, year-end", "dates"),
        *hedges("not_before", "no earlier than, not earlier than, not before", "dates"),
        *hedges("not_after", "no later than, not later than, at the latest by", "dates"),
    ),
    behind=(
        *hedges("at_least", "or more, or above, or higher, at least", "beside"),
        *hedges("at_most", "or less, or fewer, or below, or lower, at most, at the most", "beside"),
        *hedges("about", "or so", "beside"),
        *hedges("not_before", "at the earliest", "dates"),
        *hedges("not_after", "at the latest", "dates"),
    ),
    function=word_set(
        "a an the of in to for on at by with from into onto out off up down under over about"
        " above below after before since until till during within without through throughout via"
        " across along among amid against between beyond near toward towards upon like unlike"
        " despite except and or nor but yet so if then than as when while where whereas because"
        " although though that which who whom whose what how why whether is are was were be been"
        " being am has have had having do does did doing done will would can could may might must"
        " shall should need i he she it we you they me him her us them his its our your their my"
        " this these those here there such same other others another each every both either"
        " neither all any some no not only just also too even still again already now once more"
        " less most least very well ever never always often only"
    ),
    transparent=word_set(
        "a an the of in its his her their our my your this that these those only just even all"
        " another further additional extra total sum full whole entire same exactly first net"
        " gross combined mere cool now already first still yet again almost itself"
    ),
    date_transparent=word_set("on at during year years month months"),
    vague=(
        *hedges(
            None,
            "month to, months to, week to, weeks to, quarter to, half to, period to, days to, decade to, decades to, century to, run-up to, lead-up to, build-up to, road to, ahead"
            " of, eve of, dawn of, threshold of, no sooner than, not sooner than, in advance of",
            "walks",
            "dates",
        ),
        *hedges(None, "towards, toward, within", "beside", "numbers"),
        *hedges(
            None,
            "fraction of, tenth of, hundredth of, thousandth of, order of magnitude of, about equal to, roughly equal to, approximately equal to, nearly equal to, almost equal"
            " to, more or less equal to, virtually equal to, roughly at, approximately at, cry from, long way from, long way off, light years from, miles from, worlds away from,"
            " nothing near, knocking on, kissing, brushing, scraping, grazing, nudging, nudged,"
            " nudges, skirting, edging up to, edging to, tickets from, tickets priced from, priced"
            " from, prices from, price from, rooms from, seats from, fares from, rates from, fees"
            " from, rents from, packages from, admission from, entry from, available from, costs"
            " from, cost from, costing from, sells from, sell from, range from, ranges from,"
            " ranging from, from just, from only, from around, from about",
            "walks",
            "numbers",
        ),
        *hedges(
            None, "beyond, hopefully, ideally, in theory, nominally, notionally", "walks", "numbers"
        ),
        *hedges(
            None,
            "week of, weekend of, fortnight of, month of, decade of, days of, night of, eve of",
            "walks",
            "dates",
        ),
        *hedges(
            None,
            "breach, top, topped the, cross, approximating, approximates, approximated, averaging "
            "about, better than, the bulk of, within a whisker of, within striking distance of, "
            "on the verge of, on the cusp of, at about, at around, at roughly, at approximately, "
            "set to exceed, set to top, likely to exceed, likely to top, expected to exceed, "
            "expected to top, rise above, rose above, rises above, risen above, fall below, fell "
            "below, falls below, fallen below, dropped below, drops below, dip below, dips below, "
            "dipped below, slid below, slipped below, sank below, climbed above, climbs above, "
            "jumped above, soared above, soared past, climbed past, went past, ran past, swelled "
            "past, pushed above, crept above, crept past, inched past, long past, "
            "hovering near, hovering around, near, close on, close on to, getting on for, just"
            " short of, nothing short of, well short of, starting from, starting at, starts at,"
            " start at, start from, starts from, from as little as, potentially, crossed, crosses,"
            " crossing, has crossed, breached, breaches, breaching, pushing, pushed past,"
            " eclipsed, eclipsing, outstripped, overtook, passed, passing, passes, bordering on,"
            " verging on, flirting with, touching, to the north of, well north of, a shade over, a"
            " shade under, a shade below, a shade above, a touch over, a touch under, a touch"
            " below, a touch above, a hair under, a hair over, a hair below, a whisker under, a"
            " whisker below, a whisker over, a fraction under, a fraction over, a fraction of, a"
            " notch below, a notch above, a bit more than, a bit less than, a tad over, a tad"
            " under, a tad more than, a tad less than, a little below, a little above, slightly"
            " fewer than, marginally above, marginally below, marginally over, marginally under,"
            " marginally more than, marginally less than, somewhat above, somewhat below, somewhat"
            " more than, somewhat less than, considerably more than, considerably less than,"
            " significantly more than, significantly less than, substantially more than,"
            " substantially less than, far fewer than, much less than, many more than, well"
            " beyond, way over, way under, way above, way below, comfortably above, comfortably"
            " over, comfortably more than, easily more than, easily over, pretty much, next to,"
            " not far short of, only about, only around, at a guess, roughly estimated, loosely,"
            " ballpark, to within, in the low, in the high, in the mid, in the ballpark of, in the"
            " area of, of some, to the tune of about, to the tune of some, equal to about,"
            " equivalent to about, restricted to, topping out at, maxing out at, maxed out at,"
            " bottoming out at, no higher than, no lower than, no greater than, no smaller than,"
            " no bigger than, no larger than, not above, not over, not under, not below, not"
            " beyond, never more than, never less than, never above, never below, rarely more"
            " than, rarely above, rarely over, seldom more than, as big as, as heavy as, as deep"
            " as, as far as, a high of, a low of, a peak of, a record high of, a ceiling of, a"
            " floor of, a cap of, a limit of, a threshold of, a max of, a min of, a minimum, a"
            " maximum, anything from, anything between, anywhere up to, upto, no longer, rather"
            " than, instead of, in place of, as opposed to, let alone, much less, anything but,"
            " nothing like, short of the, roughly half of, treble, almost double, more than"
            " double, a multiple of, times, equal or more than, equal to or more than, greater"
            " than or equal to, less than or equal to, at or above, at or below, at or near, at or"
            " under, at or over, above or equal to, in or around, under or over, up to around, up"
            " to about, up to some, up to nearly, up to almost, annualised, annualized, an hourly,"
            " a nightly, a quarterly, biweekly, fortnightly, a fortnightly",
            of="numbers",
        ),
        *hedges("about", "about, around", of="numbers"),
        *hedges("about", "about, around", scope="beside", of="dates"),
        *hedges("about", "approximately, roughly, circa, ca., approx., approximately"),
        *hedges("about", "in the region of, in the neighbourhood of, in the neighborhood of"),
        *hedges("about", "somewhere around, something like, on the order of, in the order of"),
        *hedges("about", "some", scope="beside", of="numbers"),
        *hedges("at_least", "at least, no less than, no fewer than, not less than"),
        *hedges("at_least", "not fewer than, a minimum of"),
        *hedges("at_most", "at most, up to, no more than, not more than, not exceeding"),
        *hedges("at_most", "a maximum of, as much as, as many as", of="numbers"),
        *hedges("more_than", "more than, in excess of, greater than, exceeding"),
        *hedges("more_than", "over, above", scope="beside", of="numbers"),
        *hedges("less_than", "less than, fewer than, lower than, smaller than"),
        *hedges("less_than", "under, below", scope="beside", of="numbers"),
        *hedges("nearly", "nearly, almost, close to, nearing, approaching", of="numbers"),
        *hedges("nearly", "just under, just below, just shy of", of="numbers"),
        *hedges(
            None,
            "ca, approx, c., c, est., est, cca., abt., abt, circa., appx., appx, about., @, or,"
            " in the vicinity of, of the order of, order of, somewhere near, somewhere in,"
            " somewhere between, anywhere from, anywhere between, in the range of, at or about,"
            " upwards of, upward of, north of, south of, shy of, short of, just about, just over,"
            " just above, just past, well over, well above, well under, well below, well past,"
            " slightly over, slightly under, slightly above, slightly below, slightly more than,"
            " slightly less than, a little over, a little under, a little more than, a little"
            " less than, little over, little under, a bit over, a bit under, far more than, far"
            " less than, much more than, far from, not far from, not far off, as high as, as low"
            " as, as little as, as few as, as long as, as short as, as large as, as small as, as"
            " late as, as early as, as good as, well-nigh, nigh on, virtually, practically,"
            " essentially, barely, scarcely, hardly, not quite, not even, not yet, not even"
            " remotely, nowhere near, anything like, at the most, at the very least, at the very"
            " most, at a minimum, at a maximum, at best, at worst, minimum of, maximum of,"
            " minimum, maximum, min., max., min, max, a good, a cool, a solid, easily, possibly,"
            " probably, perhaps, maybe, presumably, supposedly, allegedly, reportedly, arguably,"
            " about half of, half, half of, half a, a quarter of, a third of, two thirds of,"
            " twice, double, triple, thrice, exceeds, exceed, exceeded, surpasses, surpass,"
            " surpassed, surpassing, topped, tops, topping, beats, beating, outnumber,"
            " outnumbered, past, approaches, approached, approach, nears, neared, greater or"
            " equal to, equal to or greater than, more or less, give or take, plus or minus,"
            " minus, negative, plus, or about, estimated, an estimated, estimates of, estimate"
            " of, estimated at, projected, guessed, every, ratio of, rate of one in, rounded to,"
            " rounded, capped at, limited to, cap of, limit of, ceiling of, floor of, threshold"
            " of, up to and including, several, a few, few, many, multiple, odd, anything up to,"
            " the better part of, the best part of, the majority of, most of, part of, all but,"
            " less, the equivalent of",
            of="numbers",
        ),
        *hedges(None, "say", "opens", "numbers"),
        *hedges(
            None,
            "months of, weeks of, days of, much of, most of, rest of, remainder of, before, after, since, until, till, prior to, following, as of, from around, from"
            " about, past, beyond, post, pre, by, by the end of, by around, by about, by early,"
            " by mid, by late, not before, not until, not later than, no later than, no earlier"
            " than, not earlier than, at the latest in, at the earliest in, as early as, as late"
            " as, as far back as, as recently as, back to, up to, well into, deep into, through,"
            " throughout, towards, toward, the beginning of, beginning of, start of, the end of,"
            " end of, the middle of, middle of, the turn of, turn of, half of, first half of,"
            " second half of, quarter of, part of, mid, mid-, middle, early, earlier in, late,"
            " later in, latter part of, sometime in, sometime, some time in, at some point in,"
            " somewhere in, probably, possibly, perhaps, maybe, presumably, supposedly,"
            " reportedly, allegedly, approximately in, around the year, about the year, near, c.,"
            " c, ca, ca., fl., fl, est., b., d., r., approx, nearly, almost, over, under, between",
            of="dates",
        ),
        *hedges(None, "starting, beginning, ending, commencing, ended", "beside", "dates"),
        *hedges(
            None, "annual, yearly, monthly, weekly, daily, hourly, quarterly", "beside", "numbers"
        ),
        *hedges(
            None, "per, an annual, a yearly, a monthly, a weekly, a daily", "beside", "numbers"
        ),
    ),
    vague_behind=(
        *hedges(
            None,
            "and rising, and falling, and climbing, and growing, and upward, and"
            " dropping, and declining, and more to come, on the low side, on the high side",
            "ends",
            "numbers",
        ),
        *hedges(
            None,
            "roughly, approximately, or so, more or less, give or take, perhaps, maybe,"
            " probably, possibly, at a guess, if that, if even that, if so much, if so many, if lucky",
            "closes",
        ),
        *hedges(None, "at a squeeze, at a push, at a stretch, at a pinch", "clause", "numbers"),
        *hedges(
            None,
            "grand, bis, either way, either side, range, region, ballpark, bracket, a pair, a dozen,"
            " a room, a guest, a bottle, a plate, a page, a word, a line, a lesson, a ride, a trip, a"
            " visit, a student, a pupil, a child, a member, a player, a square foot, a square metre",
            "beside",
            "numbers",
        ),
        *hedges(
            None,
            "at least, at most, at the most, at minimum, at the very least",
            "closes",
            "numbers",
        ),
        *hedges(
            None,
            "minimum, maximum, tops, max, max., min, min., at best, at worst",
            "closes",
            "numbers",
        ),
        *hedges(
            None,
            "probably more, possibly more, perhaps more, maybe more, likely more, if anything "
            "more, probably less, possibly less, perhaps less, maybe less, likely less, and "
            "probably more, and possibly more, and perhaps more, and likely more, and maybe more, "
            "and often more, and sometimes more, or often more, often more, sometimes more, "
            "if not more, if not less, if not higher, or close to it, or close to that, or near"
            " it, or nearly so, or even more, or even less, or even higher, or possibly more, or"
            " perhaps more, or maybe more, or probably more, or a little more, or a bit more, or"
            " slightly more, or a little less, or slightly less, or much more, or far more, or"
            " something like it, or something like that, or something close, or a tad more, or a"
            " touch more, and upward, plus a bit, plus some, plus change, ballpark, at a guess, at"
            " the maximum, at the minimum, at the outside, at the upper end, at the lower end, at"
            " the top end, at the high end, at the low end, in round figures, in round numbers, to"
            " the nearest, rounded, rounded up, rounded down, give or take a few, within a few, or"
            " worse, or shorter, or heavier, or larger, or smaller, or bigger, or taller, or"
            " wider, or deeper, or faster, or slower, or sooner, fortnightly, per capita, pro"
            " rata, a fortnight, a season, a child, a pupil, a student, a worker, an employee, a"
            " member, a day's, a go, a visit, a ride, a trip, a bottle, a case, a box, a bag, a"
            " pack, a pint, a glass, a cup, a dozen, a square foot, a square metre, a square"
            " meter, an inch, a foot, a yard, a metre, a meter, a line, a word, a page, a copy, a"
            " download, a click, the hour, the ounce, the pound, the gallon, the barrel, the"
            " tonne, the ton, the kilo, the share, the unit, the head, for each"
            " of, for every one of, in each of, in every one of, to each of, each way, each time,"
            " each night, every night, every time, every quarter, every season, every term, every"
            " two years, every two weeks, every five years",
            "beside",
            "numbers",
        ),
        *hedges(
            None,
            "or so, or more, or less, or above, or below, or over, or under, or higher, or lower,"
            " or fewer, or greater, or better, or thereabouts, or thereabout, or older, or"
            " younger, or later, or earlier, or longer, or up, or beyond, or even, or something,"
            " or whatever, or maybe, or perhaps, or nearly, or almost, or possibly, or about, or"
            " some, or roughly, or around, and more, and above, and over, and up, and upwards,"
            " and beyond, and counting, and then some, and change, and below, and under, and"
            " higher, and lower, and older, and younger, and later, and a half, and a quarter,"
            " and a third, and one half, a pop, apiece, odd, some, plus, plus or minus, give or"
            " take, more or less, at least, at most, at the most, at the least, at the very"
            " least, at the very most, at a minimum, at a maximum, at best, at worst, minimum,"
            " maximum, min., max., min, max, tops, max, upwards, upward, ish, roughly,"
            " approximately, approx., approx, circa, est., estimated, too many, too few, too"
            " much, times, squared, cubed, to the power, too high, too low",
            scope="beside",
            of="numbers",
        ),
        *hedges(
            None,
            "or more, or so, or thereabouts, or thereabout, at the earliest, at the latest, or"
            " less, or fewer, and counting, and upwards, and change, give or take, at a minimum,"
            " at a maximum, as a minimum, as a maximum",
            scope="clause",
            of="numbers",
        ),
        *hedges(None, "about, around, short, shy, under, over, above, below", "ends", "numbers"),
        *hedges(
            None,
            "per, per annum, a year, a month, a week, a day, an hour, a minute, a quarter, a"
            " night, each year, each month, each week, each day, each hour, every year, every"
            " month, every week, every day, every hour, annually",
            scope="clause",
            of="numbers",
        ),
        *hedges(
            None,
            "a second, a decade, a share, a piece, a head, a person, a barrel, a ton, a tonne, a"
            " pound, a gallon, a litre, a liter, a kilo, a vehicle, a car, a ship, a household, a"
            " ticket, a unit, a seat, a pop, a shot, a kilometre, a kilometer, a mile, an acre, a"
            " hectare, an ounce, a game, a match, a time, a term, every, each, yearly, monthly,"
            " weekly, daily, hourly, quarterly, nightly, apiece, p.a., pa, p.a, p.m., pcm, pw,"
            " p.w., for each, for every, in every, to the euro, to the dollar, to the pound",
            scope="beside",
            of="numbers",
        ),
        *hedges(
            None,
            "or so, or later, or earlier, or before, or after, or thereabouts, or thereabout, or"
            " beyond, or possibly, or maybe, or perhaps, or about, or around, or early, or late,"
            " and later, and earlier, and beyond, and after, and before, and onward, and onwards,"
            " and following, onward, onwards, at the earliest, at the latest, at the soonest, at"
            " least, at most, or sooner, ish, s, bc, bce, b.c., b.c.e., ad, ce, a.d., c.e., ah,"
            " bp, fiscal, financial year, roughly, approximately, approx., approx, circa,"
            " probably, possibly, perhaps, presumably, to present, to the present, to today, to"
            " now, est., estimated",
            scope="beside",
            of="dates",
        ),
        *hedges(None, "at the earliest, at the latest, or later, or earlier", "clause", "dates"),
    ),
    negations=word_set(
        "not no never without neither nor hardly cannot nobody none nothing refused refuses"
        " refuse refusing denied denies deny denying failed fails fail failing lacks lacked"
        " unlikely isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't couldn't"
        " shouldn't hasn't haven't hadn't mustn't isn’t aren’t wasn’t weren’t don’t doesn’t"
        " didn’t won’t wouldn’t can’t couldn’t shouldn’t hasn’t haven’t hadn’t falsely wrongly"
        " disputes disputed rejects rejected rumours rumors hoax untrue incorrectly mistakenly"
        " scarcely barely doubts doubted"
    ),
    not_negating=listed(
        "not only, not least, not just, not merely, not once, not to mention, no doubt, no"
        " wonder, no matter, no less, no fewer, no more, no later, no longer, no., not"
        " surprisingly, not far, never before, nothing but, none other, not including, not"
        " counting, whether or not, rather than, if not, no sooner, without doubt, without"
        " question, without delay, no question, why not, not alone, not long, not at all, without"
        " tax, without vat"
    ),
    but=word_set("but why when while because although though where how"),
    denials=listed(
        "is false, is untrue, is wrong, is incorrect, is not true, is a lie, is a myth, is a"
        " hoax, is not correct, was false, was untrue, was wrong, was incorrect, was not true,"
        " was a lie, was denied, were denied, has been denied, is denied, are false, were false,"
        " are wrong, isn't true, isn’t true, wasn't true, wasn’t true, has been disproved, was"
        " disproved, is disputed, was disputed, was rejected, is misleading, was misleading,"
        " proved false, proved wrong, never happened, did not happen, never took place, did not"
        " take place"
    ),
    labels=word_set(
        "figure fig fig. figs table tab. tables chapter chapters ch. chap. section sections sec."
        " sect. § article articles art. paragraph paragraphs para paras para. annex appendix page"
        " pages p. pp. pg. line lines verse note notes footnote clause item items no no. nos nos."
        " number numbers numbered room rooms floor suite apartment apt apt. unit flat house hall"
        " gate platform track route routes road highway interstate exit line bus train tram"
        " flight runway bay lot plot box p.o. volume vol vol. issue part book act scene season"
        " episode level grade class phase stage step round game match day week lap heat tier rank"
        " type mark mk mk. model version ver. ver release series channel station hole question q"
        " answer option rule resolution directive regulation bill law act code form schedule"
        " psalm proposition theorem lemma equation eq. eq step opus op. op sonata symphony aged"
        " age size sizes zone district ward precinct block building reactor tower pier dock"
        " formula agenda area patent id serial isbn issn doi tel tel. phone fax telephone ext"
        " ext. extension zip postcode room. case study example exercise problem lesson slide"
        " version. windows boeing airbus iphone expo apollo euro core layer node port pin team"
        " group pool division squadron company battalion brigade regiment corps army column row"
        " cell score scores"
    ),
    date_labels=word_set(
        "q1 q2 q3 q4 h1 h2 1q 2q 3q 4q 1h 2h fy fye fiscal cy quarter half spring summer autumn"
        " fall winter season school academic financial tax model year-end mid-year christmas"
        " easter room figure fig. table chapter section article page no no. nos. version vintage"
        " type part windows flight agenda model suite box number resolution directive regulation"
        " iso"
    ),
    numbers=word_set(
        "dozen dozens score scores gross hundred hundreds thousand thousands million millions"
        " billion billions trillion trillions quadrillion milliard myriad mio mio. mn mn. mln"
        " mln. mill. mil mil. mm bn bn. bln bln. tn trn k m b t lakh lakhs lac lacs crore crores"
        " cr. half halves third thirds quarter quarters fourth fifth fifths sixth sixths seventh"
        " eighth eighths ninth tenth tenths hundredth hundredths thousandth thousandths percent"
        " per-cent pct pct. percentage percentages percentile percentiles permille ppm ppb ppt"
        " bps bp basis points point fold folds -fold times x squared cubed cubic square sq sq. cu"
        " cu. times-odd odd thousand-odd hundred-odd dozen-odd million-odd billion-odd nautical"
        " knots knot kn mph kph kmh km/h m/s rpm bpd bpd. boe mboe bcf mcf mmbtu mmscfd teu dwt"
        " grt gt hp bhp ps kw mw gw tw kwh mwh gwh twh kwp mwp gwp mwe mva kva w wh mah kv kg g"
        " mg mcg ug t tonne tonnes ton tons mt kt lb lbs oz st stone km m cm mm nm mi mile miles"
        " ft foot feet inch inches yd yard yards acre acres ha hectare hectares sqm sqft sf l ml"
        " cl dl hl gal bbl barrel barrels liter liters litre litres gallon gallons pint pints"
        " cups teaspoons tablespoons tbsp tsp sec secs second seconds min mins minute minutes hr"
        " hrs hour hours day days week weeks wk wks month months mo mos year years yr yrs decade"
        " decades century centuries fortnight fortnights night nights o'clock o’clock am pm a.m."
        " p.m. a.m p.m noon degrees degree deg celsius fahrenheit kelvin kb mb gb tb pb kbps mbps"
        " gbps bit bits byte bytes kilobytes megabytes gigabytes terabytes pixels px dpi mpx db"
        " hz khz mhz ghz ev kev mev gev pa kpa mpa hpa bar psi atm j kj mj gj tj pj cal kcal"
        " calories btu btus watt watts kilowatt kilowatts megawatt megawatts gigawatt gigawatts"
        " terawatt kilowatt-hours megawatt-hours gigawatt-hours terawatt-hours kilometres"
        " kilometers metres meters centimetres centimeters millimetres millimeters kilograms"
        " kilogrammes grams grammes milligrams micrograms year-old years-old st nd rd th"
    ),
    money=word_set(
        "dollar dollars cent cents buck bucks quid pound pounds pence penny pennies euro euros"
        " eurocents yen yuan renminbi rmb won rupee rupees paise peso pesos real reais ruble"
        " rubles rouble roubles franc francs krona kronor kroner krone crowns lira liras shekel"
        " shekels dirham dirhams dinar dinars riyal riyals rand baht dong ringgit rupiah zloty"
        " zlotys forint forints shilling shillings naira cedi hryvnia lei lev guilder guilders"
        " mark marks deutschmarks escudo escudos pesetas drachmas schilling schillings guineas"
        " sterling rs rs. re. nt$ bitcoin bitcoins btc eth usd eur gbp jpy cny chf"
    ),
    plain=word_set(
        "part parts point points second night nights day days week weeks month months year years"
        " hour hours minute minutes quarter quarters third half cup cups stone foot bar mark"
        " marks won real crown crowns score scores gross pound yard yards light bit bits image"
        " images item items drop pinch dot dots turn turns century centuries decade decades"
        " dollar dollars euro euros yen yuan times time fold tons hundreds thousands millions"
        " billions dozen dozens square foods percentage mile miles acre acres acre ton tonnes"
    ),
    determiners=word_set(
        "a the last this next that past previous each every same first second third final whole"
        " one another his her its our their my your any per"
    ),
    abbreviations=word_set(
        "us uk eu un usa u.s. u.k. e.u. u.n. nato nasa fbi cia bbc imf who wto oecd mr mrs ms dr"
        " mr. mrs. ms. dr. prof prof. sir st. co co. inc inc. ltd ltd. llc plc gmbh ag corp corp."
        " vs vs. yoy qoq mom y-o-y q-o-q tv pc pcs cd cds dvd dvds suv suvs evs ev gdp ceo ceos"
        " cfo ngo ngos mp mps meps pr hr it ai atm atms ufo gps dna rna hiv ok etc etc. e.g. i.e."
        " e.g i.e viz. a i ip ii iii ve 've 're jr jr. sr sr. dr phd phds mba id ids my by cry"
        " dry fly sky shy spy try why gym gyms myth myths hymn hymns rhythm rhythms lynx crypt"
        " crypts tryst nymph nymphs psych sync syncs pygmy gypsy"
    ),
    resumes=word_set(
        "it he she they we i you there this these that those is are was were has will would can could"
        " does did rose fell grew went took gave became began cost costs pays earns loses sells"
    ),
    estimates=word_set("estimate estimates estimated estimating guess guesses guessed"),
    doubts=word_set(
        "est estimate estimates estimated estimation rounded approx approximate approximately"
        " roughly guess guesstimate projected projection forecast unconfirmed unverified disputed"
        " alleged tbc provisional preliminary"
    ),
    adverbs=word_set(
        "only exactly precisely currently presently previously formerly initially originally finally"
        " ultimately eventually fully wholly entirely merely simply purely solely actually really"
        " officially recently newly respectively separately additionally namely jointly collectively"
        " successfully legally publicly surprisingly remarkably notably specifically directly"
        " immediately subsequently consequently accordingly similarly equally clearly suddenly july"
        " italy family supply reply assembly early daily weekly monthly quarterly yearly hourly nearly"
        " tragically sadly happily fortunately unfortunately importantly certainly"
    ),
    counting=word_set("has have had are were is was"),
    links=word_set("to or through thru till until versus vs vs."),
    openings=word_set("between from both"),
    numerals=word_set(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy"
        " eighty ninety hundred thousand million billion trillion"
    ),
    points=word_set("point points pt pts pt. pts. percentage pp"),
    scales=word_set(
        "hundreds thousands millions billions trillions thousand million billion trillion thsd tsd mln MM lakh lakhs crore crores 000s '000s ’000s"
    ),
    scale_names=listed("Thousand Oaks, Thousand Islands, Thousand Palms"),
    look_alikes=listed(
        "grand slam, grand slams, grand prix, grand piano, grand pianos, grand jury, grand juries,"
        " grand final, grand finals, grand finale, grand tour, grand tours, grand master, grand"
        " masters, grand hotels, a day later, a week later, a month later, a year later, a year earlier, a month earlier,"
        " a day earlier, a week earlier, a year ago, a month ago, a week ago, a day ago, an hour"
        " later, an hour earlier, an hour ago, a year before, a day before, a week before, a"
        " month before, a year after, a day after, a week after, a month after, a year from, a"
        " day from, a minute later, a second time, a second-hand, a quarter of, a day trip, a"
        " year abroad, a year old, a week-long, a year-long, a day-long, per cent, per se, each"
        " other"
    ),
    means=word_set(
        "bank wire cheque check post mail email e-mail telephone phone fax cable courier se usual"
        " agreement contract decree law letter"
    ),
)
