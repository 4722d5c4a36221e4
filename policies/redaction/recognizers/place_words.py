"""The words of which places are made: kinds of street, roads known by a number, states, parts of a building, what stands at a corner."""

SUFFIX = (
    r"(?:streets?|st|str|avenues?|aven?|av|roads?|rd|drives?|dr|lanes?|ln|boulevard|blvd|courts?|ct|circle|cir|"
    r"place|pl|terrace|ter|terr|way|"
    r"trails?|trl|parkway|pkwy|pky|highway|hwy|loop|square|sq|plaza|plz|alley|aly|bend|bnd|cove|cv|crossing|xing|"
    r"crescent|cres|run|row|path|pike|"
    r"point|pt|ridge|rdg|view|vw|vista|walk|pass|pl|route|rte|turnpike|tpke|glen|gln|grove|grv|heights|hts|hill|hl|"
    r"hollow|holw|holler|landing|lndg|manor|mnr|meadows?|mdw|"
    r"expressway|expy|freeway|fwy|spur|trace|trce|canyon|cyn)\b"
)
"""Source: USPS Publication 28, C1."""
PLAIN_SUFFIX = (
    r"(?:street|st|avenue|ave|av|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|circle|cir|place|pl|terrace|ter|way|trail|trl|parkway|"
    r"pkwy|highway|hwy|loop|square|sq|pike|turnpike|tpke|hollow|alley|xing|crossing)\b\.?"
)
"""Those that a corner may be told by: a hill, a run or a view there may be anything."""
STREET_ES = (
    r"(?:calle|c/|c\.|avenida|av\.?|avda\.?|ave\.?|camino|carretera|carr\.?|calz(?:ada)?\.?|paseo|privada|boulevard|blvd\.?|"
    r"bulevar|colonia|col\.?|urbanizaci[oó]n|urb\.?|callej[oó]n|vereda|cerrada|circuito|andador|pasaje|prolongaci[oó]n)"
)
DIRECTION = r"(?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west|norte|sur|este|oeste)\b\.?)"
ROAD = (
    r"(?:(?:old\s+)?(?:county|state|parish|farm|ranch|forest|fire|township|c\.?|indian\s+service|bia|us|u\.s\.|(?-i:[A-Z]{2}))\s+(?:roads?|rds?|routes?|rtes?|rt|"
    r"highway|hwy|spur)|interstate|highway|hwy|route|rte|rt|carretera|carr|autopista|"
    r"cr|sr|fm|(?-i:RM|US)|u\.s\.|ih?)\b\.?[\s-]*#?\d{1,4}(?:-?[a-z]\b)?(?:\s+(?:n|s|e|w|north|south|east|west)\b\.?)?"
)
"""A road that a number tells: "County Road 14", "US 421", "SD Hwy 44", "BIA Route 27"."""
ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|"
    r"seventeenth|eighteenth|nineteenth|twentieth|"
    r"primera|segunda|tercera|cuarta|quinta|sexta|s[eé]ptima|octava|novena|d[eé]cima|once|doce|\d{1,3}(?:st|nd|rd|th|[ªa])|\d{1,2}(?:[rtmvn]a|da))\b"
)
_STATE_NAMES = (
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|"
    "kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|"
    "nevada|new\\s+hampshire|new\\s+jersey|"
    "new\\s+mexico|new\\s+york|north\\s+carolina|north\\s+dakota|ohio|oklahoma|oregon|pennsylvania|rhode\\s+island|"
    "south\\s+carolina|south\\s+dakota|"
    "tennessee|texas|utah|vermont|virginia|washington|west\\s+virginia|wisconsin|wyoming|puerto\\s+rico"
)
STATE = (
    rf"(?<!\w)(?:(?:a[lkzr]|c[aot]|d[ec]|fl|ga|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|o[hkr]|p[ar]|ri|s[cd]|t[nx]|ut|"
    rf"v[at]|w[aivy])\b\.?|(?:{_STATE_NAMES})\b)"
)
SURE_STATE = (
    r"(?<!\w)(?:(?-i:A[LKZRPAE]|C[AOT]|D[EC]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]|GU|BC|AB|ON|QC)"
    rf"(?!\w)|(?-i:a[kz]|c[ot]|fl|ga|k[sy]|n[cdhjmvy]|s[cd]|t[nx]|ut|vt|w[ivy])(?!\w)|(?:{_STATE_NAMES})\b)"
)
"""A state that needs no ZIP behind it to be one: written as states are, or no word of either language."""
STATE_OF_MEXICO = (
    r"(?-i:Ags|B\.?\s?C|Camp|CDMX|Chih|Chis|Coah|Col|D\.?\s?F|Dgo|Edo\.?\s(?:de\s)?M[eé]x|Gro|Gto|Hgo|Jal|Mich|Mor|Nay|N\.?\s?L|Oax|Pue|Qro|Q\.?\s?Roo|Sin|S\.?L\.?P|"
    r"Son|Tab|Tamps|Tlax|Ver|Yuc|Zac)(?!\w)\.?"
)
ZIP = r"\d{5}(?:-\d{4})?(?![\w-])"
COUNTRY = (
    r"(?:u\.?s\.?a\.?|mexico|m[eé]xico|canada|canad[aá]|guatemala|honduras|el\s+salvador|nicaragua|costa\s+rica|panam[aá]|cuba|colombia|venezuela|ecuador|per[uú]|"
    r"bolivia|chile|argentina|uruguay|paraguay|bra[sz]il|rep[uú]blica\s+dominicana|dominican\s+republic|hait[ií]|jamaica|(?:south\s+)?korea|japan|china|taiwan|"
    r"vietnam|thailand|burma|myanmar|nepal|india|pakistan|bangladesh|philippines|filipinas|afghanistan|iran|iraq|syria|jordan|egypt|somalia|kenya|ethiopia|eritrea|sudan|"
    r"congo|nigeria|ghana|liberia|germany|alemania|italy|italia|spain|espa[nñ]a|france|norway|sweden|poland|ukraine|ucrania|russia|england|scotland|ireland|"
    r"united\s+kingdom|u\.?k\.?|great\s+britain|turkey|marshall\s+islands|micronesia|guam)(?!\w)"
)
UNIT_WORD = (
    r"(?:lote?|trailer|trlr|tr[aá]iler|apts?|apartments?|aptos?|apartamento|casa|house|edificio|edif|bloque|blo?c?k|manzana|mz|torre|tower|unit|unidad|ste|suite|room|rm|"
    r"building|bldg|floor|fl|depto|dpto|departamento|piso|interior|int|exterior|ext|space|spc|box|buz[oó]n|slip|site|comp|parcel|tract|quarters|qtrs|cabin|duplex|"
    r"hangar|sector|zona|phase|fase|section|secci[oó]n|acp|no|num|n[uú]m|n[uú]mero|km|kil[oó]metro|mile|bay|door|puerta|wing|level|nivel|hooch|pod)\b"
)
UNIT = (
    rf"(?:{UNIT_WORD}\.?\s*#?\s*(?:[a-z]{{1,2}}-?)?\d+(?:[./-]\d+)*(?:-?[a-z])?(?![\w-])|{UNIT_WORD}\.?\s*#?\s*(?-i:[A-Z])(?:-\d+)?(?![\w'-])"
    r"|#\s?(?:[a-z]-?\d{1,4}|\d{1,4}(?:-?[a-z])?|(?-i:[A-Z]))(?![\w-])|(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|ground|top)\s+(?:floor|fl)\b"
    r"|(?:\d{1,2}\s?(?:er|do|ro|to|mo|vo|no|[º°])|primer|segundo|tercer|cuarto|quinto)\.?\s+piso\b|planta\s+(?:baja|alta)\b|(?-i:rear|Rear|REAR)(?=\W))"
)
"""A part of a building or of a court of homes. Source: USPS Publication 28, C2."""
HOMES = (
    r"(?:apartments?|apts?|estates?|villas?|towers?|condos?|condominiums?|townhomes?|townhouses?|lofts|gardens|homes|mhp|m\.h\.p\.|(?:mobile\s+home|trailer|rv)\s+(?:park|court|ct)|"
    r"subdivision|campground|inn|motel|hotel|lodge|suites|(?:medical\s+)?arts\s+(?:bldg|building)|apartamentos|departamentos|residencial|condominios?|fraccionamiento|"
    r"court\s+apts|commons|projects|barracks|shelter|refugio|albergue)\b\.?"
)
"""Where many live under one name."""
LANDMARK = (
    r"(?:laundromat|laundry|gas\s+station|church|chapel|temple|mosque|synagogue|mail\s?box(?:es)?|fire\s?(?:station|house|hall)|water\s+tower|stores?|market|mini\s?mart|supermarket|grocery|pharmacy|bakery|barber\w*|(?:hair|nail|beauty)\s+salon|restaurant|diner|"
    r"park(?:ing\s+lot)?|playground|trailer\s+(?:park|court)|mobile\s+home\s+park|apartments?|apts|complex|condos|townhouses|motel|hotel|inn|bank|library(?=\s+(?:on|at)\s+(?!(?:the|mon|tues|wednes|thurs|fri|satur|sun)))|post\s+office|rec\s+center|community\s+center|ymca|clinic|hospital|bridge|underpass|overpass|tracks|"
    r"cemetery|barn|silo|farm|orchard|field|fence|gate|light|stop\s+sign|sign|hydrant|corner|dead\s+end|cul[\s-]de[\s-]sac|driveway|duplex|daycare|car\s?wash|garage|shop|depot|bar|cafe|subdivision|entrance|oak|tree|creek|dump|substation|"
    r"chapter\s+house|trailers?|4-way|four[\s-]way|roundabout|landing|ferry|mouth|turn[\s-]?(?:off|around|out)|cattle\s?guard|windmill|"
    r"lavander[ií]a|lavadero|gasolinera|iglesia|capilla|templo|buz[oó]n(?:es)?|bomberos|tienda|tiendita|abarrotes|mercado|mercadito|supermercado|farmacia|panader[ií]a|peluquer[ií]a|restaurante|taquer[ií]a|parque|apartamentos|departamentos|edificio|casas?\s+m[oó]viles|trailas?|motel|"
    r"banco|(?<!por\s)correo(?!\s+(?:electr|de)\w*)|cl[ií]nica|puente|v[ií]as|cementerio|pante[oó]n|granero|rancho|cerca|\w{3,}er[ií]a|llantera|cancha|glorieta|kiosko|bodega|vecindad|urbanizaci[oó]n|port[oó]n|sem[aá]foro|esquina|guarder[ií]a|taller|cantina|colonia|entrada|[aá]rbol|canal)"
)
"""What stands where a bus stops."""
