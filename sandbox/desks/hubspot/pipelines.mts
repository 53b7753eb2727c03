/** The ticket pipelines of the account: the one every account has, and a second one. */
export interface Pipeline {
	id: string;
	label: string;
	displayOrder: number;
	stages: Stage[];
}

interface Stage {
	id: string;
	label: string;
	displayOrder: number;
	metadata: { ticketState: 'OPEN' | 'CLOSED'; isClosed: string };
}

const stage = (id: string, label: string, displayOrder: number, isClosed = false): Stage => ({
	...{ id, label, displayOrder },
	metadata: { ticketState: isClosed ? 'CLOSED' : 'OPEN', isClosed: String(isClosed) },
});

export const pipelines: Pipeline[] = [
	{
		...{ id: '0', label: 'Support Pipeline', displayOrder: 0 },
		stages: [
			// Not in the order people see.
			stage('4', 'Closed', 3, true),
			stage('1', 'New', 0),
			stage('2', 'Waiting on contact', 1),
			stage('3', 'Waiting on us', 2),
		],
	},
	{
		...{ id: '75398', label: 'Social Media', displayOrder: 1 },
		stages: [
			stage('150001', 'Seen', 0),
			stage('150002', 'In Work', 1),
			stage('150003', 'Done', 2, true),
			stage('150004', 'Not for Us', 3, true),
		],
	},
];

export const showPipeline = ({ stages, ...pipeline }: Pipeline, at: string) => ({
	...pipeline,
	...{ createdAt: at, updatedAt: at, archived: false },
	stages: stages.map((it) => ({
		...{
			...it,
			createdAt: at,
			updatedAt: at,
			archived: false,
			writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
		},
	})),
});

export const findStage = (pipelineId: string, stageId: string) =>
	pipelines.find(({ id }) => id === pipelineId)?.stages.find(({ id }) => id === stageId);

export const isClosedStage = (pipelineId: string, stageId: string) =>
	findStage(pipelineId, stageId)?.metadata.ticketState === 'CLOSED';

/** People who can own records; more than one page at the smallest limits. */
export const owners = [
	{ id: '77001', firstName: 'Robin', lastName: 'Example', email: 'robin@example.com', userId: 501 },
	{ id: '77002', firstName: 'Sam', lastName: 'Sample', email: 'sam@example.com', userId: 502 },
	{ id: '77003', firstName: '', lastName: '', email: 'queue@example.com', userId: 503 },
];
