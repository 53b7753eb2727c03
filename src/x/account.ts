import type { EventAuthor } from '../domain/event';
import { isId } from '../domain/post-id';
import { HttpFailure } from '../http';
import { type CallAnswer, readX } from './call';
import type { XClient } from './client';
import { parseEnvelope, toPartialFailure } from './envelope';
import { toMalformed } from './failure';
import { toMissing } from './missing';
import { parseUser } from './parse-user';

export interface Account {
	id: string;
	handle: string;
}

/** The account the credential belongs to. One user read ($0.010 a day). Not possible with an app-only credential. */
export async function fetchOwnAccount(client: XClient): Promise<Account> {
	return toAccount(await readX(client, 'me'));
}

/** The account with that handle or id. One user read ($0.010 a day). */
export async function fetchAccount(client: XClient, handleOrId: string): Promise<Account> {
	const name = handleOrId.trim().replace(/^@/, '');
	if (!/^\w{1,20}$/.test(name)) {
		throw new HttpFailure('refused', `'Account' is not an X handle or user id: "${handleOrId}"`, {
			hint: 'Enter the handle as it stands in the profile, e.g. acmecare, or the numeric user id.',
		});
	}
	// Handles have at most 15 characters, and a handle may consist of digits; ids of today have 18 or more.
	const isUserId = isId(name) && name.length > 15;
	const answer = isUserId
		? await readX(client, 'user', { path: { id: name } })
		: await readX(client, 'userByHandle', { path: { name } });
	return toAccount(answer);
}

/** Profiles by user id, at most 100; who is gone or suspended is missing. One user read ($0.010 a day) each. */
export async function fetchAuthors(client: XClient, userIds: string[]): Promise<EventAuthor[]> {
	const answer = await readX(client, 'users', {
		query: {
			ids: userIds.join(','),
			'user.fields': 'name,username,public_metrics,verified,protected',
		},
	});
	const { data } = parseEnvelope(answer);
	const users: unknown[] = Array.isArray(data) ? data : [];
	return users.map(parseUser).filter((user) => user !== undefined);
}

function toAccount(answer: CallAnswer): Account {
	const { data, errors } = parseEnvelope(answer);
	const user = parseUser(data);
	if (user?.handle) return { id: user.id, handle: user.handle };
	if (errors.length > 0) {
		const isTrouble = toMissing(answer.call, errors[0]).reason === 'not answered';
		if (isTrouble) throw toPartialFailure(answer.call, errors[0]);
		throw new HttpFailure('not-found', `X knows no such account: ${errors[0].detail}`, {
			hint: "Check the spelling of 'Account'; the account may also be suspended or deleted.",
		});
	}
	throw toMalformed(answer.call, answer.body);
}
