import type { IDataObject } from 'n8n-workflow';

import { type AuthorMemory, toNewestAuthors } from '../../src/domain/author-memory';
import { noteFollowers, toBaseline } from '../../src/domain/intake/followers-memory';
import { addHandOver } from '../../src/domain/intake/hand-overs';
import { noteMessages, planMessages } from '../../src/domain/intake/messages-memory';
import { toTidy } from '../../src/domain/intake/open-gaps';
import { toFew } from '../../src/domain/intake/open-stretches';
import { learnPace, type Pace } from '../../src/domain/intake/pace';
import type { HandOver } from '../../src/domain/intake/checkpoint';
import { type IntakeMemory, toRoomLeft } from '../../src/n8n/intake/intake-memory';
import { takeOver } from '../../src/n8n/intake/old-memory';
import type { IntakeSettings } from '../../src/n8n/intake/settings';
import { toNotices } from '../../src/n8n/intake/watch';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const nowMs = Date.UTC(2026, 10, 20, 12);
const account = { id: '1900000000000000001', handle: 'acmecare_germany' };
/** An id of X's, so many minutes ago. */
const toId = (minutesAgo: number) =>
	String(((BigInt(nowMs - minutesAgo * minuteMs) - 1288834974657n) << 22n) | 4711n);
const times = (count: number) => Array.from({ length: count }, (_, at) => at);
const toBytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

/** Gaps and hand-overs far apart, more than there is room for. */
function toFullCheckpoint() {
	let handedOn: HandOver[] = [];
	for (const at of times(600)) {
		const [aboveId, belowId] = [toId(9000 - at * 10), toId(8995 - at * 10)];
		const rung = (['timeline', 'search'] as const)[at % 2];
		handedOn = addHandOver(handedOn, { aboveId, belowId, rung, atMs: nowMs - (600 - at) });
	}
	const gaps = times(300).map((at) => ({
		...{ aboveId: toId(9000 - at * 20), belowId: toId(8990 - at * 20) },
		...{ rung: 'timeline' as const, pagesRead: 100 + at, isRepeat: true as const },
	}));
	return { newestId: toId(0), gaps: toTidy(gaps), handedOn };
}

function toFullMessages() {
	const at = { startedMs: nowMs, watchingSinceMs: nowMs - dayMs, rewindMs: dayMs };
	let { memory } = planMessages(undefined, { ...at, isFirstSinceStart: false });
	for (const minute of times(600)) {
		const startedMs = nowMs - (600 - minute) * minuteMs;
		const saw = { handedOn: [toId(600 - minute)], others: [toId(601 - minute)] };
		memory = noteMessages(memory, saw, { startedMs, rewindMs: dayMs });
	}
	const open = times(20).map((it) => ({
		...{ aboveId: toId(9000 - it * 20), belowId: toId(8990 - it * 20) },
		...{ token: 'x'.repeat(120), found: 999, stalls: 2, isRepeat: true as const },
	}));
	return { ...memory, open: toFew(open) };
}

function toFullFollowers() {
	const ids = times(1000).map((at) => toId(5000 + at));
	let memory = toBaseline({ ids, isEnd: false }, nowMs - 3 * dayMs);
	for (const minute of times(600)) {
		const added = [toId(600 - minute)];
		const judgement = { added, missing: 'nobody' as const };
		const startedMs = nowMs - (600 - minute) * minuteMs;
		const read = { ids: [...added, ...ids], isEnd: false };
		memory = noteFollowers(memory, read, judgement, { startedMs, rewindMs: dayMs });
	}
	return memory;
}

function toFullPace(): Pace | undefined {
	let pace: Pace | undefined;
	for (let fromMs = nowMs - 30 * dayMs; fromMs < nowMs; fromMs += 3 * 3_600_000) {
		const timesMs = times(97).map((at) => fromMs + at * 111_111);
		pace = learnPace(pace, { fromMs, toMs: fromMs + 3 * 3_600_000, timesMs });
	}
	return pace;
}

function toFullMemory(): IntakeMemory {
	const pace = toFullPace();
	const shared = {
		...(pace && { pace }),
		watchingSinceMs: nowMs - 90 * dayMs,
		silence: { alarmedSinceMs: nowMs - dayMs },
	};
	const checkpoint = toFullCheckpoint();
	const waiting = Object.fromEntries(checkpoint.gaps.map(({ aboveId }) => [aboveId, 123456]));
	const keywords = { ...shared, read: { queryHash: 4294967295, checkpoint, waiting } };
	const gaps = times(30).map((at) => ({
		from: new Date(nowMs - at * dayMs - minuteMs).toISOString(),
		to: new Date(nowMs - at * dayMs).toISOString(),
		...{ fate: 'lost' as const, reason: 'words '.repeat(60) },
	}));
	const coverage = { source: 'keywords', state: 'partial', pages: 1, found: 0, gaps } as const;
	const reading = {
		isFirst: false,
		...{ source: 'keywords' as const, memory: keywords, events: [], query: '牛'.repeat(512) },
		coverage: { ...coverage, unreadable: [], notes: [], costUsd: 0 },
	};
	const settings = { sensitivity: 'high' } as unknown as IntakeSettings;
	const at = { settings, account, startedMs: nowMs, isFirst: false };
	const rest: IntakeMemory = {
		account: { ...account, foundBy: 'acmecare_germany oAuth2 AbCdEfGhIjKlMnOp' },
		spent: { day: '2026-11-20', usd: { mentions: 1.234567, keywords: 1.234567, authors: 9.87 } },
		sources: {
			mentions: { ...shared, read: { checkpoint, searchWaitsUntilMs: nowMs } },
			messages: { ...shared, read: toFullMessages() },
			followers: { ...shared, read: toFullFollowers() },
		},
	};
	return { ...rest, ...toNotices([reading], rest, at).memory };
}

const authors: AuthorMemory = Object.fromEntries(
	times(300).map((at) => {
		const profile = {
			...{ handle: `somebody_${at}`, name: '😀'.repeat(50), followers: 123456789 },
			...{ verified: true, protected: false },
		};
		return [toId(at), { profile, lookedUpAtMs: nowMs - at }];
	}),
);

describe('what the trigger remembers', () => {
	it('stays below 64 KB in the worst case of everything, and leaves room for some authors', () => {
		const memory = toFullMemory();
		expect(Object.keys(memory.sources ?? {}).length).toBe(4);
		const kept = toNewestAuthors(authors, toRoomLeft(memory));
		expect(toBytes({ 'node:X Care Trigger': { ...memory, authors: kept } })).toBeLessThan(65536);
		expect(Object.keys(kept).length).toBeGreaterThan(20);
		expect(Object.keys(kept)).toContain(toId(0));
	});

	it('knows three hundred authors as long as there is room', () => {
		const usual = Object.fromEntries(
			Object.entries(authors).map(([id, { profile, ...it }]) => [
				id,
				{ ...it, profile: { ...profile, name: 'Alice Miller' } },
			]),
		);
		expect(Object.keys(toNewestAuthors(usual, toRoomLeft({}))).length).toBe(300);
	});

	it('keeps the place of the version that read mentions only', () => {
		const old = {
			...{ account: { ...account, foundBy: 'oAuth2 1' }, watchingSinceMs: nowMs - dayMs },
			checkpoint: {
				...{ newestId: toId(5), handedOnAboveId: toId(30) },
				gap: { aboveId: toId(90), belowId: toId(60), pagesRead: 3 },
			},
		};
		expect(takeOver(old as IntakeMemory)).toEqual({
			account: old.account,
			sources: {
				mentions: {
					watchingSinceMs: nowMs - dayMs,
					read: {
						checkpoint: {
							newestId: toId(5),
							gaps: [{ ...old.checkpoint.gap, rung: 'timeline' }],
							handedOn: [expect.objectContaining({ aboveId: toId(30) })],
						},
					},
				},
			},
		});
	});

	it.each([
		[{ watchingSinceMs: nowMs }, { mentions: { watchingSinceMs: nowMs } }],
		[
			{ watchingSinceMs: nowMs, checkpoint: { newestId: toId(5) } },
			{
				mentions: {
					watchingSinceMs: nowMs,
					read: { checkpoint: { newestId: toId(5), gaps: [], handedOn: [] } },
				},
			},
		],
		[{}, undefined],
		[{ sources: {}, watchingSinceMs: 1, checkpoint: { newestId: '1' } }, {}],
	])('takes over what there is of it: %#', (old: IDataObject, sources) => {
		const { sources: taken, ...rest } = takeOver(old as IntakeMemory);
		expect(taken).toEqual(sources);
		expect(rest).toEqual({});
	});
});
