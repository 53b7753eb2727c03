import { createHash } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

import { eventKinds, toNature, unknownAuthorId, type XEvent } from '../../domain/event';
import { parseEvent } from '../../domain/event-parse';
import { InvalidItem } from '../../domain/field';
import type { MediaFile } from '../../domain/policy/outgoing-action';
import { isId } from '../../domain/post-id';
import { fetchUser, type UserName } from '../../x/users';
import { toList, toText } from './gate-settings';
import type { OperationCall } from './operation';

/** The text of a parameter, trimmed. */
export function readText(
	{ context, itemIndex }: OperationCall,
	name: string,
	fallback = '',
): string {
	return String(context.getNodeParameter(name, itemIndex, fallback) ?? '').trim();
}

export function readFlag({ context, itemIndex }: OperationCall, name: string): boolean {
	return context.getNodeParameter(name, itemIndex, false) === true;
}

/** What ops staff named as the thing that may lead to one sending only; empty: nothing. */
export function readOnceKey({ context, itemIndex }: OperationCall): string {
	const { onceKey } = context.getNodeParameter('safety', itemIndex, {}) as { onceKey?: unknown };
	return String(onceKey ?? '').trim();
}

const twoDaysMs = 2 * 86_400_000;

/** Text and files as what may lead to one sending only: the same may be said again some days later. */
export function toPassingKey(text: string, files: MediaFile[]): string {
	const digests = files.map(({ base64 }) => createHash('sha256').update(base64).digest('hex'));
	return [Math.floor(Date.now() / twoDaysMs), ...digests, text].join(' ');
}

/** How many results are wanted; undefined: all of them. */
export function readLimit(call: OperationCall): number | undefined {
	if (readFlag(call, 'returnAll')) return undefined;
	const limit = Number(call.context.getNodeParameter('limit', call.itemIndex, 50));
	if (Number.isInteger(limit) && limit > 0) return limit;
	throw new InvalidItem('Limit', limit, 'a whole number above 0', inNode);
}

/** The id a resource locator stands for. */
export function readPostId(call: OperationCall, name = 'postId', label = 'Post'): string {
	const value = readLocator(call, name);
	const { nature, kind } = readNature(call, value);
	// Messages have ids of the same form as posts.
	if (nature !== undefined && nature !== 'post') {
		throw new InvalidItem(label, value, 'the ID of a post', noPosts[nature](kind));
	}
	if (isId(value)) return value;
	throw new InvalidItem(label, value, 'a post ID (digits, as text) or the URL of a post', inNode);
}

/** What the item is about, where its event has that id. */
function readNature({ item }: OperationCall, id: string) {
	const { id: eventId, kind: value } = Object(item.json.event) as Record<string, unknown>;
	const kind = eventKinds.find((it) => it === value);
	if (eventId !== id || kind === undefined) return { kind: '' };
	return { kind, nature: toNature(kind) };
}

const noPosts: Record<Exclude<ReturnType<typeof toNature>, 'post'>, (kind: string) => string> = {
	message: () =>
		'This item is a private message, not a post. Answer it with Direct Message: Send, and put an If node before this one that lets only posts through.',
	person: (kind) =>
		`This item is about a person (${kind}), not a post. Put an If node before this one that lets only posts through.`,
	notice: (kind) =>
		`This item is a notice (${kind}), not a post. Put an If node before this one that lets only posts through.`,
};

/** Ids in a list, or in a text with commas, blanks or line ends between; URLs of posts will do. */
export function readPostIds(call: OperationCall, name: string): string[] {
	const given = call.context.getNodeParameter(name, call.itemIndex, '');
	const ids = toList(given).map((entry) => /\/status\/(\d+)/.exec(entry)?.[1] ?? entry);
	const wrong = ids.find((id) => !isId(id));
	if (wrong !== undefined || ids.length === 0) {
		throw new InvalidItem('Post IDs', wrong ?? given, 'post IDs with commas in between', inNode);
	}
	return [...new Set(ids)];
}

/** Handles and user ids in a list, or in a text with commas, blanks or line ends between. */
export function readPeople(call: OperationCall, name: string, label: string): string[] {
	const given = call.context.getNodeParameter(name, call.itemIndex, '');
	const people = toList(given).map((entry) => entry.replace(/^@/, ''));
	const wrong = people.find((person) => !/^\w{1,20}$/.test(person));
	if (wrong !== undefined || people.length === 0) {
		throw new InvalidItem(
			label,
			wrong ?? given,
			'handles or user IDs with commas in between',
			inNode,
		);
	}
	return [...new Set(people)];
}

/** The person a resource locator stands for. Throws `InvalidItem`. */
export function readUserName(call: OperationCall, name = 'userId'): UserName {
	const value = readLocator(call, name).replace(/^@/, '');
	// A handle may consist of digits, so only the mode tells.
	const { mode } = Object(call.context.getNodeParameter(name, call.itemIndex, '')) as {
		mode?: string;
	};
	if (value === unknownAuthorId) throw new InvalidItem('User', value, 'somebody', nobody);
	if (mode !== 'handle' && mode !== 'url' && isId(value)) return { id: value };
	if (/^\w{1,15}$/.test(value)) return { handle: value };
	throw new InvalidItem('User', value, 'a handle, a user ID or the URL of a profile', inNode);
}

/** The id of the person a resource locator stands for; a handle is looked up ($0.010). Throws `HttpFailure`. */
export async function readUserId(call: OperationCall, name = 'userId'): Promise<string> {
	const given = readUserName(call, name);
	if ('id' in given) return given.id;
	const { user, missing, charges } = await fetchUser(call.session.client, given);
	call.session.purse.pay(charges);
	if (user) return user.id;
	throw new InvalidItem('User', given.handle, 'somebody X knows', missing?.detail ?? inNode);
}

/** The item's own event where it is about that post, so that X need not be asked. */
export function findItemEvent({ item }: OperationCall, postId: string): XEvent | undefined {
	const event = item.json.event as IDataObject | undefined;
	return event?.id === postId ? parseEvent(event) : undefined;
}

function readLocator({ context, itemIndex }: OperationCall, name: string): string {
	const value = context.getNodeParameter(name, itemIndex, '', { extractValue: true });
	return toText(value).trim();
}

const nobody =
	'X did not say who sent this message, so it can only be answered by hand, in the X app.';
const inNode = 'Correct it in the node, or look at this item in the output of the node before.';
