import { fork } from 'node:child_process';

import type { Judged } from './judge-round.ts';
import type { Kind, Round } from './rounds.ts';

/** Judges all rounds in so many processes; what was judged, by kind. */
export async function runRounds(
	folder: string,
	rounds: Round[],
	processes: number,
): Promise<Map<Kind, Judged[]>> {
	const judged = rounds.map((): Judged[] => []);
	let next = 0;
	await Promise.all(
		Array.from({ length: Math.min(processes, rounds.length) }, () =>
			runWorker(folder, () => (next < rounds.length ? next++ : undefined), rounds, judged),
		),
	);
	const kinds = new Map<Kind, Judged[]>();
	rounds.forEach(({ kind }, i) => kinds.set(kind, [...(kinds.get(kind) ?? []), ...judged[i]]));
	return kinds;
}

function runWorker(
	folder: string,
	takeNext: () => number | undefined,
	rounds: Round[],
	judged: Judged[][],
): Promise<void> {
	const worker = fork(new URL('worker.mts', import.meta.url), [folder], {
		serialization: 'advanced',
	});
	return new Promise((resolve, reject) => {
		let current: number | undefined;
		const goOn = () => {
			current = takeNext();
			if (current === undefined) worker.disconnect();
			else worker.send(rounds[current]);
		};
		worker.on('message', (answers: Judged[]) => {
			judged[current!] = answers;
			console.error(`${rounds[current!].kind}: ${current! + 1} of ${rounds.length}`);
			goOn();
		});
		worker.on('error', reject);
		worker.on('exit', (code) =>
			code === 0
				? resolve()
				: reject(new Error(`Judging round ${current} ended with exit code ${code}`)),
		);
		goOn();
	});
}
