import type { IExecuteFunctions } from 'n8n-workflow';

import type { IntentLog } from '../../x/outgoing/act-once';

/** How many intents and places n8n keeps per node; the oldest go first. */
const entriesKept = 10_000;
const options = { mode: 'entries', maxEntries: entriesKept } as const;

/** The place taken last, per node and day: where to start looking. Lost with the process, found again by looking. */
const lastPlaces = new Map<string, number>();

/**
 * Intents in n8n's own store for processed data, kept per node, through restarts and across workers. The store can only be
 * asked by noting something in it. So an intent is two notes, one of which is taken back when it is done; whoever dies in
 * between leaves "pending", which costs a look on X and nothing else.
 */
export function createIntentLog(context: IExecuteFunctions): IntentLog {
	const { helpers } = context;
	const note = async (entry: string) => {
		const result = await helpers.checkProcessedAndRecord([entry], 'node', options);
		return result.new.length > 0 ? 'new' : 'seen';
	};
	const remove = async (entry: string) => await helpers.removeProcessed([entry], 'node', options);
	return {
		async begin(key) {
			const pending = await note(`pending ${key}`);
			if ((await note(`intent ${key}`)) === 'new') return 'new';
			if (pending === 'seen') return 'pending';
			await remove(`pending ${key}`);
			return 'done';
		},
		finish: async (key) => await remove(`pending ${key}`),
		async forget(key) {
			await remove(`intent ${key}`);
			await remove(`pending ${key}`);
		},
		async takePlace(utcDay, limit) {
			const memory = `${context.getWorkflow().id} ${context.getNode().id}`;
			const remembered = lastPlaces.get(`${memory} ${utcDay}`) ?? 0;
			for (let place = remembered + 1; place <= limit; place++) {
				if ((await note(`place ${utcDay} ${place}`)) === 'seen') continue;
				for (const key of lastPlaces.keys()) {
					if (key.startsWith(memory)) lastPlaces.delete(key);
				}
				lastPlaces.set(`${memory} ${utcDay}`, place);
				return place;
			}
			return undefined;
		},
	};
}
