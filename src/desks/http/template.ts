import type { CaseDraft } from '../../domain/case';
import { HttpFailure } from '../../http';

/** One request as an admin wrote it, with `{placeholder}` (or `{{placeholder}}`) in path, headers and body. */
export interface RequestTemplate {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH';
	/** Below the credential's base URL; values are put in percent-encoded. */
	path: string;
	headers?: Record<string, string>;
	/** JSON; placeholders stand inside its strings. */
	body?: string;
}

/** What a placeholder can stand for; a string that is nothing but a placeholder keeps numbers and absence as JSON has them. */
export type Values = Record<string, string | number | undefined>;

export function toValues(draft: CaseDraft, caseId?: string): Values {
	const { contact } = draft;
	return {
		caseKey: draft.caseKey,
		postKey: draft.postKey,
		reference: draft.reference,
		subject: draft.subject,
		title: draft.title,
		body: draft.body,
		text: draft.text,
		permalink: draft.permalink,
		createdAt: draft.createdAt,
		category: draft.category,
		urgency: draft.urgency,
		case: caseId,
		'account.id': draft.account.id,
		'account.handle': draft.account.handle,
		'contact.xUserId': contact.xUserId,
		'contact.handle': contact.handle,
		'contact.name': contact.name,
		'contact.followers': contact.followers,
		'contact.profileUrl': contact.profileUrl,
	};
}

/**
 * Fills a template in. A value can neither leave the JSON string it stands in nor the path segment or query value; a name
 * that stands for nothing throws.
 *
 * @param field the node's parameter, for errors
 */
export function fillRequest(template: RequestTemplate, values: Values, field: string) {
	const headers = Object.entries(template.headers ?? {}).map(([name, value]) => [
		name,
		fill(value, (key) => toHeaderValue(pick(values, key, field))),
	]);
	return {
		method: template.method,
		url: fill(template.path, (key) => toSegment(pick(values, key, field))),
		headers: Object.fromEntries(headers) as Record<string, string>,
		body: template.body?.trim()
			? fillJson(parseBody(template.body, field), values, field)
			: undefined,
	};
}

/** Plain text with values in it, e.g. the address of a case. */
export const fillAddress = (template: string, values: Values, field: string): string =>
	fill(template, (key) => toSegment(pick(values, key, field)));

/** Names of the placeholders in a text. */
export const toPlaceholders = (text: string): string[] =>
	[...text.matchAll(placeholder)].map(([, double, single]) => double ?? single);

// One brace is what people type: n8n's editor turns a field with two of them into an expression.
const placeholder = /\{\{\s*([\w.]+)\s*\}\}|\{\s*([\w.]+)\s*\}/g;
const onlyPlaceholder = new RegExp(`^(?:${placeholder.source})$`);

const fill = (text: string, toText: (key: string) => string) =>
	text.replace(placeholder, (_, double?: string, single?: string) =>
		toText(double ?? single ?? ''),
	);

function fillJson(node: unknown, values: Values, field: string): unknown {
	if (typeof node === 'string') {
		const [, double, single] = node.match(onlyPlaceholder) ?? [];
		const only = double ?? single;
		if (only !== undefined) return pick(values, only, field) ?? null;
		return fill(node, (key) => String(pick(values, key, field) ?? ''));
	}
	if (Array.isArray(node)) return node.map((it) => fillJson(it, values, field));
	if (typeof node !== 'object' || node === null) return node;
	return Object.fromEntries(
		Object.entries(node).map(([key, value]) => [key, fillJson(value, values, field)]),
	);
}

function pick(values: Values, key: string, field: string): string | number | undefined {
	if (Object.hasOwn(values, key)) return values[key];
	throw new HttpFailure('misconfigured', `'${field}' uses {${key}}, which stands for nothing`, {
		hint: `Placeholders are: ${Object.keys(values).join(', ')}`,
	});
}

function parseBody(body: string, field: string): unknown {
	try {
		return JSON.parse(body);
	} catch (error) {
		throw notJson(field, (error as Error).message);
	}
}

const notJson = (field: string, why: string) =>
	new HttpFailure('misconfigured', `'${field}' is not JSON: ${why}`, {
		hint: 'Write it as JSON and put every placeholder between quotes, e.g. {"title": "{title}"}.',
	});

/** "." and ".." would climb in the path, percent-encoded or not. */
const toSegment = (value: string | number | undefined) =>
	encodeURIComponent(value ?? '').replace(/^\.{1,2}$/, (dots) => '%2E'.repeat(dots.length));

const toHeaderValue = (value: string | number | undefined) => {
	const text = String(value ?? '');
	return /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text);
};
