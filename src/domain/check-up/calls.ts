import { green, grey, red, type Verdict, yellow } from './check';
import type { CallFacts, CheckUpFacts } from './facts';
import { toCounted, toNumber, toWhen } from './shown';

/** Share of a limit below which it gets tight. */
const tightShare = 0.2;
const clockYellowMs = 5_000;
const clockRedMs = 60_000;

/** How many calls X still takes, by the one with the least left. */
export function judgeRateLimits({ calls, nowMs }: CheckUpFacts): Verdict {
	const refused = calls.find(({ failure }) => failure?.kind === 'rate-limited');
	if (refused) {
		const { retryAfterMs } = refused.failure!;
		return toUsedUp(refused, retryAfterMs === undefined ? undefined : nowMs + retryAfterMs, nowMs);
	}
	const [least] = calls
		.map((it) => ({ ...it, share: toShare(it) }))
		.filter(({ share }) => share !== undefined)
		.sort((a, b) => a.share! - b.share!);
	if (!least) return grey('Cannot be told: X said nothing about its limits.');
	const { call, rateLimit, share } = least;
	const { limit, remaining, resetsAtMs } = rateLimit!;
	if (remaining === 0) return toUsedUp(least, resetsAtMs, nowMs);
	const finding = `Of the calls made here, ${call} has the least left: ${toNumber(remaining!)} of ${toNumber(limit!)}, all of them again ${toWhen(resetsAtMs, nowMs)}.`;
	if (share! >= tightShare) return green(finding);
	return yellow(finding, 'If it happens often, let the workflows ask X less often.');
}

const toUsedUp = ({ call }: CallFacts, resetsAtMs: number | undefined, nowMs: number) =>
	red(
		`X's limit of calls is used up for ${call}; it takes them again ${toWhen(resetsAtMs, nowMs)}.`,
		'Wait until then. If it happens often, let the workflows ask X less often, or see whether another program uses the same app.',
	);

function toShare({ rateLimit }: CallFacts): number | undefined {
	const { limit, remaining } = rateLimit ?? {};
	if (remaining === 0) return 0;
	return remaining === undefined || !limit ? undefined : remaining / limit;
}

/** Whether n8n's clock agrees with X's: signatures and checks carry the time. */
export function judgeClock({ authentication, calls }: CheckUpFacts): Verdict {
	const [aheadMs] = calls
		.map(({ clockAheadMs }) => clockAheadMs)
		.filter((it) => it !== undefined)
		.sort((a, b) => Math.abs(b) - Math.abs(a));
	if (aheadMs === undefined) {
		return grey('Cannot be told: no answer of X carried its time.', howToSet);
	}
	const offMs = Math.abs(aheadMs);
	if (offMs <= clockYellowMs) return green("n8n's clock agrees with X's to within some seconds.");
	const finding = `n8n's clock is ${toLength(offMs)} ${aheadMs > 0 ? 'ahead of' : 'behind'} X's`;
	if (offMs <= clockRedMs) {
		return yellow(`${finding}. It still works, but times in cases are wrong.`, howToSet);
	}
	const consequence =
		authentication === 'oAuth1'
			? 'X refuses OAuth1 signatures with a wrong time'
			: 'with OAuth1 keys X would refuse every call';
	return red(
		`${finding}: ${consequence}, events that come in by webhook seem late or early, and deadlines and times in cases are wrong.`,
		howToSet,
	);
}

const howToSet =
	'Set the clock of the computer n8n runs on, and switch its automatic setting (NTP) on.';

function toLength(ms: number): string {
	const seconds = Math.round(ms / 1000);
	if (seconds < 120) return `${seconds} seconds`;
	const minutes = Math.round(seconds / 60);
	return minutes < 120
		? `${minutes} minutes`
		: toCounted(Math.round(minutes / 60), 'hour', 'hours');
}
