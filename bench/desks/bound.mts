import type { DeskSetUp } from '../../test/desks/every-desk.ts';
import { toDeskParameters } from '../../test/desks/node-parameters.ts';
import { bindings } from '../../src/n8n/desks/bindings.ts';
import { createCountedSend } from './counted-send.mts';
import type { DeskInBench, ShownCase } from './measure.mts';

/** A desk as the node makes it from its binding, prepared. */
export async function openBound(
	adapter: string,
	{ credential, toCredentials, parameters }: DeskSetUp,
	{ url, key, isKept }: { url: string; key: string; isKept?: boolean },
	look: () => Promise<ShownCase[]>,
): Promise<DeskInBench> {
	const credentials = toCredentials(url, key);
	const binding = bindings[adapter];
	const { send, takeCalls } = createCountedSend(
		binding.toBaseUrl(credentials),
		credential,
		credentials,
		{ isKept },
	);
	const desk = binding.create(
		send,
		binding.readSettings(toDeskParameters(parameters), credentials),
	);
	await desk.prepare?.();
	return { adapter, desk, takeCalls, look, facts: { callsToPrepare: takeCalls() } };
}
