import { HttpFailure } from '../../http';
import { setUpX } from '../call';
import type { XClient } from '../client';
import { toText } from '../check-up-answers';
import { parseMade } from './answers';
import { withHints } from './refusals';

export interface Replay {
	jobId: string;
	/** ISO 8601, UTC; whole minutes, which is how X counts here. */
	from: string;
	to: string;
}

const minuteMs = 60_000;

/** How far back X can tell activity once more. */
export const replayReachMs = 24 * 60 * minuteMs;

/**
 * Asks X to send the events of a stretch of time to the webhook once more; they come as they did the first time, in the
 * minutes after. Needs the app's own access; X takes 100 in a quarter of an hour. Throws `HttpFailure`.
 *
 * @param fromMs not more than 24 hours ago
 */
export async function requestReplay(
	appClient: XClient,
	webhookId: string,
	fromMs: number,
	toMs: number,
): Promise<Replay> {
	const [from, to] = [Math.floor(fromMs / minuteMs), Math.ceil(toMs / minuteMs)];
	if (!(from < to) || (to - from - 1) * minuteMs > replayReachMs) {
		throw new HttpFailure('misconfigured', 'X replays at most the last 24 hours', {
			hint: 'Ask for a stretch that begins within the last 24 hours and ends after it begins.',
		});
	}
	return await withHints(async () => {
		const answer = await setUpX(appClient, 'requestReplay', {
			body: { webhook_id: webhookId, from_date: toMinute(from), to_date: toMinute(to) },
		});
		const { job_id: jobId } = parseMade(answer, 'job', 'job_id');
		return { jobId: toText(String(jobId)) ?? '', from: toTime(from), to: toTime(to) };
	});
}

const toTime = (minute: number) => new Date(minute * minuteMs).toISOString();

/** `yyyymmddhhmm`, UTC. */
const toMinute = (minute: number) => toTime(minute).replace(/\D/g, '').slice(0, 12);
