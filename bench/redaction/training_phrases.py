"""Phrases from which training messages for the name head are put together: openings, statements, closings, in English and Spanish.

`{S}` a student, `{P}` a parent, `{F}` staff, `{O}` another person (one to three words each); everything else is not a name. Invented. Kept
apart from `own_templates`, which only measures.
"""

OPENINGS = (
    "", "", "", "", "Hi, ", "Hello, ", "hello ", "hey ", "Good morning, ", "Good evening ", "Good afternoon. ", "Dear {F}, ", "Dear Ms. {F}, ", "Hi Mr. {F}, ",
    "Hello Mrs. {F}, ", "hi miss {F} ", "Hi this is {P}. ", "this is {P} ", "Hello, my name is {P}. ", "i am {P} ", "I'm {P}, ", "{P} here, ", "{P} again. ", "Hi, {P} here. ",
    "Hey, it's {P}. ", "This is {P}, {S}'s mom. ", "Im the dad of {S}. ", "I am {S}'s grandmother. ", "To whom it may concern: ", "Good day, ", "Quick question. ", "URGENT ", "Follow up: ",
    "Parent of {S} here. ", "I'm writing about {S}. ", "Re: {S}. ", "Regarding {S}: ", "About my daughter {S}: ", "Student: {S}\n", "Name: {P}\nStudent: {S}\n", "From: {P}\n", "To: {F}\n", "Attn {F}: ",
    "Coach {F}, ", "Dr. {F}, ", "Hello principal {F}, ", "Hi {F}! ", "Hi all, ", "Hi there, ", "Hello everyone, ", "Sorry to bother you. ", "ok so ", "{S} ", "So ",
)  # fmt: skip
STATEMENTS = (
    "My son {S} is not feeling well today. ", "my daughter {S} will be late because of the dentist. ", "{S} missed the bus this morning. ", "can {S} stay for tutoring on Tuesday? ",
    "{S} forgot the permission slip at home, is it ok to bring it tomorrow? ", "Will {S} need a white shirt for the concert? ", "Does {S} still have a balance in the cafeteria? ", "Is {S} in the morning or afternoon group? ",
    "please tell {S} to walk home with {O}. ", "{O} will pick up {S} at two. ", "I want to sign {S} up for chess club. ", "We are registering {S} for first grade. ", "{S} and {O} are best friends, can they be in one class? ",
    "my kids {S} and {O} ride together. ", "my boys {S}, {O} and {O} go to your school. ", "{S} is in fourth grade. ", "{S}, 3rd grade, was marked absent but was there. ", "{S} (7th grade) lost a library book. ",
    "My child's name is {S}. ", "Her name is {S} and she is five. ", "his name is {S}. ", "She goes by {S}. ", "Everyone calls him {S}. ", "We call her {S} at home. ", "My youngest, {S}, starts in the fall. ", "my oldest {S} graduates this year. ",
    "I need a copy of {S}'s schedule. ", "Where can I drop off {S}'s lunch? ", "{S}'s backpack was left in the gym. ", "{S}s teacher never wrote back. ", "who is {S}'s counselor? ", "{S}'s report card is wrong. ",
    "{F} is the teacher. ", "His teacher {F} told us to ask you. ", "the nurse {F} called me. ", "Ms. {F} gave a zero for the late paper. ", "Mr. {F} said the trip is full. ", "mrs {F} is so kind. ", "Coach {F} cut him from the team. ",
    "I spoke with {F} in the front office. ", "Could you ask {F} to call me? ", "I emailed {F} twice. ", "{F} never answered. ", "Is {F} still the principal? ", "we love {F}. ", "She is in room 12 with {F}. ", "the bus driver, {F}, was rude. ",
    "My husband {O} cannot come to the meeting. ", "My wife {O} and I will both be there. ", "her father {O} lives in another state. ", "Her dad, {O}, may not take her out of school. ", "{O} is not allowed on campus. ", "I do not want {S} near {O}. ",
    "{O} keeps bothering {S}. ", "{O} hit {S} on the playground. ", "a boy named {O} took {S}'s phone. ", "the girl {O} was mean to {S}. ", "{S} sits next to {O}. ", "{S} got into an argument with {O}. ", "{S} told me about {O}. ",
    "can you move {S} away from {O}? ", "I am the aunt of {S}. ", "I'm {S}'s dad. ", "we are the parents of {S}. ", "the guardian is {P}. ", "{P} is my name. ", "The account is under {P}. ", "It should say {P}, not {O}. ", "My maiden name is {P}. ",
    "{S} has practice with {F} at four. ", "does {S} have {F} for math? ", "I think {S} needs glasses. ", "{S} can't open the laptop. ", "{S} didn't get breakfast. ", "{S} was crying when I picked her up. ", "{S} wants to join band. ", "{S} hates the new bus. ",
    "{S} turns six in October. ", "{S} will be out Friday. ", "{S} will not be at school. ", "{S} might be late. ", "When can {S} come back? ", "Why did {S} get a detention? ", "why is {S} failing? ", "What bus does {S} take? ", "Which room is {S} in? ",
    "How is {S} doing in science? ", "has {S} turned in the form? ", "did {S} eat lunch? ", "Should {S} bring a towel? ", "Would {S} qualify for gifted? ", "Could {S} switch classes? ", "may {S} leave early? ", "are {S} and {O} on the list? ",
    "Please excuse {S} for Monday. ", "please give {S} the message. ", "Please let {S} know I am outside. ", "let {S} use the phone. ", "tell {S} grandma is coming. ", "I'm sending {S} with cash. ", "I dropped {S} off at eight. ", "we enrolled {S} last week. ",
    "i need to withdraw {S}. ", "I want to talk about {S}. ", "this is for {S}. ", "the form for {S} is attached. ", "thank you for helping {S}. ", "I have a question about {S}. ", "I have twins, {S} and {O}. ", "I have three kids: {S}, {O}, {O}. ",
    "Can I get the homework for {S}? ", "With {S} gone I need the work packet. ", "Between {S} and {O} we have two pickups. ", "student {S} needs a new card. ", "student name {S}. ", "Child: {S}. ", "Parent: {P}. ", "Teacher: {F}. ", "Emergency contact {O}. ",
    "{S}, {O}, {O} all need supplies. ", "the other kid was {O}. ", "my neighbor {O} can sign. ", "her sister {O} is in high school. ", "My nephew {S} moved in with us. ", "my foster son {S} has no records. ", "Her best friend {O} got in. ",
)  # fmt: skip
NAMELESS = (
    "What time does school start? ", "when is spring break? ", "Is there a bus for aftercare? ", "How much is lunch? ", "Do you have the calendar for next year? ", "Where do I find the dress code? ", "My son is sick today. ", "my daughter will be late. ",
    "My son will need a ride. ", "my child has a fever and can not come. ", "My kids ride the bus. ", "my daughter is in second grade. ", "my son was absent on Monday. ", "our kids may go to another school. ", "My son hopes to play football. ",
    "I hope you can help. ", "I will be there in May. ", "May I come in early? ", "Will there be a make up day? ", "The art show is in the main hall. ", "We had a long drive and a storm. ", "It is a true story. ", "The royal blue shirts are sold out. ",
    "In any case, please call. ", "just in case it rains. ", "Grace period for late fees? ", "The angel costume is for the play. ", "A blessing in disguise. ", "the field was wet and there was snow. ", "The price of the ticket is a good deal. ", "We need to cook for the sale. ",
    "a wise choice. ", "The pond behind the school is open. ", "the colt and the fox are in the story. ", "Is pepper allowed in the lunch room? ", "Wood shop needs safety glasses. ", "There is merit in that idea. ", "It is a joy to read with them. ", "the star of the play. ",
    "summer school starts in June. ", "autumn festival is on Friday. ", "Is the river trip still on? ", "The sky was dark at the stop. ", "what does the law say? ", "Who should sign the form? ", "Can I skip the first page? ", "The chip on the card does not work. ",
    "the bank holiday is not on the calendar. ", "They should be frank with us. ", "please mark the page. ", "bill me later. ", "I need to pay the bill. ", "Do teachers work on Labor Day? ", "the principal should answer. ", "the nurse will call. ", "the counselor is out. ",
    "the teacher said no. ", "her teacher is great. ", "his bus was late. ", "the driver was rude. ", "my husband will come. ", "her father is here. ", "his mother signed. ", "my mom picked her up. ", "grandma will be there. ", "the other parent agreed. ",
    "Dear school, ", "Dear office staff, ", "Thanks for your help. ", "Thank you so much. ", "thanks in advance. ", "Best regards. ", "Have a great day. ", "Please advise. ", "Let me know. ", "See attached. ", "I am confused. ", "I am new here. ", "I am a parent. ",
    "i'm a single mom. ", "I'm worried. ", "this is urgent. ", "this is about the bus. ", "this is my second message. ", "It's cold outside. ", "Does the district offer Spanish classes? ", "Can students bring phones? ", "How do I apply for free meals? ",
    "Is the library open after school? ", "Which vaccines are required? ", "Where is the registration office? ", "Who handles transportation? ", "Do seniors need community service? ", "Are parents allowed at the assembly? ", "When are report cards sent? ",
    "Could we get a translator? ", "How many absences are too many? ", "What is the policy on late work? ", "is there parking near the gym? ", "Do I need an appointment? ", "can we pay online? ", "Does the clinic give shots? ", "i lost my password. ",
    "The website is down. ", "the portal shows an error. ", "the form asks for a birth certificate. ", "We moved last month. ", "We live across the street. ", "I live near the park. ", "our address changed. ", "the custody papers are in the office. ",
    "He is allergic to nuts. ", "She has asthma. ", "he was suspended for fighting. ", "She got a D in math. ", "he needs an inhaler. ", "she gets speech. ", "He takes medicine at noon. ", "They are twins. ", "she is six. ", "he is a good boy. ", "He likes true stories. ",
    "Monday and Tuesday are off. ", "Wednesday is early release. ", "The meeting is on Thursday. ", "Is Friday a half day? ", "Christmas break begins when? ", "Is school closed for Veterans Day? ", "Back to School Night is when? ", "Picture Day is Tuesday. ",
    "Winter Concert tickets? ", "Open House starts at six. ", "Field Day needs volunteers. ", "Science Fair rules please. ", "the Book Fair is open. ", "Free and Reduced Lunch form? ", "Google Classroom is blank. ", "the PTA meets monthly. ", "Band Camp forms? ",
)  # fmt: skip
CLOSINGS = (
    "", "", "", "", "", "Thanks, {P}", "thanks {P}", "Thank you, {P}", "Thank you.\n{P}", "- {P}", "-{P}", "Sincerely,\n{P}", "Best, {P}", "Regards, {P}", "{P}", "\n{P}", "\n\n{P}", "Thank you very much. {P}", "thx {P}", "ty, {P}", "Love, {P}",
    "Respectfully, {P}", "Mom of {S}", "{P} (mother of {S})", "{P}, mom of {S}", "{S}'s mom, {P}", "signed {P}", "Thanks!", "Thank you", "thanks", "Best regards", "Thank you for your time.", "God bless, {P}", "Have a good day, {P}", "Kind regards\n{P}\nSent from my phone",
)  # fmt: skip
APERTURAS = (
    "", "", "", "", "Hola, ", "Buenos días, ", "buenas tardes ", "Buenas noches. ", "Hola, soy {P}. ", "soy {P} ", "Me llamo {P}. ", "Mi nombre es {P}, ", "Habla {P}. ", "Le escribe {P}. ", "Hola, soy la mamá de {S}. ", "soy el papá de {S} ", "Estimada maestra {F}, ",
    "Estimado señor {F}: ", "Maestra {F}, ", "Hola profe {F}, ", "Sra. {F}, ", "Sr. {F}: ", "Querida {F}, ", "disculpe, ", "Oiga, ", "Alumno: {S}\n", "Nombre: {P}\nAlumna: {S}\n", "A quien corresponda: ", "Director {F}, ", "Hola {F}, ", "Soy la abuela de {S}. ", "Sobre {S}: ",
)  # fmt: skip
FRASES = (
    "Mi hijo {S} no se siente bien. ", "mi hija {S} va a llegar tarde. ", "{S} perdió el autobús. ", "¿{S} puede quedarse a la tutoría? ", "{S} olvidó su mochila. ", "{S} está en cuarto grado. ", "{S} faltó ayer. ", "¿Quién es la maestra de {S}? ", "El salón de {S} cambió. ",
    "quiero inscribir a {S}. ", "Voy a recoger a {S} temprano. ", "{O} va a recoger a {S}. ", "mis hijos {S} y {O} van en el mismo camión. ", "tengo dos niñas, {S} y {O}. ", "mi nieto {S} vive conmigo. ", "mi sobrina {S} empieza en agosto. ", "Se llama {S}. ", "su nombre es {S}. ",
    "le decimos {S}. ", "Mi esposo {O} no puede ir. ", "El papá, {O}, no vive aquí. ", "su mamá {O} firmó. ", "{O} no debe acercarse a {S}. ", "{O} le pegó a {S}. ", "{O} molesta a {S} en el recreo. ", "La maestra {F} no contesta. ", "el señor {F} dijo que no. ", "La enfermera {F} me llamó. ",
    "El entrenador {F} lo sacó del equipo. ", "hablé con {F} en la oficina. ", "pregúntele a {F}. ", "Dígale a {S} que camine. ", "¿Por qué {S} no tiene lonche? ", "¿A qué hora sale {S}? ", "¿Cómo va {S} en lectura? ", "¿Ya comió {S}? ", "{S} necesita lentes. ", "{S} tiene cita mañana. ",
    "{S} no puede entrar a su cuenta. ", "A {S} le duele la cabeza. ", "{S} cumple seis en mayo. ", "{S} y {O} son primos. ", "para {S} por favor. ", "es para {S}. ", "la tarea de {S} no está. ", "el reporte de {S} está mal. ", "Necesito el horario de {S}. ", "gracias por ayudar a {S}. ",
    "Alumno {S}. ", "Tutor: {P}. ", "la cuenta está a nombre de {P}. ", "mi hermana {O} puede firmar. ", "la vecina {O} la lleva. ", "Mi hijo mayor, {S}, se gradúa. ", "la más chica, {S}, va a kínder. ", "mi niña {S} extraña a {O}. ",
)  # fmt: skip
SIN_NOMBRES = (
    "¿A qué hora empieza la escuela? ", "¿Cuándo son las vacaciones? ", "¿Cuánto cuesta el almuerzo? ", "mi hijo está enfermo. ", "mi hija no va a ir hoy. ", "mi hijo necesita un inhalador. ", "mi niña tiene fiebre. ", "mis hijos toman el autobús. ", "¿Dónde está la oficina? ",
    "¿Qué vacunas necesita? ", "no puedo entrar al portal. ", "quiero cambiar la dirección. ", "el maestro no contesta. ", "la maestra dijo que sí. ", "su maestra es muy buena. ", "el papá no vive aquí. ", "la señora de la oficina fue amable. ", "el director no está. ", "su hermana va a recogerla. ",
    "¿Hay clases el lunes? ", "el martes es medio día. ", "la primavera es bonita. ", "el sol y la luna. ", "un ángel en la obra. ", "la rosa roja es del uniforme. ", "el cielo está gris. ", "la paz sea con ustedes. ", "La Feria de Ciencias es el viernes. ", "El Día de la Madre hay festival. ",
    "¿Tienen intérprete? ", "¿Puedo pagar en línea? ", "soy madre soltera. ", "soy nueva aquí. ", "soy el tutor. ", "gracias por su ayuda. ", "muchas gracias. ", "que tenga buen día. ", "espero su respuesta. ", "por favor avíseme. ", "es urgente. ", "nos mudamos el mes pasado. ",
    "vivimos cerca del parque. ", "la parada está lejos. ", "el camión llegó tarde. ", "tiene alergias. ", "lo suspendieron. ", "sacó mala nota. ", "es buen niño. ", "está en segundo grado. ", "¿Cuál es la política de celulares? ", "¿Qué útiles pide kínder? ", "La Navidad y la Semana Santa. ",
)  # fmt: skip
CIERRES = (
    "", "", "", "", "Gracias, {P}", "gracias {P}", "Atentamente, {P}", "Atte. {P}", "Saludos, {P}", "Muchas gracias.\n{P}", "- {P}", "{P}", "\n{P}", "Cordialmente,\n{P}", "Gracias", "Saludos", "Dios lo bendiga, {P}", "mamá de {S}", "{P}, mamá de {S}", "Firma: {P}", "Bendiciones {P}",
)  # fmt: skip
