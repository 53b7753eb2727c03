import type { Sentiment } from '../../src/domain/triage/triage';

type Judged = Record<Sentiment, string[]>;

/** Invented posts by language and sentiment, written before the lexicons. */
export const foreignPosts: Record<string, Judged> = {
	es: {
		negative: [
			'@acme llevo tres semanas esperando mi pedido y nadie contesta',
			'Pésimo servicio, nunca más les compro nada',
			'la app no funciona desde ayer y tampoco la web',
			'me cobraron dos veces y no me devuelven el dinero',
			'el paquete llegó roto, qué decepción',
			'No estoy contento con la atención',
		],
		neutral: [
			'¿A qué hora abre la tienda de Sevilla?',
			'Buenas tardes, ¿hacen envíos a Canarias?',
			'Quisiera saber si tienen la talla 42',
		],
		positive: [
			'Muchas gracias, todo resuelto en cinco minutos',
			'Excelente atención, la recomiendo',
			'me encanta mi nuevo teléfono, llegó rapidísimo',
			'Sin problemas con la entrega, genial',
		],
	},
	pt: {
		negative: [
			'@acme meu pedido está atrasado e ninguém responde',
			'Péssimo atendimento, nunca mais compro aqui',
			'o aplicativo não funciona desde ontem',
			'fui cobrado duas vezes, cadê meu dinheiro?',
			'o produto chegou quebrado, que decepção',
			'Não gostei do atendimento',
		],
		neutral: [
			'Qual o horário da loja do centro?',
			'Boa tarde, vocês entregam em Manaus?',
			'Gostaria de saber se tem tamanho 42',
		],
		positive: [
			'Muito obrigada, resolveram tudo em cinco minutos',
			'Excelente atendimento, recomendo',
			'adorei o celular novo, chegou super rápido',
			'Sem problemas com a entrega, parabéns',
		],
	},
	fr: {
		negative: [
			'@acme ma commande est en retard et personne ne répond',
			"Service client lamentable, je n'achèterai plus jamais chez vous",
			"l'appli ne marche plus depuis hier",
			"j'ai été débité deux fois, où est mon argent ?",
			'le colis est arrivé cassé, très déçue',
			"Je ne suis pas satisfait de l'accueil",
		],
		neutral: [
			'À quelle heure ouvre le magasin de Lille ?',
			'Bonjour, livrez-vous en Corse ?',
			'Je voudrais savoir si vous avez la taille 42',
		],
		positive: [
			'Merci beaucoup, tout est réglé en cinq minutes',
			'Excellent accueil, je recommande',
			"j'adore mon nouveau téléphone, livraison super rapide",
			'Aucun problème à la livraison, bravo',
		],
	},
	de: {
		negative: [
			'@acme mein Paket ist seit drei Wochen verspätet und niemand antwortet',
			'Unverschämter Service, nie wieder',
			'die App funktioniert seit gestern nicht mehr',
			'mir wurde doppelt abgebucht, wo bleibt mein Geld?',
			'Die Lampe kam kaputt an, bin enttäuscht',
			'Ich bin nicht zufrieden mit der Beratung',
		],
		neutral: [
			'Wann macht die Filiale in Kassel auf?',
			'Guten Tag, liefert ihr auch nach Helgoland?',
			'Ich möchte wissen, ob es die Hose in 42 gibt',
		],
		positive: [
			'Vielen Dank, in fünf Minuten war alles geklärt',
			'Hervorragende Beratung, kann ich nur empfehlen',
			'liebe mein neues Handy, kam super schnell',
			'Keine Probleme mit der Lieferung, klasse',
		],
	},
	it: {
		negative: [
			'@acme il mio ordine è in ritardo e nessuno risponde',
			'Servizio pessimo, non comprerò mai più da voi',
			"l'app non funziona da ieri",
			'mi avete addebitato due volte, dove sono i miei soldi?',
			'il pacco è arrivato rotto, che delusione',
			"Non sono soddisfatto dell'assistenza",
		],
		neutral: [
			'A che ora apre il negozio di Bari?',
			'Buongiorno, consegnate anche in Sardegna?',
			'Vorrei sapere se avete la taglia 42',
		],
		positive: [
			'Grazie mille, tutto risolto in cinque minuti',
			'Ottima assistenza, consigliatissimi',
			'adoro il mio nuovo telefono, arrivato velocissimo',
			'Nessun problema con la consegna, bravi',
		],
	},
	nl: {
		negative: [
			'@acme mijn pakket is te laat en niemand reageert',
			'Waardeloze service, nooit meer',
			'de app doet het niet sinds gisteren',
			'er is dubbel afgeschreven, waar blijft mijn geld?',
			'De lamp kwam kapot aan, wat een teleurstelling',
			'Ik ben niet tevreden over de hulp',
		],
		neutral: [
			'Hoe laat gaat de winkel in Zwolle open?',
			'Goedemiddag, bezorgen jullie ook op Texel?',
			'Ik wil graag weten of jullie maat 42 hebben',
		],
		positive: [
			'Heel erg bedankt, alles was in vijf minuten opgelost',
			'Uitstekende hulp, echt een aanrader',
			'blij met mijn nieuwe telefoon, super snel binnen',
			'Geen problemen met de bezorging, top',
		],
	},
	hi: {
		negative: [
			'@acme मेरा ऑर्डर अभी तक नहीं आया और कोई जवाब नहीं देता',
			'बहुत घटिया सेवा है, दोबारा कभी नहीं',
			'कल से ऐप काम नहीं कर रहा',
			'दो बार पैसे कट गए, मेरा पैसा कहाँ है?',
			'सामान टूटा हुआ आया, बहुत निराश हूँ',
			'मैं आपकी सेवा से खुश नहीं हूँ',
		],
		neutral: [
			'लखनऊ की दुकान कितने बजे खुलती है?',
			'नमस्ते, क्या आप गोवा में डिलीवरी करते हैं?',
			'क्या यह जूता 42 नंबर में है?',
		],
		positive: [
			'बहुत धन्यवाद, पाँच मिनट में सब ठीक हो गया',
			'शानदार सेवा, सबको बताऊँगा',
			'नया फोन बहुत पसंद आया, जल्दी मिल गया',
			'कोई दिक्कत नहीं हुई, बढ़िया',
		],
	},
	'hi-Latn': {
		negative: [
			'@acme mera order abhi tak nahi aaya aur koi jawab nahi deta',
			'bahut ghatiya service hai, dobara kabhi nahi',
			'kal se app kaam nahi kar raha',
			'do baar paise kat gaye, mera paisa kahan hai',
			'saman toota hua aaya, bahut nirash hu',
			'main aapki service se khush nahi hu',
		],
		neutral: [
			'lucknow wali dukan kitne baje khulti hai?',
			'namaste, kya aap goa me delivery karte hai?',
			'kya ye joota 42 number me milega?',
		],
		positive: [
			'bahut dhanyavad, paanch minute me sab theek ho gaya',
			'shandar service, sabko bataunga',
			'naya phone bahut pasand aaya, jaldi mil gaya',
			'koi dikkat nahi hui, badhiya',
		],
	},
};

/** Posts with a sign that must reach a person at once. */
export const criticalPosts: Array<[string, string]> = [
	['es', 'han hackeado mi cuenta y voy a denunciar'],
	['es', 'el cargador explotó y se quemó la mesa'],
	['pt', 'fui vítima de golpe, vou ao Procon'],
	['pt', 'a bateria pegou fogo na sala'],
	['fr', "c'est une arnaque, je vais porter plainte"],
	['fr', 'la batterie a pris feu dans la cuisine'],
	['de', 'das ist Betrug, ich schalte meinen Anwalt ein'],
	['de', 'das Ladegerät hat gebrannt, meine Tochter wurde verletzt'],
	['it', 'è una truffa, mi rivolgo al mio avvocato'],
	['it', 'il caricatore è esploso e ha preso fuoco'],
	['nl', 'dit is oplichting, ik doe aangifte'],
	['nl', 'de oplader vloog in brand'],
	['hi', 'मेरे साथ धोखाधड़ी हुई है, पुलिस में शिकायत करूँगा'],
	['hi', 'चार्जर में आग लग गई'],
	['hi-Latn', 'mere saath dhokha hua hai, consumer court jaunga'],
	['hi-Latn', 'charger me aag lag gayi'],
];
