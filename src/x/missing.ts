import type { PartialError } from './envelope';

/** Something that was asked for and is not there. */
export interface Missing {
	/** Id or handle, as it was asked for. */
	asked: string;
	reason: MissingReason;
	/** What X said, or why X was not asked. */
	detail: string;
}

/** Only the first three say something about the thing itself; with the others it may well be there. */
export type MissingReason =
	| 'deleted or unknown'
	| 'protected'
	| 'suspended'
	/** X sent it in a form that cannot be read. */
	| 'unreadable'
	/** It cannot be an id or handle; X was not asked. */
	| 'impossible'
	/** X had trouble, or reading stopped before. */
	| 'not answered';

export function toMissing(asked: string, error: PartialError | undefined): Missing {
	if (!error) return { asked, reason: 'not answered', detail: 'X said nothing about it' };
	return { asked, reason: toReason(error), detail: error.detail };
}

function toReason({ type, detail }: PartialError): MissingReason {
	if (/has been suspended/i.test(detail)) return 'suspended';
	if (type === 'resource-not-found') return 'deleted or unknown';
	return type === 'not-authorized-for-resource' ? 'protected' : 'not answered';
}
