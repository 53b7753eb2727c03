import fc from 'fast-check';

import { toPoliteRequest } from '../../../src/domain/approval/polite-request';
import { findLinks } from '../../../src/domain/post-text/links';
import { hostileTexts } from '../hostile-texts';

const facts = { name: 'Kim Roe', account: 'acme_staff', operator: 'Ann Lee', number: 1 };
const ask = (template?: string, over: Partial<typeof facts> = {}) =>
	toPoliteRequest(template, { ...facts, ...over });

describe('the polite request to unfollow', () => {
	it.each([1, 2, 3, 4, 5, 40])(
		'says on day %i why, what to do, and how to get onto the register, without threat or link',
		(number) => {
			const text = ask(undefined, { number });
			for (const part of ['Kim Roe', '@acme_staff', 'Ann Lee', 'unfollow', 'registered staff']) {
				expect(text).toContain(part);
			}
			expect(text).not.toMatch(/block|report|legal|must|last time|final|consequence/i);
			expect(findLinks(text)).toEqual([]);
			expect(text.length).toBeLessThanOrEqual(1000);
		},
	);

	it('is worded another way the next day', () => {
		const texts = [1, 2, 3, 4].map((number) => ask(undefined, { number }));
		expect(new Set(texts).size).toBe(4);
		expect(ask(undefined, { number: 5 })).toBe(texts[1]);
	});

	it('fills in a text of the company, whatever the case and spacing of its placeholders', () => {
		expect(ask('{name}, { Account } is not for you. {operator}, day {NUMBER}')).toBe(
			'Kim Roe, @acme_staff is not for you. Ann Lee, day 1',
		);
	});

	it.each(['', '   '])('takes ours when the text is blank: "%s"', (template) => {
		expect(ask(template)).toBe(ask());
	});

	it.each(['{first name}', '{}', '{{name}}', '{__proto__}', '{constructor}'])(
		'refuses the placeholder in "Hi %s", by name',
		(placeholder) => {
			expect(() => ask(`Hi ${placeholder}`)).toThrow(/'Message'.*\{/);
		},
	);

	it('refuses a text that a long name would make longer than 1,000 characters', () => {
		expect(ask('x'.repeat(1000))).toHaveLength(1000);
		expect(() => ask(`${'x'.repeat(951)}{name}`, { name: 'Al' })).toThrow(
			'at most 1000 characters',
		);
	});

	it('names the team when there is no operator', () => {
		expect(ask('Ask {operator}.', { operator: '' })).toBe('Ask the team of @acme_staff.');
	});

	it.each([
		'@victim look',
		'evil.example.com',
		'https://evil.test',
		'x $TSLA',
		'#win',
		'\u202e',
		'',
	])('does not write a name that would become a link: "%s"', (name) => {
		expect(ask('Hi {name}.', { name })).toBe('Hi there.');
	});

	it('takes nothing in a name for a placeholder', () => {
		expect(ask('Hi {name}.', { name: '{operator} {nonsense}' })).toBe('Hi {operator} {nonsense}.');
	});

	it('stays one short text without control characters, whatever the name', () => {
		for (const name of hostileTexts(300, 7)) {
			const text = ask(undefined, { name });
			expect(text.length).toBeLessThanOrEqual(1000);
			expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
		}
	});

	it('has a wording for every number', () => {
		fc.assert(
			fc.property(fc.integer(), (number) => {
				expect(ask(undefined, { number })).toContain('@acme_staff');
			}),
		);
	});
});
