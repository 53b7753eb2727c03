import { toFields } from './answer-path';
import type { RequestTemplate } from './template';
import { toPlaceholders } from './template';

/** Whether the template puts the post's words into the request. */
export const carriesPost = ({ body = '' }: RequestTemplate): boolean =>
	toPlaceholders(body).some((name) => name === 'body' || name === 'text');

/** Whether what the template writes can be recognised as this post's when the service shows it. */
export const carriesMark = (template: RequestTemplate): boolean =>
	toPlaceholders(template.body ?? '').includes('body') ||
	/(?:"|\\n)\s*Reference:\s*\{{1,2}\s*reference\s*\}/.test(template.body ?? '') ||
	toMarkFields(template).length > 0;

/**
 * Whether an answer shows that the service holds the post: the line `Reference: <reference>` is the last of its kind in some
 * text, or a field into which a template writes nothing but the reference holds it.
 *
 * Nothing else will do. Ids and links of a post also stand in the texts of others (answers, edits, what customers paste), and
 * the reference of the post that opened a conversation is also the key of its case. Of several lines in a text only the last
 * is ours, at the end of `{body}`; those before it are a customer's words.
 */
export function showsPost(answer: unknown, reference: string, templates: RequestTemplate[]) {
	const names = templates.flatMap(toMarkFields);
	return toFields(answer).some(
		({ name, text }) =>
			toLastReference(text) === reference || (names.includes(name) && text.trim() === reference),
	);
}

function toLastReference(text: string): string | undefined {
	// Some services turn what they were given into HTML.
	const plain = /^\s*</.test(text) ? text.replace(/<[^<>]*>/g, '\n') : text;
	return [...plain.matchAll(/^[ \t]*Reference:[ \t]*([\w-]+)/gm)].at(-1)?.[1];
}

/** Names of the fields that hold nothing but the reference. */
const toMarkFields = ({ body = '' }: RequestTemplate): string[] =>
	[...body.matchAll(/"([^"]+)"\s*:\s*"\{{1,2}\s*reference\s*\}{1,2}"/g)].map(([, name]) => name);
