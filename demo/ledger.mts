import type { N8nClient } from './n8n-client.mts';

export interface LedgerState {
	/** Interactions nobody has dealt with yet. */
	open: number;
	/** Posts a history does not name. */
	forgotten: number;
	/** What the templates noted about those that stayed open. */
	reasons: string[];
}

/** Asks the ledgers of the templates, which are named after their workflows; each must know every post. */
export async function readLedgers(
	client: N8nClient,
	workflows: Array<{ id: string }>,
	postIds: string[],
): Promise<LedgerState> {
	const state: LedgerState = { open: 0, forgotten: 0, reasons: [] };
	for (const { id } of workflows) {
		const table = await client.readTable(`x_care_open_${id}`);
		const rows = table.filter((row) => row.state !== 'done');
		state.open += rows.length;
		state.reasons.push(...new Set(rows.map(({ lastError }) => String(lastError))));
		const named = new Set(
			(await client.readTable(`x_care_history_${id}`)).map(({ eventId }) => eventId),
		);
		state.forgotten += postIds.filter((postId) => !named.has(postId)).length;
	}
	return state;
}
