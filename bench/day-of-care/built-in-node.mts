import type { INodeExecutionData } from 'n8n-workflow';

import { placeBuiltInNode } from './built-in-at-sandbox.mts';
import { placeRemoveDuplicates } from './core-nodes.mts';
import type { Side } from './side.mts';
import { keywordQuery } from './traffic.mts';
import type { XAccount } from './x-account.mts';

/** Which posts a search of the built-in node asks for, and when. */
export interface Reach {
	name: string;
	/** Minutes between two runs. */
	everyMinutes: number;
	/** Minutes by which the workflow for mentions starts after the one for keywords; 0 unless told. */
	mentionsAfterMinutes?: number;
	parameters: { returnAll: boolean; limit?: number };
	additionalFields?: { startTime: string };
}

/**
 * What its published templates do: search for the newest so many, again and again, and tell what is new afterwards. On n8n.io:
 * 1464 "Find and share mentions from Twitter and Slack" (the newest 50 that name the account, every 10 minutes), 875 "Send
 * tweets every minute to Mattermost" (the newest 50 against those of the last run), 5006 "Twitter Keyword & Public-Figure
 * Monitor with Automated Airtable Archiving" (the newest 100 once a day, against those in the table), 10781 "Scheduled
 * auto-replies to targeted tweets using X (Twitter) API" (the newest 50 every 30 minutes, each answered; by HTTP Request).
 * Here with care: as many as X gives in one call, every quarter of an hour as 10781 recommends.
 */
export const newestHundred: Reach = {
	name: 'the newest 100 every 15 minutes, as its published templates do it',
	everyMinutes: 15,
	parameters: { returnAll: false, limit: 100 },
};

/**
 * Its *Return All*: the last seven days each time, ten posts a call. X takes 300 searches in 15 minutes, so the two workflows
 * keep half an hour apart.
 */
export const everything: Reach = {
	name: 'Return All every hour',
	everyMinutes: 60,
	mentionsAfterMinutes: 30,
	parameters: { returnAll: true },
};

/** The best that can be made of it: an expression in *After*, with a minute of overlap. No published template was found that does it. */
export const sinceLastRun: Reach = {
	name: 'Return All since the last run, every 15 minutes, as no published template does it',
	everyMinutes: 15,
	parameters: { returnAll: true },
	additionalFields: { startTime: '={{ $now.minus({ minutes: 16 }).toISO() }}' },
};

const mentionQuery = '@acmecare -from:acmecare -is:retweet';

/**
 * One workflow for mentions, which answers, and one for keywords; n8n's *Remove Duplicates* sees to it that nobody is answered
 * twice. The node can read neither messages nor the timeline of mentions.
 */
export function setUpBuiltInNode(account: XAccount, reach: Reach): Side {
	const { everyMinutes, mentionsAfterMinutes = 0 } = reach;
	const place = (name: string) => placeBuiltInNode(`${reach.name} ${name}`, account.sandbox.url);
	const placeFilter = (name: string) =>
		placeRemoveDuplicates(`${reach.name} ${name}`, '={{ $json.id }}');
	const search = place('search');
	const findAuthor = place('author');
	const reply = place('reply');
	const withoutKnownMentions = placeFilter('mentions');
	const withoutKnownHits = placeFilter('hits');
	const seen = new Set<string>();

	async function find(query: string): Promise<INodeExecutionData[]> {
		const found = await search({
			resource: 'tweet',
			operation: 'search',
			searchText: query,
			...reach.parameters,
			additionalFields: {
				tweetFieldsObject: ['author_id', 'created_at'],
				...reach.additionalFields,
			},
		}).catch((error: unknown) => {
			// The node waits for no limit: the workflow ends here, and what was read and charged is gone.
			if ((error as { httpCode?: string }).httpCode === '429') return [];
			throw error;
		});
		// For nothing found, the node puts out an item with nothing in it.
		return found.filter(({ json }) => (json as unknown) !== undefined);
	}

	async function answer(postId: string, text: string): Promise<void> {
		await reply({
			resource: 'tweet',
			operation: 'create',
			text,
			additionalFields: { inReplyToStatusId: { mode: 'id', value: postId } },
		});
	}

	async function readMentions(): Promise<void> {
		for (const { json } of await withoutKnownMentions(await find(mentionQuery))) {
			const postId = String(json.id);
			seen.add(postId);
			const text = account.findAnswer(postId);
			if (text === undefined) continue;
			// The templates tell whom they answer, and the node's search gives an id only.
			await findAuthor({
				resource: 'user',
				operation: 'searchUser',
				user: { mode: 'id', value: String(json.author_id) },
			});
			await answer(postId, text);
		}
	}

	async function readHits(): Promise<void> {
		for (const { json } of await withoutKnownHits(await find(keywordQuery))) {
			seen.add(String(json.id));
		}
	}

	return {
		account,
		seen,
		async work(minute) {
			if (minute % everyMinutes === mentionsAfterMinutes) await readMentions();
			if (minute % everyMinutes === 0) await readHits();
		},
		answer,
	};
}
