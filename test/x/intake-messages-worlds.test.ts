import fc from 'fast-check';

import { toIdBefore, toIdTime } from '../../src/domain/post-id';
import type { HttpResponse } from '../../src/http';
import { createXClient } from '../../src/x/client';
import { type MessagesMemory, pollMessagesSource } from '../../src/x/intake/messages';

const account = { id: '1402000000000000001', handle: 'acmecare' };
const minute = 60_000;
const beginMs = Date.parse('2026-11-20T12:00:00Z');

/** What happens until and with one poll. */
interface Step {
	/** Messages written before it, every fifth by the account itself. */
	written: number;
	waitMinutes: number;
	/** Calls X takes; then there is trouble. */
	calls: number;
	trouble: 429 | 500 | 'garbage';
	money: number;
	forgetsTokens: boolean;
	/** n8n is killed after the poll: `before` it stored anything, or `after` that but before anybody got the events. */
	killed?: 'before' | 'after';
}

const steps = fc.array(
	fc.record<Step>({
		written: fc.oneof(
			fc.constant(0),
			fc.integer({ min: 0, max: 15 }),
			fc.integer({ min: 0, max: 130 }),
		),
		waitMinutes: fc.integer({ min: 1, max: 40 }),
		calls: fc.oneof(fc.constant(15), fc.integer({ min: 0, max: 4 })),
		trouble: fc.constantFrom<Step['trouble'][]>(429, 500, 'garbage'),
		money: fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 60 })),
		forgetsTokens: fc.boolean(),
		killed: fc.option(fc.constantFrom<Array<'before' | 'after'>>('before', 'after'), {
			nil: undefined,
			freq: 3,
		}),
	}),
	{ minLength: 1, maxLength: 10 },
);

/** Polls that meet no trouble, at the end of every story. */
const calm: Step = {
	...{ written: 0, waitMinutes: 20, calls: 15, trouble: 500, money: Infinity },
	forgetsTokens: false,
};

interface Row {
	id: string;
	sender_id: string;
}

/** X's direct messages, as far as paging goes: a token stands for a place, and is forgotten at X's whim. */
function createX() {
	const rows: Row[] = [];
	let era = 0;
	let calls = 0;
	let trouble: Step['trouble'] = 500;
	const answer = (query: Record<string, unknown>): HttpResponse => {
		if (calls-- <= 0) {
			const status = trouble === 'garbage' ? 200 : trouble;
			return { status, headers: {}, body: trouble === 'garbage' ? '<html>' : { title: 'No' } };
		}
		const [, madeIn, place] = /^(\d+):(\d+)$/.exec(String(query.pagination_token ?? '')) ?? [];
		if (madeIn !== undefined && Number(madeIn) !== era) {
			return { status: 400, headers: {}, body: { title: 'Invalid Request' } };
		}
		const all = [...rows].reverse();
		const from = place === undefined ? 0 : all.findIndex(({ id }) => id === place) + 1;
		const page = all.slice(from, from + Number(query.max_results));
		const hasMore = from + page.length < all.length;
		const meta = hasMore ? { next_token: `${era}:${page.at(-1)!.id}` } : {};
		const data = page.map((row) => ({
			...row,
			event_type: 'MessageCreate',
			dm_conversation_id: '1-2',
			created_at: new Date(toIdTime(row.id)).toISOString(),
			text: `number ${row.id}`,
		}));
		return { status: 200, headers: {}, body: { data, meta } };
	};
	return {
		rows,
		set(step: Step) {
			({ calls, trouble } = step);
			if (step.forgetsTokens) era += 1;
		},
		client: createXClient(
			async ({ query }) => await Promise.resolve(answer(query ?? {})),
			() => beginMs,
		),
	};
}

async function play(story: Step[]) {
	const x = createX();
	let nowMs = beginMs;
	let memory: MessagesMemory | undefined;
	// n8n stores what is remembered only when something is handed on.
	let stored: MessagesMemory | undefined;
	let isFirst = true;
	const delivered: string[] = [];
	const lost: Array<[number, number]> = [];
	let largest = 0;
	for (const step of [...story, ...Array.from({ length: 12 }, () => calm)]) {
		for (let i = 0; i < step.written; i++) {
			const id = String(BigInt(toIdBefore(nowMs + 1000 + i * 50)) + 7n);
			x.rows.push({ id, sender_id: i % 5 === 4 ? account.id : '77' });
		}
		nowMs += step.waitMinutes * minute;
		x.set(step);
		const turn = {
			...{ client: x.client, account, nowMs: () => nowMs, startedMs: nowMs, ownsApp: true },
			...{ deadlineMs: nowMs + minute, isFirstSinceStart: isFirst, rewindMs: 15 * minute },
			...{ watchingSinceMs: beginMs, affordable: () => step.money },
		};
		const result = await pollMessagesSource(turn, memory).catch(() => undefined);
		if (result && step.killed !== 'before') {
			memory = JSON.parse(JSON.stringify(result.memory)) as MessagesMemory;
			largest = Math.max(largest, JSON.stringify(memory).length);
			if (result.events.length > 0) stored = memory;
			if (step.killed === undefined) {
				delivered.push(...result.events.map(({ id }) => id));
				if (result.coverage.state !== 'skipped') isFirst = false;
			}
			for (const { fate, from, to } of result.coverage.gaps) {
				if (fate === 'lost') lost.push([Date.parse(from), Date.parse(to)]);
			}
		}
		if (step.killed !== undefined) {
			memory = stored;
			isFirst = true;
		}
	}
	const wanted = x.rows.filter(({ sender_id: by }) => by !== account.id).map(({ id }) => id);
	return { delivered, lost, wanted, largest, memory };
}

describe('direct messages in a world full of trouble', () => {
	it('loses none that is not stated as lost, whatever happens, and remembers little', async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (story) => {
				const { delivered, lost, wanted, largest, memory } = await play(story);
				const got = new Set(delivered);
				const missing = wanted.filter((id) => {
					const ms = toIdTime(id);
					return !got.has(id) && !lost.some(([from, to]) => from <= ms && ms <= to);
				});
				expect(missing).toEqual([]);
				expect(memory?.open).toEqual([]);
				expect(largest).toBeLessThan(16_000);
			}),
			{ numRuns: 40 },
		);
	}, 60_000);

	it('hands on none twice and states nothing as lost as long as n8n lives and X keeps its tokens', async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (story) => {
				const peaceful = story.map((it) => ({ ...it, killed: undefined, forgetsTokens: false }));
				const { delivered, lost, wanted } = await play(peaceful);
				expect([...delivered].sort()).toEqual([...wanted].sort());
				expect(lost).toEqual([]);
			}),
			{ numRuns: 25 },
		);
	}, 60_000);
});
