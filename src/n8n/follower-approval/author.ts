import type { IDataObject } from 'n8n-workflow';

import type { KnownAuthor } from '../../domain/approval/check-author';
import { type FollowerSetRow, toFollowChange } from '../../domain/approval/follower-set';
import { toNature, unknownAuthorId } from '../../domain/event';
import { parseEvent } from '../../domain/event-parse';
import { InvalidItem, read } from '../../domain/field';
import { isObject } from '../setting';
import { toColumns } from './columns';

/** Whom an item is about, as far as it tells. */
export interface Author {
	id?: string;
	/** Without "@". */
	handle?: string;
	name?: string;
	/** What the item itself says of them. */
	known: KnownAuthor;
	/** The account of ours it came to. */
	accountId?: string;
	/** To add to the follower set: they came or went. */
	change?: FollowerSetRow;
	/** Why nobody can be checked: it is about no person. */
	nobody?: string;
}

/** The author of the item's `event`, its `user`, or the person of its columns. Throws `InvalidItem`. */
export function readAuthor(json: IDataObject): Author {
	if (json.event !== undefined && json.event !== null) return readEventAuthor(json.event);
	if (json.user !== undefined && json.user !== null) return readUser(json.user);
	const { id, handle, name } = toColumns(json);
	if (id !== undefined || handle !== undefined) return { id, handle, name, known: {} };
	throw new InvalidItem('event', undefined, 'there, or a "user", or an id or handle', columnsHint);
}

const columnsHint =
	'This item says nothing about a person. Connect an X Care trigger or X Care to the People input, or rows with the columns X User ID or X Handle.';

function readEventAuthor(value: unknown): Author {
	const event = parseEvent(value);
	const { kind, text, author, account, createdAt } = event;
	if (toNature(kind) === 'notice') {
		return { known: {}, nobody: `No person: this is a notice (${kind}). ${text}`.trim() };
	}
	const { id, handle, name } = author;
	if (id === account.id) return { known: {}, nobody: 'No stranger: this is the account itself.' };
	const follows = followsBy[kind];
	return {
		...(id !== unknownAuthorId && { id }),
		handle,
		name,
		known: follows === undefined ? {} : { follows, asOf: createdAt },
		accountId: account.id,
		change: toFollowChange(event),
	};
}

/** What an event proves at its time. */
const followsBy: Partial<Record<string, boolean>> = { follow: true, unfollow: false };

function readUser(value: unknown): Author {
	const user = read(value, 'user');
	const connection = isObject(value) && Array.isArray(value.connection) ? value.connection : [];
	const follows = connection.includes('followed_by');
	const hasAsked = connection.includes('follow_request_received');
	return {
		id: user.optional('id', () => user.id('id')),
		handle: user.optional('handle', () => user.handle('handle')),
		name: user.optional('name', () => user.string('name')),
		// No relation may mean that X did not say.
		known: {
			...(follows && { follows }),
			...(hasAsked && { hasAsked, follows }),
		},
	};
}
