import type { OpenGap } from '../../domain/intake/checkpoint';
import { toNextId } from '../../domain/intake/span';
import { compareIds, toIdBefore, toIdTime } from '../../domain/post-id';
import { HttpFailure, type HttpFailureKind, toHttpFailure } from '../../http';
import { replayReachMs, requestReplay } from '../activity/replay';
import { fetchWebhooks } from '../activity/webhooks';
import { close, giveUp, type Reading } from './mention-reading';
import type { Turn } from './turn';

/** Asks X to tell the activity of a stretch of time once more; milliseconds since 1970. Throws `HttpFailure`. */
export type RequestReplay = (
	turn: Turn,
	fromMs: number,
	toMs: number,
) => Promise<'asked' | 'not possible'>;

/** By the app's own access, to the app's webhook, when there is one that X trusts. */
export const replayToWebhook: RequestReplay = async ({ appClient }, fromMs, toMs) => {
	if (!appClient) return 'not possible';
	const webhook = (await fetchWebhooks(appClient)).find(({ valid }) => valid);
	if (!webhook) return 'not possible';
	await requestReplay(appClient, webhook.id, fromMs, toMs);
	return 'asked';
};

/** X's clock is not ours, and it counts in whole minutes. */
const marginMs = 2 * 60_000;
/** The next poll can try again. */
const passing: HttpFailureKind[] = [
	'unreachable',
	'rate-limited',
	'temporarily-unavailable',
	'malformed',
	'quota-exhausted',
];

/** The last way to a gap: X tells it once more by webhook. What that does not reach is lost. */
export async function askForReplay(
	reading: Reading,
	gap: OpenGap,
	request: RequestReplay,
): Promise<void> {
	const { turn } = reading;
	const fromMs = Math.max(toIdTime(gap.aboveId), turn.nowMs() - replayReachMs + marginMs);
	const toMs = toIdTime(gap.belowId);
	if (fromMs > toMs)
		return giveUp(
			reading,
			gap,
			`${beyondSearch}, and it is older than the 24 hours of activity that X tells once more.`,
		);
	const answer = await request(turn, fromMs, toMs).catch(toHttpFailure);
	if (answer === 'not possible') {
		giveUp(
			reading,
			gap,
			`${beyondSearch}, and there is no webhook to which X could tell it once more.`,
		);
		return;
	}
	if (answer instanceof HttpFailure) {
		if (!passing.includes(answer.kind))
			return giveUp(
				reading,
				gap,
				`${beyondSearch}, and X refused to tell it once more: ${answer.message}`,
			);
		reading.waiting.set(gap.belowId, answer.message);
		return;
	}
	const reachedId = toNextId(toIdBefore(fromMs));
	if (compareIds(toNextId(gap.aboveId), reachedId) < 0) {
		giveUp(
			reading,
			{ aboveId: gap.aboveId, belowId: reachedId },
			`${beyondSearch}, and it is older than the 24 hours of activity that X tells once more.`,
		);
	}
	close(reading, gap);
	reading.notes.push(
		`X was asked to tell once more what happened from ${toIso(fromMs)} to ${toIso(toMs)}: these posts come by the X Activity Trigger, except replies to replies, which X does not tell.`,
	);
}

const beyondSearch = 'X shows it neither on the timeline nor by search';
const toIso = (ms: number) => new Date(ms).toISOString();
