import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { HttpDeskSettings } from '../desks/http/settings';
import type { RequestTemplate } from '../desks/http/template';
import { HttpFailure } from '../http';

/** The node's parameters for the desk *HTTP API*, as its settings. */
export function readHttpDesk(context: IExecuteFunctions, itemIndex: number): HttpDeskSettings {
	const text = (name: string) => toText(context.getNodeParameter(name, itemIndex, ''));
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const option = (name: string, fallback = '') => toText(options[name]) || fallback;
	const headers = toHeaders(options.headers);
	const required = (name: string, field: string) => text(name) || refuse(field);
	const template = (method: string, path: string, body?: string): RequestTemplate => ({
		method: method as RequestTemplate['method'],
		path,
		headers,
		body,
	});
	const commentsPath = option('commentsPath');
	return {
		find: {
			...template(
				option('findMethod', 'GET'),
				required('findPath', 'Look-Up Path'),
				option('findBody'),
			),
			listPath: option('listPath'),
			keyPath: option('keyPath'),
			isMissing404: options.isMissing404 === true,
		},
		create: template(
			option('createMethod', 'POST'),
			required('createPath', 'Create Path'),
			text('createBody'),
		),
		comment: template(
			option('commentMethod', 'POST'),
			required('commentPath', 'Comment Path'),
			text('commentBody'),
		),
		comments: commentsPath
			? { ...template('GET', commentsPath), listPath: option('commentsListPath') }
			: undefined,
		idPath: text('idPath') || 'id',
		createdIdPath: option('createdIdPath') || undefined,
		urlPath: option('urlPath') || undefined,
		urlTemplate: option('caseAddress') || undefined,
		errorPath: option('errorPath') || undefined,
		idempotencyHeader: option('idempotencyHeader') || undefined,
	};
}

/** A JSON parameter comes as text or, from an expression, as what it evaluates to. */
function toText(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	return value === undefined || value === null ? '' : JSON.stringify(value);
}

function toHeaders(value: unknown): Record<string, string> {
	const { header = [] } = (value ?? {}) as { header?: Array<{ name: string; value: string }> };
	return Object.fromEntries(header.filter(({ name }) => name).map((it) => [it.name, it.value]));
}

function refuse(field: string): never {
	throw new HttpFailure('misconfigured', `'${field}' is empty`, {
		hint: 'Enter the path of that request below the Base URL of the credential.',
	});
}
