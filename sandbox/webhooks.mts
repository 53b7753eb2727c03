import type { Clock } from './clock.mts';
import { checkCrc, type CrcOutcome } from './crc.mts';
import { createIdMint } from './ids.mts';
import { refusedAddress } from './loopback-call.mts';
import type { Settings } from './state.mts';

/** An address X sends events to. Only a valid one gets any. */
export interface Webhook {
	id: string;
	url: string;
	valid: boolean;
	createdAtMs: number;
	lastPassedMs: number;
	lastCheckedMs: number;
	/** Why the last check failed. */
	why?: string;
}

/** X's own names for why a webhook is refused. */
export type WebhookRefusal = {
	reason:
		| 'CrcValidationFailed'
		| 'UrlValidationFailed'
		| 'DuplicateUrlFailed'
		| 'WebhookLimitExceeded'
		| 'WebhookIdInvalid';
	why: string;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** A webhook that passed within this time is left alone. */
const TRUSTED_MS = 24 * HOUR_MS;
const CHECK_EVERY_MS = 30 * MINUTE_MS;
/** After so long without a pass, passing trouble counts as lasting. */
const PATIENCE_MS = 28 * HOUR_MS;

export type Webhooks = ReturnType<typeof createWebhooks>;

/** `signal` ends checks under way and the periodic ones. */
export function createWebhooks(clock: Clock, settings: Settings, signal: AbortSignal) {
	const webhooks = new Map<string, Webhook>();
	const mint = createIdMint();
	const underWay = new Set<Promise<unknown>>();

	const check = (url: string): Promise<CrcOutcome> =>
		checkCrc({
			url,
			signing: settings.webhookSecret,
			timeLimitMs: settings.webhookTimeLimitMs,
			signal,
		});

	const refusal = (url: string): WebhookRefusal | undefined => {
		if ([...webhooks.values()].some((webhook) => webhook.url === url)) {
			return { reason: 'DuplicateUrlFailed', why: `A webhook for ${url} exists.` };
		}
		if (webhooks.size >= settings.webhookLimit) {
			return {
				reason: 'WebhookLimitExceeded',
				why: `Too many webhooks: ${settings.webhookLimit} allowed.`,
			};
		}
		return undefined;
	};

	async function register(url: string): Promise<Webhook | WebhookRefusal> {
		const wrong = refusedAddress(url);
		if (wrong) return { reason: 'UrlValidationFailed', why: `${url}: ${wrong}.` };
		const before = refusal(url);
		if (before) return before;
		const outcome = await check(url);
		if (!outcome.passed) return { reason: 'CrcValidationFailed', why: outcome.why };
		// Somebody else may have been quicker while the address was asked.
		const after = refusal(url);
		if (after) return after;
		const now = clock.now();
		const webhook: Webhook = {
			id: mint(now),
			url,
			valid: true,
			createdAtMs: now,
			lastPassedMs: now,
			lastCheckedMs: now,
		};
		webhooks.set(webhook.id, webhook);
		return webhook;
	}

	/** Asks a webhook again and keeps what came of it. `reEnable`: a pass makes an invalid one valid. */
	async function revalidate(webhook: Webhook, reEnable: boolean): Promise<CrcOutcome> {
		webhook.lastCheckedMs = clock.now();
		const outcome = await check(webhook.url);
		const now = clock.now();
		if (outcome.passed) {
			webhook.lastPassedMs = now;
			webhook.valid ||= reEnable;
			delete webhook.why;
		} else {
			webhook.why = outcome.why;
			if (outcome.firm || now - webhook.lastPassedMs > PATIENCE_MS) webhook.valid = false;
		}
		return outcome;
	}

	function track<T>(work: Promise<T>): Promise<T> {
		underWay.add(work);
		void work.finally(() => underWay.delete(work));
		return work;
	}

	/** Checks what X's calendar says is due: every 30 minutes, once 24 hours have passed without a success. */
	function checkDue(): void {
		const now = clock.now();
		for (const webhook of webhooks.values()) {
			const due =
				webhook.valid &&
				now - webhook.lastPassedMs > TRUSTED_MS &&
				now - webhook.lastCheckedMs >= CHECK_EVERY_MS;
			if (due) void track(revalidate(webhook, false));
		}
	}

	const timer = setInterval(checkDue, MINUTE_MS);
	timer.unref();
	signal.addEventListener('abort', () => clearInterval(timer));

	return {
		register,
		checkDue,
		revalidate: (webhook: Webhook, reEnable: boolean) => track(revalidate(webhook, reEnable)),
		find: (id: string): Webhook | undefined => webhooks.get(id),
		list: (): Webhook[] => [...webhooks.values()],
		remove: (id: string): boolean => webhooks.delete(id),
		settled: async (): Promise<void> => void (await Promise.allSettled([...underWay])),
	};
}
