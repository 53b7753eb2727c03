import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../demo/sandbox.mts';
import type { Chance } from './chance.ts';
import type { DeskRoad } from './desk-road.mts';
import { planDeskTrouble, planPushTrouble, planXTrouble, type Trouble } from './trouble.ts';

/** What goes wrong around n8n; each returns when `signal` ends it, with nothing wrong any more. */
export interface Pests {
	run(signal: AbortSignal): Promise<void>;
	/** How often something went wrong, by what it was. */
	counts: Record<string, number>;
}

export function createPests(
	{ sandbox, road, isPushed }: { sandbox: Sandbox; road: DeskRoad; isPushed: boolean },
	chance: Chance,
): Pests {
	const counts: Record<string, number> = {};
	const note = (what: string) => (counts[what] = (counts[what] ?? 0) + 1);

	return {
		counts,
		async run(signal) {
			await Promise.all([
				plague(planXTrouble(chance.fork('X')), signal, {
					async begin({ path, method = '', times, ...effect }) {
						note(`X: ${method} ${path}: ${JSON.stringify(effect)}`);
						await sandbox.control('POST', 'faults', {
							...{ path, times, ...effect },
							...(method && { method }),
						});
					},
					end: async () => void (await sandbox.control('DELETE', 'faults')),
				}),
				plague(planDeskTrouble(chance.fork('desk')), signal, {
					async begin(fault) {
						note(`desk: ${fault}`);
						road.begin(fault);
					},
					end: async () => road.end(),
				}),
				isPushed &&
					plague(planPushTrouble(chance.fork('push')), signal, {
						async begin({ name, begin }) {
							note(`push: ${name}`);
							await sandbox.control('POST', 'activity', begin);
						},
						end: async ({ end }) => void (end && (await sandbox.control('POST', 'activity', end))),
					}),
			]);
		},
	};
}

async function plague<What>(
	troubles: Generator<Trouble<What>, never>,
	signal: AbortSignal,
	{ begin, end }: { begin(what: What): Promise<void>; end(what: What): Promise<void> },
): Promise<void> {
	const wait = async (ms: number) => await sleep(ms, undefined, { signal }).catch(() => undefined);
	for (const { waitMs, lastsMs, what } of troubles) {
		await wait(waitMs);
		if (signal.aborted) return;
		await begin(what);
		await wait(lastsMs);
		await end(what);
	}
}
