/** Every beginning with every ending; an ending may be empty. */
const combine = (beginnings: string, endings: string): string =>
	toList(beginnings)
		.flatMap((beginning) => toList(endings).map((ending) => `${beginning} ${ending}`.trim()))
		.join(',');

const toList = (list: string) => list.split(',').map((entry) => entry.trim());

/**
 * Words that ask us to stop writing, as token keys (lower case, no apostrophes). "Cancel", "end", "enough" and swearing are
 * left out on purpose: from a customer they mostly mean an order or anger, which a person should answer.
 */
export const stopPhrases: Record<string, string> = {
	en: [
		'stop, stop it, stop this, stop that, stop now, stopall, unsubscribe, unsubscribe me, opt out, optout, opt me out, opting out, go away, leave me be',
		'leave me alone, leave us alone, leave me in peace, no more messages, no more dms, no more tweets, no more replies',
		combine(
			'stop, quit, cease',
			'messaging me, messaging, dming me, dming, contacting me, contacting, texting me, texting, writing me, writing to me, writing, tweeting me, tweeting at me, tagging me, mentioning me, replying, replying to me, replying to my tweets, replying to my posts, answering me, spamming me, spamming, bothering me, pestering me, harassing me, bugging me, sending me messages, sending me dms, sending me this, sending messages, sending these, the messages, these messages, all messages',
		),
		combine(
			'dont, do not, never, you may not, i dont want you to, i do not want you to',
			'message me, dm me, contact me, text me, write me, write to me, tweet me, tweet at me, tag me, mention me, reply, reply to me, answer me, bother me, spam me, send me messages, send me dms, send me anything, send me any more messages, send me any messages, send me any dms, talk to me',
		),
		combine(
			'i dont want, i do not want, i dont wish to receive, i dont want to receive, i do not want to receive, i no longer want, i no longer want to receive',
			'messages, your messages, these messages, any messages, any more messages, more messages, dms, your dms, these dms, any dms, any more dms, this, these, your tweets, your replies',
		),
		combine('remove me, take me off', ', from your list, from this list, from the list, your list'),
		combine('i want to, i would like to, id like to, i wish to, let me', 'opt out, unsubscribe'),
	].join(','),
	es: [
		'alto, para, pare, paren, parad, detente, baja, darme de baja, dame de baja, denme de baja, dadme de baja, quiero darme de baja, cancelar suscripción, cancelar suscripcion, basta de mensajes, no más mensajes, no mas mensajes, no quiero más mensajes, no quiero mas mensajes, no quiero recibir mensajes, no quiero recibir más mensajes, no quiero recibir mas mensajes',
		'no me escribas, no me escriban, no me escriba, no me contacten, no me contactes, no me contacte, no me molesten, no me molestes, no me manden mensajes, no me mandes mensajes, no me envíen mensajes, no me envien mensajes, déjame en paz, dejame en paz, déjenme en paz, dejenme en paz, deja de escribirme, dejen de escribirme, dejen de molestarme, dejen de contactarme, dejen de mandarme mensajes, dejen de enviarme mensajes',
	].join(','),
	pt: 'parar, pare, parem, sair, descadastrar, me descadastrem, cancelar inscrição, cancelar inscricao, chega de mensagens, não me escrevam, nao me escrevam, não me contactem, nao me contactem, não me contatem, nao me contatem, não me mandem mensagens, nao me mandem mensagens, não quero receber mensagens, nao quero receber mensagens, não quero mais mensagens, nao quero mais mensagens, me deixem em paz, me deixa em paz, deixem me em paz, parem de me escrever, parem de me contactar, parem de me mandar mensagens, pare de me mandar mensagens',
	fr: 'arrêt, arret, arrêtez, arretez, arrête, arrete, arrêtez ça, arretez ca, désabonner, desabonner, désabonnez moi, desabonnez moi, désinscrire, desinscrire, désinscrivez moi, plus de messages, ne me contactez plus, ne mécrivez plus, ne mécris plus, ne me contacte plus, ne menvoyez plus de messages, ne menvoyez plus rien, arrêtez de mécrire, arretez de mecrire, arrêtez de me contacter, arretez de me contacter, laissez moi tranquille, laisse moi tranquille, laissez moi en paix, fichez moi la paix, je ne veux plus de messages, je ne veux plus recevoir de messages',
	de: 'stopp, halt, aufhören, aufhoeren, hört auf, hör auf, hören sie auf, abmelden, abbestellen, austragen, ich möchte mich abmelden, meldet mich ab, melden sie mich ab, keine nachrichten mehr, keine weiteren nachrichten, ich will keine nachrichten mehr, ich möchte keine nachrichten mehr, lasst mich in ruhe, lass mich in ruhe, lassen sie mich in ruhe, schreibt mir nicht mehr, schreib mir nicht mehr, schreiben sie mir nicht mehr, nicht mehr schreiben, kontaktiert mich nicht mehr, kontaktieren sie mich nicht mehr, hört auf mir zu schreiben, hören sie auf mir zu schreiben',
	it: 'ferma, fermatevi, smettila, smettetela, cancellami, cancellatemi, disiscrivimi, disiscrivetemi, disiscrizione, annulla iscrizione, basta messaggi, niente più messaggi, niente piu messaggi, non scrivetemi, non scrivetemi più, non scrivetemi piu, non scrivermi più, non scrivermi piu, non mi scrivete più, non mi scrivete piu, non contattatemi, non contattatemi più, non contattatemi piu, non contattarmi più, non contattarmi piu, lasciatemi in pace, lasciami in pace, smettetela di scrivermi, smettete di scrivermi, smettila di scrivermi, non voglio più messaggi, non voglio ricevere messaggi',
	nl: 'hou op, houd op, hou ermee op, stop ermee, stoppen, afmelden, uitschrijven, meld me af, schrijf me uit, ik wil me afmelden, geen berichten meer, ik wil geen berichten meer, laat me met rust, laat mij met rust, stuur me geen berichten meer, stuur mij geen berichten meer, neem geen contact meer op, niet meer contacteren, contacteer me niet meer, stop met berichten, stop met berichten sturen, stop met mij te berichten',
};

/** Words around it that change nothing. */
export const politePhrases =
	'please, pls, plz, just, now, right now, immediately, at once, today, again, ever, ever again, any more, anymore, any longer, already, thanks, thank you, thx, ok, okay, hi, hello, hey, sorry, so, and, really, seriously, for good, forever, i said, i told you, i asked you, i asked you to, i am asking you to, im asking you to, can you, could you, would you, will you, you must, you have to, i want you to, kindly, guys, folks, team, bot, bots, creep, creeps, you creeps, spammers, idiots, damn, fucking, the fuck, the hell, about this, about it, on here, on twitter, on x, here, with this, with that, all this, yes, no, hear me, ' +
	'por favor, ya, ahora mismo, más, mas, nunca más, nunca mas, gracias, de inmediato, agora, mais, nunca mais, obrigado, obrigada, já, ' +
	'sil vous plaît, sil vous plait, sil te plaît, sil te plait, svp, stp, merci, maintenant, bitte, danke, sofort, jetzt, endlich, mehr, nie wieder, ' +
	'per favore, per piacere, grazie, subito, adesso, ora, mai più, mai piu, alsjeblieft, alstublieft, aub, bedankt, dank je, nu, meteen, meer, nooit meer';
