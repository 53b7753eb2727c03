import { toHtml, toPlainText } from '../../src/desks/html';

describe('HTML of desks', () => {
	it.each(['a  b', '  a\n\n b ', '<b>&amp;</b> "\'', '👩‍👩‍👧‍👦 ⟨x⟩ &nbsp; &#39;', 'شكرا {{x}} %s'])(
		'shows a text as it is: %j',
		(text) => {
			expect(toPlainText(toHtml(`.${text}.`))).toBe(`.${text}.`);
			expect(toHtml(text)).not.toMatch(/<(?!br>)/);
		},
	);

	it('reads markup line by line, and leaves alone what is none', () => {
		const html = '<div><p class="x">One&nbsp;&amp; two</p>3 &lt; 4<br/>&#8364; &bogus; &#0;</div>';
		expect(toPlainText(html)).toBe('One & two\n3 < 4\n€ &bogus; &#0;');
	});

	it.each(['<', '</p', '<br ', '&#', '&amp', '< a="'])(
		'takes no longer for what never ends: %j',
		(evil) => {
			const began = performance.now();
			toPlainText(evil.repeat(300_000 / evil.length));
			expect(performance.now() - began).toBeLessThan(1000);
		},
	);
});
