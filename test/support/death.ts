export interface Death {
	/** The process dies before that node, at that run of it. */
	plan(before: string, run?: number): void;
	cancel(): void;
	/** For the engine, which calls it before every node. */
	beforeNode(name: string): void;
}

/** Ends a run at a chosen point, as if n8n's process had died there: nothing after it happens. */
export function createDeath(): Death {
	const runs = new Map<string, number>();
	let planned: { before: string; run: number } | undefined;
	return {
		plan(before, run = 1) {
			runs.clear();
			planned = { before, run };
		},
		cancel() {
			planned = undefined;
		},
		beforeNode(name) {
			const run = (runs.get(name) ?? 0) + 1;
			runs.set(name, run);
			if (planned?.before === name && planned.run === run) {
				throw new Error('the process died here');
			}
		},
	};
}
