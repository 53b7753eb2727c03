import { type Light } from '../check-up/check';
import { toShown } from '../check-up/shown';
import { toSaid } from './listening';
import type { ActivityPlan } from './plan';

/** Whether X tells us what we want to be told. */
export interface ActivityState {
	ok: boolean;
	light: Light;
	/** For ops staff. */
	sentence: string;
	/** How to get unstuck; absent when nothing is wrong. */
	fix?: string;
	webhook?: { id: string; url: string; valid: boolean };
	/** X's names of the kinds of events it tells us, and of those it should and does not. */
	subscribed: string[];
	missing: string[];
}

const repair =
	'Run X Care → Activity → Repair, or unpublish and publish the workflow with the X Activity Trigger. Until then the X Care Trigger finds what push misses.';

/** @param url where X is to send events */
export function judgeActivity(plan: ActivityPlan, url: string): ActivityState {
	const { webhook, kept } = plan;
	const subscribed = kept.map(({ eventType }) => eventType);
	const missing = [...plan.subscribe, ...plan.move].map(({ eventType }) => eventType);
	const state = {
		...(webhook && { webhook: { ...webhook, valid: webhook.valid !== false } }),
		subscribed,
		missing,
	};
	if (!webhook) {
		return {
			ok: false,
			light: 'red',
			sentence: `X sends nothing to ${toShownUrl(url)}: it knows no webhook there.${toOthers(plan)}`,
			fix: repair,
			...state,
		};
	}
	if (plan.revalidate) {
		return {
			ok: false,
			light: 'red',
			sentence: `X has switched the webhook off: ${toShownUrl(url)} failed its check (wrong answer, redirect, bad certificate, or no answer for more than a day).`,
			fix: `Make sure that the workflow is published and the address can be reached from the internet by https. Then: ${repair}`,
			...state,
		};
	}
	if (missing.length > 0) {
		return {
			ok: false,
			light: subscribed.length === 0 ? 'red' : 'yellow',
			sentence: `X does not tell of ${toNames(missing)}${subscribed.length > 0 ? `, only of ${toNames(subscribed)}` : ''}.`,
			fix: repair,
			...state,
		};
	}
	const sentence = `X tells of ${toNames(subscribed)} at ${toShownUrl(url)}.`;
	// X leaves out what is empty, but a flag is never empty: it did not say.
	if (webhook.valid === undefined) {
		return {
			ok: false,
			light: 'grey',
			sentence: `${sentence} Whether the webhook is switched on, X did not say.`,
			...state,
		};
	}
	return { ok: true, light: 'green', sentence, ...state };
}

/** When X could not be asked. */
export const toUnknownState = (why: string): ActivityState => ({
	ok: false,
	light: 'grey',
	sentence: `Whether X still sends events cannot be told at the moment: ${why}`,
	fix: 'Nothing, when it passes: the next check asks again. The X Care Trigger finds what push misses.',
	subscribed: [],
	missing: [],
});

function toOthers({ otherUrls }: ActivityPlan): string {
	if (otherUrls.length === 0) return '';
	const shown = otherUrls.slice(0, 3).map(toShownUrl).join(', ');
	return ` The app's room for webhooks is used by ${shown}${otherUrls.length > 3 ? ' and others' : ''}.`;
}

/** Without a query, which may hold what is nobody's business. */
export const toShownUrl = (url: string): string => toShown(url.split(/[?#]/)[0], 200);

function toNames(eventTypes: readonly string[]): string {
	const names = eventTypes.map(toSaid);
	const last = names.pop() ?? 'nothing';
	return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
