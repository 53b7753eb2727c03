import type { INodeParameters, INodeType } from 'n8n-workflow';

import type { Found, Way } from './way.mts';

const accountId = '1402000000000000001';

/**
 * How it is pieced together of n8n's own nodes: HTTP Request turns the pages of a thousand, Compare Datasets sets the followers'
 * handles against those of the register as they stand there. Fewer fields are asked for than ours asks, and the token stands
 * in a header, which costs n8n less than a credential.
 */
export const compareAsTyped: Way = {
	name: 'HTTP Request and Compare Datasets, handles as they were typed',
	prepare: ({ sandboxUrl, register }, load) => ({
		nodes: [
			...toFollowers(sandboxUrl, load),
			{ name: 'Register', type: load('NoOp/NoOp'), version: 1, parameters: {} },
			{
				name: 'Compare',
				type: load('CompareDatasets/CompareDatasets'),
				version: 2.3,
				parameters: {
					mergeByFields: { values: [{ field1: 'username', field2: 'xHandle' }] },
					resolve: 'preferInput1',
					options: { skipFields: 'id, name' },
				},
			},
		],
		connections: {
			Followers: [[['Split Out', 0]]],
			'Split Out': [[['Compare', 0]]],
			Register: [[['Compare', 1]]],
		},
		starts: toStarts(register),
	}),
	read: ({ out }) => [
		...out('Compare', 0).map(({ id }): Found => ({ userId: String(id), status: 'outsider' })),
		...[...out('Compare', 1), ...out('Compare', 2)].map(({ keys, username }): Found => {
			const { username: handle = username } = (keys ?? {}) as { username?: string };
			return { handle: String(handle), status: 'following' };
		}),
		...out('Compare', 3).map(
			({ email }): Found => ({ email: String(email), status: 'not following' }),
		),
	],
};

/** The same with care: handles of both sides are put in lower case first, and *Merge* joins them, which is the quicker of the two. */
export const mergeInLowerCase: Way = {
	name: 'HTTP Request, Edit Fields and Merge, handles in lower case',
	prepare: ({ sandboxUrl, register }, load) => ({
		nodes: [
			...toFollowers(sandboxUrl, load),
			{ name: 'Register', type: load('NoOp/NoOp'), version: 1, parameters: {} },
			toFields('Of Followers', load, {
				handle: '={{ $json.username.toLowerCase() }}',
				userId: '={{ $json.id }}',
			}),
			toFields('Of Register', load, {
				handle: "={{ $json.xHandle.replace('@', '').toLowerCase() }}",
				email: '={{ $json.email }}',
			}),
			{
				name: 'Merge',
				type: load('Merge/Merge'),
				version: 3.2,
				parameters: {
					mode: 'combine',
					combineBy: 'combineByFields',
					fieldsToMatchString: 'handle',
					joinMode: 'keepEverything',
				},
			},
		],
		connections: {
			Followers: [[['Split Out', 0]]],
			'Split Out': [[['Of Followers', 0]]],
			'Of Followers': [[['Merge', 0]]],
			Register: [[['Of Register', 0]]],
			'Of Register': [[['Merge', 1]]],
		},
		starts: toStarts(register),
	}),
	read: ({ out }) =>
		out('Merge').map(({ userId, email }): Found => {
			if (userId === undefined) return { email: String(email), status: 'not following' };
			const status = email === undefined ? 'outsider' : 'following';
			return { userId: String(userId), status };
		}),
};

type Load = Parameters<Way['prepare']>[1];

const toFollowers = (sandboxUrl: string, load: Load) => [
	{
		name: 'Followers',
		type: load('HttpRequest/HttpRequest'),
		version: 4.4,
		parameters: toPaging(sandboxUrl),
	},
	{
		name: 'Split Out',
		type: load('Transform/SplitOut/SplitOut'),
		version: 1,
		parameters: { fieldToSplitOut: 'data' },
	},
];

const toPaging = (sandboxUrl: string): INodeParameters => ({
	url: `${sandboxUrl}/2/users/${accountId}/followers`,
	sendQuery: true,
	queryParameters: { parameters: [{ name: 'max_results', value: '1000' }] },
	sendHeaders: true,
	headerParameters: {
		parameters: [{ name: 'authorization', value: 'Bearer sandbox-user-token' }],
	},
	options: {
		pagination: {
			pagination: {
				paginationMode: 'updateAParameterInEachRequest',
				parameters: {
					parameters: [
						{
							type: 'qs',
							name: 'pagination_token',
							value: '={{ $response.body.meta.next_token }}',
						},
					],
				},
				paginationCompleteWhen: 'other',
				completeExpression: '={{ !$response.body.meta.next_token }}',
			},
		},
	},
});

const toFields = (name: string, load: Load, fields: Record<string, string>) => ({
	name,
	type: load('Set/Set') satisfies INodeType,
	version: 3.4,
	parameters: {
		assignments: {
			assignments: Object.entries(fields).map(([field, value]) => ({
				...{ id: field, name: field, type: 'string', value },
			})),
		},
		options: {},
	},
});

const toStarts = (register: Array<Record<string, string | number>>) => [
	{ node: 'Followers', inputs: [[{ json: {} }]] },
	{ node: 'Register', inputs: [register.map((json) => ({ json }))] },
];
