import type { DemoDesk } from './desk.mts';
import type { N8nClient } from './n8n-client.mts';
import type { Template } from './templates.mts';

/** The embedded default: n8n's own Data Tables hold the cases, reached as any other helpdesk with an HTTP API is. */
export interface DataTableDesk extends DemoDesk {
	apiKey: string;
	tableIds: { cases: string; comments: string };
}

const names = { cases: 'X Care cases', comments: 'X Care comments' };
const columns = {
	cases: ['caseKey', 'title', 'author', 'category', 'urgency', 'permalink'],
	comments: ['caseKey', 'reference', 'body', 'postedAt'],
};

/** Makes the two tables. `connect` gives the n8n client of the moment: n8n may have been started anew since. */
export async function createDataTableDesk(
	n8nUrl: string,
	connect: () => N8nClient,
): Promise<DataTableDesk> {
	const client = connect();
	return {
		name: 'data-table',
		url: `${n8nUrl}/home/datatables`,
		logIn: `in n8n: the Data Tables '${names.cases}' and '${names.comments}'`,
		apiKey: client.apiKey,
		tableIds: {
			cases: await client.createTable(names.cases, columns.cases),
			comments: await client.createTable(names.comments, columns.comments),
		},
		async readCases() {
			const [cases, comments] = await Promise.all([
				connect().readTable(names.cases),
				connect().readTable(names.comments),
			]);
			return cases.map(({ id, caseKey }) => ({
				id: String(id),
				key: String(caseKey),
				entries: comments.filter((row) => row.caseKey === caseKey).map(({ body }) => String(body)),
			}));
		},
	};
}

/** A copy whose Case Forwarder takes its cases to the Data Tables in place of Request Tracker. */
export function toDataTableCopy(template: Template, { tableIds, url }: DataTableDesk): Template {
	const copy = structuredClone(template);
	for (const node of copy.nodes) {
		const { desk = 'requestTracker' } = node.parameters;
		if (!node.type.endsWith('.caseForwarder') || desk !== 'requestTracker') continue;
		node.parameters = toParameters(tableIds, url);
		node.credentials = { caseDeskHttpApi: { id: null, name: 'Data Tables of this n8n' } };
	}
	return copy;
}

function toParameters({ cases, comments }: DataTableDesk['tableIds'], url: string) {
	const [caseRows, commentRows] = [cases, comments].map((id) => `/data-tables/${id}/rows`);
	const ofCase = `?filter=${toFilter('caseKey')}`;
	return {
		desk: 'httpApi',
		findPath: caseRows + ofCase,
		createPath: caseRows,
		createBody: toBody({
			caseKey: '{caseKey}',
			title: '{title}',
			author: '{contact.profileUrl}',
			category: '{category}',
			urgency: '{urgency}',
			permalink: '{permalink}',
		}),
		commentPath: commentRows,
		commentBody: toBody({
			caseKey: '{caseKey}',
			reference: '{reference}',
			body: '{body}',
			postedAt: '{createdAt}',
		}),
		idPath: 'id',
		options: {
			caseAddress: url,
			commentsListPath: 'data',
			commentsPath: commentRows + ofCase,
			createdIdPath: '0.id',
			keyPath: 'caseKey',
			listPath: 'data',
		},
	};
}

/** The node fills in `{caseKey}`; every other brace of the filter has to be written as a code. */
function toFilter(column: string): string {
	const filters = [{ columnName: column, condition: 'eq', value: 'CASE_KEY' }];
	return encodeURIComponent(JSON.stringify({ type: 'and', filters })).replace(
		'CASE_KEY',
		'{caseKey}',
	);
}

function toBody(row: Record<string, string>): string {
	return JSON.stringify({ data: [row], returnType: 'id' }, undefined, 2);
}
