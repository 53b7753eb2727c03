import { read } from './field';

/** By when the customer is to hear from us; ISO 8601, UTC. What is met already is absent. */
export interface DueTimes {
	/** The first sign that the words were read. */
	acknowledgeBy?: string;
	/** The answer itself. */
	answerBy?: string;
}

/** Takes an item's `clock` for what it is; an item without one has no due times. Throws `InvalidItem`. */
export function parseDueTimes(value: unknown): DueTimes | undefined {
	if (value === undefined || value === null) return undefined;
	const clock = read(value, 'clock');
	const time = (name: string) => clock.optional(name, () => clock.time(name));
	return { acknowledgeBy: time('acknowledgeBy'), answerBy: time('answerBy') };
}
