import { createHmac, randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.mts';
import type { Hook } from './state.mts';

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\//;

/** Signed calls, as Chatwoot makes them: once, on 127.0.0.1 only. */
export function createDeliveries(clock: Clock, hooks: () => Hook[]) {
	const running = new Set<AbortController>();
	return {
		tell(event: string, payload: object): void {
			for (const hook of hooks()) {
				if (!hook.subscriptions.includes(event) || !LOOPBACK.test(hook.url)) continue;
				const body = JSON.stringify({ event, ...payload });
				const timestamp = String(Math.floor(clock.now() / 1000));
				const mac = createHmac('sha256', hook.secret).update(`${timestamp}.${body}`).digest('hex');
				const stop = new AbortController();
				running.add(stop);
				fetch(hook.url, {
					method: 'POST',
					body,
					signal: stop.signal,
					headers: {
						'content-type': 'application/json',
						connection: 'close',
						'x-chatwoot-signature': `sha256=${mac}`,
						'x-chatwoot-timestamp': timestamp,
						'x-chatwoot-delivery': randomUUID(),
					},
				})
					.then(async (answer) => void (await answer.text()))
					.catch(() => undefined) // Chatwoot logs it and goes on
					.finally(() => running.delete(stop));
			}
		},
		end: () => running.forEach((stop) => stop.abort()),
	};
}
