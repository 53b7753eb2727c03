import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { EmailDesk } from '../desks/email';
import type { CaseDraft } from '../domain/case';
import { openEmail } from './email-desk';
import { type NodeError, toBatchError, toFailedJson } from './failed-items';
import { toNodeError } from './node-errors';
import { createPatience } from './patience';
import { toWithheld, withoutWords } from './without-words';

/** Whether the items of a run are to become one message. */
export const isDigest = (context: IExecuteFunctions): boolean =>
	context.getNodeParameter('desk', 0) === 'email' &&
	context.getNodeParameter('options.digest', 0, false) === true;

interface Digest {
	desk: EmailDesk;
	drafts: CaseDraft[];
	/** Which items it is about, in their order. */
	indexes: number[];
}

/**
 * Makes one message of all items that go to the same people, and one item of each message, where its first item was. An item that
 * cannot be read is left out of the message and fails by itself; when a message cannot be sent, all its items fail.
 */
export async function forwardDigest(
	context: IExecuteFunctions,
	toDraft: (json: IDataObject) => CaseDraft | undefined,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const failures: NodeError[] = [];
	const outcomes = new Map<number, INodeExecutionData>();
	const fail = (index: number, error: unknown) => {
		const failure = toNodeError(context.getNode(), error, { itemIndex: index });
		failures.push(failure);
		const json = toFailedJson(context, items[index], failure);
		outcomes.set(index, { json, pairedItem: { item: index } });
	};
	const digests = new Map<string, Digest>();
	for (const [index, item] of items.entries()) {
		try {
			const draft = toDraft(item.json);
			if (draft) await collect(digests, context, index, draft);
			else outcomes.set(index, { ...item, pairedItem: { item: index } });
		} catch (error) {
			fail(index, error);
		}
	}
	const patience = createPatience(
		1000 * Number(context.getNodeParameter('options.maxWait', 0, 60)),
	);
	for (const digest of digests.values()) {
		try {
			const sent = await patience(async () => await send(digest));
			outcomes.set(digest.indexes[0], toItem(digest, sent as unknown as IDataObject));
		} catch (error) {
			// An n8n error belongs to one item: each gets its own.
			for (const index of digest.indexes) fail(index, error);
		}
	}
	if (failures.length > 0 && !context.continueOnFail()) {
		const byItem = (one: NodeError, other: NodeError) => toIndex(one) - toIndex(other);
		throw toBatchError(context, failures.sort(byItem), items.length, {
			what: 'are in no digest',
			others: (count) =>
				`The other ${count} are in one; running all of them again makes another digest, of all that can be read by then.`,
		});
	}
	return [...outcomes].sort(([one], [other]) => one - other).map(([, outcome]) => outcome);
}

/** What was said in private stays out of what a mail service says of it. */
async function send({ desk, drafts }: Digest) {
	const withheld = drafts.filter(({ isPrivate }) => isPrivate).flatMap(toWithheld);
	return await desk.sendDigest(drafts).catch((error: unknown) => {
		throw withheld.length > 0 ? withoutWords(error, withheld) : error;
	});
}

async function collect(
	digests: Map<string, Digest>,
	context: IExecuteFunctions,
	index: number,
	draft: CaseDraft,
): Promise<void> {
	const { settings, create } = await openEmail(context, index);
	const key = JSON.stringify(settings);
	const digest = digests.get(key) ?? { desk: create(), drafts: [], indexes: [] };
	digest.drafts.push(draft);
	digest.indexes.push(index);
	digests.set(key, digest);
}

function toItem({ drafts, indexes }: Digest, reference: IDataObject): INodeExecutionData {
	const posts = drafts.map(({ postKey, caseKey, permalink, urgency, category }) => ({
		...{ id: postKey, caseKey, permalink },
		...(urgency && { urgency }),
		...(category && { category }),
	}));
	return {
		json: { case: reference, digest: { count: posts.length, posts } },
		pairedItem: indexes.map((item) => ({ item })),
	};
}

const toIndex = ({ context }: NodeError) => Number(context.itemIndex);
