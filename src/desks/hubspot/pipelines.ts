import { HttpFailure } from '../../http';
import { toResults } from './answers';
import type { HubSpotApi } from './api';
import { isRecord } from '../../domain/record';

/** A row of stages tickets go through. */
export interface Pipeline {
	id: string;
	label: string;
	/** In the order people see. */
	stages: Stage[];
}

export interface Stage {
	id: string;
	label: string;
	isClosed: boolean;
}

export async function fetchPipelines({ ask }: HubSpotApi): Promise<Pipeline[]> {
	const doing = 'listing the ticket pipelines';
	const { body } = await ask(doing, { method: 'GET', url: '/crm/v3/pipelines/tickets' });
	return inOrder(toResults(body, doing)).map(({ id, label, stages }) => ({
		id: String(id),
		label: String(label),
		stages: inOrder(Array.isArray(stages) ? stages.filter(isRecord) : []).map(toStage),
	}));
}

const inOrder = (entries: Array<Record<string, unknown>>) =>
	entries
		.filter(({ archived }) => archived !== true)
		.sort((one, other) => Number(one.displayOrder) - Number(other.displayOrder));

function toStage({ id, label, metadata }: Record<string, unknown>): Stage {
	const { ticketState, isClosed } = isRecord(metadata) ? metadata : {};
	return {
		id: String(id),
		label: String(label),
		isClosed:
			ticketState === 'CLOSED' || (ticketState === undefined && String(isClosed) === 'true'),
	};
}

/** Where a new ticket goes. Throws "misconfigured" naming the field of the node. */
export function toPlace(
	pipelines: Pipeline[],
	{ pipeline, status }: { pipeline: string; status?: string },
): { pipeline: string; stage: string } {
	const found = pipelines.find((it) => isMeant(it, pipeline));
	if (!found) throw wrong('Pipeline', pipeline, 'no ticket pipeline', pipelines);
	const { id, label, stages } = found;
	const stage = status
		? stages.find((it) => isMeant(it, status))
		: (stages.find(({ isClosed }) => !isClosed) ?? stages[0]);
	if (stage) return { pipeline: id, stage: stage.id };
	throw wrong('Status', status ?? '', `no stage of the pipeline "${label}"`, stages);
}

/** By its id, or by the name people see. */
const isMeant = ({ id, label }: { id: string; label: string }, name: string) =>
	id === name || label.toLowerCase() === name.toLowerCase();

const wrong = (field: string, value: string, what: string, there: Array<{ label: string }>) =>
	new HttpFailure('misconfigured', `HubSpot: '${field}' is "${value}", which is ${what}`, {
		hint: `Choose one from the list. There are: ${there.map(({ label }) => label).join(', ')}.`,
	});

/** The stage a ticket is in; undefined when the pipeline has been deleted since. */
export function findStage(pipelines: Pipeline[], pipelineId: string, stageId: string) {
	const pipeline = pipelines.find(({ id }) => id === pipelineId);
	return { pipeline, stage: pipeline?.stages.find(({ id }) => id === stageId) };
}
