import type { IExecuteFunctions } from 'n8n-workflow';

import type { NewCaseFields } from '../../desks/desk';
import type { Urgency } from '../../domain/triage/triage';
import { HttpFailure } from '../../http';

/** The node's parameters for one item, as text; lists hand out the value that was chosen. */
export interface DeskParameters {
	/** Trimmed; empty when it is not set. */
	text(name: string): string;
	/** Throws `HttpFailure` when it is empty. @param field its name in the editor @param hint how to get unstuck */
	required(name: string, field: string, hint: string): string;
	/** A value of the collection *Options*, trimmed; the fallback when it is not set. */
	option(name: string, fallback?: string): string;
	isOn(option: string, fallback: boolean): boolean;
	/** The options every desk with an API has: status, owner, tags, priorities. */
	newCase(): NewCaseFields;
}

export function readParameters(context: IExecuteFunctions, itemIndex: number): DeskParameters {
	const get = (name: string, fallback: unknown = '') =>
		toValue(context.getNodeParameter(name, itemIndex, fallback));
	const text = (name: string) => toText(get(name));
	const option = (name: string, fallback = '') => text(`options.${name}`) || fallback;
	return {
		text,
		required: (name, field, hint) => text(name) || refuse(field, hint),
		option,
		isOn: (name, fallback) => get(`options.${name}`, fallback) === true,
		newCase: () => ({
			status: option('status') || undefined,
			owner: option('owner') || undefined,
			tags: toTags(option('tags')),
			priorities: toPriorities(get('options.priorities', {})),
		}),
	};
}

/** What a resource locator holds; anything else as it is. */
const toValue = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value
		? (value as { value?: unknown }).value
		: value;

const toText = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

const toTags = (text: string) => [
	...new Set(
		text
			.split(',')
			.map((tag) => tag.trim())
			.filter(Boolean),
	),
];

function toPriorities(value: unknown): NewCaseFields['priorities'] {
	const { byUrgency = {} } = (value ?? {}) as { byUrgency?: Record<string, unknown> };
	const entries = urgencies.map((urgency) => [urgency, toText(byUrgency[urgency])] as const);
	return Object.fromEntries(entries.filter(([, priority]) => priority));
}

const urgencies: Urgency[] = ['critical', 'urgent', 'normal', 'low'];

function refuse(field: string, hint: string): never {
	throw new HttpFailure('misconfigured', `'${field}' is empty`, { hint });
}
