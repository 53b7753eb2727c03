import { iso } from './clock.mts';
import type { ControlCall } from './control.mts';
import {
	ControlInputError,
	readBoolean,
	readFields,
	readMatching,
	readWhole,
} from './control-input.mts';
import type { Delivery } from './deliveries.mts';
import { COMPANY_ID } from './seed.mts';
import type { Universe } from './state.mts';

/** Control routes for: webhooks and the Activity API. */
export const ACTIVITY_CONTROLS: Record<string, (call: ControlCall) => unknown> = {
	'GET /control/activity': ({ sandbox }) => summarise(sandbox.current),
	'POST /control/activity': ({ sandbox, body }) => setActivity(sandbox.current, body),
	'GET /control/deliveries': ({ sandbox }) => sandbox.current.activity.deliveries().map(show),
	'POST /control/revoke': ({ sandbox, body }) => revoke(sandbox.current, body),
};

const MANNERS = [
	'hold',
	'outOfOrder',
	'duplicate',
	'malformedSignature',
	'missingSignature',
	'emptyIncludes',
	'unknownEvent',
	'release',
	'batch',
	'crc',
	'settle',
];

/** Sets how events travel from now on, then does what was asked once, in the order of the list above. */
async function setActivity(universe: Universe, body: unknown) {
	const fields = readFields(body, MANNERS);
	const { activity } = universe;
	const { sender, webhooks } = activity;
	const asked = Object.fromEntries(
		MANNERS.filter((name) => name !== 'duplicate' && name !== 'unknownEvent').map((name) => [
			name,
			readBoolean(fields, name),
		]),
	);
	const duplicate = readWhole(fields, 'duplicate', 0, 100);
	const unknownEvent =
		fields.unknownEvent === undefined
			? undefined
			: readMatching(
					fields,
					'unknownEvent',
					/^[a-z_.]{1,60}$/,
					'Send a name such as post.sparkle.create.',
				);
	if (asked.batch && !asked.release) {
		throw new ControlInputError('batch', true, 'Send release: true with it.');
	}
	sender.manners.hold = asked.hold ?? (asked.release ? false : sender.manners.hold);
	sender.manners.outOfOrder = asked.outOfOrder ?? sender.manners.outOfOrder;
	sender.manners.duplicate = duplicate ?? sender.manners.duplicate;
	activity.trimmed.includes = asked.emptyIncludes ?? activity.trimmed.includes;
	if (asked.malformedSignature) sender.manners.spoiled.push('wrong');
	if (asked.missingSignature) sender.manners.spoiled.push('missing');
	if (unknownEvent) activity.tellUnknown(unknownEvent, COMPANY_ID);
	if (asked.release) sender.release(asked.batch === true);
	if (asked.crc) {
		await Promise.all(webhooks.list().map((webhook) => webhooks.revalidate(webhook, false)));
	}
	if (asked.settle) await activity.settled();
	return summarise(universe);
}

/** The user opens X's settings and takes the app's access away. */
function revoke(universe: Universe, body: unknown) {
	const { user: handle = 'acmecare' } = readFields(body ?? {}, ['user']);
	const user = typeof handle === 'string' ? universe.world.userByHandle(handle) : undefined;
	if (!user) throw new ControlInputError('user', handle, 'Send the handle of somebody who exists.');
	universe.tokens.revokeAllOf(user.id);
	universe.happenings.tell({ kind: 'revoked', userId: user.id });
	return { revoked: user.handle };
}

function summarise({ activity }: Universe) {
	const { sender, webhooks, subscriptions } = activity;
	const { hold, outOfOrder, duplicate } = sender.manners;
	return {
		hold,
		outOfOrder,
		duplicate,
		held: sender.heldCount(),
		underWay: sender.underWay(),
		webhooks: webhooks.list().map(({ id, url, valid, why, lastPassedMs }) => ({
			id,
			url,
			valid,
			lastPassed: iso(lastPassedMs),
			...(why === undefined ? {} : { why }),
		})),
		subscriptions: subscriptions.count(),
	};
}

const show = (delivery: Delivery) => ({
	n: delivery.n,
	time: iso(delivery.atMs),
	url: delivery.url,
	webhookId: delivery.webhookId,
	subscriptionId: delivery.subscriptionId,
	event: delivery.event,
	eventUuid: delivery.eventUuid,
	status: delivery.status,
	tries: delivery.tries,
	httpStatus: delivery.httpStatus,
	why: delivery.why,
	replay: delivery.replay,
});
