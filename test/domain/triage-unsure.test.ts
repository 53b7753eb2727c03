import { classify } from '../../src/domain/triage/classify';
import type { Post } from '../../src/domain/triage/classify';

describe('unsure by rule', () => {
	it.each<[string, Post, string]>([
		['no text at all', { text: '' }, 'no words'],
		['only handles, links and emoji', { text: '@acme 😡😡 https://t.co/a' }, 'no words'],
		['a picture without words', { text: 'https://t.co/a', hasMedia: true }, 'picture only'],
		['two words', { text: '@acme terrible service' }, 'too short'],
		['two words and a picture', { text: '@acme terrible service', hasMedia: true }, 'too short'],
		['Spanish by X', { text: 'refund refund refund refund', language: 'es' }, 'not English'],
		['Spanish', { text: '¿Cuándo llega mi pedido? Llevo tres semanas sin nada' }, 'not English'],
		['German', { text: 'Wann kommt mein Paket? Ich warte seit drei Wochen' }, 'not English'],
		['romanised Hindi', { text: 'mera order abhi tak nahi aaya, kya kar rahe ho' }, 'not English'],
		['Spanglish', { text: 'my pedido no ha llegado y nadie responde, hola' }, 'not English'],
		['Arabic', { text: 'طلبي لم يصل بعد منذ ثلاثة أسابيع' }, 'not English'],
		['Arabic that X calls English', { text: 'طلبي لم يصل بعد', language: 'en' }, 'not English'],
		['Japanese', { text: '注文した 商品が まだ 届きません', hasMedia: true }, 'not English'],
	])('sends %s to a person with the rule as reason', (_, post, cue) => {
		const triage = classify(post);
		expect(triage.category).toBe('unsure');
		expect(triage.reasons[0]).toMatchObject({ cue, speaksFor: 'unsure' });
		expect(triage.explanation).toMatch(/^Unsure: /);
	});

	it('reports no guess for what it cannot read, and one for what is only short', () => {
		const foreign = classify({ text: 'der Kundendienst ist nicht gut', language: 'de' });
		expect(foreign.bestGuess).toBeUndefined();
		expect(new Set(Object.values(foreign.probabilities))).toEqual(new Set([0.2]));
		expect(classify({ text: '@acme terrible service' }).bestGuess).toBe('complaint');
	});

	it.each(['en', 'en-GB', 'und', 'qme', undefined])('reads English when X says %s', (language) => {
		const text = '@acme my refund is three weeks late';
		expect(classify({ text, language }).category).toBe('complaint');
	});

	it('is unsure below the threshold, never "not for us"', () => {
		const spam = 'Giveaway! Follow me and retweet to win a free gift card #giveaway';
		expect(classify({ text: spam }).category).toBe('not_for_us');
		expect(classify({ text: spam }, undefined, { unsure: { below: 1 } })).toMatchObject({
			category: 'unsure',
			bestGuess: 'not_for_us',
		});
	});

	it.each([
		'@acme 🚀 FREE CRYPTO AIRDROP!!! Claim 5000 USDT now 👉 https://airdrop.example/claim #crypto',
		'@acme We are hiring drivers, apply now https://x.example/1 #jobs #hiring',
	])('puts spam aside though it names our handle: %s', (text) => {
		expect(classify({ text, mentionsUs: 'explicit' }).category).toBe('not_for_us');
	});

	it('never puts a reply inside a conversation aside', () => {
		const spam = 'Giveaway! Follow me and retweet to win a free gift card #giveaway';
		const triage = classify({ text: spam, isReply: true });
		expect(triage.category).not.toBe('not_for_us');
		expect(triage.probabilities.not_for_us).toBe(0);
	});

	it.each([
		'@acme you sent me spam about a job opening, stop it, I am furious',
		'@acme is the giveaway still open?',
		'@acme do you have any jobs in Leeds?',
		'@acme the promo code does not work at checkout',
	])('does not put a customer aside over one suspicious word: %s', (text) => {
		expect(classify({ text, mentionsUs: 'explicit' }).category).not.toBe('not_for_us');
	});
});
