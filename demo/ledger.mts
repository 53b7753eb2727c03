import type { N8nClient } from './n8n-client.mts';

/** The data tables the two templates keep their books in. */
const ledgers = [
	{ open: 'x_care_cases_open', history: 'x_care_cases_history' },
	{ open: 'x_care_mails_open', history: 'x_care_mails_history' },
];

export interface LedgerState {
	/** Interactions nobody has dealt with yet. */
	open: number;
	/** Posts a history does not name. */
	forgotten: number;
	/** What the templates noted about those that stayed open. */
	reasons: string[];
}

/** Asks the ledgers of both templates; each must know every post. */
export async function readLedgers(client: N8nClient, postIds: string[]): Promise<LedgerState> {
	const state: LedgerState = { open: 0, forgotten: 0, reasons: [] };
	for (const { open, history } of ledgers) {
		const rows = (await client.readTable(open)).filter((row) => row.state === 'open');
		state.open += rows.length;
		state.reasons.push(...new Set(rows.map(({ lastError }) => String(lastError))));
		const named = new Set((await client.readTable(history)).map(({ eventId }) => eventId));
		state.forgotten += postIds.filter((id) => !named.has(id)).length;
	}
	return state;
}
