"""Greetings, thanks and closings around what a person means: the classifier reads past them."""

from bot.domain.patterns import compiled, first_match, straight
from bot.domain.sentences import sentences

_VOCATIVE = compiled(
    (
        r"^(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|hi zusammen|guten (?:tag"
        r"|morgen|abend)|sehr geehrte[rs]?|liebe[rs]?|servus|moin|bonjour|bonsoir|salut|ch[èe]re?|hola"
        r"|buen[oa]s (?:d[íi]as|tardes|noches)|estimad[oa]|buongiorno|buonasera|ciao|salve|gentile|ol[áa]|oi|bom dia"
        r"|boa tarde|boa noite|car[oa]|prezad[oa]|beste|geachte|dag|goedemorgen|goedemiddag|hoi|hej|cześć"
        r"|dzień dobry)\b(?:[ ,]+(?:there|all|team|again|mr|mrs|ms|dr|herr|frau|madame|monsieur|mme|sr|sra|señora?"
        r"|dott|dhr|mevr)\.?)*(?: (?-i:[A-ZÀ-Ý])[\w'-]*){0,3}\s*(?:[,!:.–-]+(?=\s|$)|$)\s*"
    ),
)
_WHOLE = compiled(
    (
        r"^(?:many |so many |big )?(?:thanks|thank you|thx|cheers|appreciate)\b(?: (?:a lot|so much|very much|a bunch"
        r"|again|you|very kindly))*(?: (?:for|your|you|the|this|that|reaching|getting|taking|to|me|so"
        r"|that)\b[^,;?]*\b(?:message|note|e-?mail|mail|out|contacting me|in touch|writing|letter|details|information"
        r"|info|role|position|job|opening|vacancy|profile|considering me|me|us|time|opportunity|offer|reply|response"
        r"|interest|update|following up|touch|thought)\b[^,;?]{0,40})?[\s.!,]*$"
    ),
    r"^(?:i |we )?(?:really |very much )?appreciate(?:d)? (?:you|your|the|it|this)\b[^,;?]{0,60}[.!]*$",
    (
        r"^(?:i )?(?:really )?hope (?:you|this|all|everything|your)\b[^;?]{0,60}(?:well|good|great|finds you|fine"
        r"|week|day|ok(?:ay)?)\b[^,;?]{0,20}[.!]*$"
    ),
    r"^how are you(?: doing)?\W*$",
    r"^(?:sorry|apologies|my apologies)(?: \w+)? for the (?:slow|late|delayed?|short)\b[^;?]{0,50}[.!]*$",
    r"^(?:i )?(?:have )?(?:just )?(?:read|received|got|saw|seen) (?:your|the|this)\b[^,;?]{0,60}[.!]*$",
    (
        r"^(?:(?:have|enjoy|wish(?:ing)? you) (?:a |the |your )?(?:very )?(?:nice|great|good|lovely|wonderful"
        r"|pleasant|rest|weekend)\b[^,;?]{0,40}|take care|talk soon|warmly|sincerely|respectfully|yours (?:truly"
        r"|sincerely|faithfully))[\s.!,]*(?:(?-i:[A-ZÀ-Ý])[\w'.-]*[ ,]*){0,4}$"
    ),
    (
        r"^(?:(?:kind|best|warm|many|with (?:kind|best))?(?:est)? ?(?:regards|wishes|greetings)|best|cheers|thanks"
        r"|thank you|thanks again|all (?:the|my) best|br|rgds)[\s.!,]*(?:(?-i:[A-ZÀ-Ý])[\w'.-]*[ ,]*){0,5}$"
    ),
    (
        r"^(?:vielen |herzlichen |besten )?dank(?:e)?(?: (?:für|dir|ihnen|im voraus|und gruß|nochmals|schön"
        r"|sehr)\b[^,;?]{0,80})?[\s.!,]*$"
    ),
    r"^(?:mit )?(?:viele|beste|freundliche|liebe|schöne|herzliche)[nr]? (?:grüße|grüßen|gruß)\b.{0,40}$",
    r"^(?:mfg|lg|vg|gruß)\b.{0,30}$",
    r"^(?:ich wünsche )?(?:ihnen |dir )?(?:ein )?schöne[sn]? (?:wochenende|tag|woche|abend)\b[^,;?]{0,20}$",
    r"^schön,? von (?:dir|ihnen) zu hören\W*$",
    (
        r"^(?:merci|je vous remercie)\b(?: (?:beaucoup|bien|infiniment))?(?: (?:pour|de"
        r"|d'avance)\b[^,;?]{0,80})?[\s.!,]*$"
    ),
    r"^(?:bien )?(?:cordialement|[àa] vous|sinc[èe]res salutations)\b.{0,40}$",
    r"^(?:bonne|belle|excellente?)s? (?:journ[ée]e|semaine|soir[ée]e|fin de semaine)\b[^,;?]{0,30}$",
    r"^bon week-?end\W*$|^j'ai bien (?:lu|re[çc]u)\b[^,;?]{0,60}$|^j'esp[èe]re que vous allez bien\W*$",
    r"^(?:muchas |mil )?gracias\b(?: (?:por|de antemano)\b[^,;?]{0,80})?[\s.!,]*$",
    r"^(?:un |muchos |cordiales )?(?:saludos?|abrazo)\b.{0,40}$",
    r"^(?:que tengas?|buen|feliz)\b[^,;?]{0,30}(?:d[íi]a|fin de semana|semana|tarde)\W*$",
    r"^he (?:le[íi]do|recibido|visto)\b[^,;?]{0,60}$|^espero que est[ée]s? bien\W*$",
    r"^(?:grazie|la ringrazio|ti ringrazio)\b(?: (?:mille|per|della?|del|tante)\b[^,;?]{0,80})?[\s.!,]*$",
    r"^(?:cordiali|distinti|un|tanti)? ?salut[oi]\b.{0,40}$",
    r"^buon[ao]? (?:giornata|settimana|serata|fine settimana|weekend|lavoro)\W*$",
    r"^ho (?:letto|ricevuto|visto)\b[^,;?]{0,60}$|^spero (?:che )?(?:tu |lei )?sti[ai]? bene\W*$",
    (
        r"^(?:hartelijk |heel erg )?(?:bedankt|dank je(?: wel)?|dank u(?: wel)?"
        r"|dankjewel)\b(?: voor\b[^,;?]{0,80})?[\s.!,]*$"
    ),
    r"^(?:met )?(?:vriendelijke|hartelijke)? ?(?:groet(?:en)?|groetjes)\b.{0,40}$",
    r"^(?:fijne|prettige?|fijn|nog een)\b[^,;?]{0,30}(?:dag|weekend|avond|week)\b.{0,10}$",
    r"^ik heb (?:je|uw|het) bericht\b[^,;?]{0,60}$",
    r"^(?:muito )?(?:obrigad[oa]|agradeço)\b(?: (?:pel[oa]|por|o|a)\b[^,;?]{0,80})?[\s.!,]*$",
    r"^(?:com os melhores |melhores )?cumprimentos\b.{0,40}$",
    r"^(?:um )?(?:abraço|beijinhos|atenciosamente)\b.{0,40}$",
    r"^(?:bom|boa|tenha um|tenha uma)\b[^,;?]{0,30}(?:dia|semana|fim de semana|tarde)\W*$",
    r"^li (?:a|o) (?:sua|seu|tua|teu)\b[^,;?]{0,60}$",
    (
        r"^(?:お世話になって(?:おり|い)ます|ご連絡(?:を)?(?:いただき)?(?:、)?(?:誠に)?ありがとうございます|(?:どうぞ)?(?:何卒)?よろしくお願い(?:いた|致)?(?:し|申し上げ)ます"
        r"|以上、?よろしくお願い.{0,14}|求人.{0,12}拝見.{0,10})[。！!]*$"
    ),
)
_TURN = compiled(
    r"\b(?:but|however|though|although|yet|unfortunately|no|not|never|stop|only|if|and i|yes|call|interested)\b",
    r"n't\b",
    (
        r"\b(?:aber|jedoch|leider|nicht|kein\w*|mais|pas|plus|non|pero|ma|per[òo]|niet|geen|maar|mas|n[ãa]o|ja|oui"
        r"|s[íi])\b"
    ),
)


def point_of(text: str) -> str:
    """The text without its courtesies; the whole text when it is nothing else."""
    kept = [plain for sentence in sentences(text) if (plain := _point(sentence))]
    return " ".join(kept) or text


def is_courtesy(sentence: str) -> bool:
    return not _point(sentence)


def _point(sentence: str) -> str:
    plain = straight(sentence).strip()
    found = first_match(_VOCATIVE, plain)
    rest = plain[found.end() :] if found else plain
    empty = not any(char.isalnum() for char in rest)
    return "" if empty or (first_match(_WHOLE, rest) and not first_match(_TURN, rest)) else rest
