/** What an error answer of X says, whichever of its forms it has. */
export interface Problem {
	title?: string;
	detail?: string;
	/** Last segment of the type's address: X has two prefixes for the same. Absent for `about:blank`. */
	type?: string;
	reason?: string;
	/** Error codes, in bodies of the older style. */
	codes: number[];
	/** All that X says, each sentence once. */
	text: string;
}

interface ProblemBody {
	title?: unknown;
	detail?: unknown;
	type?: unknown;
	reason?: unknown;
	errors?: unknown;
}

interface ErrorEntry {
	message?: unknown;
	detail?: unknown;
	code?: unknown;
}

/** A list of a hundred complaints says no more than its first ones. */
const entriesRead = 5;
const textMax = 300;

/** Reads problem bodies, bodies of the older style (`errors` with `code` and `message`), and text. */
export function parseProblem(body: unknown): Problem {
	if (typeof body !== 'object' || body === null) return { codes: [], text: toExcerpt(body) };
	const { title, detail, type, reason, errors } = body as ProblemBody;
	const entries = (Array.isArray(errors) ? (errors as unknown[]) : [])
		.slice(0, entriesRead)
		.map((entry) => (entry ?? {}) as ErrorEntry);
	const messages = entries.map((entry) => toText(entry.message) ?? toText(entry.detail));
	const parts = [toText(title), toText(detail), ...messages].filter((part) => part !== undefined);
	return {
		title: toText(title),
		detail: toText(detail),
		type: toProblemType(type),
		reason: toText(reason),
		codes: entries.map(({ code }) => code).filter((code) => typeof code === 'number'),
		text: [...new Set(parts)].join('. ') || 'no explanation given',
	};
}

/** `https://api.x.com/2/problems/credits` → `credits`; undefined for `about:blank` and what is no address. */
export function toProblemType(type: unknown): string | undefined {
	return typeof type === 'string' ? /\/([\w-]+)\/?$/.exec(type)?.[1] : undefined;
}

/** The beginning of any body as one line without markup. */
export function toExcerpt(body: unknown): string {
	const text = typeof body === 'string' ? body.slice(0, 10_000) : (JSON.stringify(body) ?? '');
	const plain = text
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return plain === '' ? 'an empty answer' : plain.slice(0, 120);
}

const toText = (value: unknown) =>
	typeof value === 'string' && value !== '' ? value.slice(0, textMax) : undefined;
