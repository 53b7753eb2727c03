import { createRequire } from 'node:module';

import { boundDesks } from '../../test/desks/every-desk.ts';
import { trackerCalls } from '../../test/desks/tracker-calls.ts';
import { startRequestTrackerFake } from '../../test/support/request-tracker-fake.ts';
import { openBound } from './bound.mts';
import type { Conversation } from './conversations.mts';
import type { DeskInBench } from './measure.mts';

// A CommonJS module knows its folder only when it is required.
const { canRunTracker, startTracker } = createRequire(import.meta.url)(
	'../../test/support/request-tracker.ts',
) as typeof import('../../test/support/request-tracker.ts');

/** The real one where it is installed, else the stand-in of the workflow tests. */
export async function openTracker(conversations: Conversation[]): Promise<DeskInBench> {
	return canRunTracker() ? await openReal(conversations) : await openStandIn();
}

async function openReal(conversations: Conversation[]): Promise<DeskInBench> {
	const tracker = await startTracker();
	const { readCases } = trackerCalls(tracker.url, tracker.token);
	const look = async () => {
		const read = conversations.map(async ({ first: { caseKey } }) =>
			(await readCases(caseKey)).map(({ entries }) => ({ caseKey, texts: entries })),
		);
		return (await Promise.all(read)).flat();
	};
	const at = { url: tracker.url, key: tracker.token, isKept: false };
	const opened = await openBound('requestTracker', boundDesks.requestTracker, at, look);
	return {
		...opened,
		facts: { ...opened.facts, farSide: 'a real Request Tracker' },
		close: async () => await tracker.stop(),
	};
}

async function openStandIn(): Promise<DeskInBench> {
	const fake = await startRequestTrackerFake();
	const look = async () =>
		fake.tickets().map(({ fields, messages }) => ({
			caseKey: fields['X Case Key']?.[0],
			texts: messages.map(({ content }) => content),
		}));
	const { url, token: key } = fake;
	const opened = await openBound('requestTracker', boundDesks.requestTracker, { url, key }, look);
	return {
		...opened,
		facts: { ...opened.facts, farSide: 'a stand-in' },
		close: async () => await fake.stop(),
	};
}
