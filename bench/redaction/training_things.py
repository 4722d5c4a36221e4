"""Phrases in which things are named, not people: programmes, days, apps, books, dishes, laws; and rarer words, shorthand and slips.

Beside `training_phrases`. `{T}` a thing of words with a noun that says what it is, `{E}` one named after a person, `{A}` an app with a coined name, `{R}` a rarer
word, `{Y}` shorthand. The people of these phrases are `{S}`, `{O}`, `{F}` and `{P}` as there. Invented.
"""

HEADS = (
    "night", "day", "week", "club", "program", "fair", "camp", "team", "test", "exam", "fund", "project", "festival", "drive", "dance", "concert", "show", "trip", "fee", "form", "policy",
    "list", "lab", "room", "class", "grant", "award", "math", "reading", "phonics", "science", "curriculum", "assembly", "tournament", "workshop", "office", "hours", "store", "pass", "card",
    "plan", "screening", "survey", "fundraiser", "picnic", "breakfast", "lunch", "bar", "salad", "pizza", "sandwich", "shot", "vaccine", "clinic", "services", "portal", "app", "account", "league",
)  # fmt: skip
EPONYM_HEADS = ("day", "grant", "scholarship", "library", "act", "law", "foundation", "award", "fund", "salad", "week", "center", "museum", "program", "test", "method", "math", "project", "institute", "park", "hospital", "assembly", "debate", "trust", "college", "initiative")  # fmt: skip
SHORTHAND = (
    "abt", "wat", "wut", "wht", "wen", "wher", "cuz", "bc", "b4", "tmrw", "tmr", "2day", "pls", "plz", "thx", "ty", "idk", "omg", "lol", "asap", "fyi", "btw", "gonna", "wanna", "gotta", "dunno", "kinda", "sorta", "lemme",
    "gimme", "yall", "ur", "u", "r", "n", "w", "bday", "hw", "appt", "mtg", "dept", "info", "docs", "pic", "pics", "msg", "vm", "cb", "tc", "re", "fwd", "attn", "legit", "meh", "yikes", "nope", "yep", "yup", "hmm", "ugh",
    "sez", "sed", "sum", "sumbody", "nuthin", "tho", "thru", "nite", "tonite", "lite", "wk", "wks", "hr", "hrs", "min", "mins", "xq", "pq", "porq", "tmb", "tb", "dnd", "ola", "aki", "kiero", "q", "k", "ke", "bn", "grax", "porfa", "ntp", "finde", "compu", "cel", "profe", "lonche", "aiga", "nomas", "haiga",
)  # fmt: skip
THINGS = (
    "Is there a {T}? ", "When is {T}? ", "when does the {T} start? ", "Do parents go to the {T}? ", "how much is {T}? ", "{T} is on Friday. ", "is {T} free? ", "We signed up for {T} and {T}. ", "What should kids wear for {T}? ",
    "Is {T} the same as {T}? ", "Who runs {T}? ", "who do I ask about {T}? ", "is the {T} cancelled? ", "can dads come to {T}? ", "The {T}, the {T} and the {T} are full. ", "Do you offer {T}, {T} or {T}? ", "What is {T}? ", "what does {R} mean? ",
    "Does the school use {A} or {A}? ", "how do I log into {A}? ", "the {A} app is down. ", "my {A} password does not work. ", "are grades in {A}? ", "I paid on {A}. ", "We can't open {A} at home. ", "is {A} free for families? ", "use {A} for homework. ", "the {A} link. ", "he has {A} on his chromebook. ",
    "Is there school on {E}? ", "Who can apply for the {E}? ", "does the district follow {E}? ", "the {E} mails books to us. ", "do you have {E}? ", "Can I use a {E}? ", "When is the {E}? ", "Is {E} still a thing? ", "a trip to the {E}. ", "we got the {E}. ",
    "They read {W} and the {W} in English. ", "Is the book {W} of {W} on the list? ", "do they still read the {W} of the {W}? ", "the movie {W} {W} in class. ", "the play is called {W} and {W}. ", "{W} and {W} or {R}? ", "the novel {R}. ",
    "Is the {R} {W} gluten free? ", "the {R} soup and the {W} bread. ", "do you serve {R}? ", "are {R} pencils and {R} markers needed or any brand? ", "{R} notebooks. ", "No {R} please. ", "Do kids need {R}? ", "who handles {R}? ", "{R} is against the rules. ",
    "how many {R} absences are ok? ", "an {R} transfer. ", "request for {R}. ", "the {R} shot. ", "is {R} covered? ", "{R} or {R}, which one? ", "I think it is {R}. ", "that was {R}. ", "so {R}! ", "is he {R}? ", "she seems {R}. ", "they were {R} all day. ", "very {R} teacher. ", "please {R} the form. ",
    "What if my kid is {R}? ", "{R} students. ", "Is {R} allowed? ", "are {R} allowed at recess? ", "what about {R} {R}? ", "the {R} office. ", "ask for {R}. ", "need {R} by {R}. ", "can students {W} a year? ", "may students {W} and {W}? ", "is {W} lost? ", "Will {W} be better? ", "will {R} do? ",
    "{Y} ", "{Y} {Y} ", "{Y} do we do {Y} that ", "{Y} is it ", "is that {Y}? ", "ok {Y}. ", "tell me {Y} it ", "i {Y} know. ", "{Y} time does it start ", "{Y} help ", "he {Y} his bag. ", "{W} {Y} {W} ", "call me {Y}. ", "{Y} {T}? ", "{Y} he is {R} ",
    "the {W} family reading night. ", "the corner of {X} and {X}. ", "by the {R} on {X} road. ", "at the {X} park. ", "from {X} hill. ", "a red {A}. ", "we drive a {A}. ", "the {A} store. ", "near {A}. ", "we shop at {A}. ", "he plays {A} on his phone. ", "size {R}. ",
    "which doors are open, the {X} street side or the {X} avenue side? ", "does the gym at {X} High open at six? ", "is {T} on {W} or {W}? ", "kids in {T} and {T}. ", "can a freshman take {T} and {T}? ", "eighth graders {W} a class. ", "seventh graders {W} it. ", "most parents {W}. ", "our students {W} daily. ",
)  # fmt: skip
COSAS = (
    "¿Hay {T}? ", "¿Cuándo es la {T}? ", "¿A qué hora es el {T}? ", "¿Cuánto cuesta {T}? ", "¿Qué es {T}? ", "¿Qué significa {R}? ", "¿Dan {R} gratis? ", "¿dan {W} en julio? ", "¿hay {R} el viernes? ", "¿Leen {W} o {R}? ", "el libro {W} de {W}. ", "la obra {R}. ",
    "¿cómo entro a {A}? ", "no abre {A}. ", "la aplicación {A}. ", "¿usan {A} o {A}? ", "mi clave de {A}. ", "pagué en {A}. ", "¿Hay clases el día de {N}? ", "¿Quién puede pedir la beca {N}? ", "la biblioteca {N} {N}. ", "la ley {N}. ", "el premio {N}. ", "el programa {N}. ", "la semana de {R}. ",
    "el examen de {R}. ", "la clase de {R}. ", "el paseo de {R}. ", "¿entra {R} en el examen? ", "los {R} son obligatorios? ", "las {R} son caras. ", "el {R} no sirve. ", "la {R} está cerrada. ", "sin {R} por favor. ", "necesita {R}. ", "salió {R}. ", "fue {R}. ", "está muy {R}. ", "ya lo {R}. ", "lo van a {R}. ", "me {R} la carta. ",
    "los últimos {R} del seguro. ", "mensaje {R}. ", "quiero {R} a la junta. ", "para {R}. ", "de {R}. ", "con {R}. ", "{R} y {R}. ", "{Y} ", "{Y} {Y} ", "{Y} {R} ", "{Y} es la junta ", "{Y} me dice ", "ay {Y}. ", "si {R} o no. ", "tienen {R}? ", "no {R} nada. ", "que {R}. ", "hay que {R}. ", "dicen que {R}. ",
)  # fmt: skip
PEOPLE = (
    "{F} marked {S} tardy three times. ", "Nurse {F} called about {S}. ", "coach {F} cut {S}. ", "Ask {F} to phone me. ", "ask {F} to call {P}. ", "tell {F} I came by. ", "cps placed {S} with us. ", "they placed {S} in the wrong room. ", "{F} emailed me. ", "{F} never called. ",
    "{S} {R} the {W}. ", "{S} is {R}. ", "{S}, {O}: please excuse. ", "{S} & {O} rode home. ", "{S}, {O} and {O} which of them need the {R} shot? ", "is {S} {R}? ", "{S} wants {R} and {R}. ", "{S} lost the {A} charger. ", "{S} can't log into {A}. ", "{S} goes to {T} with {O}. ", "is {S} in {T}? ", "{S} missed {T}. ",
    "{S} wants to do {T}. ", "{F} runs {T}. ", "does {F} teach {T}? ", "{T} is what {S} likes. ", "on {E} {S} was out. ", "{S} won the {E}. ", "the dad {O} (father) and {P} (mother). ", "call from {P} re {S}. ", "tc from {P}, son {S}, wants {T}. ", "vm from {P} - {S} out today. ", "walk in: {P}, needs {R}. ", "message for {F}: {S} is {R}. ",
    "n {S} missed breakfast. ", "my neighbor {O} and her {R} dog. ", "grandma {O} has him. ", "uncle {O} drives. ", "aunt {O} signs. ", "{S} aka {O}. ", "we call her {S}. ", "goes by {S}. ", "legally {S}. ", "{S} turns five. ", "{S} my grandbaby. ", "{S} needs {R}. ", "{S}'s {R}. ", "{S} and his {R}. ", "{S} eats {R}. ",
)  # fmt: skip
GENTE = (
    "{F} marcó a {S} tarde. ", "la enfermera {F} llamó. ", "pregunte por {F}. ", "dígale a {F} que llame. ", "llame a mi comadre {O}. ", "mi compadre {O} va. ", "la vecina {O} {R}. ", "{S} quiere {R}. ", "{S} es {R}. ", "¿{S} está {R}? ", "{S} va a {T}. ", "a {S} le gusta {R}. ", "{S} no puede entrar a {A}. ",
    "recado: llamó {P}, mamá de {S}. ", "recado: papá de {S} pide {R}. ", "habla {P}, {S} no va. ", "doña {O} pregunta. ", "don {O} firma. ", "de parte de {P}. ", "{S} y {O} son cuates. ", "la tía {O}. ", "mi cuñado {O} recoge a {S}. ", "{S} trae {R}. ", "{S} cumple años en mayo. ", "el {S} salió. ", "la {S} lloró. ",
)  # fmt: skip
