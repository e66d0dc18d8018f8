"""What stands beside the label, by patterns: topics a person must answer, wishes, and what cannot be told."""

from bot.domain.injections import speaks_to_software
from bot.domain.patterns import Patterns, compiled, first_match, straight
from bot.domain.replies import Flag

_PATTERNS: dict[Flag, Patterns] = {
    Flag.COMPENSATION: compiled(
        r"\b(?:salary|salaries|compensation|pay(?:s|ing)? (?:range|band|grade|scale)|what does it pay|(?:day|hourly) rate|remuneration|base pay|bonus|equity|stock options?|counter-?offer|currently (?:on|earning|making)|package|ote|how much)\b",
        r"\b\d{2,3} ?k\b|[€$£] ?\d|\b\d{2,3}[.,]\d{3} ?(?:€|eur|usd|gbp|chf)|\b(?:gehalt\w*|vergütung|bezahl\w*|tagessatz|verdienst|salaire|r[ée]mun[ée]ration|tjm|salario|sueldo|retribuci[óo]n|retribuzione|stipendio|sal[áa]rio|remunera[cç][ãa]o|salaris|vergoeding)\b|年収|給与|報酬",
    ),
    Flag.VISA: compiled(
        r"\b(?:visa|work permit|sponsor(?:ship|ed|ing)?|right to work|h-?1b|green card|blue card|immigration|work authori[sz]ation|visum|arbeitserlaubnis|aufenthaltstitel|permis de travail|titre de s[ée]jour|permiso de trabajo|visado|permesso di (?:lavoro|soggiorno)|visto|werkvergunning)\b|ビザ|就労",
    ),
    Flag.WANTS_CALL: compiled(
        r"\b(?:call|phone|ring|chat|talk|speak|zoom|teams|meet(?:ing)?|catch up|telefon\w*|anruf\w*|gespräch|appel\w*|t[ée]l[ée]phone\w*|[ée]change|llam\w+|hablar|reuni[óo]n|sentir\w*|chiamat\w*|chiam\w+|conversar|ligar|liga[cç][ãa]o|bellen|telefoneren)\b|電話|面談|お話",
    ),
    Flag.PROPOSES_TIME: compiled(
        r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?s?\b|\btomorrow\b|\b\d{1,2}(?::\d{2})? ?(?:am|pm|uhr|h)\b|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|morgen (?:früh|nachmittag|um|ab)|lundi|mardi|mercredi|jeudi|vendredi|demain|lunes|martes|mi[ée]rcoles|jueves|viernes|mañana|luned[ìi]|marted[ìi]|mercoled[ìi]|gioved[ìi]|venerd[ìi]|domani|segunda|ter[cç]a|quarta|quinta|sexta|amanh[ãa]|maandag|dinsdag|woensdag|donderdag|vrijdag)\b|[月火水木金]曜",
    ),
    Flag.RESCHEDULE: compiled(
        r"\b(?:reschedul\w+|move (?:our|the) (?:call|meeting|interview)|(?:another|different) (?:time|day|slot)|postpone\w*|push (?:it|our call) back|verschieben|verlegen|reporter (?:notre|l['’])|d[ée]caler|reprogramar|aplazar|spostare|rimandare|remarcar|adiar|verzetten)\b",
    ),
    Flag.CANCEL: compiled(
        r"\bcancel (?:our|the|my|tomorrow's|today's) (?:call|meeting|interview|appointment|chat)\b|\b(?:termin|gespräch) absagen\b|\bannuler (?:notre|le|l['’])|\bcancelar (?:la|nuestra|a nossa|a) (?:llamada|reuni[óo]n|entrevista|chamada)|\bannullare\b|\bafspraak afzeggen\b",
    ),
    Flag.AUTO_REPLY: compiled(
        r"\bthis is an automat(?:ed|ic) (?:reply|response|message)\b|\bauto-?reply\b|\bautomatische (?:antwort|nachricht)\b|\br[ée]ponse automatique\b|\brespuesta autom[áa]tica\b|\brisposta automatica\b|自動返信",
    ),
    Flag.HOSTILE: compiled(
        r"\b(?:lawyer|attorney|solicitor|legal action|sue you|sued|lawsuit|report(?:ed|ing)? you|harass(?:ment|ing)?|authorit(?:y|ies)|ombudsman|cease and desist|anwalt|rechtliche schritte|abmahnung|avocat|poursuites|abogado|denuncia\w*|avvocato|advogad\w)\b",
        r"\b(?:fuck\w*|shit\w*|bullshit|asshole|idiots?|moron\w*|stupid|pathetic|scum|vultures?|parasites?|bloodsuck\w*|go to hell|piss off|screw you|arschloch|verpiss|scheiß\w*|connard|merde|gilipollas|stronz\w|vaffanculo)\b",
    ),
}  # fmt: skip


def flags_of(text: str) -> frozenset[Flag]:
    """Every flag whose patterns match. A text that speaks to software, or says nothing, is UNCLEAR."""
    plain = straight(text)
    found = {flag for flag, patterns in _PATTERNS.items() if first_match(patterns, plain)}
    if speaks_to_software(text) or not any(char.isalpha() for char in text):
        found.add(Flag.UNCLEAR)
    return frozenset(found)
