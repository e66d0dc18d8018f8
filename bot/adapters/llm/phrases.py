"""The words of the templates: each label in seven languages, nothing that could be a promise."""

from dataclasses import dataclass

from bot.domain.replies import Label


@dataclass(frozen=True, slots=True)
class Phrase:
    """`with_time` replaces `closing` when the candidate named a time."""

    opening: str
    closing: str
    with_time: str = ""


GREETINGS = {
    "en": "Hi {name},", "de": "Hallo {name},", "fr": "Bonjour {name},", "es": "Hola {name}:", "it": "Ciao {name},",
    "pt": "Olá {name},", "nl": "Hoi {name},",
}  # fmt: skip
NAMELESS_GREETINGS = {
    "en": "Hello,", "de": "Guten Tag,", "fr": "Bonjour,", "es": "Hola:", "it": "Buongiorno,", "pt": "Olá,",
    "nl": "Goedendag,",
}  # fmt: skip
SIGN_OFFS = {
    "en": "Best,", "de": "Viele Grüße", "fr": "Bien à vous,", "es": "Un saludo,", "it": "Un saluto,",
    "pt": "Cumprimentos,", "nl": "Groet,",
}  # fmt: skip

_L = Label
PHRASES: dict[str, dict[Label, Phrase]] = {
    "en": {
        _L.INTERESTED: Phrase(
            "great to hear that you would like to talk about the {job} role.",
            "When would a short call suit you in the coming days? Two or three times that work for you are enough.",
            "Thank you for suggesting a time: I will check the calendar and confirm it shortly.",
        ),
        _L.QUESTION: Phrase(
            "thank you for your question about the {job} role.",
            "I will find out what I do not know yet. Would a short call be useful as well?",
        ),
        _L.MAYBE_LATER: Phrase(
            "thank you for telling me, that makes sense.",
            "I will get back to you when the time is better. Until then, all the best.",
        ),
        _L.NOT_INTERESTED: Phrase(
            "thank you for letting me know.", "I will not follow up on this role. All the best to you."
        ),
        _L.REFERRAL: Phrase(
            "thank you, that is kind of you.",
            "Could you ask them whether I may write to them, or pass my address on?",
        ),
        _L.WRONG_PERSON: Phrase(
            "I am sorry for the mix-up.", "I will correct our records and not write about this again."
        ),
    },
    "de": {
        _L.INTERESTED: Phrase(
            "schön, dass Sie über die Stelle {job} sprechen möchten.",
            "Wann passt Ihnen in den nächsten Tagen ein kurzes Telefonat? Zwei oder drei Vorschläge genügen.",
            "Danke für den Terminvorschlag: Ich prüfe den Kalender und bestätige ihn gleich.",
        ),
        _L.QUESTION: Phrase(
            "danke für Ihre Frage zur Stelle {job}.",
            "Was ich noch nicht weiß, kläre ich. Wäre auch ein kurzes Telefonat hilfreich?",
        ),
        _L.MAYBE_LATER: Phrase(
            "danke für die offene Antwort.", "Ich melde mich, wenn es besser passt. Bis dahin alles Gute."
        ),
        _L.NOT_INTERESTED: Phrase(
            "danke für Ihre Rückmeldung.", "Ich frage zu dieser Stelle nicht noch einmal nach. Alles Gute."
        ),
        _L.REFERRAL: Phrase(
            "vielen Dank für den Hinweis.",
            "Könnten Sie fragen, ob ich dort schreiben darf, oder meine Adresse weitergeben?",
        ),
        _L.WRONG_PERSON: Phrase(
            "bitte entschuldigen Sie die Verwechslung.", "Ich berichtige unsere Daten und schreibe dazu nicht mehr."
        ),
    },
    "fr": {
        _L.INTERESTED: Phrase(
            "je me réjouis que vous souhaitiez parler du poste {job}.",
            "Quand seriez-vous disponible pour un court appel ces prochains jours ? Deux ou trois créneaux suffisent.",
            "Merci pour ce créneau : je vérifie l'agenda et je vous confirme rapidement.",
        ),
        _L.QUESTION: Phrase(
            "merci pour votre question sur le poste {job}.",
            "Je me renseigne sur le reste. Un court appel vous serait-il utile ?",
        ),
        _L.MAYBE_LATER: Phrase(
            "merci de me l'avoir dit.", "Je reviendrai vers vous au bon moment. D'ici là, tout de bon."
        ),
        _L.NOT_INTERESTED: Phrase(
            "merci de votre réponse.", "Je ne vous relancerai pas pour ce poste. Bonne continuation."
        ),
        _L.REFERRAL: Phrase(
            "merci, c'est très aimable.",
            "Pourriez-vous lui demander si je peux lui écrire, ou transmettre mon adresse ?",
        ),
        _L.WRONG_PERSON: Phrase(
            "veuillez excuser cette confusion.", "Je corrige nos données et ne vous écrirai plus à ce sujet."
        ),
    },
    "es": {
        _L.INTERESTED: Phrase(
            "me alegra que quieras hablar del puesto de {job}.",
            "¿Cuándo te vendría bien una llamada breve estos días? Con dos o tres opciones basta.",
            "Gracias por proponer una hora: miro el calendario y te la confirmo enseguida.",
        ),
        _L.QUESTION: Phrase(
            "gracias por tu pregunta sobre el puesto de {job}.",
            "Averiguaré lo que aún no sé. ¿Te serviría también una llamada breve?",
        ),
        _L.MAYBE_LATER: Phrase(
            "gracias por decírmelo.", "Te escribiré cuando sea mejor momento. Hasta entonces, que vaya muy bien."
        ),
        _L.NOT_INTERESTED: Phrase(
            "gracias por tu respuesta.", "No volveré a escribirte por este puesto. Que vaya muy bien."
        ),
        _L.REFERRAL: Phrase(
            "gracias, muy amable.", "¿Podrías preguntarle si puedo escribirle, o pasarle mi dirección?"
        ),
        _L.WRONG_PERSON: Phrase(
            "disculpa la confusión.", "Corrijo nuestros datos y no volveré a escribirte sobre esto."
        ),
    },
    "it": {
        _L.INTERESTED: Phrase(
            "mi fa piacere che tu voglia parlare del ruolo di {job}.",
            "Quando ti andrebbe bene una breve chiamata nei prossimi giorni? Bastano due o tre proposte.",
            "Grazie per la proposta: controllo il calendario e confermo a breve.",
        ),
        _L.QUESTION: Phrase(
            "grazie per la domanda sul ruolo di {job}.",
            "Mi informo su ciò che ancora non so. Ti sarebbe utile anche una breve chiamata?",
        ),
        _L.MAYBE_LATER: Phrase(
            "grazie per avermelo detto.", "Mi rifaccio vivo al momento giusto. Intanto, buon lavoro."
        ),
        _L.NOT_INTERESTED: Phrase("grazie della risposta.", "Non ti riscriverò per questo ruolo. Buona fortuna."),
        _L.REFERRAL: Phrase(
            "grazie, molto gentile.", "Potresti chiedere se posso scrivere, o passare il mio indirizzo?"
        ),
        _L.WRONG_PERSON: Phrase(
            "scusa per lo scambio di persona.", "Correggo i nostri dati e non scriverò più su questo."
        ),
    },
    "pt": {
        _L.INTERESTED: Phrase(
            "que bom que queres falar sobre a vaga de {job}.",
            "Quando te daria jeito uma chamada curta nos próximos dias? Duas ou três opções bastam.",
            "Obrigado por sugerires uma hora: vejo a agenda e confirmo em breve.",
        ),
        _L.QUESTION: Phrase(
            "obrigado pela pergunta sobre a vaga de {job}.",
            "Vou informar-me sobre o que ainda não sei. Seria útil também uma chamada curta?",
        ),
        _L.MAYBE_LATER: Phrase(
            "obrigado por me dizeres.", "Volto a escrever quando for melhor altura. Até lá, tudo de bom."
        ),
        _L.NOT_INTERESTED: Phrase("obrigado pela resposta.", "Não voltarei a escrever sobre esta vaga. Tudo de bom."),
        _L.REFERRAL: Phrase(
            "obrigado, é muito simpático.", "Podes perguntar se posso escrever, ou passar o meu contacto?"
        ),
        _L.WRONG_PERSON: Phrase(
            "peço desculpa pelo engano.", "Vou corrigir os nossos dados e não escreverei mais sobre isto."
        ),
    },
    "nl": {
        _L.INTERESTED: Phrase(
            "fijn dat je over de functie {job} wilt praten.",
            "Wanneer komt een kort gesprek je de komende dagen uit? Twee of drie momenten zijn genoeg.",
            "Dank voor het voorstel: ik kijk in de agenda en bevestig het zo.",
        ),
        _L.QUESTION: Phrase(
            "dank voor je vraag over de functie {job}.",
            "Wat ik nog niet weet, zoek ik uit. Is een kort gesprek ook handig?",
        ),
        _L.MAYBE_LATER: Phrase(
            "dank dat je het laat weten.", "Ik meld me weer als het beter uitkomt. Tot dan alle goeds."
        ),
        _L.NOT_INTERESTED: Phrase("dank voor je antwoord.", "Ik vraag niet opnieuw naar deze functie. Alle goeds."),
        _L.REFERRAL: Phrase("dank je, dat is aardig.", "Kun je vragen of ik mag schrijven, of mijn adres doorgeven?"),
        _L.WRONG_PERSON: Phrase(
            "excuses voor de verwisseling.", "Ik pas onze gegevens aan en schrijf hier niet meer over."
        ),
    },
}
