import { json, type DeskAnswer } from '../service.mts';

/** Thrown where Zammad raises; answered as Zammad's error handler does. */
export class Refusal extends Error {
	readonly status: number;
	/** Whether people are told more than a number to ask the administrator about. */
	readonly isHuman: boolean;

	constructor(status: number, message: string, isHuman = true) {
		super(message);
		this.status = status;
		this.isHuman = isHuman;
	}

	toAnswer(): DeskAnswer {
		const { status, message } = this;
		return json(
			status,
			this.isHuman ? { error: message, error_human: message } : { error: message },
		);
	}
}

export const unprocessable = (message: string) => new Refusal(422, message);
export const forbidden = () => new Refusal(403, 'Not authorized');
export const notFound = (model: string, id: unknown) =>
	new Refusal(404, `Couldn't find ${model} with 'id'=${String(id)}`);
export const required = (attribute: string) => unprocessable(`Attribute '${attribute}' required!`);
export const noSuch = (field: string, value: unknown) =>
	unprocessable(`No lookup value found for '${field}': ${JSON.stringify(value)}`);
