import { createRandom, shuffle } from './logistic';

/** Deals items out to folds so that each group is spread evenly; the fold of each item. */
export function dealFolds(groups: readonly string[], folds: number, seed: number): number[] {
	const random = createRandom(seed);
	const members = new Map<string, number[]>();
	groups.forEach((group, i) => {
		const list = members.get(group);
		if (list === undefined) members.set(group, [i]);
		else list.push(i);
	});
	const dealt = new Array<number>(groups.length);
	let next = 0;
	for (const list of members.values()) {
		for (const i of shuffle(list, random)) dealt[i] = next++ % folds;
	}
	return dealt;
}
