"""Patterns that stop an "interested" from acting before a person has looked.

A veto never changes a label. A false one costs a click, a missed one a wrong record: when in doubt, it speaks.
Grow it from training rows and from mail that people reviewed, never from a held-out test.
"""

from bot.domain.patterns import Patterns, compiled, first_match, straight

_DECLINE = compiled(
    r"\bno,? (?:thanks|thank you|ty|thx)\b|\b(?:not|n't|never|hardly|un)\b.{0,14}\binterested\b",
    r"\bno (?:real )?(?:interest|intention|desire|appetite|wish|plans?|need)\b|\b(?:lost|losing) interest\b",
    (
        r"\b(?:must|have to|will|'ll|would|i|going to|need to|regret\w*|prefer to) (?:\w+ly )?(?:decline|bow out"
        r"|step back|step away|pass|opt out|sit this one out|withdraw|back out)\b"
    ),
    r"\bdeclin(?:e|ed|ing)\b|\bwithdraw\w*|\b(?:turn|turned|turning) (?:this|it|that|you) down\b",
    (
        r"\b(?:won't|will not|not going to|don't want to|can't|cannot|unable to|not able to|wouldn't|would not"
        r"|couldn't|won't be) (?:be )?(?:\w+ly )?(?:apply|applying|proceed|mov|tak|continu|go(?:ing)?\b|pursu|join"
        r"|consider|accept|leav|relocat|commit|be a fit|attend|participat|make it)\w*"
    ),
    (
        r"\b(?:is|'s|it|are|was|am|'m|be)(?:n't| not)\b.{0,20}\b(?:for (?:me|us)|right|fit|match|suitable|keen"
        r"|tempted|convinced|looking|considering|actively|appealing|attractive|what i|in the market|on the market"
        r"|sure|open|available|ready|willing)\b"
    ),
    (
        r"\bnot (?:for (?:me|us)|a (?:good )?(?:match|fit)|my (?:cup|thing|area|field|kind)|the right|willing|looking"
        r"|keen|tempted|convinced|worth|enough|sure|suitable|relevant|my style|up for|open to|in a position|anymore"
        r"|any more)\b"
    ),
    (
        r"\b(?:happy|content|settled|satisfied|comfortable|good|fine|loyal|committed) (?:in|where|with|at|here"
        r"|to) (?:my|i|where|the|our|here|staying|current)\b"
    ),
    r"\b(?:staying|stay|remain) (?:put|where i am|with my|at my)\b",
    (
        r"\b(?:accepted|signed|started|taken|took|begun|joined) (?:a|an|another|with|at|the other|somewhere"
        r"|elsewhere)\b"
    ),
    r"\b(?:already|just|recently) (?:found|started|signed|accepted|joined|moved|took|taken|committed|got)\b",
    r"^\W*(?:no|nope|nah|pass|negative|non|nein|nee|não)\b|\ba no from\b|\bsay(?:ing)? no\b",
    r"\b(?:rather|prefer) not\b|\bhard pass\b|\bcount me out\b|\bnot a chance\b|\bno way\b",
    r"\bnever (?:in|again|ever|work|would)\b|\bi'?m out\b|\bdeal-?breaker\b",
    (
        r"\b(?:good luck|best of luck|all the best|wish you|every success)\b.{0,40}\b(?:search|hunt|finding|filling"
        r"|else|hire|candidate)\b"
    ),
    r"\b(?:find|look for|hire|ask|try|get) (?:someone|somebody|anyone) else\b|\bunfortunately\b|\bsadly\b",
    r"\bi'm afraid\b|\bregret\b|\bas if\b|\bin your dreams\b|\byeah right\b|\b(?:lol|haha|rofl|lmao)\b",
    r"\bwaste of (?:my )?time\b|\bif only\b",
    r"\bno (?:me interesa|estoy|busco|voy a|gracias|puedo|quiero|me encaja|es para m[íi]|me convence|deseo)",
    r"\b(?:declin|rechaz)\w+|\bestoy (?:muy )?(?:content|feliz|bien|c[óo]mod)\w*|\bprefiero (?:no|quedarme|seguir)",
    r"\blamentablemente\b|\bdesafortunadamente\b|\bgracias,? pero\b",
    r"kein(?:e|en|erlei)?\b.{0,12}\b(?:interesse|bedarf|wechsel\w*|lust)",
    r"\b(?:sage|muss|möchte|werde)\b.{0,25}\b(?:ab|absagen|ablehnen|verzichten)\b|\bnein\b",
    r"such(?:e|en) (?:\w+ ){0,3}nicht",
    (
        r"\bnicht\b.{0,25}\b(?:interessiert|infrage|in frage|passend|passt|wechseln|suche|für mich|das richtige"
        r"|interessant|zusagen)"
    ),
    r"\bleider\b|\b(?:zufrieden|glücklich|wohl)\b|\bdanke,? aber\b|\bviel erfolg\b|\bkommt (?:für mich )?nicht\b",
    (
        r"\b(?:pas|plus|jamais|aucun)\b.{0,18}\b(?:int[ée]ress|pour moi|chang|cherch|recherch|souhait|envie|dispos"
        r"|suite|correspond|convien|int[ée]r[êe]t)\w*"
    ),
    r"d[ée]clin\w+|\bnon\b,? (?:merci|pas)|\bne (?:cherche|souhaite|suis|peux|veux|donnerai)\b|\bmalheureusement\b",
    r"\b(?:tr[èe]s |suis )(?:bien|heureu\w+|satisfait\w*|content\w*) (?:dans|o[ùu]|[àa]|de)",
    r"\bbonne (?:chance|continuation|recherche)|\bmerci,? mais\b",
    r"\bnon (?:sono|mi|fa|intendo|voglio|cerco|posso|desidero|ho|[èe])\b|declin\w+|\brifiut\w+|\bpurtroppo\b",
    r"\bsono (?:contento|contenta|felice|soddisfatt\w)\b|\bno,? grazie|\bgrazie,? (?:ma|per[òo])\b",
    r"\bn[ãa]o (?:estou|tenho|pretendo|quero|busco|procuro|posso|vou|me|[ée]|gostaria)\b|\brecus\w+|\bdeclin\w+",
    r"\binfelizmente\b|\b(?:estou|sou) (?:muito )?(?:feliz|satisfeit\w|content\w|bem)\b|\bobrigad\w,? mas\b",
    r"\bgeen (?:interesse|behoefte|zin|belangstelling)",
    r"\bniet\b.{0,25}\b(?:ge[iï]nteresseerd|op zoek|voor mij|passend|geschikt|zoek|overstap|interessant|aan)\b",
    r"\bhelaas\b|\btevreden\b|\bbedankt,? maar\b|\bnee\b|\bik (?:bedank|pas|zie (?:er )?van af|sla over)\b",
    r"お断り|辞退|見送|興味.{0,4}(?:ござい?ません|ありません|ない|無い)|考えて(?:おりません|いません)|遠慮|満足して|残念|申し訳|希望(?:し|いた)(?:ません|ておりません)|できません",
    r"致しかね|いたしかね|ません(?:が|ので|。)|nie (?:jestem|szukam|dzi[ęe]kuj)|inte intress|ikke interess|не интерес|не ищу",
    r"нет,? спасибо|不感兴趣|没有兴趣|暂不|不考虑|谢谢,?不|관심이? ?없",
)
_LATER = compiled(
    r"\b(?:danach|anschließend|afterwards|after (?:that|which)|despu[ée]s de|une fois)\b",
    (
        r"\b(?:not|n't) (?:\w+ ){0,2}(?:right now|now|at present|at the moment|at this (?:time|point|stage|moment)"
        r"|currently|ready|this (?:month|year|quarter|week|time)|today|yet|just yet|immediately|for now|until"
        r"|before)\b"
    ),
    r"\bright now,? (?:no|i'm|it's)\b|\b(?:for now|at present|for the moment|for the time being)\b|\bnot yet\b",
    r"\btoo (?:soon|early|busy)\b",
    (
        r"\b(?:next|new|following|coming|later this|end of the|end of this) (?:year|quarter|season|spring|autumn|fall"
        r"|summer|winter|months|semester|term)\b"
    ),
    r"\bin (?:q[1-4]|the (?:new year|spring|autumn|fall|summer|winter|coming|second half))\b",
    (
        r"\b(?:after|until|till|once|when) (?:my|the|i|we|our|christmas|easter|new year|summer|january|february|march"
        r"|april|may|june|july|august|september|october|november|december)\b.{0,50}\b(?:end|ends|ended|finish\w*|over"
        r"|vest\w*|born|paid|complete\w*|done|graduat\w*|settle\w*|back|review|bonus|leave|probation|wedding|exam\w*"
        r"|project|holidays?|contract)\b"
    ),
    (
        r"\b(?:reach out|circle back|check (?:back|in)|follow up|touch base|get back to me|get in touch|ask me"
        r"|remind me|try me|ping me|write to me|write me|contact me|message me|call me|reconnect|revisit|come back"
        r"|talk|speak) (?:again|in a|in (?:\d+|two|three|four|six|some|january|february|march|april|may|june|july"
        r"|august|september|october|november|december)|next (?:year|month|quarter)|after|later|closer|once|when"
        r"|around|towards)\b"
    ),
    r"\bagain (?:in|next|after|later|when|once)\b",
    r"\bdown the (?:line|road|track)\b",
    (
        r"\bin (?:a few|a couple of|several|some|\d+(?:-\d+)?|about a|two|three|four|five|six|nine|twelve) (?:weeks?"
        r"|months?|years?)\b"
    ),
    r"\bkeep (?:me )?(?:in touch|in mind|posted|on file|on (?:the|your) (?:list|radar)|my (?:cv|resume|details))\b",
    r"\bstay(?:ing)? (?:in touch|connected)\b|\bkeep (?:the|that|a) door\b|\bdoors? open\b",
    r"\bon (?:your|the) radar\b|\bhold (?:on|off)\b",
    r"\b(?:think|mull|sleep|reflect|ponder) (?:about|on|over|it|this)\b|\bthink about (?:it|this)\b",
    r"\bconsider (?:it|this) (?:and|first|over)\b|\btime to (?:think|consider|decide|reflect)\b",
    r"\b(?:bad|poor|wrong|not (?:the )?(?:best|right|good|ideal)) tim(?:e|ing)\b",
    r"\btiming (?:is|isn|was|wasn|of|doesn)|\b(?:for|in) (?:the )?future\b|\bi might\b",
    r"\b(?:maybe|perhaps|possibly|potentially)\b|\bsome ?(?:day|time)\b (?:maybe|in)|\bpostpone\b|\bpending\b",
    r"\bundecided\b|\bon the fence\b|\bi'll (?:let you know|come back to you|get back to you)\b",
    r"\blet me (?:think|check|discuss|talk|see|get back|finish|wrap)\b|\bwait (?:until|till|for|and see)\b",
    (
        r"\b(?:if|should) (?:that|this|things?|anything|something|circumstances|it) (?:ever )?(?:change|changes"
        r"|comes? up|opens? up)\b"
    ),
    r"\bdepends\b",
    r"\bahora (?:mismo )?no\b|m[áa]s adelante|\bdentro de (?:unos|un par|algunos|\w+) (?:meses|semanas|a[ñn]os?)",
    r"pr[óo]ximo a[ñn]o|\ben (?:este momento|el futuro|unos meses)\b|\btal vez\b|\bquiz[áa]s?\b|\ba[úu]n no\b",
    r"\btodav[íi]a no\b|pens[áa]r(?:lo|melo)|\bde momento\b|\bpor ahora\b|\bpor el momento\b",
    r"\bseguir en contacto\b|\bcuando (?:acabe|termine)|\btenme en cuenta\b|\bel a[ñn]o que viene",
    r"\bderzeit\b|\bmomentan\b|\bim (?:moment|augenblick)\b|\baktuell\b|\bzurzeit\b|\bzur zeit\b",
    r"nächste[sn]? (?:jahr|quartal|frühjahr|sommer|monat)",
    r"(?:paar|einige[rn]?|drei|zwei|sechs|halben?) (?:monat|woche|jahr)\w*|\bvielleicht\b|\beventuell\b|\bspäter\b",
    r"\bnoch nicht\b|\bin (?:der )?zukunft\b|\bzukünftig\b|\bin kontakt\b|\büberlegen\b|\bnachdenken\b",
    r"\bnoch ?mal\b|\bnach (?:der|dem|meine\w)\b.{0,30}\b(?:probezeit|projekt|elternzeit|urlaub|prüfung\w*)",
    r"\berst (?:ab|im|nach|wenn)\b|\bsobald\b",
    r"pour l'instant|pour le moment|en ce moment|actuellement|l'ann[ée]e prochaine",
    r"(?:quelques|deux|trois|six) (?:mois|semaines)|rest(?:ons|er) en contact|peut-[êe]tre|plus tard|[àa] l'avenir",
    r"r[ée]fl[ée]ch\w+|pas encore|recontact\w+|apr[èe]s (?:mon|ma|mes|la|le)\b|trop t[ôo]t|au printemps",
    r"[àa] la rentr[ée]e|d[èe]s que",
    r"\badesso no\b|\bper ora\b|\bal momento\b|\bin questo momento\b|\battualmente\b",
    r"\btra (?:qualche|un paio|alcuni|\w+) (?:mes|settiman|ann)\w+|restiamo in contatto|rimaniamo in contatto",
    r"l'anno prossimo|\bforse\b|\bmagari\b|\bpi[ùu] avanti\b|\bin futuro\b|\bpensarci\b|\bci penso\b",
    r"\bnon ancora\b|\brifletter\w+|\bfra (?:qualche|un)\b|\bricontatt\w+",
    r"\bagora n[ãa]o\b|\bno momento\b|\bneste momento\b|\balguns meses\b|manter contat|manter o contacto",
    r"pr[óo]xim[oa] (?:semestre|ano|m[êe]s)|\btalvez\b|\bmais tarde\b|\bfuturamente\b|\bno futuro\b",
    r"\bpara o futuro\b|\bpor enquanto\b|\bpor agora\b|\bvou pensar\b|\bpensar\b|\bainda n[ãa]o\b|\bdaqui a\b",
    r"\bop dit moment\b|\bmomenteel\b|\bvolgend (?:jaar|kwartaal|voorjaar)\b|\bmisschien\b",
    r"\blater (?:dit|in het) jaar\b|\bin de toekomst\b|\bnu (?:even )?niet\b|\bnog niet\b",
    r"\bover (?:een paar|enkele|\w+) (?:maanden|weken)\b|\bnadenken\b",
    r"\bna (?:mijn|de|het)\b.{0,25}\b(?:project|vakantie|proeftijd|verlof)|\bcontact houden\b|\bvoorlopig\b",
    r"来年|将来|数[か|ヶ|カ]?月後|改めて|今は|現在は|今のところ|検討(?:させて|中|し)|いずれ|時期|落ち着|後日|しばらく|может быть|позже|пока (?:не|нет)|może",
    r"później|kanske|måske|senare|以后|目前|暂时|나중에",
)
_REFERRAL = compiled(
    r"\b(?:recommend|suggest|nominate|refer|ask) (?:somebody|anybody|someone|anyone)\b|\bsomebody (?:from|in|on|at)\b",
    r"\bi know (?:of )?(?:someone|somebody|a|some|several|people|few)\b",
    (
        r"\b(?:friend|colleague|co-?worker|brother|sister|cousin|wife|husband|buddy|flatmate|roommate|classmate"
        r"|neighbou?r|mentor|mentee|student|ex-\w+|partner|former \w+|mates?|girlfriend|boyfriend|son|daughter"
        r"|team ?mate|contact)s?(?:'s)?\b.{0,70}\b(?:would|might|may|could|is|are|who|looking|searching|interested"
        r"|job|fit|perfect|great|good)\b"
    ),
    r"\bintroduc(?:e|ing|tion)\b.{0,20}\b(?:you|him|her|them|to)\b",
    r"\bput (?:you|him|her|them) in (?:contact|touch)\b",
    (
        r"\b(?:pass|passing|passed|forward|forwarded|forwarding|share|sharing|shared|circulate|post|posted) (?:this"
        r"|it|your|along|on|that|the)\b"
    ),
    r"\b(?:recommend|suggest|refer|nominate)\w* (?:a|my|reaching|her|him|them|someone|you)\b|\breferrals?\b",
    r"\bon behalf of\b",
    (
        r"\b(?:he|she|they)(?:'d| would| might|'s| is| are|'re| will|'ll)\b.{0,30}\b(?:interested|perfect|fit|great"
        r"|ideal|keen|looking|suited|call|touch)\b"
    ),
    r"\bfor (?:him|her)\b|\b(?:talk|speak|reach out) to (?:my|him|her|them|our)\b|\bin cc\b|\bcc'?d\b|\bcopied\b",
    r"\bconozco a\b|\b(?:te|le|os) recomiendo\b|\bhe compartido\b",
    r"\b(?:reenv|compart|pas)\w+\b.{0,30}\b(?:amig|compa[ñn]er|colega|contacto)\w*|\bamig[oa]s?\b",
    r"\bich kenne\b|\bbekannte[rn]?\b|\bleite\b.{0,40}\bweiter\b",
    r"\bmeine[rnm]? (?:kolleg|freund|bruder|schwester|frau|mann|partner)\w*|\bfreund(?:in|es)?\b",
    r"\bwenden sie sich\b|\bempfehle\b|\bansprechpartner",
    r"\bje connais\b|\bje transmets\b|\bcontactez plut[ôo]t\b|\bami(?:e|s)?\b|\bcoll[èe]gue\b",
    r"\bmettre en (?:relation|contact)|\brecommande\b|\btransf[ée]r\w+",
    r"\bconosco\b|\binoltr\w+|\bconsiglio di contattare\b|\bamic[oa]\b|\bcollega\b|\bconheço\b|\bindico\b",
    r"\bencaminh\w+|\bamig[oa]\b|\bcolega\b|\bik ken\b|\bstuur\b.{0,15}\bdoor\b|\bvriend(?:in)?\b|\bcollega\b|紹介",
    r"おすすめ|友人|同僚|znajom|kolega|vän\b|kompis|друг|коллег",
)
_WRONG = compiled(
    (
        r"\b(?:wrong|incorrect|mistaken|different|another) (?:person|address|e-?mail|guy|name|recipient|man|woman"
        r"|candidate|contact|individual|identity|number)\b"
    ),
    r"\b(?:not|isn't|'m not) (?:me|him|her|the (?:person|one|right person|intended))\b",
    r"\bno longer (?:work|with|here|employ|at|part of|in)\w*",
    r"\b(?:left|quit|departed|retired|resigned)\b.{0,20}\b(?:the company|the firm|us|our|in|last|from|years?)\b",
    r"\bmix-?up\b|\bby mistake\b|\bmisdirected\b|\bmeant for\b|\bintended for\b",
    r"\bnever (?:worked|been|held|did|applied|had)\b|\bwho is\b|\bwho are you\b",
    r"\bfalsche[rn]? (?:person|adresse)|\bnicht mehr bei\b|\bverwechsl\w+|\bmauvaise? (?:personne|adresse)",
    r"\bne travaille plus\b|\bequivocad\w+|\bse ha equivocado\b|\bya no trabaja\b|\bnon lavora pi[ùu]\b",
    r"\bpersona sbagliata\b|\bpessoa errada\b|\bengano\b|\bn[ãa]o trabalha mais\b|\bverkeerde (?:persoon|adres)",
    r"\bwerkt hier niet\b|宛先|お間違え|人違い|退職",
)
_MACHINE = compiled(
    r"\blimited (?:connectivity|internet|signal|availability)\b|\bif (?:the matter|it) is urgent\b|\burgent (?:matters?|issues?)\b",
    (
        r"\b(?:out of (?:the )?office|ooo|auto(?:matic|mated)?[ -]?(?:reply|response|message|generated|answer)"
        r"|automatically|do[ -]not[ -]reply|no-?reply|undeliver\w+|delivery (?:status|has failed|failed|failure)"
        r"|mailer-daemon|postmaster|mailbox|returned to sender|annual leave|on (?:parental|maternity|paternity|sick"
        r"|medical|study) leave|on (?:vacation|holiday)|away (?:from (?:my desk|the office|work)|until|till)"
        r"|limited access)\b"
    ),
    r"abwesen\w+|automatische antwort|urlaub|absence|absent\w*|r[ée]ponse automatique|respuesta autom[áa]tica",
    r"fuera de (?:la )?oficina|vacaciones|risposta automatica|in ferie|fuori sede|resposta autom[áa]tica|f[ée]rias",
    r"ausente|automatisch (?:bericht|antwoord)|vakantie|afwezig|自動(?:返信|応答)|不在|休暇",
)
_FAMILIES: dict[str, Patterns] = {
    "decline": _DECLINE, "later": _LATER, "referral": _REFERRAL, "wrong person": _WRONG, "machine": _MACHINE
}  # fmt: skip


def vetoes(text: str) -> tuple[str, ...]:
    """Names of the families that match. Opt-out words are no veto: they decide the label before the model does."""
    plain = straight(text)
    return tuple(name for name, family in _FAMILIES.items() if first_match(family, plain))
