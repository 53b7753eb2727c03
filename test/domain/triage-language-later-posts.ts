import type { Sentiment } from '../../src/domain/triage/triage';

/**
 * Invented posts with their sentiment, written after the lists were done and not tuned on: what to
 * expect of posts nobody has seen.
 */
export const laterPosts: Record<string, Array<[string, Sentiment]>> = {
	es: [
		['Me dejaron plantado con la instalación, nadie vino ni avisó', 'negative'],
		['la batería dura dos horas, menuda porquería', 'negative'],
		['Ya es la tercera reclamación y siguen sin devolverme los 40 euros', 'negative'],
		['¿Tienen aparcamiento para bicicletas en la oficina del centro?', 'neutral'],
		['el chico de la caja fue muy amable con mi abuela', 'positive'],
		['Gracias por cambiarme el billete tan rápido', 'positive'],
	],
	pt: [
		['marcaram a instalação e o técnico não apareceu', 'negative'],
		['bateria dura duas horas, que porcaria', 'negative'],
		['terceira reclamação e até agora nada do meu estorno', 'negative'],
		['Tem estacionamento para bicicleta na agência do centro?', 'neutral'],
		['a moça do caixa foi muito atenciosa com a minha avó', 'positive'],
		['Obrigado por trocar minha passagem tão rápido', 'positive'],
	],
	fr: [
		["Le technicien n'est jamais venu et aucun appel", 'negative'],
		['la batterie tient deux heures, quelle daube', 'negative'],
		['Troisième réclamation, toujours pas vu mes 40 euros', 'negative'],
		['Y a-t-il un parking à vélos devant votre agence ?', 'neutral'],
		['la dame à la caisse a été adorable avec ma grand-mère', 'positive'],
		["Merci d'avoir changé mon billet si vite", 'positive'],
	],
	de: [
		['Der Techniker ist nicht gekommen und hat auch nicht angerufen', 'negative'],
		['Akku hält zwei Stunden, so ein Schrott', 'negative'],
		['Dritte Reklamation und die 40 Euro sind immer noch nicht da', 'negative'],
		['Habt ihr Fahrradständer vor der Filiale am Markt?', 'neutral'],
		['die Dame an der Kasse war so lieb zu meiner Oma', 'positive'],
		['Danke, dass ihr mein Ticket so schnell umgebucht habt', 'positive'],
	],
	it: [
		['Il tecnico non si è presentato e nessuno ha avvisato', 'negative'],
		['la batteria dura due ore, che schifo', 'negative'],
		['terzo reclamo e dei 40 euro ancora niente', 'negative'],
		["C'è un parcheggio per le bici davanti alla vostra sede?", 'neutral'],
		['la ragazza alla cassa è stata gentilissima con mia nonna', 'positive'],
		['Grazie per avermi cambiato il biglietto così in fretta', 'positive'],
	],
	nl: [
		['De monteur is niet komen opdagen en belde ook niet', 'negative'],
		['batterij gaat twee uur mee, wat een rommel', 'negative'],
		['Derde klacht en nog steeds geen 40 euro terug', 'negative'],
		['Is er een fietsenstalling bij jullie kantoor in de binnenstad?', 'neutral'],
		['de mevrouw aan de kassa was zo lief voor mijn oma', 'positive'],
		['Bedankt dat jullie mijn ticket zo snel hebben omgeboekt', 'positive'],
	],
	hi: [
		['मिस्त्री आया ही नहीं और किसी ने फोन भी नहीं किया', 'negative'],
		['बैटरी दो घंटे चलती है, एकदम कचरा', 'negative'],
		['तीसरी बार शिकायत की, चालीस रुपये अभी तक वापस नहीं', 'negative'],
		['क्या आपके दफ्तर के बाहर साइकिल खड़ी करने की जगह है?', 'neutral'],
		['काउंटर वाली मैडम ने दादी की बहुत अच्छी मदद की', 'positive'],
		['टिकट इतनी जल्दी बदलने के लिए शुक्रिया', 'positive'],
	],
	'hi-Latn': [
		['mistri aaya hi nahi aur kisi ne phone bhi nahi kiya', 'negative'],
		['battery do ghante chalti hai, ekdum kachra', 'negative'],
		['teesri baar shikayat ki, mere paise abhi tak wapas nahi', 'negative'],
		['kya office ke bahar cycle khadi karne ki jagah hai?', 'neutral'],
		['counter wali madam ne dadi ki bahut acchi madad ki', 'positive'],
		['ticket itni jaldi badalne ke liye shukriya', 'positive'],
	],
	id: [
		['teknisi tidak datang dan tidak ada kabar', 'negative'],
		['baterai cuma tahan dua jam, mengecewakan', 'negative'],
		['apakah ada parkir sepeda di kantor pusat?', 'neutral'],
		['mbak kasirnya ramah sekali sama nenek saya', 'positive'],
	],
	tr: [
		['usta gelmedi, haber de vermediniz', 'negative'],
		['pil iki saat dayanıyor, çöp resmen', 'negative'],
		['merkez şubenin önünde bisiklet park yeri var mı?', 'neutral'],
		['kasadaki hanım anneanneme çok iyi davrandı', 'positive'],
	],
	pl: [
		['technik nie przyjechał i nikt nie zadzwonił', 'negative'],
		['bateria trzyma dwie godziny, co za złom', 'negative'],
		['czy przed oddziałem jest parking dla rowerów?', 'neutral'],
		['pani przy kasie była bardzo miła dla mojej babci', 'positive'],
	],
	sv: [
		['teknikern kom aldrig och ingen ringde', 'negative'],
		['batteriet räcker två timmar, vilket skräp', 'negative'],
		['finns det cykelställ utanför ert kontor?', 'neutral'],
		['kvinnan i kassan var så snäll mot min mormor', 'positive'],
	],
	tl: [
		['hindi dumating ang technician at walang tumawag', 'negative'],
		['dalawang oras lang ang battery, basura', 'negative'],
		['may parking ba ng bisikleta sa labas ng opisina nyo?', 'neutral'],
		['ang bait ng ate sa kahera sa lola ko', 'positive'],
	],
	en: [
		['The fitter never came and did not bother to ring', 'negative'],
		['battery lasts two hours, utter junk', 'negative'],
		['is there bike parking outside your Leeds branch', 'neutral'],
		['the lady on the till was so sweet to my nan', 'positive'],
		['dose anyone no how too reset the kettel', 'neutral'],
		['GIMME MY MONEY BACK YOU CLOWNS', 'negative'],
	],
};
