import type { StoredSeal } from './stored';

/** Seals, told apart by what builds upon what. */
export interface Chain {
	/** One behind the other; of several that build upon the same one, the one with the lowest row id. */
	counted: StoredSeal[];
	/** Written at the same time by another run: they count for nothing, but what they say has to be true. */
	siblings: Array<{ seal: StoredSeal; previous?: StoredSeal }>;
	/** What they build upon is not there. */
	orphans: StoredSeal[];
}

/**
 * @param seals by row id
 * @param begin `sealHash` of the seal to begin behind; empty: the very beginning
 */
export function toChain(seals: StoredSeal[], begin: string): Chain {
	const next = toNext(seals);
	const counted = toCounted(next, begin);
	const known = new Set(counted);
	const siblings: Chain['siblings'] = [];
	const reached = new Set<string>();
	const open: Array<{ hash: string; previous?: StoredSeal }> = [{ hash: begin }];
	for (let step = open.pop(); step; step = open.pop()) {
		if (reached.has(step.hash)) continue;
		reached.add(step.hash);
		for (const seal of next.get(step.hash) ?? []) {
			if (!known.has(seal)) siblings.push({ seal, previous: step.previous });
			open.push({ hash: seal.sealHash, previous: seal });
		}
	}
	return {
		counted,
		siblings: siblings.sort((a, b) => a.seal.id - b.seal.id),
		orphans: seals.filter(({ previousSeal }) => !reached.has(previousSeal)),
	};
}

/** Where the newest seals begin, when only they were read: of several beginnings the one that leads furthest is no sibling's. */
export function findBegin(seals: StoredSeal[]): string {
	if (seals.some(({ previousSeal }) => previousSeal === '')) return '';
	const next = toNext(seals);
	const hashes = new Set(seals.map(({ sealHash }) => sealHash));
	const begins = [...next.keys()].filter((hash) => !hashes.has(hash));
	const lastSeqs = begins.map((hash) => toCounted(next, hash).at(-1)?.seq ?? 0);
	return begins[lastSeqs.indexOf(Math.max(...lastSeqs))] ?? '';
}

/** Seals by the one they build upon, lowest row id first. */
function toNext(seals: StoredSeal[]): Map<string, StoredSeal[]> {
	const next = new Map<string, StoredSeal[]>();
	for (const seal of seals) {
		const all = next.get(seal.previousSeal);
		if (all) all.push(seal);
		else next.set(seal.previousSeal, [seal]);
	}
	return next;
}

function toCounted(next: Map<string, StoredSeal[]>, begin: string): StoredSeal[] {
	const counted: StoredSeal[] = [];
	// Hashes that somebody made up may lead in a circle.
	const passed = new Set([begin]);
	for (let [seal] = next.get(begin) ?? []; seal; [seal] = next.get(seal.sealHash) ?? []) {
		counted.push(seal);
		if (passed.has(seal.sealHash)) break;
		passed.add(seal.sealHash);
	}
	return counted;
}
