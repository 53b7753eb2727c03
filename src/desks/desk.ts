import type { CaseDraft, CaseRef } from '../domain/case';
import type { Urgency } from '../domain/triage/triage';

/** A CRM, helpdesk or mailbox that takes cases. A plain object from a factory. */
export interface Desk {
	readonly name: string;
	readonly capabilities: DeskCapabilities;
	/**
	 * Makes sure that exactly one case holds the draft's conversation and exactly one entry in it holds the draft's post, as far
	 * as `capabilities` go; a desk that cannot tell adds the post rather than lose it. May be repeated at any time, also after a
	 * call that timed out. Throws `HttpFailure`; its message names the desk.
	 */
	upsertCase(draft: CaseDraft): Promise<CaseRef>;
	/** Makes what `upsertCase` needs on the far side, or says how to. May be repeated at any time. Throws `HttpFailure`. */
	prepare?(): Promise<SetUpStep[]>;
}

/** What a desk can promise; shown to people, and taken by the contract test in place of skipped tests. */
export interface DeskCapabilities {
	/** How one case per conversation is kept. */
	caseKey: 'upsert' | 'idempotencyKey' | 'uniqueReadBack' | 'consistentSearch' | 'none';
	/**
	 * How one entry per post is kept. `scanBody`: a post is known by its reference in the texts the service shows; one it does
	 * not show is added again when it comes again, `none`: so is every follow-up.
	 */
	commentKey: 'unique' | 'sameRequestMarker' | 'scanBody' | 'none';
	/** Whether two runs at the same instant still end in one case. */
	concurrentCreates: 'one case' | 'merged afterwards' | 'two cases possible';
	/** How one contact per X user is kept. `search`: two runs at the same instant may make two. */
	contactKey: 'unique' | 'search' | 'none';
	/** What comes of a follow-up to a case that is closed. */
	closedCase: 'reopened' | 'followed up in a new case' | 'left closed';
	/** Whether pictures and films of a post can be put into the case, or only links to them. */
	media: 'uploaded' | 'links';
	/** Whether an answer of ours stands in the case as an outgoing message, or as text that says whose it is. */
	ourAnswers: 'outgoing' | 'text';
	/** How what happens to a case gets back to us. */
	caseEvents: 'webhook' | 'poll' | 'none';
	/** Whether agents write comments that are meant for the customer, apart from notes among themselves. */
	publicComments: boolean;
}

/** What a new case gets, and only a new one: nothing here is changed by later posts. */
export interface NewCaseFields {
	/** The desk's own id or name, as its list hands it out. */
	status?: string;
	owner?: string;
	/** Labels; empty where the desk has none. */
	tags: string[];
	/** The desk's own priority by urgency; the desk's usual one where it is absent. */
	priorities: Partial<Record<Urgency, string>>;
}

/** One thing the far side must have. */
export interface SetUpStep {
	/** e.g. `Ticket property "X Case Key"`. */
	what: string;
	/** `by hand`: the API cannot make it, or not with these rights. */
	state: 'created' | 'there already' | 'by hand';
	/** Where to click, in one or two sentences; with `by hand` always. */
	how?: string;
}

/** One entry of a list in the editor. */
export interface Choice {
	name: string;
	value: string;
}

/** What the editor offers to choose from; a list a desk does not have is absent. Each throws `HttpFailure`. */
export interface DeskLists {
	/** Where new cases go: queue, pipeline, group, team or inbox, as the desk calls it. */
	queues?(): Promise<Choice[]>;
	owners?(): Promise<Choice[]>;
	statuses?(): Promise<Choice[]>;
	priorities?(): Promise<Choice[]>;
}

/**
 * One picture or film, read from X.
 *
 * @returns undefined when it cannot be had, or is too large; its link stays in the text
 */
export type FetchMedia = (url: string) => Promise<DeskFile | undefined>;

export interface DeskFile {
	fileName: string;
	mimeType: string;
	base64: string;
}
