import type { CaseDraft, CaseRef } from '../domain/case';

/** A CRM, helpdesk or mailbox that takes cases. One file each, a plain object from a factory. */
export interface Desk {
	readonly name: string;
	readonly capabilities: DeskCapabilities;
	/**
	 * Makes sure that exactly one case holds the draft's conversation and exactly one entry in it holds the draft's post, as far
	 * as `capabilities` go; a desk that cannot tell adds the post rather than lose it. May be repeated at any time, also after a
	 * call that timed out. Throws `HttpFailure`; its message names the desk.
	 */
	upsertCase(draft: CaseDraft): Promise<CaseRef>;
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
}
