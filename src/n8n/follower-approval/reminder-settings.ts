import type { IExecuteFunctions } from 'n8n-workflow';

import { readOneOf, readText } from '../setting';

export interface ReminderSettings {
	channel: 'operator' | 'message';
	/** Name of a time zone. */
	timeZone: string;
	/** Of who looks after the account. */
	operator?: string;
	/** Template of the request; absent: ours. */
	message?: string;
}

/** Throws `InvalidItem`. */
export function readReminderSettings(context: IExecuteFunctions): ReminderSettings {
	const get = (name: string, fallback: unknown) =>
		context.getNodeParameter(name, 0, fallback) as unknown;
	const operator = readText('Operator', get('operator', ''));
	const message = readText('Message', get('message', ''));
	return {
		channel: readOneOf('Channel', get('channel', 'operator'), ['operator', 'message']),
		timeZone: readText('Time Zone', get('timeZone', '')) || context.getTimezone(),
		...(operator !== '' && { operator }),
		...(message !== '' && { message }),
	};
}
