import type { IPollFunctions } from 'n8n-workflow';

import type { XEvent } from '../../domain/event';
import type { SourceName } from '../../domain/intake/coverage';
import { mergeEvents } from '../../domain/intake/merge';
import { fetchFollowers } from '../../x/follows';
import { toFollowEvent } from '../../x/intake/followers';
import { createKeywordSource } from '../../x/intake/keywords';
import { pollMessagesSource } from '../../x/intake/messages';
import type { Turn } from '../../x/intake/turn';
import { fetchMentions } from '../../x/mentions';
import { pricesUsd } from '../../x/prices';
import { describeAuthors } from '../describe-authors';
import { openX } from '../open-x';
import { readIntakeMemory } from './intake-memory';
import { readKeywordSettings } from './keyword-settings';
import { findAccount } from './find-account';
import { readIntakeSettings } from './settings';

const newest = 5;

/** The newest few of every source that is switched on, for a test in the editor; moves no checkpoint. Throws `HttpFailure`. */
export async function sampleIntake(context: IPollFunctions): Promise<XEvent[]> {
	const settings = readIntakeSettings(context);
	const client = await openX(context, settings.authentication);
	const memory = readIntakeMemory(context);
	const account = await findAccount(client, settings, memory);
	const startedMs = Date.now();
	const turn: Turn = {
		...{ client, account, startedMs, ownsApp: settings.ownsApp, rewindMs: 0 },
		...{ nowMs: Date.now, deadlineMs: startedMs + 20_000, isFirstSinceStart: false },
		watchingSinceMs: startedMs - 6 * 86_400_000,
		// X hands out ten at least.
		affordable: () => 10,
	};
	const samples: XEvent[][] = [];
	for (const source of settings.sources) {
		const sample = mergeEvents([await samplers[source](turn, context)]);
		samples.push(sample.slice(-newest));
	}
	const events = mergeEvents(samples);
	if (!settings.looksUpAuthors) return events;
	return (await describeAuthors(client, events, memory.authors ?? {}, { nowMs: Date.now })).events;
}

type Sampler = (turn: Turn, context: IPollFunctions) => Promise<XEvent[]>;

const samplers: Record<SourceName, Sampler> = {
	async mentions({ client, account, startedMs, ownsApp }) {
		const page = await fetchMentions(client, {
			account,
			pageSize: newest,
			receivedAt: new Date(startedMs).toISOString(),
			postPriceUsd: ownsApp ? pricesUsd.ownedRead : pricesUsd.postRead,
		});
		return page.events;
	},
	async keywords(turn, context) {
		const settings = readKeywordSettings(context, turn.account.handle);
		const few = { ...settings, countsFirst: false, postsPerPoll: 10 };
		return (await createKeywordSource(few)(turn, undefined)).events;
	},
	messages: async (turn) => (await pollMessagesSource(turn, undefined)).events,
	async followers(turn) {
		const { client, account, ownsApp } = turn;
		const reader = { account, ownsApp, limit: newest };
		const { users, raw } = await fetchFollowers(client, account.id, reader);
		const priceUsd = ownsApp ? pricesUsd.ownedRead : pricesUsd.followRead;
		return users.map(({ id }) => toFollowEvent({ id, raw: raw.get(id) }, turn, priceUsd));
	},
};
