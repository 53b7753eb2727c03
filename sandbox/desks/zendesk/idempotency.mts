import { createHash } from 'node:crypto';

import type { DeskAnswer, DeskRequest } from '../service.mts';
import { json } from '../service.mts';
import type { State } from './state.mts';

const WINDOW_MS = 2 * 3_600_000;

/** The same key and body within two hours get the first answer again; the key with another body is refused. */
export function once(
	state: State,
	{ headers, raw }: DeskRequest,
	work: () => DeskAnswer,
): DeskAnswer {
	const key = headers['idempotency-key'];
	if (key === undefined) return work();
	if (key.length > 255) {
		return json(400, {
			error: 'IdempotentRequestError',
			description: 'Idempotency-Key must not be longer than 255 characters',
		});
	}
	const digest = createHash('sha256').update(raw).digest('hex');
	const nowMs = state.clock.now();
	const known = state.idempotency.get(key);
	if (known && nowMs - known.atMs < WINDOW_MS) {
		if (known.digest === digest) return json(201, known.body, { 'x-idempotency-lookup': 'hit' });
		return json(400, {
			error: 'IdempotentRequestError',
			description: "Request parameters don't match the given idempotency key",
		});
	}
	const answer = work();
	if (answer.status === 201) state.idempotency.set(key, { digest, body: answer.body, atMs: nowMs });
	return { ...answer, headers: { ...answer.headers, 'x-idempotency-lookup': 'miss' } };
}
