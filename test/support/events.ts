import type { XEvent } from '../../src/domain/event';

/** An invented event; everything a test does not care about is filled in. */
export function makeEvent(over: Partial<XEvent> = {}): XEvent {
	const id = over.id ?? '1900000000000000001';
	return {
		id,
		kind: 'mention',
		text: '@acmecare my parcel has been missing for two weeks',
		createdAt: '2026-11-20T10:00:00.000Z',
		conversationId: id,
		account: { id: '1000000000000000001', handle: 'acmecare' },
		author: { id: '2000000000000000002' },
		mentionsUs: 'explicit',
		quotesUs: false,
		media: [],
		language: 'en',
		permalink: `https://x.com/i/status/${id}`,
		source: 'poll',
		receivedAt: '2026-11-20T10:01:00.000Z',
		completeness: { complete: true, missing: [] },
		costUsd: 0.005,
		...over,
	};
}
