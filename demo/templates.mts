import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A workflow as it stands in a file, as far as the demo looks at it. */
export interface Template {
	id?: string;
	name: string;
	nodes: TemplateNode[];
	[other: string]: unknown;
}

export interface TemplateNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string | null; name: string }>;
}

const shipped = fileURLToPath(new URL('../workflows/', import.meta.url));

/** What the demo shows unless told otherwise: each takes in the same posts, for another desk. */
const shown = ['01-mention-to-helpdesk.json', '02-mention-to-email.json'];

/** The templates of a folder that take posts in, in reading order; some of the shipped ones unless told. */
export function readTemplates(folder?: string): Template[] {
	const names = folder === undefined ? shown : readdirSync(folder);
	return names
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => JSON.parse(readFileSync(join(folder ?? shipped, name), 'utf8')) as Template)
		.filter(({ nodes }) => nodes.some(({ type }) => type.endsWith('.xCareTrigger')));
}

/** A copy that looks for mentions every minute, the shortest interval n8n allows, with the addresses an admin fills in. */
export function toDemoCopy(template: Template): Template {
	const copy = structuredClone(template);
	for (const { type, parameters } of copy.nodes) {
		if (type.endsWith('.xCareTrigger')) parameters.pollTimes = { item: [{ mode: 'everyMinute' }] };
		if (type.endsWith('.caseForwarder') && parameters.desk === 'email') {
			parameters.fromEmail = 'X Care <care@acme.example>';
			parameters.toEmail = 'desk@acme.example';
		}
	}
	return copy;
}

/** A copy that also takes up what was left open after one minute instead of ten, for the check. */
export function toImpatientCopy(template: Template): Template {
	const minutes = /minus\(\d+, 'minutes'\)/g;
	const text = JSON.stringify(toDemoCopy(template)).replace(minutes, "minus(1, 'minutes')");
	const copy = JSON.parse(text) as Template;
	for (const { type, parameters } of copy.nodes) {
		if (type !== 'n8n-nodes-base.scheduleTrigger') continue;
		parameters.rule = { interval: [{ field: 'minutes', minutesInterval: 1 }] };
	}
	return copy;
}

/** The manual trigger of the template's set-up branch. */
export function findSetUpTrigger(template: Template): string | undefined {
	return template.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger')?.name;
}

/** Every credential the templates ask for, once each. */
export function listCredentials(templates: Template[]): Array<{ type: string; name: string }> {
	const asked = templates
		.flatMap(({ nodes }) => nodes)
		.flatMap(({ credentials }) => Object.entries(credentials ?? {}))
		.map(([type, { name }]) => ({ type, name }));
	return [...new Map(asked.map((one) => [`${one.type} ${one.name}`, one])).values()];
}
