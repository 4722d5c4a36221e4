"""Words that carry a fact without a digit, and words that only open sentences. English and Spanish, for `edits`."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FACT_WORDS = _words(
    """
    january february march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves
    viernes sábado domingo noon midnight mediodía medianoche today tomorrow yesterday hoy mañana ayer a.m p.m am pm
    one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred half first second third
    uno dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cuarenta cincuenta cien medio primero segundo tercero
    not no never none without cannot can't don't doesn't isn't aren't won't mustn't unless except only must may should before after until
    ni nunca ningún ninguna sin salvo excepto solo sólo debe deben puede pueden antes después hasta free gratis closed open cerrado abierto
    """
)
"""Words that carry a date, a number, or turn a sentence round: changing one changes what is said."""

PLAIN_OPENERS = _words(
    """
    the a an it its they this that these those there here we our you your i he she and or but if when where what who how please yes thank
    thanks hello dear hi for in on at by to from with as all any every each is are do does can could will would
    el la los las un una es son su sus este esta estos estas eso esa y o pero si cuando donde qué quién cómo por para en con de del al
    favor sí gracias hola estimada estimado familias families todos todas cada
    """
)
"""Words whose capital says only that a sentence begins."""
