"""Conditions, symptoms that name one, medicines, treatments. Source: ICD-10-CM chapter terms and MedlinePlus drug names met in schools."""

_CONDITIONS = (
    "(?:high\\s+|low\\s+)?fever|the\\s+flu|stomach\\s+(?:flu|bug|virus)|flu|ear\\s+infection|sore\\s+throat|"
    "vomit(?:ing|ed)?|throwing\\s+up|rash|head\\s?ache|fiebre|gripe|gripa|vomit(?:o|ando)|dolor\\s+de\\s+\\w+|"
    "infecci[oó]n(?:\\s+de\\s+\\w+)?|"
    "croup|crup|shingles|norovirus|roseola|rubella|rubeola|rub[eé]ola|hives|sepsis|kawasaki(?:\\s+disease)?|sleep\\s+apnea|apnea|vertigo|fainting|"
    "paperas|sarna|tos\\s+ferina|desmayos?|hand,?\\s+foot,?\\s+(?:and|&)\\s+mouth(?:\\s+disease)?|(?:blood|low|high)\\s+(?:sugar|pressure)|"
    "(?:\\w+\\s+)?(?:disease|enfermedad(?:\\s+de\\s+\\w+)?)|az[uú]car\\s+(?:alta|baja|en\\s+la\\s+sangre)|"
    "asthma|diabetes|type\\s+(?:1|2|one|two|i|ii)\\s+diabet(?:es|ic)|diabetic|epilep(?:sy|tic)|seizures?|"
    "cystic\\s+fibrosis|sickle\\s+cell(?:\\s+(?:anemia|disease))?|an[a]?emi[ac]|"
    "leuk[a]?emia|lymphoma|cancer|tumou?r|chemo(?:therapy)?|radiation\\s+therapy|dialysis|transplant|"
    "heart\\s+(?:condition|defect|murmur|disease|problem|surgery)|hemophilia|lupus|"
    "crohn'?s(?:\\s+disease)?|colitis|ibs|celiac(?:\\s+disease)?|coeliac|eczema|psoriasis|hiv|aids|"
    "hepatitis\\s*[abc]?|tuberculosis|meningitis|mono(?:nucleosis)?|strep(?:\\s+throat)?|"
    "covid(?:-19)?|whooping\\s+cough|measles|mumps|chicken\\s?pox|ringworm|scabies|lice|pink\\s?eye|impetigo|hand\\s+foot\\s+and\\s+mouth|"
    "migraines?|concussion|scoliosis|arthritis|juvenile\\s+arthritis|muscular\\s+dystrophy|cerebral\\s+palsy|"
    "spina\\s+bifida|tourette'?s?(?:\\s+syndrome)?|narcolepsy|"
    "anxiety(?:\\s+disorder)?|panic\\s+(?:attacks?|disorder)|depress(?:ion|ed)|bipolar(?:\\s+disorder)?|ptsd|ocd|"
    "schizophrenia|self[\\s-]?harm(?:ing|s)?|suicid(?:al|e)(?:\\s+\\w+)?|cutting\\s+(?:herself|himself)|"
    "anorexia|bulimia|eating\\s+disorder|gender\\s+dysphoria|pregnan(?:t|cy)|"
    "pots|pku|ehlers[\\s-]?danlos(?:\\s+syndrome)?|kidney\\s+(?:disease|failure|condition)|thyroid\\s+\\w+|"
    "hypothyroidism|g-?tube|feeding\\s+tube|colostomy(?:\\s+bag)?|catheter|insulin(?:\\s+pump|\\s+shots?)?|"
    "pneumonia|bronchitis|rsv|appendicitis|hernia|ulcers?|reflux|gerd|diarrhea|constipation|enuresis|incontinen(?:t|ce)|bed\\s?wetting|"
    "broken\\s+(?:arm|leg|wrist|ankle|foot|hand|collarbone|clavicle|rib|ribs|jaw|elbow|shoulder|knee|hip|thumb|toe|pelvis|bone|nose|finger|toe)|(?:fractured?|sprained|twisted|dislocated)\\s+(?:(?:his|her|their|my|an?|the)\\s+)?\\w+|surgery|"
    "(?:(?:an?|severe|life[\\s-]threatening|deadly|bad|serious|mild|tree|food|bee|nut|peanut|egg|milk|dairy|"
    "shellfish|fish|wheat|soy|latex|sting|pollen|seasonal|dust|cat|dog|penicillin|sesame)[\\s-]+){0,4}allerg(?:y|"
    "ies)(?!\\s+(?:action|plan|form))(?:\\s+to\\s+\\w+(?:\\s+(?:and|or)\\s+\\w+)?)?|(?:severely\\s+|"
    "very\\s+)?allergic(?:\\s+to\\s+(?:(?:bee|wasp|insect|tree|dust|pet|cow'?s?|all|most|some|red|food)\\s+)?\\w+(?:\\s+(?:and|or)\\s+\\w+)?)?|anaphyla(?:xis|ctic)(?:\\s+\\w+)?|"
    "lactose\\s+intolerant?|gluten\\s+intoleran(?:t|ce)|"
    "asma|epilepsia|epil[eé]ptic[oa]|convulsiones|diab[eé]tic[oa]|diabetes\\s+tipo\\s+\\w+|fibrosis\\s+qu[ií]stica|"
    "anemia(?:\\s+falciforme)?|leucemia|c[aá]ncer|quimioterapia|ansiedad|depresi[oó]n|bipolar|"
    "(?:al[eé]rgic[oa]|alergia)\\s+(?:severa\\s+|grave\\s+)?(?:al?|a\\s+l[oa]s?|a\\s+la)\\s+\\w+(?:\\s+y\\s+\\w+)?|"
    "al[eé]rgic[oa]|alergias?(?:\\s+severas?)?|celiac[oa]|enfermedad\\s+cel[ií]aca|migrañas?|"
    "conmoci[oó]n(?:\\s+cerebral)?|escoliosis|par[aá]lisis\\s+cerebral|"
    "problemas?\\s+(?:del\\s+coraz[oó]n|card[ií]acos?|de\\s+salud\\s+mental|renales?)|soplo\\s+(?:card[ií]aco|"
    "en\\s+el\\s+coraz[oó]n)|embarazada|piojos|varicela|sarampi[oó]n|neumon[ií]a|bronquitis|tuberculosis|hepatitis|"
    "brazo\\s+roto|pierna\\s+rota|fractura(?:da|do)?|cirug[ií]a|autolesion\\w*|suicid\\w+|trastorno\\s+(?:de\\s+|"
    "alimenticio\\s*)\\w*|eccema|artritis|lupus|dermatitis(?:\\s+\\w+)?"
)
_MEDICINES = (
    "ritalin|adderall|concerta|vyvanse|focalin|strattera|intuniv|guanfacine|clonidine|methylphenidate|prozac|"
    "zoloft|lexapro|sertraline|fluoxetine|escitalopram|celexa|wellbutrin|abilify|aripiprazole|"
    "risperdal|risperidone|seroquel|lithium|lamictal|keppra|levetiracetam|depakote|topamax|diastat|diazepam|"
    "clonazepam|klonopin|xanax|ativan|hydroxyzine|trazodone|melatonin|"
    "albuterol|ventolin|proair|flovent|singulair|montelukast|advair|pulmicort|symbicort|prednisone|epi-?\\s?pens?|"
    "epinephrine|auvi-q|benadryl|zyrtec|claritin|insulin|humalog|novolog|lantus|glucagon|metformin|"
    "amoxicillin|penicillin|augmentin|azithromycin|tylenol|ibuprofen|advil|motrin|aspirin|naproxen|tamiflu|humira|"
    "methotrexate|accutane|zofran|miralax|omeprazole|lisinopril|warfarin|growth\\s+hormone|"
    "inhalers?|inhalador(?:es)?|nebulizers?|insulina|epinefrina|metilfenidato|ritalina|ibuprofeno|paracetamol|amoxicilina|penicilina|nebulizador"
)
_DOSE = r"(?:\s+(?:xr|er|sr|la|cr|xl))?(?:\s+\d+(?:\.\d+)?\s?(?:mg|ml|mcg|units?|puffs?|unidades))?"

_BODY = (
    r"(?:arms?|legs?|wrist|ankle|foot|hand|collarbone|finger|toe|nose|elbow|knee|hip|ribs?|jaw|shoulder|tooth|brazos?|piernas?|mano|pie|"
    r"tobillo|mu[nñ]eca|dedo|nariz|rodilla|codo|hombro|clav[ií]cula)"
)

PATTERNS = (
    (
        "HEALTH",
        rf"\b(?:(?:an?|un|una)\s+)?(?:(?:severe|mild|chronic|acute|bad|type\s+\d|leve|grave|"
        rf"severa?)\s+)?(?:{_CONDITIONS})(?:\s+(?:leve|grave|severa?|cr[oó]nic[oa]))?\b",
    ),
    ("HEALTH", rf"\b(?:(?:an?|una?)\s+)?(?:{_MEDICINES})\b{_DOSE}"),
    (
        "HEALTH",
        r"\b(?:diagnosed\s+with|suffers?\s+from|suffering\s+from|is\s+being\s+treated\s+for|tested\s+positive\s+for|"
        r"came\s+down\s+with|recovering\s+from|hospitalized\s+(?:for|with)|in\s+the\s+hospital\s+(?:for|with)|"
        r"diagnosticad[oa]\s+con|padece\s+(?:de\s+)?|sufre\s+de|le\s+diagnosticaron|tratamiento\s+(?:para|"
        r"de))\s+(?P<detail>(?!the\b|a\s+lot|la\s+escuela)[\w'-]+(?:\s+(?!and\b|y\b|is\b|so\b|can\b|but\b|who\b|which\b|"
        r"since\b|last\b|this\b|he\b|she\b|when\b|if\b|what\b|does\b|will\b)[\w'-]+){0,3})",
    ),
    (
        "HEALTH",
        r"\b(?:takes?|taking|prescribed|needs?|on|carry|carries|toma|tomar|necesita|usa)\s+(?:\w+\s+){0,"
        r"2}?(?P<detail>\w{2,}(?:azole|cillin|mycin|nopril|olol|statin|prazole|oxetine|azepam|idone|ipine|afil|tidine|"
        r"setron|phenidate|amine|zine|lukast|terol|sone|solone|mab|nib))\b",
    ),
    (
        "HEALTH",
        r"\b(?P<detail>(?:\w{3,}(?:itis|ectomy|algia|plegia)|(?:\w+(?:brosis|crosis|phosis|chosis|urosis|tosis)|"
        r"\w+(?:glyc|an|leuk|h|is|x)emia|(?:glauc|melan|carcin|sarc|blast|lymph)oma|(?:neur|myo|encephal|cardiomy|"
        r"retin)\w*pathy))\b(?:\s+(?:of|de)\s+\w+)?)",
    ),
    (
        "HEALTH",
        rf"\b(?:broke|hurt|injured|twisted|dislocated|(?:se\s+)?(?:quebr[oó]|rompi[oó]|fractur[oó]|lastim[oó]|torci[oó])|(?:l[oa]\s+|le\s+)?operaron\s+del?)\s+(?:his|her|their|an?|el|la|los|su|un|una)\s+"
        rf"(?:left\s+|right\s+)?{_BODY}(?:\s+(?:izquierd[oa]|derech[oa]))?\b",
    ),
    (
        "HEALTH",
        r"\b(?:(?:is|was|been|est[aá]|estuvo)\s+)?(?:in|en)\s+(?:the\s+|el\s+)?(?:hospital|icu|emergency\s+room)\b"
        r"|\b(?:takes?|taking|needs?|on|toma|necesita)\s+(?:\w+\s+)?(?P<detail>(?:medicines?|medications?|meds|pills|medicinas?|medicamentos?|pastillas)\s+(?:for|para)\s+(?:(?:his|her|the|el|la|su)\s+)?(?!school|lunch|field|the\b|trip|escuela)\w+)\b"
        r"|\b(?:has|had|got|gets|needs|with)\s+(?P<detail>(?:a\s+cast\s+on\s+(?:his|her)\s+\w+|stitches|a\s+broken\s+\w+|a\s+feeding\s+tube))\b|\b(?:fainted|passed\s+out|se\s+desmay[oó]|le\s+(?:dieron|pusieron)\s+puntadas)\b"
        r"|\b(?P<detail>enferm[oa]\s+del\s+\w+)\b|\b(?:threw\s+up|throwing\s+up|vomit[oó]|puking)(?:\s+(?:all\s+\w+|twice|toda\s+la\s+noche|this\s+morning|last\s+night))?\b",
    ),
    ("HEALTH", r"\b(?P<detail>(?:[\w'-]+\s+)?(?:syndrome|s[ií]ndrome\s+de\s+\w+))\b"),
)
