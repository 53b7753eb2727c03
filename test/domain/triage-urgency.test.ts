import { classify } from '../../src/domain/triage/classify';

describe('urgency', () => {
	it.each([
		['critical', '@acme your charger caught fire and burned my hand'],
		['critical', '@acme someone used my card, I never ordered this, my account was hacked'],
		['critical', '@acme I can see the orders of other people, this is a data breach'],
		['critical', '@acme the clerk was racist to my family'],
		['critical', '@acme refund me or you will hear from my lawyer'],
		['critical', '@acme my mother is out of insulin and the delivery is late again'],
		['urgent', '@acme no power in Leeds since this morning'],
		['urgent', '@acme stranded at the airport after you cancelled our flight'],
		['urgent', '@acme three weeks and my refund is still overdue'],
		['urgent', '@acme you charged me twice for one order'],
		['urgent', '@acme locked out of my account and cannot work'],
		['urgent', '@acme I called 6 times, still no reply from anyone'],
		['normal', '@acme my kettle stopped working after two days'],
		['normal', '@acme the parcel arrived damaged, one cup is broken'],
		['low', '@acme worst advert ever, so annoying'],
		['low', '@acme do you have the rain jacket in size M?'],
		['low', '@acme thank you so much, the new team is wonderful!'],
	])('is %s for: %s', (urgency, text) => {
		expect(classify({ text }).urgency).toBe(urgency);
	});

	it('names the words that made it urgent', () => {
		const text = '@acme your charger caught fire 🔥 and burned my hand';
		const reason = classify({ text }).reasons.find(({ speaksFor }) => speaksFor === 'critical');
		expect(reason).toMatchObject({ words: 'caught fire', cue: 'injury or danger', start: 19 });
	});

	it('keeps an unread post at normal, so that nobody takes it for unimportant', () => {
		expect(classify({ text: 'hola', language: 'es' }).urgency).toBe('normal');
	});

	it('lets danger through even when unsure what the post is', () => {
		const triage = classify({ text: 'food poisoning' });
		expect(triage).toMatchObject({ category: 'unsure', urgency: 'critical' });
	});
});
