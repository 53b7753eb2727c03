import { runDemo } from '../support/demo';

interface Result {
	ok: boolean;
	posted: number;
	lost: number;
	doubledCases: number;
	doubledReplies: number;
	kills: number;
	minutes: number;
	doubledEntries: number;
	garbled: number;
	unanswered: number;
	unaskedReplies: number;
	open: number;
	killsThatHit: number;
	republished: number;
	latencyPushMs?: { median: number; p95: number };
	latencyPollMs: { median: number; p95: number };
}

describe('five minutes in which everything goes wrong that can', () => {
	let result: Result;
	let exitCode: number | null;
	let said: string;

	beforeAll(async () => {
		const run = await runDemo(['--minutes', '5'], 'soak/main.mts');
		if (!run.result) throw new Error(`The soak printed no result:\n${run.said}`);
		result = run.result as Result;
		exitCode = run.exitCode;
		said = run.said;
	}, 2_100_000);

	it('lose nothing, double nothing and change no word', () => {
		const { lost, doubledCases, doubledReplies, doubledEntries, garbled, open } = result;
		const wrong = { lost, doubledCases, doubledReplies, doubledEntries, garbled, open };
		const nothing = Object.fromEntries(Object.keys(wrong).map((what) => [what, 0]));
		expect({ ...wrong, story: toStory() }).toEqual({ ...nothing, story: '' });
	});

	it('keep nobody from an answer that X allows, and give none that it does not', () => {
		const { unanswered, unaskedReplies } = result;
		expect({ unanswered, unaskedReplies }).toEqual({ unanswered: 0, unaskedReplies: 0 });
	});

	it('are a trial: n8n is killed ten times and more, mostly in the middle of something', () => {
		expect(result.posted).toBeGreaterThan(150);
		expect(result.kills).toBeGreaterThanOrEqual(10);
		expect(result.killsThatHit).toBeGreaterThanOrEqual(result.kills / 3);
		expect(result.republished).toBeGreaterThanOrEqual(1);
	});

	it('are followed by quiet, in which a post becomes an item within 2 seconds, or within the interval and 5 seconds when X tells nothing', () => {
		if (result.latencyPushMs) expect(result.latencyPushMs.p95).toBeLessThan(2_000);
		expect(result.latencyPollMs.p95).toBeLessThanOrEqual(65_000);
	});

	it('make the soak succeed, so that its exit code can be trusted', () => {
		expect({ ok: result.ok, exitCode }).toEqual({ ok: true, exitCode: 0 });
	});

	/** What the soak tells of each loss and double; nothing when all is well. */
	function toStory(): string {
		return result.ok ? '' : said.slice(said.indexOf('Measuring how long')).slice(0, 8_000);
	}
});
