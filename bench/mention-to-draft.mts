/**
 * 10,000 mentions as X's API sends them, through parsing, classification and case drafting in one process; no network.
 * Compared with what any tool does at least: parsing the JSON of the same answers.
 */
import { toCaseDraft } from '../src/domain/case.ts';
import { classify } from '../src/domain/triage/classify.ts';
import { toPost } from '../src/domain/triage/post.ts';
import { createXClient } from '../src/x/client.ts';
import { pollMentionsSource } from '../src/x/intake/mentions.ts';

const account = { id: '1000000000000000001', handle: 'acmecare' };
const mentions = 10_000;
/** X shows 800 mentions at most, so the load comes as so many catch-ups. */
const perCatchUp = 800;
const startOfPollMs = Date.parse('2026-11-20T10:00:00.000Z');

const texts = [
	'@acmecare my parcel was due on Monday and nobody answers my mails. This is the third time!',
	'@acmecare do you deliver to Iceland, and what does it cost?',
	'@acmecare thank you so much, the lady on the phone was brilliant 🎉',
	'Saw the new shop of @acmecare at the station today.',
	`@acmecare ${'the van came on the wrong day and nobody called back, '.repeat(12)}please help`,
	'@acmecare لم أستلم طلبي منذ أسبوعين',
];

const catchUps = Array.from({ length: Math.ceil(mentions / perCatchUp) }, (_, i) =>
	toPages(i, Math.min(perCatchUp, mentions - i * perCatchUp)),
);
const pages = catchUps.flat();

const parsingMs = time(() => {
	for (const page of pages) JSON.parse(page);
});

globalThis.gc?.();
const rssBefore = process.memoryUsage().rss;
let drafts = 0;
let calls = 0;
let events = 0;
const startedMs = performance.now();
for (const answers of catchUps) {
	let next = 0;
	const client = createXClient(
		async () => ({ status: 200, headers: {}, body: JSON.parse(answers[next++]) as unknown }),
		() => 0,
	);
	const turn = await pollMentionsSource(
		{
			...{ client, account, nowMs: () => startOfPollMs, startedMs: startOfPollMs },
			...{ deadlineMs: Infinity, isFirstSinceStart: true, rewindMs: 0, ownsApp: true },
			watchingSinceMs: 0,
			// The timeline alone: what lies beyond the 800 it shows is the business of another bench.
			affordable: () => 0,
		},
		undefined,
	);
	calls += turn.coverage.pages;
	events += turn.events.length;
	for (const event of turn.events) {
		const read = toPost(event);
		if (!('post' in read)) throw new Error(`unreadable ${read.field}`);
		const triage = classify(read.post);
		if (toCaseDraft(event, { triage }).caseKey) drafts += 1;
	}
}
const totalMs = performance.now() - startedMs;

console.log(
	JSON.stringify({
		bench: 'mention-to-draft',
		mentions: events,
		drafts,
		seconds: round(totalMs / 1000),
		mentionsPerSecond: Math.round(events / (totalMs / 1000)),
		timesJsonParse: round(totalMs / parsingMs),
		rssMb: Math.round(process.memoryUsage().rss / 1e6),
		rssGrowthMb: Math.round((process.memoryUsage().rss - rssBefore) / 1e6),
		apiCallsPer100Mentions: round((calls / events) * 100),
	}),
);

function toPages(catchUp: number, count: number): string[] {
	const newestFirst = Array.from({ length: count }, (_, i) =>
		toRawPost(catchUp * perCatchUp + count - i),
	);
	return Array.from({ length: Math.ceil(count / 100) }, (_, page) => {
		const data = newestFirst.slice(page * 100, (page + 1) * 100);
		const isLast = (page + 1) * 100 >= count;
		return JSON.stringify({
			data,
			meta: { result_count: data.length, ...(isLast ? {} : { next_token: `page-${page + 1}` }) },
		});
	});
}

function toRawPost(n: number) {
	const text = texts[n % texts.length];
	const id = String(1990000000000000000n + BigInt(n));
	const isLong = text.length > 280;
	return {
		id,
		text: isLong ? `${text.slice(0, 270)}…` : text,
		...(isLong && { note_tweet: { text } }),
		author_id: String(2000000000000000000n + BigInt(n % 900)),
		created_at: '2026-11-20T10:00:00.000Z',
		conversation_id: id,
		edit_history_tweet_ids: [id],
		lang: n % texts.length === 5 ? 'ar' : 'en',
		display_text_range: [0, Math.min(280, text.length)],
		entities: {
			mentions: [
				{
					start: text.indexOf('@'),
					end: text.indexOf('@') + 9,
					username: 'acmecare',
					id: account.id,
				},
			],
		},
	};
}

function time(work: () => void): number {
	const from = performance.now();
	work();
	return performance.now() - from;
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}
