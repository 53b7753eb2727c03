import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import {
	createPolledNode,
	toXCredential,
	XCare,
	XCareOAuth2Api,
	XCareTrigger,
} from './common-js.mts';
import { placeRemoveDuplicates } from './core-nodes.mts';
import { placeNode } from './run-node.mts';
import type { Side } from './side.mts';
import { keywordQuery } from './traffic.mts';
import type { XAccount } from './x-account.mts';

export const ourWay =
	'our nodes every 15 minutes: mentions, the newest 10 messages, keywords from the newest known hit on, answers through the policy gate';

/** As often as the templates of the built-in node look. More often costs no dollar more, only calls. */
const everyMinutes = 15;
const messagesAtATime = 10;
/** So that a storm on X cannot empty the account: more are read only after they were counted. */
const hitsAtATime = 100;
const hitsAtMost = 500;
const connection = { ownsApp: true };

/** Our nodes as they come, on an account that owns its developer app; author details are left at *ID Only*. */
export function setUpOurNodes(account: XAccount): Side {
	const credentials = toXCredential(account.sandbox.url);
	const credentialTypes = [new XCareOAuth2Api()];
	const trigger = createPolledNode(new XCareTrigger(), {
		workflowId: 'day-of-care',
		parameters: { options: { ownsApp: true } },
		credentials,
		credentialTypes,
	});
	// All share one credential, as they would in n8n.
	const place = (name: string) =>
		placeNode(new XCare(), `ours ${name}`, { credentials, credentialTypes, credentialId: 'x' });
	const reply = place('reply');
	const getMessages = place('messages');
	const count = place('count');
	const search = place('search');
	const withoutKnown = placeRemoveDuplicates('ours known', '={{ $json.message.id }}');
	const events = new Map<string, IDataObject>();
	const seen = new Set<string>();
	let newestHit: string | undefined;

	async function answer(items: INodeExecutionData[]): Promise<void> {
		if (items.length === 0) return;
		await reply(
			{
				resource: 'post',
				operation: 'reply',
				postId: { mode: 'id', value: '={{ $json.event.id }}' },
				text: '={{ $json.answer }}',
				connection,
			},
			items,
		);
	}

	async function readMentions(): Promise<void> {
		const items = (await trigger.poll()) ?? [];
		const toAnswer = items.flatMap(({ json }) => {
			const event = json.event as IDataObject;
			const id = String(event.id);
			seen.add(id);
			events.set(id, event);
			const text = account.findAnswer(id);
			return text === undefined ? [] : [{ json: { event, answer: text } }];
		});
		await answer(toAnswer);
	}

	/** X cannot be asked for new messages only; where all are new there may be more. */
	async function readMessages(limit = messagesAtATime): Promise<void> {
		const newest = await getMessages({
			resource: 'directMessage',
			operation: 'getMany',
			limit,
			connection,
		});
		const fresh = await withoutKnown(newest);
		for (const { json } of fresh) seen.add(String((json.message as IDataObject).id));
		if (fresh.length === limit) await readMessages(limit * 5);
	}

	async function readHits(): Promise<void> {
		const about = {
			resource: 'post',
			query: keywordQuery,
			filters: newestHit === undefined ? {} : { sinceId: newestHit },
			connection,
		};
		let hits = await search({ ...about, operation: 'search', limit: hitsAtATime });
		if (hits.length === hitsAtATime) {
			const [{ json }] = await count({ ...about, operation: 'count' });
			const total = Number((json.counts as IDataObject).total);
			const limit = Math.min(total, hitsAtMost);
			hits = await search({ ...about, operation: 'search', limit });
		}
		for (const hit of hits) {
			const id = String((hit.json.event as IDataObject).id);
			seen.add(id);
			if (newestHit === undefined || BigInt(id) > BigInt(newestHit)) newestHit = id;
		}
	}

	return {
		account,
		seen,
		async work(minute) {
			if (minute % everyMinutes !== 0) return;
			await readMentions();
			await readMessages();
			await readHits();
		},
		answer: async (postId, text) =>
			await answer([{ json: { event: events.get(postId), answer: text } }]),
	};
}
