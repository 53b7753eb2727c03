import { waitUntil } from './n8n';

/** A page on which n8n shows a form. */
export interface FormPage {
	url: string;
	html: string;
	/** As they stand beside the fields, in order. */
	labels: string[];
}

/** Opens a form as a browser does. @param headers a log-in, where the form asks for one */
export async function openForm(
	url: string,
	headers: Record<string, string> = {},
): Promise<FormPage> {
	const page = await waitUntil(`n8n to show a form at ${url}`, async () => {
		const answer = await fetch(url, { headers });
		const html = await answer.text();
		return answer.ok && html.includes("id='n8n-form'") ? html : undefined;
	});
	return { url, html: page, labels: [...findFields(page).keys()] };
}

/**
 * Fills it in and sends it; several choices are a list. Returns what n8n answers. Throws for a label that is not on the page, and
 * for an answer that is not good.
 */
export async function sendForm(
	{ url, html }: FormPage,
	answers: Record<string, string | string[] | File>,
	headers: Record<string, string> = {},
): Promise<string> {
	const fields = findFields(html);
	const form = new FormData();
	for (const [, id, value] of html.matchAll(hiddenField)) form.append(id, unescapeHtml(value));
	for (const [label, answer] of Object.entries(answers)) {
		const id = fields.get(label);
		if (!id) throw new Error(`No field '${label}'; there are: ${[...fields.keys()].join(', ')}.`);
		form.append(id, Array.isArray(answer) ? JSON.stringify(answer) : answer);
	}
	const token = /const authToken = '([^']+)'/.exec(html)?.[1];
	const answer = await fetch(url, {
		method: 'POST',
		body: form,
		headers: { ...headers, ...(token && { 'x-auth-token': token }) },
	});
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
	return text;
}

const hiddenField = /<input type="hidden" id="[^"]*" name="(field-\d+)" value="([^"]*)"/g;
const labelledField =
	/<label class='form-label[^']*'(?: for='(field-\d+)')?>([^<]*)<\/label>(?:\s*<div[^>]*?id='(field-\d+)')?/g;

/** Ids by label. */
function findFields(html: string): Map<string, string> {
	return new Map(
		[...html.matchAll(labelledField)].map(([, id, label, listId]) => [
			unescapeHtml(label).trim(),
			id ?? listId,
		]),
	);
}

const entities: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	'#x27': "'",
	'#x3D': '=',
	'#x60': '`',
};

/** As the text stands on the page. */
export function unescapeHtml(text: string): string {
	return text.replace(/&(amp|lt|gt|quot|#x27|#x3D|#x60);/g, (_, name: string) => entities[name]);
}
