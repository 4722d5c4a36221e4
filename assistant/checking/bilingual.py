"""Words that mean the same in a school's papers, English and Spanish: small, closed, and only used to compare, never to write."""

from collections.abc import Iterable
from functools import lru_cache

from assistant.checking.word_forms import fold, stems

_GROUPS = """
school schools escuela escuelas escolar escolares colegio plantel
district distrito
student students pupil pupils child children estudiante estudiantes alumno alumnos alumna nino ninos nina hijo hija hijos hijas
parent parents guardian guardians family families familia familias padre padres madre tutor tutores
teacher teachers maestro maestra maestros docente profesor
principal director directora
nurse enfermera enfermero enfermeria
counselor consejero consejera
office offices oficina oficinas
transportation transport transporte
bus buses autobus autobuses camion
driver chofer conductor
stop stops parada paradas
route routes ruta rutas
start starts begin begins starting beginning first primer primero inicio inicia inician comienza comienzan empieza empiezan comienzo entrada
end ends finish finishes ending last final ultimo ultima termina terminan fin final finaliza salida
open opens opening abre abren abierto apertura
close closes closed closing closure cierra cierran cerrado cerrada cierre
arrive arrives arrival llegada llegan llega llegar
dismissal dismissed release salida
early temprano temprana anticipada
late tarde tardanza
bell timbre campana
schedule schedules horario horarios
hour hours hora horas horario
time times hora horas tiempo
day days dia dias
week weeks weekly semana semanas semanal
month months monthly mes meses mensual
year years ano anos
morning manana
afternoon tarde
holiday holidays feriado feriados festivo festivos
break breaks vacation vacations vacaciones receso descanso
winter invierno
spring primavera
summer verano
fall autumn otono
thanksgiving gracias
class classes lesson lessons clase clases
lunch almuerzo almuerzos comida
breakfast desayuno desayunos
meal meals comida comidas alimentos
cafeteria cafeteria comedor
price prices cost costs fee fees charge charges amount precio precios costo costos cuesta cuestan tarifa tarifas cuota cuotas cargo
pay pays payment paid payments pagar pago pagos paga pagan
free gratis gratuito gratuita
reduced reducido reducida
full completo completa
form forms formulario formularios forma
application applications apply solicitud solicitudes solicitar
register registration enroll enrollment enrolment inscripcion inscripciones inscribir inscribirse matricula registro
document documents documento documentos
proof comprobante prueba
residence residency address domicilio residencia direccion
birth nacimiento
certificate certificado acta
immunization immunizations vaccine vaccines vaccination shots vacuna vacunas vacunacion
dose doses dosis
medicine medication medications medicina medicinas medicamento medicamentos
health salud
sick ill illness enfermo enferma enfermedad
fever fiebre
absence absences absent ausencia ausencias ausente falta faltas
excused justificada justificadas justificado
unexcused injustificada injustificadas
attendance asistencia
tardy tardanza retardo tarde
note nota
written writing escrito escrita
doctor medico doctor
call phone telephone contact llamar llame telefono contactar comunicarse comuniquese
email mail correo electronico
website web page sitio pagina
sign signs signature signed firmar firma firmado firmada firme
bring brings traer traiga traigan trae lleve llevar
send sends enviar envie enviar mande
need needs require requires required requirement requirements necesita necesitan requiere requieren requerido requisito requisitos necesario
allow allowed permit permitted permite permiten permitido permitida
prohibited forbidden banned prohibido prohibida prohiben
grade grades grado grados
elementary primaria
middle secundaria intermedia
high preparatoria
kindergarten kinder
preschool preescolar
calendar calendario
date dates fecha fechas
deadline due plazo limite vence
new nuevo nueva nuevos nuevas
each every cada
rule rules norma normas regla reglas
policy policies politica politicas
uniform uniforms uniforme uniformes
dress vestimenta vestir
shoes zapatos
clothing clothes ropa
phones cellphone celular celulares telefono telefonos
device devices dispositivo dispositivos
library biblioteca
book books libro libros
gym gimnasio
field campo
trip trips excursion excursiones paseo
club clubs clubes
sport sports athletics deporte deportes
team teams equipo equipos
visitor visitors visitante visitantes visita
entrance entrada
volunteer volunteers voluntario voluntarios
meeting meetings reunion reuniones junta
report reports card boleta boletas informe informes calificaciones
test tests exam exams examen examenes prueba pruebas
homework tarea tareas
tutoring tutoria tutorias
help ayuda ayudar
language languages idioma idiomas
english ingles
spanish espanol
interpreter interpreters interpreter interprete interpretes
translation traduccion
snow nieve
weather clima tiempo
emergency emergencia
delay delayed retraso
safety safe seguridad seguro
child care cuidado
before antes
after despues
minute minutes minuto minutos
mile miles milla millas
live lives vive viven
ride rides viajar viaja viajan
walk caminar
request requests pedir solicitar solicitud
change changes cambio cambios cambiar
available disponible disponibles
program programs programa programas
service services servicio servicios
special especial
education educacion
guest guests invitado
wait espera
list lista
supply supplies utiles materiales
refund refunds reembolso reembolsos
lost perdido perdida perdidos
replace replacement reemplazo reponer
return devolver regresar regreso
pick recoger recoja
drop dejar
park parking estacionamiento
people persons person personas persona
information informacion
bring brings brought bringing
give gives given gave giving provide provides provided
send sends sent sending
keep keeps kept
take takes taken took
buy buys bought purchase purchased
leave leaves left
wear wears worn wearing
write writes wrote written
tell tells told
hold holds held
find finds found
meet meets met
run runs ran
eat eats eaten ate
drive drives driven
choose chooses chose chosen
teach taught
get gets receive receives received
stay stays remain remains remained
use uses used
check checks checked
remind reminder reminders
ask asks asked request requests requested
pedir pide piden pida pidan pedido
about approximately around aproximadamente
question questions pregunta preguntas
answer respuesta
"""


@lru_cache(maxsize=1)
def _concepts() -> dict[str, frozenset[int]]:
    concepts: dict[str, set[int]] = {}
    for number, line in enumerate(_GROUPS.strip().splitlines()):
        for word in line.split():
            concepts.setdefault(fold(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in concepts.items()}


@lru_cache(maxsize=1)
def _concept_roots() -> dict[str, frozenset[int]]:
    roots: dict[str, set[int]] = {}
    for word, numbers in _concepts().items():
        for root in {*stems([word], "en"), *stems([word], "es")}:
            roots.setdefault(root, set()).update(numbers)
    return {root: frozenset(numbers) for root, numbers in roots.items()}


def meanings(word: str) -> frozenset[int]:
    """The groups that a folded word or stem belongs to."""
    return _concepts().get(word) or _concept_roots().get(word) or frozenset()


@lru_cache(maxsize=20_000)
def same_words(word: str) -> tuple[str, ...]:
    """The words of every group that a folded word or stem belongs to, both languages; none for a word without a group."""
    groups = _GROUPS.strip().splitlines()
    return tuple(dict.fromkeys(fold(other) for number in sorted(meanings(word)) for other in groups[number].split()))


def all_meanings(words: Iterable[str]) -> frozenset[int]:
    """The groups that any of some folded words or stems belongs to."""
    return frozenset[int]().union(*(meanings(word) for word in words))


def plain_roots(words: list[str], language: str) -> frozenset[str]:
    """The stems of folded words, with one sign for all words of one group, so that "first day" and "starts" meet."""
    return frozenset(
        f"#{min(groups)}" if (groups := meanings(root) or meanings(word)) else root
        for word, root in zip(words, stems(words, language), strict=True)
    )


PEOPLE = all_meanings(["student", "parent"])
"""The groups of students and of parents."""


def is_cognate(word: str, other: str) -> bool:
    """Whether two words of two languages look alike: six tenths of the longer one, five letters at least, from the start."""
    word, other = word.replace("cion", "tion"), other.replace("cion", "tion")
    alike = 0
    for a, b in zip(word, other, strict=False):
        if a != b:
            break
        alike += 1
    return alike >= 5 and alike >= 0.6 * max(len(word), len(other))


def same_meaning(word: str, others: Iterable[str], *, across: bool = False) -> bool:
    """Whether a folded word means the same as one of the others; `across` languages cognates count too."""
    wanted = meanings(word)
    return any((wanted and wanted & meanings(other)) or (across and is_cognate(word, other)) for other in others)
