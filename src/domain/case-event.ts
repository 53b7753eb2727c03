/** Something that happened to a case at the desk; becomes an item's `caseEvent` key. */
export interface CaseEvent {
	/** The same whenever the desk tells of it again; `[A-Za-z0-9._-]`, at most 100 characters. */
	id: string;
	kind: CaseEventKind;
	/** The desk's value in the Case Forwarder, e.g. `requestTracker`. */
	desk: string;
	caseId: string;
	/** Web address of the case, for people to open. */
	caseUrl?: string;
	caseTitle?: string;
	/** Which conversation on X it is about. */
	caseKey: string;
	accountId: string;
	conversationId: string;
	/** ISO 8601, UTC. */
	at: string;
	/** Who did it, as far as the desk says. */
	by?: { id?: string; name?: string };
	/** Done by the very user the connection belongs to: most likely by this package. */
	isOurs: boolean;
	/** The desk's own name of the status the case has now. */
	status?: string;
	/** Of `assigned`: who has it now; absent when nobody has. */
	owner?: { id?: string; name?: string };
	/** Of `commented`. Plain text. */
	comment?: { text: string; isPublic: boolean };
}

export const caseEventKinds = ['resolved', 'reopened', 'assigned', 'commented'] as const;

export type CaseEventKind = (typeof caseEventKinds)[number];

/** The conversation a case key of ours stands for; undefined for any other text. */
export function parseCaseKey(
	key: unknown,
): Pick<CaseEvent, 'caseKey' | 'accountId' | 'conversationId'> | undefined {
	const match = typeof key === 'string' ? /^x-(\d{1,20})-([A-Za-z0-9._-]{1,60})$/.exec(key) : null;
	return match ? { caseKey: match[0], accountId: match[1], conversationId: match[2] } : undefined;
}

/** Whether a text is an entry of ours: each ends with the line `Reference: x-…`. */
export const isOurEntry = (text: string): boolean =>
	/(?:^|\n)Reference: x-\d{1,20}-[A-Za-z0-9._-]{1,60}\s*$/.test(text);
