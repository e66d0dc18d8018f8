"""What stands beside the label, found by patterns in eight languages. Wide where a person must decide anyway."""

from bot.domain.patterns import Patterns, compiled, first_match, straight
from bot.domain.replies import Flag

_CALL = compiled(
    (
        r"\b(?:call|ring|phone|dial|buzz|facetime|whatsapp|zoom|teams) (?:me|with you|works?|would|sounds|this|next"
        r"|tomorrow|on|in|at|for|today)\b"
    ),
    (
        r"\b(?:a|quick|phone|video|intro\w*|short|the|brief|first) (?:phone |video )?(?:call|chat|conversation"
        r"|meeting|interview)\b"
    ),
    (
        r"\b(?:let's|happy to|love to|glad to|would like to|like to|up for|open to|keen to|can we|could we|shall we"
        r"|free to|able to|available (?:to|for)|ready to) (?:have (?:a )?|jump on (?:a )?|hop on (?:a )?|do (?:a )?"
        r"|schedule (?:a )?|set up (?:a )?|arrange (?:a )?)?(?:talk|speak|chat|call|meet|connect|discuss|interview"
        r"|conversation|coffee)\w*\b"
    ),
    (
        r"\b(?:give me a (?:call|ring|shout|bell)|my (?:number|mobile|cell|phone)|reach me (?:on|at)|when (?:can"
        r"|could|would|should|do) (?:we|you)\b.{0,25}\b(?:talk|speak|call|chat|meet|connect))\b"
    ),
    r"\b(?:ruf\w*|anruf\w*|telefonier\w*|telefonat|gespräch|sprechen|treffen)\b",
    r"\b(?:appel\w*|[ée]chang\w+|entretien|discuter|rencontr\w+)\b",
    r"\b(?:ll[áa]m\w+|hablar|hablamos|reuni[óo]n|entrevista|vernos|conversar)\b",
    r"\b(?:chiam\w+|parlar\w*|colloquio|sentirci|incontr\w+|telefonata)\b",
    r"\b(?:bel|bellen|gesprek|spreken|afspraak|afspreken)\b|\b(?:ligar|ligue|liga|conversar|falar|reuni[ãa]o)\b|電話",
    r"面談|お話|面接",
)
_DAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tue|tues|wed|thu|thur|thurs|fri|tomorrow|tonight|today",
    r"montag\w*|dienstag\w*|mittwoch\w*|donnerstag\w*|freitag\w*|morgen|übermorgen|heute|lundi|mardi|mercredi",
    r"jeudi|vendredi|demain|lunes|martes|mi[ée]rcoles|jueves|viernes|mañana|luned[ìi]|marted[ìi]|mercoled[ìi]",
    r"gioved[ìi]|venerd[ìi]|domani|maandag|dinsdag|woensdag|donderdag|vrijdag|segunda|ter[çc]a|quarta|quinta|sexta",
    r"amanhã",
)
_TIME = compiled(
    rf"\b(?:{'|'.join(_DAY)})\b",
    r"\b\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.|o'?clock|uhr|uur|h\d{0,2}|hrs)\b",
    r"\b(?:at|around|after|before|from|um|ab|[àa]|a las|alle|om|às) (?:noon|midday|\d{1,2}(?:[:.h]\d\d)?)\b",
    r"\b(?:this|next) (?:morning|afternoon|evening|week)\b|\b(?:on|by) the \d{1,2}(?:st|nd|rd|th)\b",
    r"\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    r"[月火水木金]曜|\d{1,2}[時日]|来週|明日",
)
_PAY = compiled(
    (
        r"\b(?:salar\w+|compensation|comp|pay|pays|paying|paid|wage|wages|remuneration|day ?rate|hourly rate|rate|ote"
        r"|bonus(?:es)?|equity|stock options?|budget|package|pay ?band|bracket|base)\b"
    ),
    r"\b(?:benefits|perks|pension|ir35)\b|[€$£¥]\s?\d",
    r"\b\d{2,3}(?:[.,]\d{3})?\s?(?:k|tsd|eur|euros?|usd|gbp|chf|dollars?|pounds?)\b|\b\d{2,3}[.,']\d{3}\b(?!\s?\d)",
    r"\b(?:gehalt\w*|vergütung|verdienst|lohn|stundensatz|tagessatz|bezahl\w*|bruttogehalt)\b",
    r"\b(?:salaire|r[ée]mun[ée]ration|tjm|fourchette|prime|paie|pay[ée])\b",
    r"\b(?:sueldo|salario|salarial|remuneraci[óo]n|pagan|paga)\b",
    r"\b(?:stipendio|retribuzione|ral|compenso|pagat\w)\b",
    r"\b(?:salaris|loon|vergoeding|uurtarief|betaalt|beloning)\b|\b(?:sal[áa]rio|remuneraç[ãa]o|pagam)\b|給与|年収|給料",
    r"報酬|待遇",
)
_VISA = compiled(
    (
        r"\b(?:visa|visas|sponsor(?:ship|ed|ing)?|work (?:permit|authori[sz]ation)|right to work|green card|h-?1b"
        r"|blue card|immigration|residence permit|citizenship|eligible to work|authori[sz]ed to work|tier 2"
        r"|outside the (?:eu|uk|us))\b"
    ),
    (
        r"\b(?:visum|arbeitserlaubnis|aufenthaltstitel|arbeitsgenehmigung|blaue karte|titre de s[ée]jour"
        r"|permis de travail|visado|permiso de trabajo|visto|permesso di (?:soggiorno|lavoro)|werkvergunning"
        r"|verblijfsvergunning|autorizaç[ãa]o de trabalho)\b"
    ),
    r"ビザ|就労",
)
_RESCHEDULE = compiled(
    (
        r"\b(?:re-?schedul\w+|postpone\w*|move (?:our|the|it|this)\b.{0,25}\b(?:call|meeting|interview|to)"
        r"|push (?:our|the|it|this|back)\b|(?:another|different|other|new|later) (?:time|day|slot|date)"
        r"|something (?:came|has come) up|can't make (?:it|our|the|that)|can we (?:move|shift|push|change))\b"
    ),
    (
        r"\b(?:verschieben|verlegen|anderer termin|anderen termin|reporter|d[ée]caler|d[ée]placer|reprogramar|aplazar"
        r"|cambiar la (?:hora|fecha|cita)|mover la|spostare|rimandare|rinviare|verzetten|verplaatsen|uitstellen"
        r"|reagendar|remarcar|adiar)\b"
    ),
    r"日程.{0,6}変更|リスケ",
)
_CANCEL = compiled(
    (
        r"\b(?:cancel|cancelled|canceling|cancelling|call off|calling off|withdraw\w*"
        r"|no longer (?:able to )?(?:attend|available for|make|come|join)|won't be able to (?:attend|make|join|come)"
        r"|not be (?:attending|able to attend|joining))\b"
    ),
    (
        r"\b(?:absagen|abzusagen|sage (?:den|unser\w*|das) .{0,20}ab|annuler|annulation|cancelar|anular|annullare"
        r"|disdire|annuleren|afzeggen|desmarcar)\b"
    ),
    r"キャンセル|辞退",
)
_HOSTILE = compiled(
    (
        r"\b(?:fuck\w*|f\*+(?:k|ck)?\w*|bullshit|bastards?|assholes?|arseholes?|idiots?|morons?|scumbags?|vultures"
        r"|parasites)\b"
    ),
    (
        r"\b(?:piss off|bugger off|screw you|go to hell|shut up|sick of (?:you|this|your)|how dare you"
        r"|leave me alone)\b"
    ),
    (
        r"\byou(?:'re| are| people are| guys are| lot are)? (?:\w+ )?(?:pathetic|disgusting|a disgrace|scammers?"
        r"|spammers?|liars?|clowns?)\b"
    ),
    (
        r"\b(?:this|it|that)(?:'s| is) (?:\w+ )?(?:harassment|a scam|a fraud|pathetic|disgusting|a disgrace"
        r"|stalking)\b"
    ),
    r"\b(?:stop|quit) (?:harass|stalk|pester|spamm)ing\b|\b(?:last|final) warning\b|\bcease and desist\b",
    (
        r"\b(?:my|our|a) (?:lawyers?|attorneys?|solicitors?|legal (?:team|counsel|advis[eo]rs?))\b.{0,60}\b(?:will"
        r"|contact|hear|you|sue)"
    ),
    r"\b(?:legal action|(?:sue|suing|prosecute) (?:you|your)|see you in court|take you to court|lawsuit against)\b",
    r"\breport(?:ing|ed)? (?:you|this|your company) to\b|\b(?:file|lodge|make|filing) a (?:formal )?complaint\b",
    r"\b(?:data protection|supervisory) (?:authority|commissioner)\b|\bunder (?:the )?(?:gdpr|ccpa|article \d+)\b",
    r"\b(?:mein(?:en)?|unser(?:en)?) (?:rechts)?anwalt\b|\brechtliche schritte\b|\babmahnung\b",
    r"\banzeige erstatten\b|\bverklagen\b",
    r"\b(?:unverschämt\w*|frechheit|arschl\w+|scheiß\w*|verpiss\w*|halt die|aufsichtsbehörde|belästigung)\b",
    r"\b(?:mon avocat|porter plainte|cnil|merde|connards?|foutez|scandaleux|harc[èe]lement|poursuites)\b",
    r"\b(?:mi abogado|los denuncio|denunciar(?:[ée]|los)|mierda|gilipollas|imb[ée]cil\w*|v[áa]yanse|aepd|acoso)\b",
    (
        r"\b(?:mio avvocato|vi denuncio|denuncer[òo]|querela|vaffanculo|merda|stronz\w|garante (?:della )?privacy"
        r"|molestie)\b"
    ),
    r"\b(?:mijn advocaat|aangifte doen|klootzak\w*|rot op|oplichters?|schandalig)\b",
    r"\b(?:meu advogado|vou processar|merda|idiotas?|ass[ée]dio|queixa formal)\b|弁護士|訴え(?:ます|る)|ふざけ(?:るな|ないで)",
    r"通報(?:し|する)",
)
_AUTO = compiled(
    (
        r"\b(?:auto(?:matic|mated)?[ -]?(?:reply|response|message|generated|answer|responder)|automatically generated"
        r"|do[ -]not[ -]reply|no-?reply|ticket (?:number|id|#)|case number|we have received your (?:message|e-?mail"
        r"|request|enquiry)|thank you for (?:contacting|getting in touch with) (?:us|our)"
        r"|your request has been received|out of (?:the )?office)\b"
    ),
    r"\[?(?:ticket|case|request) ?#\d+|automatische (?:antwort|e-?mail|nachricht)|automatisch generiert",
    r"abwesenheitsnotiz|r[ée]ponse automatique|message automatique|respuesta autom[áa]tica|mensaje autom[áa]tico",
    r"risposta automatica|messaggio automatico|resposta autom[áa]tica|mensagem autom[áa]tica",
    r"automatisch (?:bericht|antwoord)|自動返信|自動応答",
)
_FAMILIES: dict[Flag, Patterns] = {
    Flag.WANTS_CALL: _CALL, Flag.PROPOSES_TIME: _TIME, Flag.COMPENSATION: _PAY, Flag.VISA: _VISA,
    Flag.RESCHEDULE: _RESCHEDULE, Flag.CANCEL: _CANCEL, Flag.HOSTILE: _HOSTILE, Flag.AUTO_REPLY: _AUTO,
}  # fmt: skip


def flags_of(text: str) -> frozenset[Flag]:
    """Flags that patterns can see; `unclear` and `veto` come from the gate (`bot.domain.reading`)."""
    plain = straight(text)
    return frozenset(flag for flag, family in _FAMILIES.items() if first_match(family, plain))
