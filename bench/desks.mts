/**
 * 500 conversations of 500 new customers, then 500 follow-ups, through every desk there is, counting the calls each draft takes. The
 * far sides are the sandbox, a small helpdesk, a mailbox, and the real Request Tracker where it is installed (40 conversations: each
 * of its calls takes long). The sandbox's clock goes on a minute after each round, as the limits and indexes of these services go by time.
 *
 * For two of them the same job is done as n8n's own nodes do it, call by call, on the same far side (`callsRatio`: ours of theirs).
 * The last line holds the calls of every adapter. Fails when one takes more than its limit, or when a case or a post is missing
 * afterwards or there twice.
 */
import { createRequire } from 'node:module';

import { bindings } from '../src/n8n/desks/bindings.ts';
import { boundDesks } from '../test/desks/every-desk.ts';
import { openBound } from './desks/bound.mts';
import { byHand } from './desks/by-hand.mts';
import { type Conversation, makeConversation } from './desks/conversations.mts';
import { createCountedSend } from './desks/counted-send.mts';
import { createMeasure, type DeskInBench, findFaults, toLimits } from './desks/measure.mts';
import { openEmail, openHttp, openMailApi } from './desks/others.mts';
import { openTracker } from './desks/request-tracker.mts';

// A CommonJS module knows its folder only when it is required.
const { startSandbox } = createRequire(import.meta.url)(
	'../test/support/sandbox.ts',
) as typeof import('../test/support/sandbox.ts');

const conversations = Array.from({ length: 500 }, (_, n) => makeConversation(n));
const fewer = conversations.slice(0, 40);
/** Made besides, for the way without us. */
const others = Array.from({ length: 40 }, (_, n) => makeConversation(10_000 + n));

interface Look {
	cases: Array<{ caseKey?: string; entries: Array<{ text: string }> }>;
}

const sandbox = await startSandbox();
const key = 'sandbox-desk-key';
const faults: string[] = [];
const totals: Record<string, { callsPerNewCase: number; callsPerFollowUp: number }> = {};
const print = (line: object) => console.log(JSON.stringify(line));
const round = (value: number) => Math.round(value * 100) / 100;

const unknown = Object.keys(bindings).filter((name) => !Object.hasOwn(boundDesks, name));
if (unknown.length > 0) faults.push(`test/desks/every-desk.ts does not know ${unknown.join(', ')}`);

await Promise.all([
	openTracker(fewer).then(async (tracker) => await goThrough([tracker], fewer)),
	goThrough(
		[...(await openSandboxDesks()), await openHttp(), openEmail(), openMailApi(sandbox)],
		conversations,
		async () => void (await sandbox.control('POST', 'clock', { advanceMs: 60_000 })),
	),
]);
await sandbox.stop();
print(totals);
if (faults.length > 0) {
	console.error(`The desks bench failed: ${faults.slice(0, 20).join('; ')}.`);
	process.exitCode = 1;
}

async function openSandboxDesks(): Promise<DeskInBench[]> {
	const opened = Object.entries(boundDesks).flatMap(([adapter, setUp]) => {
		const { sandbox: name } = setUp;
		if (name === undefined || !Object.hasOwn(bindings, adapter)) return [];
		const look = async () => {
			const { cases } = await sandbox.control<Look>('GET', `desks/${name}`);
			return cases.map(({ caseKey, entries }) => ({
				caseKey,
				texts: entries.map(({ text }) => text),
			}));
		};
		const at = { url: `${sandbox.url}/desks/${name}`, key };
		return [openBound(adapter, setUp, at, look)];
	});
	return await Promise.all(opened);
}

/** All desks get the same draft at the same time. */
async function goThrough(
	desks: DeskInBench[],
	given: Conversation[],
	afterRound = async () => {},
): Promise<void> {
	const runs = desks.map((it) => ({ it, ...createMeasure(it) }));
	// The first case of a run also looks at the desk's set-up, once.
	const firstCalls = new Map<DeskInBench, number>();
	for (const { it } of runs) {
		await it.desk.upsertCase(makeConversation(99_999).first);
		firstCalls.set(it, it.takeCalls());
	}
	await afterRound();
	for (const { first } of given) {
		await Promise.all(runs.map(async ({ put }) => await put('new', first)));
		await afterRound();
	}
	for (const { followUp } of given) {
		await Promise.all(runs.map(async ({ put }) => await put('followUp', followUp)));
		await afterRound();
	}
	for (const { it, measured } of runs) {
		const perNew = measured.calls.new / given.length;
		const perFollowUp = measured.calls.followUp / given.length;
		totals[it.adapter] = {
			callsPerNewCase: round(perNew),
			callsPerFollowUp: round(perFollowUp),
		};
		print({
			...{ bench: 'desks', desk: it.adapter },
			...{ newCases: given.length, followUps: given.length },
			...{
				...totals[it.adapter],
				seconds: round(measured.seconds),
				callsForTheFirst: firstCalls.get(it),
				...it.facts,
			},
			...(await compare(it.adapter, perNew + perFollowUp)),
		});
		const limits = toLimits(it.desk);
		const found = [
			...measured.faults,
			...findFaults(await it.look(), given),
			...(perNew > limits.new ? [`${round(perNew)} calls for a new case`] : []),
			...(perFollowUp > limits.followUp ? [`${round(perFollowUp)} calls for a follow-up`] : []),
		];
		faults.push(...found.map((fault) => `${it.adapter}: ${fault}`));
		await it.close?.();
	}
}

/** The same job without us. @param ours calls for one new case and one follow-up */
async function compare(adapter: string, ours: number): Promise<object> {
	if (!Object.hasOwn(byHand, adapter)) return {};
	const { sandbox: name, credential, toCredentials } = boundDesks[adapter];
	const url = `${sandbox.url}/desks/${name}`;
	const { send, takeCalls } = createCountedSend(url, credential, toCredentials(url, key));
	const { putNew, putFollowUp } = byHand[adapter](send);
	for (const conversation of others) await putNew(conversation);
	const perNew = takeCalls() / others.length;
	for (const conversation of others) await putFollowUp(conversation);
	const perFollowUp = takeCalls() / others.length;
	return {
		callsByHand: { perNewCase: perNew, perFollowUp },
		callsRatio: round(ours / (perNew + perFollowUp)),
	};
}
