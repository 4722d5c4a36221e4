"""Things with names that are no people, for training the name head: programmes, clubs, events, titles, products, places.

Put together from parts, so that the head learns how such names are built and not which there are. Written for this project.
"""

THINGS: tuple[str, ...] = (
    "Lunch Bunch", "Homework Help", "Books and Breakfast", "Pastries with Parents", "Lunch with Loved Ones", "Cocoa with Cops", "Tacos and Tales", "Bagels and Books", "Popsicles with the Principal", "Toys for Tots", "Shoes for School", "Backpacks for All", "Hats On Day",
    "Rock the Test", "Race for Education", "Hour of Code", "Girls Who Code", "Boys to Men", "Safe Routes to School", "Read to Feed", "Pennies for Patients", "Change for Change", "Walk and Roll", "Science on Wheels", "Art in the Park", "Camp Sunshine", "Camp Fire",
    "Chess Club", "Drama Club", "Garden Club", "Lego League", "Quiz Bowl", "Knowledge Bowl", "Brain Bowl", "Geography Bee", "Spanish Bee", "History Day", "Reflections Contest", "Invention Convention", "Destination Imagination", "Key Club", "Interact Club", "Beta Club", "Rotary Club",
    "Lions Club", "Green Team", "Safety Patrol", "Peer Mediators", "Link Crew", "Where Everybody Belongs", "Best Buddies", "Unified Sports", "Special Olympics", "Color Guard", "Drum Line", "Show Choir", "Honor Choir", "Jazz Choir", "Pep Band", "Mock Trial", "Debate Club",
    "Academic Decathlon", "Marching Knights", "Upward Bound", "Talent Search", "Gear Up", "Running Start", "Early College", "Career Academy", "Career Cruising", "Jump Start", "Even Start", "Healthy Start", "Parents as Teachers", "Imagination Station", "Sunrise Care", "Eagle Care",
    "Tiger Club", "Panther Pride", "Falcon Time", "Bulldog Block", "Husky Hour", "Cougar Cash", "Bear Bucks", "Wolf Den", "Viking Voice", "Raider Report", "Titan Tutoring", "Mustang Mile", "Hornet Hive", "Pirate Press", "Knight Life", "Trojan Times", "Comet Corner", "Rocket Math",
    "Muffin Monday", "Meatless Monday", "Tutor Tuesday", "Walking Wednesday", "Thankful Thursday", "Fun Friday", "Formal Friday", "Freedom Friday", "Super Saturday", "Mix It Up Day", "Mismatch Day", "Decades Day", "Character Day", "Jersey Day", "Blackout Night", "Glow Run", "Fun Run", "Turkey Trot",
    "Jingle Run", "Trunk or Treat", "Harvest Party", "Santa Shop", "Holiday Store", "Elf Day", "Grinch Night", "Polar Express", "Ugly Sweater Day", "Gingerbread Night", "Egg Hunt", "Bunny Breakfast", "Leprechaun Lunch", "Heart Week", "Kindness Week", "Nurse Day", "Bus Driver Day", "Custodian Day",
    "Unity Day", "Earth Day", "Arbor Day", "Flag Day", "Pi Day", "Leap Day", "Groundhog Day", "Patriot Day", "Constitution Day", "Orthodox Easter", "Eid al-Fitr", "Yom Kippur", "Passover", "Hanukkah", "Kwanzaa", "Vesak", "Nowruz", "Holi", "Palm Sunday", "Maundy Thursday", "Three Kings Day",
    "Wonder", "Holes", "Frindle", "Stargirl", "Esperanza Rising", "Number the Stars", "Where the Red Fern Grows", "Island of the Blue Dolphins", "The Outsiders", "The Giver", "Lord of the Flies", "Animal Farm", "Romeo and Juliet", "Charlotte's Web", "Stone Fox", "Sarah, Plain and Tall", "Maniac Magee",
    "Beauty and the Beast", "Annie", "Mary Poppins", "Peter Pan", "The Music Man", "Bugsy Malone", "Elf the Musical", "Our Town", "Twelve Angry Jurors", "Diary of a Wimpy Kid", "Harry Potter", "Captain Underpants", "Magic Tree House", "Junie B. Jones", "Amelia Bedelia", "Clifford", "Curious George",
    "Eureka Squared", "Illustrative Mathematics", "Saxon Math", "Envision Math", "Go Math", "Wit and Wisdom", "Core Knowledge", "Reading Wonders", "Journeys", "Orton-Gillingham", "Wilson Reading", "Barton", "Singapore Math", "Foss Kits", "Mystery Science", "Amplify Reading", "Second Step", "Zones of Regulation",
    "Newsela", "Nearpod", "Blooket", "Gimkit", "Quizizz", "Edpuzzle", "Flipgrid", "Padlet", "Renaissance", "Accelerated Reader", "Study Island", "Reflex Math", "Dreambox", "Imagine Math", "Typing Club", "Code Monkey", "Scratch", "Tinkercad", "Book Creator", "Class Tag", "Remind", "Bloomz", "Final Forms", "Aeries", "Skyward", "Synergy",
    "School Cash", "Lunch Time", "Linq Connect", "Titan Family", "Here Comes the Bus", "Life Touch", "Josten's", "Herff Jones", "Shutterfly", "Sign Up Genius", "World's Finest Chocolate", "Otis Spunkmeyer", "Charleston Wrap", "Gertrude Hawk", "Krispy Kreme", "Papa Murphy's", "Little Caesars", "Chick-fil-A", "Texas Roadhouse", "Panda Express", "Chuck E. Cheese",
    "Dixon pencils", "Fiskars scissors", "Mead notebooks", "Sharpie", "Post-it notes", "Ziploc bags", "Kleenex", "Purell", "Lysol wipes", "Puffs", "Swiffer", "Prang watercolors", "Sterilite bins", "Jansport", "Nike slides", "Skechers", "Timberlands", "Jordans", "Yeezys", "Birkenstocks", "Hey Dudes", "Levi's", "Carhartt", "Columbia jacket", "Dickies",
    "Apple Watch", "Fitbit", "Nintendo Switch", "Fortnite", "Roblox", "Minecraft", "Snapchat", "Discord", "Dell laptop", "Lenovo", "Texas Instruments", "Tylenol", "Motrin", "Zyrtec", "Claritin", "Dramamine", "Imodium", "Neosporin", "Tums", "Advil", "Albuterol", "Gardasil", "Pfizer", "Moderna", "Pediarix",
    "Cheez-Its", "Lunchables", "Capri Sun", "Uncrustables", "Goldfish", "Oreos", "Doritos", "Skittles", "Sunny D", "Chobani", "Mac and Cheese", "Philly cheesesteak", "General Tso chicken", "Salisbury steak", "Chef salad", "Caesar wrap", "Johnny cakes", "Eggo waffles", "Sloppy joe", "Sloppy Joes", "chicken marsala", "pasta alfredo", "eggs benedict",
    "Highland Park", "Carver Park", "Veterans Hall", "Anderson Hall", "Roosevelt Gym", "Jackson Auditorium", "Miller Field", "Thompson Stadium", "Grant Street", "Harrison Avenue", "Madison Boulevard", "Monroe Street", "Civic Center", "Liberty Theater", "Franklin Library", "Fire Station Two", "Community Hall", "Grange Hall", "Masonic Lodge", "Elks Lodge",
    "Sea World", "Busch Gardens", "Great Wolf Lodge", "Sky Zone", "Legoland", "Dave and Buster's", "Discovery Museum", "Hands On Museum", "Splash Kingdom", "Fort Ticonderoga", "Mount Vernon", "Gettysburg", "Jamestown", "Ellis Island", "Yosemite", "Mesa Verde", "Carlsbad Caverns", "Lake Superior", "Amtrak", "Greyhound",
    "Best Buy", "Old Navy", "Dollar Tree", "Family Dollar", "Home Depot", "Michaels", "Hobby Lobby", "Joann", "Albertsons", "Winn-Dixie", "Trader Joe's", "Aldi", "Wells Fargo", "Chase Bank", "Kaiser", "Blue Cross", "Molina", "Walgreens", "Rite Aid", "Head to Toe Clinic", "Planned Parenthood", "Catholic Charities", "Boys Town", "Big Brothers Big Sisters", "Goodwill",
    "Every Student Succeeds Act", "Title VI", "Jacob's Law", "Dignity Act", "Carl Perkins funds", "Medicaid", "Peachcare", "Katie Beckett", "Kindergarten Round-Up", "Transitional First", "Young Fives", "Developmental Kindergarten", "Fab Five", "Student Handbook", "Family Guide", "Parent Compact", "Attendance Policy", "Weapons Policy", "Wellness Policy", "Promotion Policy", "Grievance Procedure",
    "Foundations of Algebra", "Integrated Math", "Pre-Calc", "Honors Physics", "Earth Science", "Anatomy and Physiology", "Forensics", "Astronomy", "World Geography", "Civics", "Western Civ", "Creative Writing", "Journalism", "Speech and Debate", "Ceramics II", "Digital Photography", "Graphic Design", "Child Development", "Foods I", "Auto Shop", "Small Engines", "Robotics III", "Mandarin", "Latin I", "Weights",
    "Somali", "Tigrinya", "Pashto", "Dari", "Karen", "Hmong", "Chuukese", "Marshallese", "Nepali", "Amharic", "Swahili", "Twi", "Igbo", "Cebuano", "Ilocano", "Gujarati", "Telugu", "Tamil", "Uzbek", "Kazakh", "Moldova", "Eritrea", "Myanmar", "Honduras", "Ecuador", "Samoa", "Micronesia", "Afghanistan", "Sudan",
)  # fmt: skip
COSAS: tuple[str, ...] = (
    "Noche de Cine", "Noche de Juegos", "Noche de Talentos", "Noche Familiar", "Noche de Ciencias", "Noche Latina", "Café con el Director", "Pan con Papá", "Desayuno con Mamá", "Churros y Charlas", "Libros y Galletas", "Día del Niño", "Día del Maestro", "Día de los Abuelos", "Día de la Raza", "Día de Reyes", "Día de Gracias", "Día del Pijama",
    "Semana de la Amistad", "Semana del Espíritu", "Mes de la Lectura", "Jueves Santo", "Domingo de Ramos", "Las Posadas", "Carnaval", "Navidad", "Pascua", "Cuaresma", "Feria de Libros", "Feria de Universidades", "Feria de Carreras", "Festival de Primavera", "Fiesta de la Cosecha", "Kermés", "Rifa", "Tardeada",
    "Club de Lectura", "Club de Arte", "Club de Jardín", "Club de Español", "Círculo de Padres", "Consejo Escolar", "Comité de Idiomas", "Escuela para Padres", "Padres en Acción", "Familias Unidas", "Manos a la Obra", "Puertas Abiertas", "Primeros Pasos", "Puente al Futuro", "Despensa Móvil", "Mochilas Felices", "Abrigos para Todos", "Juguetes para Niños",
    "Cuidado Extendido", "Programa Migrante", "Programa Dual", "Programa de Verano", "Lenguaje Dual", "Inmersión Dual", "Escuela Nocturna", "Código de Conducta", "Manual del Estudiante", "Guía para Familias", "Formulario de Salud", "Tarjeta de Emergencia", "Acta de Nacimiento", "Carta Poder", "Boleta de Calificaciones",
    "Geometría", "Cálculo", "Biología", "Química", "Física", "Historia Universal", "Ciencias Naturales", "Estudios Sociales", "Educación Física", "Artes Plásticas", "Computación", "Geometría Dos", "Español Avanzado", "Lengua y Literatura", "Banda de Guerra", "Orquesta", "Coro", "Danza", "Lucha Libre",
    "El Laberinto de la Soledad", "Como Agua para Chocolate", "El Conde Lucanor", "La Vida es Sueño", "Platero y Yo", "María la Dura", "Cajas de Cartón", "El Lazarillo", "Doña Bárbara", "Pedro Páramo", "Coco", "Encanto", "Caperucita Roja", "Blanca Nieves", "Los Tres Cochinitos",
    "Parque Central", "Calle Ocho", "Casa de la Cultura", "Museo del Niño", "Plaza Mayor", "Centro Comunitario", "Clínica Guadalupe", "Hospital San José", "Iglesia San Miguel", "Panadería La Flor", "Mercado Juárez", "Tienda Elektra", "Banco Azteca", "Playa Larga", "Biblioteca Central", "Edificio Norte", "Estadio Azteca",
    "Honduras", "Guatemala", "Venezuela", "Nicaragua", "Michoacán", "Oaxaca", "Jalisco", "Chiapas", "Puebla", "Sonora", "kaqchikel", "mam", "náhuatl", "zapoteco", "garífuna", "triqui", "maya", "guaraní", "portugués", "francés", "mandarín",
    "Chromebook", "Zoom", "Remind", "Lexia", "Amira", "Clever", "Infinite Campus", "Canvas", "Facebook", "Waze", "Telegram", "Target", "Dollar General", "Costco", "Oxxo", "Cheetos", "Sabritas", "Jarritos", "Gansito", "Maruchan", "Tajín", "Nutella", "Bimbo", "Paracetamol", "Suero oral", "Vick", "Pedialyte",
    "un juez", "la corte", "mi lonche", "su chamarra", "la leche", "el gluten", "los cacahuates", "tenis negros", "suéter gris", "falda azul", "playera roja", "pantalón café", "mochila verde", "blusa rosa", "calcetas blancas",
)  # fmt: skip
HEADS: tuple[str, ...] = (
    "Club", "Night", "Day", "Week", "Fair", "Program", "Team", "Drive", "Fund", "Test", "Policy", "Form", "Camp", "Class", "Festival", "Center", "Academy", "Project", "Challenge", "Award", "Team", "League", "Parade", "Dance", "Sale", "Walk", "Run", "Party", "Show", "Concert", "Contest",
    "Workshop", "Training", "Council", "Committee", "Board", "Store", "Shop", "Hall", "Park", "Field", "Gym", "Library", "Room", "Lab", "Street", "Avenue", "Math", "Reading", "Science", "English", "Band", "Choir", "App", "Portal", "Card", "Pass", "Kit", "Box", "Book", "Guide", "Act", "Law", "Plan",
)  # fmt: skip
CABEZAS: tuple[str, ...] = (
    "Noche de", "Día de", "Semana de", "Feria de", "Club de", "Programa de", "Clase de", "Taller de", "Centro de", "Fiesta de", "Festival de", "Casa de", "Proyecto", "Programa", "Escuela de", "Mes de", "Comité de", "Grupo de", "Parque", "Calle", "Museo de", "Plan de", "Carrera de", "Campaña de",
)  # fmt: skip
ABOUT: tuple[str, ...] = (
    "When is {T}? ", "When does {T} start? ", "What time is {T} on Friday? ", "Is {T} free? ", "Does {T} cost money? ", "Do you still have {T}? ", "Is {T} the same as {T}? ", "How do I sign up for {T}? ", "I have a question about {T}. ", "What is {T}? ", "Are {T} and {T} both required? ", "Can we bring {T}? ", "Is {T} allowed? ",
    "What about {T}? ", "We loved {T} last year. ", "The flyer says {T}. ", "Who runs {T}? ", "Who is in charge of {T}? ", "Where is {T}? ", "Is it at {T}? ", "We need {T}, {T} and {T}. ", "{T}, {T} or {T}? ", "Is there {T} this spring? ", "Will there be {T} in May? ", "Does {T} meet after school? ", "She is in {T}. ", "He wants to join {T}. ",
    "Can parents come to {T}? ", "I signed up for {T} and {T}. ", "Did {T} change? ", "Has {T} been moved? ", "The {T} form is missing. ", "Do students read {T} or {T}? ", "Do they use {T}? ", "I can't log in to {T}. ", "{T} is down. ", "{T} starts when? ", "Does the school offer {T}? ", "Does the nurse have {T}? ", "Are {T} banned? ", "Can she wear {T}? ",
    "Questions about {T}: ", "Subject: {T}\n", "- does {T} cost money\n- is {T} full\n", "1. When is {T}?\n2. Is {T} free?\n", "Do you take {T}? ", "Is the trip to {T}? ", "We come from {T}. ", "Do you have somebody who speaks {T}? ", "Is the {T} door open? ", "Is it near {T}? ", "Is {T} with {T} on Monday? ", "Does {T} count as {T}? ", "for {T} ", "about {T} and {T} ", "at {T} ", "the {T} ",
    "what does {T} mean ", "is {T} on thursday ", "Are we off for {T}? ", "no school on {T}, right? ", "Is {T} before or after {T}? ", "What do kids wear on {T}? ", "What's for lunch, {T} or {T}? ", "Does she need a {T} shot? ", "Did {T} get canceled? ", "has {T} started? ", "will {T} be back? ", "{T} was great. ", "{T} meets in the gym. ", "{T} closes at six? ",
)  # fmt: skip
SOBRE: tuple[str, ...] = (
    "¿Cuándo es {T}? ", "¿Cuándo empieza {T}? ", "¿Hay {T} este año? ", "¿{T} es gratis? ", "¿Cuánto cuesta {T}? ", "¿Qué es {T}? ", "¿Dónde es {T}? ", "¿Quién organiza {T}? ", "¿Puedo ir a {T}? ", "¿Hay clases en {T}? ", "¿Y {T}? ", "¿{T} o {T}? ", "Quiero apuntarme a {T}. ", "Tengo una pregunta de {T}. ", "¿Leen {T} o {T}? ", "¿Usan {T}? ",
    "No puedo entrar a {T}. ", "¿La escuela ofrece {T}? ", "¿Se puede llevar {T}? ", "¿Van a ir a {T}? ", "¿Cómo me inscribo en {T}? ", "¿Cierran en {T}? ", "Necesito {T} y {T}. ", "¿Es lo mismo {T} que {T}? ", "En mi casa hablamos {T}. ", "Venimos de {T}. ", "¿Puede tomar {T}? ", "la {T} ", "el {T} ", "para {T} ", "con {T} ", "de {T} ", "sobre {T} ", "perdió su {T}. ", "¿Dan {T}? ",
    "hay {T} ", "¿Cambió {T}? ", "El volante dice {T}. ", "¿{T} va a ser en mayo? ", "¿{T} empieza a las seis? ", "{T} no abre. ", "¿Tienen {T}? ", "¿Aceptan {T}? ", "¿Dónde compro {T}? ", "Información sobre: {T}, {T} y {T}. ", "¿{T} es el viernes? ",
)  # fmt: skip
FRAMES: tuple[str, ...] = (
    "Dear Sir or Madam, ", "bear with me. ", "please bear with us ", "tc from the office, ", "vm from dad ", "cb asap ", "lmk. ", "what does mtss mean and what is pbis ", "attn front desk ", "He has two Fs. ", "my number changed ", "I represent the family. ", "what time does it close ", "kids close to the door ", "is it gluten free ", "deadline cutoff ", "the cutoff date ",
    "They said yes. ", "They told us. ", "Someone said no. ", "silver van ", "a red Honda ", "Rev. ", "Esq. ", "Sr. ", "PhD ", "no idea. ", "idk ", "fyi ", "btw ", "asap ", "pls ", "plz ", "ty ", "thx ", "omg ", "hoping to hear ", "hope to hear soon. ", "skip ahead ", "mark my words ", "will call. ", "may I ", "faith based ", "bill pay ", "art kit ", "in case of rain ", "a true story ", "true or false ",
    "the story is long. ", "storybook ", "wood floor ", "the field is wet ", "field day is when? ", "pepper spray ", "salt and pepper ", "blue sky ", "the cloud storage ", "diesel fumes ", "a bear costume ", "honey sandwich ", "ocean unit ", "winter coat ", "early bus ", "early bird ", "sunday is off ", "on sunday ", "every Sunday ", "on Saturday ", "April 9 ", "in april ", "may 3 ", "by June ",
    "fever how long does she stay home ", "how long does he have ", "how late can i pick up ", "dr appt ", "a dentist appt ", "closed for snow ", "a snow day ", "in winter ", "this winter ", "when summer starts ", "first day of school and do they bring supplies ", "what do they wear ", "can my daughter wear leggings ", "my son wears a hat ", "my sister can pick him up ",
    "my son needs help ", "my kid wants to know ", "my daughter plays well ", "can my kid bring lunch ", "does my son need shots ", "based on another person ", "a man in a white van ", "That's what I need. ", "do it by friday ", "mi hijo quiere saber ", "mi hija necesita ayuda ", "¿dan clases? ", "¿van a dar lonche? ", "si dan desayuno ", "¿hay banda? ", "ensayo de banda ", "clase de arte ",
    "Fíjese que no. ", "mándeme la forma. ", "mándenos el horario ", "¿es obligatorio darlo? ", "quiero darle ", "para llevarlo ", "no irá ", "irán mañana ", "la factura de luz ", "leche sin lactosa ", "camioneta gris ", "chamarra rosa ", "suéter azul ", "piden huellas ", "a qué ora abren ", "no leo bien ", "lo busco ", "la busco y no está ", "flores para la maestra ", "cien años ", "el cielo está gris ", "puras malas notas ",
    "en abril ", "el domingo ", "los domingos ", "en mayo ", "el 3 de abril ", "que Dios la bendiga ", "Dios mediante ", "ojalá pueda ", "gracias por darme ", "avíseme ", "díganme ", "dígame ", "explíqueme ", "llámeme ", "ayúdenme ", "permítame ", "disculpen ", "agréguenme ", "quítenlo ", "inscribirlo ", "recogerla ", "le escribo ", "Le mando ", "Les pido ", "Me dijeron ", "Se lo dije ",
)  # fmt: skip
CUES: tuple[str, ...] = (
    "{S} puede llegar tarde. ", "¿{S} puede ir? ", "¿{S} y {O} pueden sentarse juntas? ", "A qué hora sale {S} de lucha? ", "¿A qué hora sale {S}? ", "A {S} se lo dejaron de tarea. ", "{S} cumple años en abril. ", "la niña {S} perdió su suéter. ", "el niño {S} no trajo nada. ", "el {S} no llegó. ", "olvidó {S} su lonche. ", "{S} olvido su lonche ", "{S} trae tos. ",
    "Does {S} get credit? ", "what bus {S} rides ", "which bus does {S} ride ", "what room {S} is in ", "so {S}s teacher said ", "gave my boy {S} a zero ", "our baby girl {S} starts school ", "my little {S} is sick ", "let {S} know ", "Will {S} need cleats? ", "can {S} go? ", "is {S} ok? ", "did {S} eat? ", "hey so {S} is out ", "{S} forgot lunch ", "{S} left his jacket ", "{S} got a zero ",
    "{S} has lice ", "{S} was marked tardy ", "{S}'s mom here. ", "{S}s mom here ", "{S} and {O} are twins. ", "kid is {S}, ", "student is {S}. ", "teacher is {F}. ", "miss {F} said so ", "mr {F} said so ", "in {F}s class ", "coach {F} ", "for {S} please ", "- {P}", " {P} (mom)", "ask {O} ", "it was {O} ", "with {O} ", "from {P}", "{P}\n",
)  # fmt: skip
ENDINGS: tuple[str, ...] = (
    "ly",
    "ify",
    "thon",
    "zilla",
    "ville",
    "palooza",
    "land",
    "topia",
    "fest",
    "ology",
    "mania",
    "hub",
    "go",
    "ful",
    "ster",
    "pro",
    "wise",
    "works",
    "net",
    "klub",
    "kidz",
    "touch",
    "pal",
    "box",
    "quest",
    "smart",
)
"""What brands are made with."""
