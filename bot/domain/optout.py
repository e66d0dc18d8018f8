"""Does the person ask us to stop writing or to delete their data? Recall before precision: stopping can be undone."""

from bot.domain.patterns import compiled, first_match, straight

_STOP_ALONE = compiled(
    (
        r"^\W*(?:please\s+|pls\s+|bitte\s+|por favor,?\s+)?(?:stop|stopp|unsubscribe(?: me)?|remove(?: me)?"
        r"|opt[ -]?out|stop all|end|baja|cancel subscription|abmelden|austragen|désabonner|désinscription|cancellami"
        r"|disiscrivimi|afmelden|uitschrijven|descadastrar|remover|退订|配信停止|解除)\W*(?:please|pls|thanks|thank you|bitte"
        r"|danke|now|immediately|!)*\W*$"
    ),
)
_ENGLISH = compiled(
    r"^\W*(?:please )?stop\b\W*(?:[.!\n]|$)|\b(?:erase|delete|purge|destroy) (?:it|them|everything)\b",
    r"\b(?:do not|don't|never|no longer) (?:give |have )?(?:my )?(?:consent|permission)\b",
    r"\bun-?sub(?:s|scri(?:be|bed|bing|ption))?\b|\bunwanted\b",
    r"\b(?:authori[sz]ed|allowed|permission) to (?:keep|hold|store|use) my\b",
    (
        r"\b(?:block|remove|drop|exclude|delete) (?:me|us|this company|my company|this address|this e-?mail"
        r"|them)\b.{0,20}\b(?:from|now|today|immediately|entirely|please|asap)\b"
    ),
    (
        r"\b(?:discontinue|end|halt|terminate|refrain from|cease) (?:\w+ ){0,4}(?:e-?mails?|mails?|mailings?"
        r"|messages?|communications?|contact|correspondence|outreach|them)\b"
    ),
    r"\b(?:told|asked|warned) you\b.{0,25}\bto stop\b|\blast warning\b",
    (
        r"\b(?:remove|delete|erase|purge|strike|drop|scrub|wipe|scratch|clear|take)\b (?:me|us)\b(?! (?:a|an"
        r"|out (?:for|to)|through|to|up|with|as|at|by|on (?:at|a|the phone|this journey))\b)"
    ),
    (
        r"\b(?:remove|delete|erase|purge|strike|destroy|forget|wipe|scrub|drop"
        r"|take)\b.{0,25}\bmy (?:\w+ ){0,3}(?:details|data|information|info|e-?mail|address|cv|resume|profile|name"
        r"|number|records?|file)\b"
    ),
    (
        r"\b(?:delete|erase|purge|wipe|remove)\b (?:all|everything|any)\b.{0,30}\b(?:data|about me|on me|hold|have"
        r"|me)\b"
    ),
    r"\b(?:take|get|cross|strike|cut) (?:me|my \w+(?: \w+)?)\b (?:off|out)\b",
    r"\bopt(?:ed|ing)?[ -]?(?:me )?[ -]?out\b",
    (
        r"\b(?:stop|quit|cease|refrain from|desist)\b(?: \w+){0,3} (?:e-?mail|contact|send|spamm|msg|messag|writ"
        r"|pester|bother|harass|approach|bombard|market|text|call)ing\b"
    ),
    (
        r"\bstop\b.{0,12}\b(?:these|this|those|the|your|all)\b.{0,16}\b(?:e-?mails?|messages?|mails?|spam|mailings?"
        r"|communications?|outreach)\b"
    ),
    (
        r"\b(?:do not|don'?t|dont|never|please no|not to|no need to)\b(?: (?:ever|please|you|dare|want (?:you )?to"
        r"|u))*(?: be)? (?:e-?mail|contact|contacted|write|mail|message|msg|spam|text|send)\b(?! (?:me )?(?:the (?:jd"
        r"|job|contract|invite|details)|attachments?))"
    ),
    (
        r"\b(?:do not|don'?t|dont|no longer|never) (?:want|wish|need|care|consent|agree)\b.{0,40}\b(?:e-?mails?"
        r"|mails?|messages?|hear(?:ing)? from|contacted|contact|writing|approached|job (?:ads|offers)|on (?:your|this"
        r"|any) list|my data|newsletters?|marketing)\b"
    ),
    (
        r"\bno (?:more|further|longer)\b.{0,25}\b(?:e-?mails?|messages?|communications?|contact|mails?|spam|mailings?"
        r"|receive|outreach|correspondence)\b"
    ),
    (
        r"\b(?:mailing|distribution|suppression|contact|e-?mail|do[ -]not[ -](?:contact|e-?mail|mail)|recipient"
        r"|marketing|blast) list\b"
    ),
    r"\boff (?:of )?(?:your|this|the|any|all)\b.{0,20}\b(?:list|lists|database|db|system|mailings?|records)\b",
    r"\b(?:from|out of) your\b.{0,20}\b(?:list|lists|database|mailings?)\b",
    (
        r"\b(?:this is|is this|is|just|pure|unwanted|unsolicited|reporting|report|marked?|marking|flag(?:ged"
        r"|ging)?) (?:\w+ ){0,3}spam\b"
    ),
    r"\bspam(?:ming|med|mer|mers)\b|\bunsolicited\b|\bjunk mail\b|\b(?:leave|let) me alone\b",
    r"\blose my (?:e-?mail|number|address|contact)|\bforget (?:about )?(?:me|i exist)\b",
    r"\b(?:right to )?(?:erasure|be forgotten)\b|\bgdpr\b|\bccpa\b|\bdata protection\b",
    r"\bobject to (?:the )?(?:processing|use)\b|\b(?:withdraw|revoke)\b.{0,20}\bconsent\b|\bdata subject\b",
    r"\bexclude (?:me|my)\b|\bexcluded from\b.{0,30}\b(?:mail|campaign|list|contact|outreach)",
    r"\bblock(?:ed|ing)? (?:you|your|this (?:sender|address))\b",
    (
        r"\b(?:never|not) (?:signed up|subscribed|asked|consented|agreed|opted in|gave (?:you )?(?:my )?(?:consent"
        r"|permission))\b"
    ),
    r"\bcancel my (?:subscription|registration|account)\b|\b(?:close|deactivate|delete) my (?:\w+ )?account\b",
)
_GERMAN = compiled(
    r"\babmeld(?:en|ung|e)\b|\baus(?:tragen|getragen)\b|\babbestell|\bnewsletter\b|\bverteiler\b|\bdsgvo\b",
    r"\bdatenschutz\b|\bwiderspr(?:eche|uch)\b",
    (
        r"\bkein(?:e|en|er)? (?:weiteren?|mehr|werbe)\b.{0,30}\b(?:mails?|e-?mails?|nachrichten|anfragen|kontakt\w*"
        r"|werbung|post|zuschriften)\b"
    ),
    r"\bkeine?n? (?:mails?|e-?mails?|nachrichten|werbung|anfragen|kontakt\w*)\b.{0,12}\bmehr\b",
    (
        r"\b(?:schreiben|kontaktieren|anschreiben|senden|schicken|belästigen|mailen|melden|schreib|kontaktier"
        r"|schick)\b.{0,40}\b(?:nicht mehr|nie wieder|nicht wieder|nicht länger|keine\b.{0,20}\bmehr)\b"
    ),
    (
        r"\b(?:nicht (?:mehr|weiter|länger)|nie wieder)\b.{0,30}\b(?:angeschrieben|kontaktiert|kontaktieren|schreiben"
        r"|anschreiben|belästig\w*|mailen|angemailt)\b"
    ),
    (
        r"\b(?:lösch|entfern|streich)\w*\b.{0,40}\b(?:daten|adresse|e-?mail\w*|profil|kontakt\w*|lebenslauf|mich"
        r"|liste|kartei|datenbank|alles)\b"
    ),
    (
        r"\b(?:daten|adresse|mailadresse|profil|mich|lebenslauf)\b.{0,40}\b(?:zu löschen|löschen|gelöscht|entfernen"
        r"|entfernt|streichen|gestrichen|heraus|raus)\b"
    ),
    r"\bnehmen sie mich\b.{0,40}\b(?:liste|datenbank|raus|heraus)\b",
    r"\bhör(?:en|t)?\b.{0,20}\bauf\b.{0,20}\b(?:schreiben|mailen|nerven|spam)",
    r"\blass(?:en|t)? (?:sie )?mich\b.{0,12}\bin ruhe\b|\b(?:das ist|reiner|nur) spam\b",
)
_FRENCH = compiled(
    r"d[ée]s(?:abonn|inscri)",
    r"\bne (?:plus|pas) (?:me |m')?(?:contacter|[ée]crire|envoyer|recevoir|solliciter|d[ée]marcher)",
    r"\bne m'?(?:e )?(?:contactez|[ée]crivez|envoyez|sollicitez|relancez|d[ée]marchez) (?:plus|pas)\b",
    (
        r"\b(?:arr[êe]te[zr]?|cesse[zr]?|stop)\b.{0,40}\b(?:mails?|e-?mails?|courriels?|messages?|contacter|[ée]crire"
        r"|envoyer|envois|sollicit\w*|spam\w*|harc\w*)"
    ),
    (
        r"\b(?:supprime[zr]?|efface[zr]?|retire[zr]?|enleve[zr]?|enl[eè]ve[zr]?|radie[zr]?|ray(?:ez"
        r"|er))\b.{0,40}\b(?:donn[ée]es|adresse|coordonn[ée]es|cv|profil|e-?mail|liste|base|fichiers?|nom)\b"
    ),
    r"\b(?:me|m') ?(?:retirer|supprimer|enlever|d[ée]sinscrire|rayer|effacer)\b",
    r"\b(?:retirez|supprimez|enlevez|rayez|effacez)-moi\b",
    (
        r"\b(?:souhaite|veux|d[ée]sire|souhaiterais|voudrais) (?:plus|ne plus)\b.{0,30}\b(?:recevoir|[êe]tre contact"
        r"|[êe]tre sollicit)"
    ),
    r"\bplus (?:aucun|de) (?:mails?|e-?mails?|messages?|courriels?)\b|\brgpd\b|\bdroit [àa] l'(?:oubli|effacement)",
    r"\blaissez-moi tranquille|\bc'est du spam|\blistes? (?:de diffusion|d'envoi)",
)
_SPANISH = compiled(
    r"\b(?:darme|d[ée](?:n)?me|darse|dar|quiero la|solicito la) (?:de )?baja\b",
    r"\bde baja (?:de|en) (?:su|la|esta|tu)\b.{0,12}\b(?:lista|base|correos?)",
    r"\bdej(?:en?|ad|es?|ar)\b.{0,8}\bde (?:enviar|escribir|mandar|contactar|molestar)",
    (
        r"\bno (?:me|nos) (?:contact|escrib|env[íi]|mand|molest|vuelv)\w*(?: a (?:escribir|contactar|enviar"
        r"|mandar))?(?:.{0,20}\bm[áa]s\b)?"
    ),
    (
        r"\bno (?:quiero|deseo|quisiera) (?:recibir|que me|seguir recibiendo|m[áa]s)\b.{0,40}\b(?:correos?|mensajes?"
        r"|e-?mails?|ofertas?|contact\w*|escrib\w*|env[íi]\w*)"
    ),
    (
        r"\b(?:borr|elimin|suprim|quit|retir)\w*\b.{0,30}\b(?:mis? (?:datos|correo|cv|perfil|informaci[óo]n|email"
        r"|nombre|direcci[óo]n)|(?:de )?(?:su|la|tu) (?:lista|base))\b"
    ),
    r"\b(?:b[óo]rr|elim[íi]n|qu[íi]t|ret[íi]r)\w*me\b|\bcancelar (?:mi )?suscripci[óo]n|\bprotecci[óo]n de datos\b",
    r"\bes spam\b|\bd[ée]jenme en paz|\blista de (?:correo|distribuci[óo]n)",
)
_ITALIAN = compiled(
    r"\b(?:cancell|rimuov|elimin|disiscriv|tog)\w*(?:mi|temi|tami|atemi|etemi|ete)\b",
    (
        r"\b(?:cancell|rimuov|elimin|togli)\w*\b.{0,30}\b(?:i miei dati|mio (?:indirizzo|nome|cv|profilo|contatto)"
        r"|mia (?:e-?mail|mail)|dalla (?:vostra |sua |tua )?(?:lista|mailing|newsletter|banca)|dal (?:vostro "
        r"|suo )?(?:database|elenco))"
    ),
    r"\bcancellazione\b|\bdisiscri|\bdisdire l'iscrizione",
    r"\bsmett\w*\b.{0,20}\b(?:scriver|contattar|mandar|inviar|spam)",
    r"\bbasta\b.{0,20}\b(?:mail|e-?mail|messaggi|spam)",
    r"\bnon (?:mi |ci )?(?:contatt|scriv|mand|invi|disturb)\w*(?:mi)?\b.{0,20}\b(?:pi[ùu]|mai)",
    r"\bnon (?:voglio|desidero|intendo) (?:pi[ùu] )?(?:ricever|essere contattat)",
    r"\bnon (?:scriv|contatt|mand)\w*mi\b|\bprivacy\b|\bgdpr\b|\blasciatemi in pace|\b[èe] spam\b",
    r"\blista di distribuzione|\bmailing list",
)
_PORTUGUESE = compiled(
    r"\b(?:remov|retir|exclu|apag|elimin|descadastr|tir)\w*(?:-me|m-me)\b",
    (
        r"\b(?:remov|retir|exclu|apag|elimin|delet)\w*\b.{0,30}\b(?:meus dados|meu (?:e-?mail|nome|cv|curr[íi]culo"
        r"|perfil|contato|contacto|cadastro)|minhas? informaç|me da|da (?:sua|vossa) (?:lista|base))"
    ),
    r"\bme (?:remov|retir|exclu|tir)\w*|\bdescadastr|\bcancelar (?:a |minha )?(?:inscriç|subscriç|assinatura)",
    (
        r"\b(?:par[ea]m?|deixem? de|cess[ea]m?)\b.{0,12}\b(?:de )?(?:me )?(?:enviar|mandar|escrever|contat|contact"
        r"|spam|incomodar)"
    ),
    r"\bn[ãa]o (?:me )?(?:contat|contact|escrev|envi|mand|incomod)\w*(?:-me)?\b",
    r"\bn[ãa]o (?:quero|desejo|pretendo) (?:mais )?(?:receber|ser contat|ser contact)|\blgpd\b|\brgpd\b",
    r"\bprote[cç][ãa]o de dados|\b[ée] spam\b|\blista de (?:e-?mails?|distribuiç)",
)
_DUTCH = compiled(
    r"\b(?:afmelden|uitschrijven|uitgeschreven|afgemeld|schrijf me uit|meld me af)\b",
    (
        r"\b(?:verwijder|wis|haal|schrap)\w*\b.{0,30}\b(?:mij|me|mijn (?:gegevens|adres|e-?mail\w*|mail\w*|naam|cv"
        r"|profiel)|lijst|bestand|database)\b"
    ),
    (
        r"\b(?:stop|hou|houd)\b.{0,10}\b(?:met|op met|op)\b.{0,20}\b(?:mailen|mails?|schrijven|sturen|berichten"
        r"|contact\w*|spam\w*|benaderen|lastigvallen)"
    ),
    (
        r"\b(?:niet (?:meer|langer)|nooit (?:meer|weer))\b.{0,25}\b(?:mailen|schrijven|contact\w*|benaderen|benaderd"
        r"|sturen|lastig\w*|gemaild)"
    ),
    r"\b(?:geen|nooit)\b.{0,15}\b(?:mails?|e-?mails?|berichten|contact)\b.{0,20}\b(?:meer|ontvangen)",
    r"\b(?:mail|contacteer|benader|schrijf|stuur) (?:mij|me)\b.{0,20}\bniet\b|\bmailinglijst\b|\bavg\b",
    r"\blaat me met rust|\bdit is spam\b",
)
_OTHERS = compiled(
    r"連絡(?:は|を)?.{0,10}(?:しないで|ご?遠慮|控えて|不要|やめて|お断り)|(?:削除|抹消|消去)(?:して|をお?願|を希望|を依頼)|配信(?:を)?(?:停止|解除|不要)",
    r"メール(?:は|を)?.{0,12}(?:送らないで|不要|やめて|停止|止めて)|送信しないで|退会|迷惑メール",
    (
        r"\b(?:wypis(?:a[ćc]|z|uj)\w*|usu(?:n|ń)\w*\b.{0,30}\b(?:dane|danych|adres|mnie|listy|bazy)|rezygnuj[ęe] z"
        r"|przesta(?:ń|ńcie)\b.{0,20}\b(?:pisa|wysy)|nie (?:pisz|kontaktuj|wysyłaj|przysyłaj)\w*|rodo)\b"
    ),
    (
        r"\b(?:avregistrera|avsluta|ta bort (?:mig|mina|min)|sluta (?:mejla|maila|skriva|skicka|kontakta)"
        r"|kontakta mig inte|inga fler (?:mejl|mail|e-post))\b"
    ),
    (
        r"\b(?:afmeld|frameld|meld meg av|avmeld|fjern (?:mig|meg|mine|min)|slet (?:mine|mig)|slett (?:mine|meg)"
        r"|stop med at (?:skrive|maile|sende)|slutt å (?:sende|skrive|maile|kontakte)|ikke kontakt(?:e)? (?:mig"
        r"|meg))\b"
    ),
    r"отпиши(?:те|сь)?|отпис(?:ать|аться|ыв|ка|ите)|удалите (?:меня|мои|мой)|не (?:пишите|присылайте|отправляйте|беспокойте)",
    r"прекратите|відпис|видаліть (?:мене|мої)|не пишіть|退订|取消订阅|不要再|别再|请?删除我|수신 ?거부|그만 보내|삭제해",
)
_FAMILIES = (
    _STOP_ALONE, _ENGLISH, _GERMAN, _FRENCH, _SPANISH, _ITALIAN, _PORTUGUESE, _DUTCH, _OTHERS
)  # fmt: skip


def optout_words(text: str) -> str:
    """The words that ask for it, as they stand in the text; empty when none do."""
    plain = straight(text)
    found = next((match for family in _FAMILIES if (match := first_match(family, plain))), None)
    return text[found.start() : found.end()].strip() if found else ""
