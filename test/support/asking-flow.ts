import type { PushIntake } from './push-intake';

/** An event as a poll handed it on. */
export interface Asked {
	id: string;
	kind: string;
	source: string;
	startedAtMs: number;
}

interface PollData {
	resultData: {
		runData: Record<
			string,
			Array<{ data: { main: Array<Array<{ json: { event: Asked } }>> } }> | undefined
		>;
	};
}

/** Publishes a workflow of its own that asks X for everything, once a minute; returns its id. */
export async function publishAsking(intake: PushIntake) {
	const everyPoll = { intervalMinutes: 0 };
	const id = await intake.n8n.createWorkflow({
		name: 'Everything, asked for',
		nodes: [
			{
				name: 'We ask X',
				type: 'n8n-nodes-x-care.xCareTrigger',
				typeVersion: 1,
				parameters: {
					pollTimes: { item: [{ mode: 'everyMinute' }] },
					sources: ['mentions', 'messages', 'keywords', 'followers'],
					brandNames: 'acme widgets',
					...{ messagesReading: everyPoll, keywordsReading: everyPoll },
					followersReading: everyPoll,
					options: { coverageItems: true },
				},
				credentials: { xCareOAuth2Api: intake.credentials.xCareOAuth2Api },
			},
			{ name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		],
		connections: { 'We ask X': { main: [[{ node: 'End' }]] } },
	});
	await intake.n8n.publish(id);
	return id;
}

/** What the polls of that workflow handed on, and when. */
export async function readAsked(intake: PushIntake, askingId: string): Promise<Asked[]> {
	const runs = await intake.readRuns(askingId, true);
	return runs.flatMap(({ data, startedAt }) => {
		const { runData } = (data as PollData).resultData;
		const [items = []] = runData['We ask X']?.[0]?.data.main ?? [];
		return items.map(({ json }) => ({ ...json.event, startedAtMs: Date.parse(startedAt) }));
	});
}
