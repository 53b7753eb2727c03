/** As much of a workflow as the copy changes. */
interface Workflow {
	nodes: WorkflowNode[];
	[other: string]: unknown;
}

interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string | null; name: string }>;
}

type Connections = Record<string, { main: Array<Array<{ node: string }> | null> }>;

/** Kinds of events an X Care Reply can be asked to answer. */
const answerable = ['mention', 'reply', 'quote', 'post'];

/** Everything X tells of that happens in a soak. */
const told = [
	'mentions',
	'replies',
	'quotes',
	'reposts',
	'messages',
	'chats',
	'follows',
	'deletions',
];

/**
 * A copy that also acknowledges on X, between the case and the history, so that doubled answers can be seen, and that reads
 * everything the trigger can watch as often as it polls.
 */
export function toSoakCopy<T extends Workflow>(template: T): T {
	const copy = structuredClone(template);
	const connections = copy.connections as Connections;
	for (const trigger of copy.nodes.filter(({ type }) => type.endsWith('.xCareTrigger'))) {
		watchEverything(trigger);
	}
	for (const { type, parameters } of copy.nodes) {
		if (type.endsWith('.xActivityTrigger')) parameters.events = told;
	}
	const x = copy.nodes.find(({ credentials }) => credentials?.xCareOAuth2Api)?.credentials;
	for (const { name } of copy.nodes.filter(({ type }) => type.endsWith('.caseForwarder'))) {
		const [ask, acknowledge] = toNodes(name, x);
		const [done, failed] = connections[name].main;
		connections[name].main[0] = [toTarget(ask.name)];
		connections[ask.name] = { main: [[toTarget(acknowledge.name)], done] };
		connections[acknowledge.name] = { main: [done, done, done, failed] };
		copy.nodes.push(ask, acknowledge);
	}
	return copy;
}

/** Whether the workflow is told by X, beside asking. */
export const isPushed = (template: Workflow) =>
	template.nodes.some(({ type }) => type.endsWith('.xActivityTrigger'));

/** What the triggers of the workflow ask X for. */
export function findSources({ nodes }: Workflow): string[] {
	return nodes
		.filter(({ type }) => type.endsWith('.xCareTrigger'))
		.flatMap(({ parameters }) => (parameters.sources as string[] | undefined) ?? ['mentions']);
}

function watchEverything({ parameters }: WorkflowNode): void {
	// A template from before there was a choice watches mentions.
	if (!Array.isArray(parameters.sources)) return;
	parameters.sources = ['mentions', 'messages', 'followers', 'keywords'];
	for (const source of parameters.sources as string[]) {
		parameters[`${source}Reading`] = { intervalMinutes: 0 };
	}
	parameters.brandNames = 'Acme Care';
	parameters.options = { ...(parameters.options as object | undefined), silenceAlarm: 'off' };
}

function toNodes(forwarder: string, credentials: WorkflowNode['credentials']) {
	const ask = {
		id: `ask ${forwarder}`,
		name: `Can it be answered? (${forwarder})`,
		type: 'n8n-nodes-base.if',
		typeVersion: 2.2,
		position: [0, 0],
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
				conditions: [
					{
						id: 'answerable',
						leftValue: `={{ ${JSON.stringify(answerable)}.includes($json.event.kind) }}`,
						rightValue: '',
						operator: { type: 'boolean', operation: 'true', singleValue: true },
					},
				],
				combinator: 'and',
			},
			options: {},
		},
	};
	const acknowledge = {
		id: `acknowledge ${forwarder}`,
		name: `Acknowledge (${forwarder})`,
		type: 'n8n-nodes-x-care.xCare',
		typeVersion: 1,
		position: [0, 0],
		onError: 'continueErrorOutput',
		parameters: {
			operation: 'reply',
			// The id makes each answer another: X refuses the same words a second time, and the order number would be masked.
			text: '=Noted: {{ $json.event.id }}',
			safety: { dailyLimit: 1_000_000, sameAnswer: true },
		},
		credentials,
	};
	return [ask, acknowledge];
}

const toTarget = (node: string) => ({ node, type: 'main', index: 0 });
