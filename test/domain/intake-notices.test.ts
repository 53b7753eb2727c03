import { sourceNames } from '../../src/domain/intake/coverage';
import type { Gap, SourceCoverage } from '../../src/domain/intake/coverage';
import {
	toCoverageEvent,
	toCoverageSentence,
	toGapEvent,
	toSilenceEvent,
} from '../../src/domain/intake/notices';

const account = { id: '1000000000000000001', handle: 'acmecare' };
const atMs = Date.UTC(2026, 10, 20, 10, 5, 30);
const of = { account, atMs };
const hourMs = 3_600_000;

const makeCoverage = (over: Partial<SourceCoverage> = {}): SourceCoverage => ({
	source: 'mentions',
	state: 'complete',
	proved: { from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T10:05:00.000Z' },
	pages: 1,
	found: 3,
	gaps: [],
	unreadable: [],
	notes: [],
	costUsd: 0.015,
	...over,
});

const lost: Gap = {
	from: '2026-11-10T22:00:00.000Z',
	to: '2026-11-12T03:30:00.000Z',
	fate: 'lost',
	reason: "X's search goes back seven days",
};
const pending: Gap = { ...lost, fate: 'pending', reason: 'the rate limit cut the reading short.' };

const silence = { fromMs: atMs - 9.6 * hourMs, toMs: atMs, expected: 13.7, probability: 0.001 };

describe('what a poll says it proved', () => {
	it('names the stretch, what was found and what it cost', () => {
		expect(toCoverageSentence(makeCoverage())).toBe(
			'Read completely from 2026-11-20 10:00 to 10:05 UTC; 3 found in 1 call, $0.015.',
		);
	});

	it('names the days of a stretch that is longer than one, and each gap with its fate', () => {
		const proved = { from: '2026-11-10T21:00:00.000Z', to: '2026-11-20T10:05:00.000Z' };
		const coverage = makeCoverage({ state: 'partial', proved, pages: 9, gaps: [lost, pending] });
		expect(toCoverageSentence(coverage)).toBe(
			"Read from 2026-11-10 21:00 to 2026-11-20 10:05 UTC, but for 2 gaps; 3 found in 9 calls, $0.015. 2026-11-10 22:00 to 2026-11-12 03:30 UTC was not read; nothing X offers reaches it any more, only a person can look: X's search goes back seven days. 2026-11-10 22:00 to 2026-11-12 03:30 UTC was not read; a later poll reads it: the rate limit cut the reading short.",
		);
	});

	it('says what could not be read, and what to know', () => {
		const coverage = makeCoverage({ unreadable: ['Post 12 has no text'], notes: ['A note'] });
		expect(toCoverageSentence(coverage)).toMatch(
			/\$0\.015\. Could not be read: Post 12 has no text\. A note\.$/,
		);
	});

	it('says that nothing was proved where nothing was', () => {
		const nothing = { proved: undefined, pages: 0, found: 0, costUsd: 0, notes: ['Why.'] };
		expect(toCoverageSentence(makeCoverage({ ...nothing, state: 'failed' }))).toBe(
			'Nothing was read, X could not be asked; 0 found in 0 calls, $0.00. Why.',
		);
		expect(toCoverageSentence(makeCoverage({ ...nothing, state: 'skipped' }))).toBe(
			'X was not asked. Why.',
		);
		expect(toCoverageSentence(makeCoverage({ ...nothing, state: 'partial' }))).toMatch(
			/^Read in part; nothing is proved yet/,
		);
	});

	it('stays readable when thousands of things could not be read', () => {
		const unreadable = Array.from({ length: 5000 }, (_, i) => `Post ${i} is broken.`);
		const sentence = toCoverageSentence(makeCoverage({ unreadable }));
		expect(sentence).toMatch(/And 4995 more unreadable things\.$/);
		expect(sentence.length).toBeLessThan(500);
	});
});

describe('the coverage of a poll as an event', () => {
	it('has a line for each source and is complete when all were', () => {
		const sources = sourceNames.map((source) => makeCoverage({ source }));
		const event = toCoverageEvent(sources, of);
		expect(event).toMatchObject({
			id: `coverage-${atMs}`,
			conversationId: `coverage-${atMs}`,
			kind: 'coverage',
			account,
			author: account,
			createdAt: '2026-11-20T10:05:30.000Z',
			completeness: { complete: true, missing: [] },
			costUsd: 0,
			source: 'poll',
		});
		expect(event.text.split('\n')).toHaveLength(4);
		expect(event.text).toMatch(/^Mentions: Read completely .*\nBrand keywords: Read/);
	});

	it('tells what is missing, by source', () => {
		const failed = makeCoverage({ source: 'messages', state: 'failed', notes: ['X is down.'] });
		const event = toCoverageEvent([makeCoverage({ gaps: [pending] }), failed], of);
		expect(event.completeness).toEqual({
			complete: false,
			missing: [
				expect.stringMatching(/^mentions: 2026-11-10 22:00 to .* a later poll reads it/),
				'messages: Nothing was read.',
				'messages: X is down.',
			],
		});
	});
});

describe('the notices', () => {
	it('tell a lost stretch once, with where a person can look', () => {
		const event = toGapEvent('mentions', lost, of);
		const [fromMs, toMs] = [Date.parse(lost.from), Date.parse(lost.to)];
		expect(event).toMatchObject({
			id: `gap-mentions-${fromMs}-${toMs}`,
			kind: 'gap',
			text: "Mentions of @acmecare: 2026-11-10 22:00 to 2026-11-12 03:30 UTC was not read; nothing X offers reaches it any more, only a person can look: X's search goes back seven days. Look at the mentions on X whether there are any that did not come here.",
			permalink:
				'https://x.com/search?q=%40acmecare%20since%3A2026-11-10%20until%3A2026-11-13&f=live',
		});
		expect(event.completeness.complete).toBe(false);
		expect(toGapEvent('mentions', lost, { ...of, atMs: atMs + 1 }).id).toBe(event.id);
	});

	it('tell a silence with how long it is and how much is usual', () => {
		const event = toSilenceEvent('mentions', silence, of);
		expect(event).toMatchObject({
			id: `silence-mentions-${silence.fromMs}`,
			kind: 'silence',
			text: 'No mention of @acmecare for 9 hours (since 2026-11-20 00:29 UTC); in such a time at this point of the week there are usually about 14. Look at the mentions on X whether there are any that did not come here.',
			permalink: 'https://x.com/search?q=%40acmecare&f=live',
			completeness: { complete: true, missing: [] },
		});
	});

	it('link to the search of the keywords where it is known', () => {
		const query = '(acme OR "acme phone") -is:retweet';
		const { permalink } = toSilenceEvent('keywords', silence, { ...of, query });
		expect(new URL(permalink).searchParams.get('q')).toBe(query);
		expect(toSilenceEvent('keywords', silence, of).permalink).toBe('https://x.com/search-advanced');
	});

	it('have ids and links that every node takes, for each source', () => {
		for (const source of sourceNames) {
			for (const event of [toGapEvent(source, lost, of), toSilenceEvent(source, silence, of)]) {
				expect(event.id).toMatch(/^[A-Za-z0-9._-]{1,60}$/);
				expect(new URL(event.permalink).host).toBe('x.com');
			}
		}
	});
});
