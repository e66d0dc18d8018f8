"""Does a reply speak to software instead of to us? Wide on purpose: a hit only asks for a person."""

import re
import unicodedata

from bot.domain.patterns import compiled, first_match, straight

_ORDERS = compiled(
    (
        r"\b(?:ignore|disregard|forget|override|bypass|skip|overrule|drop|discard)\b.{0,40}\b(?:instruction|prompt"
        r"|rule|previous|above|prior|earlier|guideline|polic|context|everything|label|classif)\w*"
    ),
    (
        r"\b(?:label|classif(?:y|ied|ication)|categor(?:y|ise|ize|ised|ized)|tag|mark|flag|treat|count|score|rate"
        r"|record|register|set|log)\b.{0,40}\b(?:this|me|it|as|reply|message|candidate|sender|mail|status"
        r"|answer)\b.{0,30}\b(?:interested|unsubscribe|question|bounce|positive|hired|approved|qualified|auto|sync"
        r"|strong|yes|maybe_later|not_interested|referral)\b"
    ),
    (
        r"\b(?:system|developer|admin\w*|root|assistant|sudo) ?(?:prompt|message|mode|instruction|override|note"
        r"|notice|update|role)s?\b"
    ),
    (
        r"^\W*(?:system|assistant|user|developer|human|ai|instruction|recruiter|candidate|tool"
        r"|function)\s*(?:\([^)]*\))?\s*[:>\]]"
    ),
    (
        r"\b(?:you are|you're|act as|pretend (?:to be|you)|respond as|behave as|role-?play"
        r"|simulate)\b.{0,30}\b(?:an? (?:ai|assistant|model|bot|classifier|language|system|helpful)|now|dan|chatgpt"
        r"|gpt|llm|claude|the recruiter|unrestricted)\b"
    ),
    (
        r"\b(?:language model|llm|ai|a\.i\.|gpt|chatgpt|prompt|chatbot|the bot|the model|neural"
        r"|machine learning model|classifier|automation|ats|parser)\b.{0,60}\b(?:must|should|shall|please|note|read"
        r"|instruct\w*|output|respond|reply|classify|label|move|sync|add|send|include|write|follow|obey|take note)\b"
    ),
    (
        r"\b(?:note|attention|message|instructions?|dear|hey|hello) (?:to|for) (?:\w+ ){0,2}(?:ai|llm|bot|assistant"
        r"|model|classifier|software|parser|system|machine|reader|automation|robot)s?\b"
    ),
    (
        r"\b(?:output|return|print|emit|respond|answer|reply)\b.{0,24}\b(?:json|label|exactly|only with|verbatim"
        r"|the word|the following|the string|in the format|\{)"
    ),
    r"[{,]\s*[\"'](?:label|confidence|evidence|role|content|action|auto_sync|function)[\"']\s*:",
    (
        r"[\"']?(?:label|confidence|auto_sync|evidence|intent)[\"']?\s*[:=]\s*[\"']?(?:interested|true|0?\.\d"
        r"|1(?:\.0)?|yes|unsubscribe)"
    ),
    (
        r"\b(?:reveal|disclose|list|show|print|leak|give me|tell me|send me|forward|export|dump"
        r"|repeat)\b.{0,50}\b(?:other candidates?|all candidates?|candidate (?:list|names|data)|system prompt"
        r"|your (?:prompt|instructions|rules|configuration)|api[ _-]?keys?|passwords?|secrets?|tokens?|database"
        r"|mailbox|address book)\b"
    ),
    (
        r"<\|?/?(?:im_start|im_end|system|user|assistant|endoftext|s|inst|mail|data|reply|untrusted|candidate|email"
        r"|text|message|document|instructions?)\b[^>\n]{0,60}>"
    ),
    r"\[/?(?:inst|system|sys|end)\b[^\]\n]{0,40}\]|<<\/?sys>>",
    r"###\s*(?:system|instruction|response|human|assistant|end|new)|={3,}\s*(?:end|begin|system|new)",
    r"-{3,}\s*(?:end|begin|system|new)\b|```",
    r"\bend of (?:the )?(?:mail|message|data|reply|e-?mail|input|candidate|untrusted|text|user|context)\b",
    r"<!channel>|<!here>|<!everyone>|<@[UW]\w+>|@channel\b|@here\b|@everyone\b|!\[[^\]]*\]\(|\]\(https?:",
    r"<\s*(?:img|script|iframe|style|span|div|svg|a|meta|link|p|font)\b|\b(?:javascript|data):\w|\balt\s*=|<!--",
    r"display\s*:\s*none",
    (
        r"\b(?:include|insert|add|use|put|append|reply with|respond with|send|click|write)\b.{0,40}\b(?:this"
        r"|the following) (?:link|url|address|sentence|phrase|text|word|iban|account)\b"
    ),
    (
        r"\b(?:your (?:reply|answer|response|draft|output)|the (?:draft|output|reply text)) (?:must|should|shall"
        r"|has to|needs to|begins?|starts?|contains?)\b"
    ),
    r"\b(?:base64|rot13|hex|decode|decrypt|encoded)\b|\bjailbreak\b|\bprompt injection\b",
    r"\bnew (?:instructions?|rules?|task|policy)\b",
    r"\b(?:your|the) (?:new |real |only |actual )?(?:task|job|instructions?|goal|objective) (?:is|are|now)\b",
    r"\b(?:follow|obey|execute|hidden|secret|my|your) instructions?\b|\b(?:training data|test mode|debug mode|maintenance mode)\b|\bdo exactly\b|\bauto[ _-]?sync\b",
    r"\bgreenhouse\b|\bneeds_review\b|\bconfidence\b.{0,12}\b(?:score|of|=|:|1|0\.|100)",
    r"\b(?:ignorier|vergiss|missacht|befolg)\w*\b.{0,40}\b(?:anweisung|vorherig|bisherig|regel|obig|oben)\w*",
    (
        r"\b(?:anweisung(?:en)?|ki|sprachmodell|klassifizier\w*|markier\w*|stufe)\b.{0,50}\b(?:als|interessiert"
        r"|interested|befolgen|ein|an die)\b"
    ),
    r"\b(?:ignore[zr]?|oublie[zr]?)\b.{0,40}\b(?:instruction|consigne|pr[ée]c[ée]dent|r[èe]gle|ci-dessus)\w*",
    r"\b(?:classe[zr]?|marque[zr]?|[ée]tiquet\w+|qualifie[zr]?)\b.{0,40}\b(?:comme|interested|int[ée]ress[ée]e?)\b",
    r"\b(?:ignor|olvid|omit)\w*\b.{0,40}\b(?:instruccion|anterior|regla|arriba|indicacion|previa)\w*",
    r"\b(?:clasific|marc|etiquet|registr)\w*\b.{0,40}\b(?:como|interested|interesad[oa])\b",
    r"\b(?:ignora|dimentica)\w*\b.{0,40}\b(?:istruzion|precedent|regol)\w*",
    r"\b(?:classific|contrassegn|etichett|segna)\w*\b.{0,40}\b(?:come|interested|interessat[oa])\b",
    r"\b(?:ignor|esque[cç])\w*\b.{0,40}\b(?:instru[cç]|anterior|regra)\w*",
    r"\b(?:classifi[cq]|marqu|rotul)\w*\b.{0,40}\b(?:como|interested|interessad[oa])\b",
    r"\b(?:negeer|vergeet)\b.{0,40}\b(?:instructie|vorige|eerdere|bovenstaande|regel)\w*",
    r"\b(?:classificeer|markeer|label)\b.{0,40}\b(?:als|interested|ge[iï]nteresseerd)\b",
    r"(?:指示|命令|ルール|プロンプト).{0,20}(?:無視|忘れ|従)|(?:無視|忘れ)して.{0,20}(?:指示|命令)|(?:分類|ラベル|タグ).{0,12}(?:して|付け|設定)",
    r"忽略.{0,12}(?:指令|指示|说明|规则|之前|以上)|(?:标记|归类|分类)为|игнорир\w+.{0,30}(?:инструкц|предыдущ|правил)\w*",
    r"(?:пометь|классифицир|отметь)\w*|zignoruj.{0,30}(?:instrukcj|poprzedni|polece)\w*|oznacz.{0,20}jako",
    r"이전 ?(?:지시|명령)",
)
_ENCODED = re.compile(
    r"[A-Za-z0-9+/_-]{36,}={0,2}|(?:\\x[0-9a-f]{2}){4,}|(?:%[0-9a-f]{2}){6,}|(?:&#x?[0-9a-f]+;){3,}", re.I
)
_LINK = re.compile(r"https?://\S+|\bwww\.\S+|\b\w+\.(?:com|org|net|io|dev)/\S+")
_LETTERS_APART = re.compile(r"(?:\b\w[\s._*-]){7,}\w\b")
_INVISIBLE = frozenset(
    "\u200b\u200c\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_TAGS = range(0xE0000, 0xE0080)
_PADDING = re.compile(r"(?:\n[^\S\n]*){25,}|(.)\1{60,}|\b(\w+)(?:\W+\2\b){12,}", re.IGNORECASE)
_HIDDEN_INSIDE = re.compile(r"\w[\u200b\u200c\u200d\u2060\ufeff\u00ad]+\w")


def speaks_to_software(text: str) -> bool:
    """Orders to a program, forged roles or results, hidden or encoded text, padding: whatever hides a second voice."""
    plain = straight(unicodedata.normalize("NFKC", text))
    shown = "".join(char for char in plain if unicodedata.category(char) != "Cf")
    return _hides(text) or first_match(_ORDERS, shown) is not None or bool(_LETTERS_APART.search(shown))


def _hides(text: str) -> bool:
    tagged = any(ord(char) in _TAGS or char in _INVISIBLE for char in text.strip("\ufeff\u200b"))
    unlinked = _LINK.sub(" ", text)
    encoded = any(pattern.search(unlinked) for pattern in (_ENCODED, _PADDING, _HIDDEN_INSIDE))
    return tagged or encoded or _mixes_alphabets(text)


def _mixes_alphabets(text: str) -> bool:
    """Cyrillic or Greek letters inside a Latin word are look-alikes."""
    return any(len(_alphabets(word)) > 1 for word in re.findall(r"\w+", text) if not word.isascii())


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(char, "").split(" ")[0] for char in word if char.isalpha())
    return {name for name in names if name in {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}}
