import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { KnownAuthor } from '../../domain/approval/check-author';
import type { XUser } from '../../domain/user';
import { openSession } from '../x-care/session';
import { showHint } from '../show-hint';
import type { Author } from './author';
import { lookUp } from './look-ups';

/** What X says of one author. */
export interface Answer {
	/** Absent: X did not say. */
	known?: KnownAuthor;
	/** Who they are by now. */
	person?: { id: string; handle: string; name: string };
	/** Why X said nothing, in a sentence. */
	note?: string;
}

export interface Answers {
	find(author: Author): Answer;
	/** Of the run, where the node is told to hand them on. */
	costs?: IDataObject;
}

/** Nobody was asked. */
export const noAnswers: Answers = { find: () => ({}) };

/** Asks X about every author once, a hundred a call. Throws `HttpFailure`. */
export async function askWhetherTheyFollow(
	context: IExecuteFunctions,
	authors: Author[],
): Promise<Answers> {
	const session = await openSession(context);
	const asOf = new Date().toISOString();
	try {
		const { users, missing, cutShort } = await lookUp(session, {
			ids: authors.flatMap(({ id }) => id ?? []),
			handles: authors.flatMap(({ id, handle }) => (id === undefined && handle ? handle : [])),
		});
		if (cutShort !== undefined) showHint(context, cutShort, 'warning');
		const byName = new Map(users.flatMap((user) => toNames(user).map((name) => [name, user])));
		const notes = new Map(missing.map((it) => [it.asked.toLowerCase(), toNote(it)]));
		return {
			find({ id, handle }) {
				const name = id ?? `@${handle?.toLowerCase()}`;
				const user = byName.get(name);
				return user ? toAnswer(user, asOf) : { note: notes.get(name.replace('@', '')) };
			},
			costs: session.purse.costs(),
		};
	} finally {
		session.purse.report();
	}
}

/** A handle may consist of digits. */
const toNames = ({ id, handle }: XUser) => [id, `@${handle.toLowerCase()}`];

/** X leaves the relation out where there is none. */
const toAnswer = ({ id, handle, name, connection = [] }: XUser, asOf: string): Answer => ({
	known: {
		follows: connection.includes('followed_by'),
		hasAsked: connection.includes('follow_request_received'),
		asOf,
	},
	person: { id, handle, name },
});

const toNote = ({ reason, detail }: { reason: string; detail: string }) =>
	`Whether they follow is not known, X did not say it (${reason}): ${detail}`;
