import * as fc from 'fast-check';

import {
	findPersonalData,
	maskPersonalData,
	maskRepeatedData,
} from '../../src/domain/personal-data';

describe('personal data in what people post', () => {
	it.each([
		['mail me at ann.lee+x@example.co.uk please', 'mail me at [e-mail address] please'],
		['Schreib an joerg@müller.example!', 'Schreib an [e-mail address]!'],
		['call +49 30 1234 5678 or (030) 123456-78.', 'call [phone number] or [phone number].'],
		['call 555-010-1234, (555) 010-1234', 'call [phone number], [phone number]'],
		['اتصل بي ٠٣٠١٢٣٤٥٦٧٨', 'اتصل بي [phone number]'],
		['my card 4111 1111 1111 1111 was charged', 'my card [card number] was charged'],
		['IBAN DE89 3704 0044 0532 0130 00 and more', 'IBAN [bank account number] and more'],
		['order 12345 never came', 'order [order number] never came'],
		['Order No. AB-99-1234, again', 'Order No. [order number], again'],
		['Bestellung: 2024/118834', 'Bestellung: [order number]'],
		['tracking 1Z999AA10123456784?', 'tracking [order number]?'],
		['302-1234567-7654321 is lost', '[order number] is lost'],
		['#48211 still open', '#[order number] still open'],
		['no.12345678 is lost', 'no.[order number] is lost'],
		['iban de 89 3704 0044 0532 0130 00', 'iban [bank account number]'],
		['ref AB12 iban DE89 3704 0044 0532 0130 00', 'ref AB12 iban [bank account number]'],
		['PIN 5555 4111 1111 1111 1111', 'PIN 5555 [card number]'],
		['my order number is 123456', 'my order number is [order number]'],
		['4111.1111.1111.1111 or 4111–1111–1111–1111', '[card number] or [card number]'],
		['4111  1111  1111  1111 / 3782.822463.10005', '[card number] / [card number]'],
		['de89-3704-0044-0532-0130-00!', '[bank account number]!'],
		['IBAN:DE89.3704.0044.0532.0130.00', 'IBAN:[bank account number]'],
		['write to ann.lee(at)example.co.uk now', 'write to [e-mail address] now'],
		['ann [at] example [dot] com, bo {AT} example.com', '[e-mail address], [e-mail address]'],
		['ann＠example.com', '[e-mail address]'],
		['ann dot lee at example dot com', 'ann dot [e-mail address]'],
		[
			'call +1\u2011555\u2011010\u20111234 or +1–555–010–1234',
			'call [phone number] or [phone number]',
		],
		['call 1.800.555.0199 or 1-800-555-0199', 'call [phone number] or [phone number]'],
		['call +1\u00a0(555)\u00a0010-1234, 0800-123\u202f4567', 'call [phone number], [phone number]'],
	])('masks %j', (text, masked) => {
		expect(maskPersonalData(text)).toBe(masked);
	});

	it.each([
		'@acmecare your shop on 21.11.2026 at 10:30 was great, 5 stars of 5',
		'the 2026 model costs $1299 or €12.000,00 with 25 % off',
		'see https://example.com/orders/123456789?mail=a@b.example and @user12345678',
		'in order to get 3 of them I waited 45 minutes in case 2 of us came',
		'RT #Blackfriday2026 PS5 COVID-19 iPhone15 A380',
		'we flew 2026-11-20 to 2026/12/01',
		'$1000000, £20000000, USD 1000000, 5000000€, 10000000 $ and 20000000 EUR are prices',
		'$100-200, 100-200 €, 1000-2000 EUR, 1000–2000 €',
		'from 1999-2024, 2019/2020, 2024–2025',
		'on 05/11/2026 08:30, 05.11.2026 08.00 and 05.11.26 08.00-10.30',
		'2026-11-20–2026-11-25, 2026-11-20/2026-11-25, 20/11-25/11, 2026-W47 and Q1-2026',
		'open 08.00-17.00 and 8.30–17.30, 10:00-18:00',
		'from 05.12.-08.12.2026, 06.11.2026-07.11.2026, 5.12. – 8.12.2026',
		'since 2019-11-22T10:00:00Z in a Boeing 737-800, pi is 3.14159265',
		'look at this, meet me (at) noon. Com on [at] least',
		'#2026Goals @ann_2026 https://x.com/ann/status/1234567890123456789',
	])('leaves %j alone', (text) => {
		expect(maskPersonalData(text)).toBe(text);
	});

	it('finds the same again when it is masked again, whatever the text', () => {
		const part = fc.oneof(
			fc.string({ unit: 'grapheme' }),
			fc.constantFrom(
				'+49 30 123456',
				'ann@example.com',
				'4111111111111111',
				'order 99887',
				' ',
				'#',
			),
		);
		fc.assert(
			fc.property(fc.array(part), (parts) => {
				const masked = maskPersonalData(parts.join(' '));
				expect(maskPersonalData(masked)).toBe(masked);
			}),
		);
	});

	it('hands out stretches in order that do not overlap and lie in the text', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+-/ #@.aZ()') }), (text) => {
				let from = 0;
				for (const { start, end } of findPersonalData(text)) {
					expect(start).toBeGreaterThanOrEqual(from);
					expect(end).toBeGreaterThan(start);
					from = end;
				}
				expect(from).toBeLessThanOrEqual(text.length);
			}),
		);
	});

	it('takes no longer for a text made to be slow', () => {
		const units = ['0', '0 ', 'a@', '1-', 'DE89 ', 'order ', '(030) ', 'A1-', '#1', '+0'];
		const more = ['a(at)', 'a at b dot ', '0. ', '1  ', '08.00-', 'DE89.', 'a.a (at) a.', '5.12.-'];
		for (const unit of [...units, ...more]) {
			expect(findPersonalData(unit.repeat(20_000)).length).toBeGreaterThanOrEqual(0);
		}
	});
});

describe('what an answer of ours repeats', () => {
	it('is masked where the customer wrote it, in whatever spelling, and our own numbers stay', () => {
		const theirs = '@acmecare call me on 0170 1234567, order 55-1234';
		const ours = 'We called 01701234567 about order 55-1234. Our hotline: 0800 1112223.';
		expect(maskRepeatedData(ours, theirs)).toBe(
			'We called [phone number] about order [order number]. Our hotline: 0800 1112223.',
		);
		expect(maskRepeatedData(ours, 'hello')).toBe(ours);
	});
});
