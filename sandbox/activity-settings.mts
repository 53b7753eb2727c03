import { readOneOf, readWhole, type Fields } from './control-input.mts';
import type { Settings } from './state.mts';

/** What `POST /control/settings` takes about webhooks. */
export const ACTIVITY_SETTINGS = [
	'webhookLimit',
	'subscriptionLimit',
	'webhookTimeLimitMs',
	'deliveryRetryMs',
	'webhookSecret',
	'subscriptionShape',
] as const satisfies Array<keyof Settings>;

export function readActivitySettings(fields: Fields): Partial<Settings> {
	const read: Partial<Settings> = {
		webhookLimit: readWhole(fields, 'webhookLimit', 0, 100),
		subscriptionLimit: readWhole(fields, 'subscriptionLimit', 0, 150_000),
		webhookTimeLimitMs: readWhole(fields, 'webhookTimeLimitMs', 1, 600_000),
		deliveryRetryMs: readWhole(fields, 'deliveryRetryMs', 0, 600_000),
		webhookSecret: readOneOf(fields, 'webhookSecret', ['consumer', 'client', 'both'] as const),
		subscriptionShape: readOneOf(fields, 'subscriptionShape', ['flat', 'array', 'nested'] as const),
	};
	return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}
