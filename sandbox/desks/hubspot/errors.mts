import type { DeskAnswer } from '../service.mts';
import { json } from '../service.mts';

/** One value HubSpot does not take. */
export interface InvalidValue {
	message: string;
	error: string;
	name: string;
}

/** Answers a request with an error; thrown from anywhere in the fake. */
export class Refusal extends Error {
	readonly answer: DeskAnswer;

	constructor(status: number, body: Record<string, unknown>) {
		super(String(body.message));
		this.answer = json(status, { status: 'error', ...body, correlationId: correlationId() });
	}
}

let count = 0;
const correlationId = () => `5a4d0000-0000-4000-8000-${String(++count).padStart(12, '0')}`;

export const invalid = (message: string, more: Record<string, unknown> = {}) =>
	new Refusal(400, { message, category: 'VALIDATION_ERROR', ...more });

/** The list of what is wrong stands as JSON inside the message, and once more below `errors`. */
export function invalidValues(values: InvalidValue[]): Refusal {
	const listed = values.map((it) => ({ isValid: false, ...it }));
	return invalid(`Property values were not valid: ${JSON.stringify(listed)}`, {
		errors: values.map(({ message, error, name }) => ({
			message,
			code: error,
			context: { propertyName: [name] },
		})),
	});
}

export const notFound = () => new Refusal(404, { message: 'resource not found' });

export const conflict = (message: string) => new Refusal(409, { message, category: 'CONFLICT' });
