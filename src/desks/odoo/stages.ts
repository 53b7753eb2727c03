import type { OdooApi, Row } from './api';
import type { RecordKind } from './kinds';

export interface Stage {
	id: number;
	name: string;
	isClosing: boolean;
	/** Teams it belongs to; none: all. */
	teamIds: number[];
}

/** All stages in the order people see them. */
export async function fetchStages(
	api: OdooApi,
	{ stageModel, closingField }: RecordKind,
): Promise<Stage[]> {
	// All fields: Odoo 19 has `team_ids` where others have `team_id`, and naming the wrong one is an error.
	const query = { domain: [], order: 'sequence, id' };
	const rows = await api.searchAll('reading the stages', stageModel, query);
	return rows.map((row) => ({
		id: row.id,
		name: String(row.name ?? ''),
		isClosing: row[closingField] === true,
		teamIds: toTeamIds(row),
	}));
}

function toTeamIds({ team_ids: many, team_id: one }: Row): number[] {
	if (Array.isArray(many)) return many.map(Number);
	return Array.isArray(one) ? [Number(one[0])] : [];
}

/** Where a record of the team starts again. */
export const findOpenStage = (stages: Stage[], teamId?: number): Stage | undefined =>
	stages.find(
		({ isClosing, teamIds }) =>
			!isClosing && (teamIds.length === 0 || (teamId !== undefined && teamIds.includes(teamId))),
	);
