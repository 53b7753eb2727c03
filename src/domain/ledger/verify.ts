import type { Sha256Hex } from '../email/message';
import { type Chain, toChain } from './chain';
import {
	type Broken,
	checkBatch,
	findBrokenRow,
	findPlaceProblem,
	findSealProblem,
} from './check-batch';
import { isRedacted } from './redact';
import { readRows, readSeals, type StoredRow, type StoredSeal } from './stored';

export interface VerifyOptions {
	/** `sealHash` that was noted elsewhere: without it, seals taken away at the end are not noticed. */
	expectedLastSeal?: string;
	/** `sealHash` of a seal known to be good: batches up to it are not looked at, and their rows may be gone; hand all seals over. */
	fromSeal?: string;
}

export interface LedgerReport {
	/** Nothing was changed, as far as that can be told. */
	ok: boolean;
	/** Rows looked at. */
	rows: number;
	/** Seals looked at, but for those that do not count because another run was first. */
	seals: number;
	/** Newer than the last seal: each has its own hash, but one that is missing leaves no trace. */
	unsealedRows: number;
	/** `sealHash` to note elsewhere. */
	lastSeal?: string;
	firstBroken?: Broken;
	/** Rows whose content had to go. */
	redacted: number;
	/** All of it in words. */
	sentence: string;
}

/** Compares history and seals; the time it takes grows with their length, not faster. Throws `InvalidItem`. */
export function verifyLedger(
	history: unknown[],
	seals: unknown[],
	options: VerifyOptions,
	sha256Hex: Sha256Hex,
): LedgerReport {
	const all = readSeals(seals);
	const anchor = options.fromSeal
		? all.find(({ sealHash }) => sealHash === options.fromSeal)
		: undefined;
	const rows = readRows(history).filter(({ id }) => id > (anchor?.lastRowId ?? 0));
	const chain = toChain(all, anchor?.sealHash ?? '');
	const last = chain.counted.at(-1) ?? anchor;
	const ledger: Ledger = { rows, chain, anchor, last, options, sha256Hex };
	const [firstBroken] = findBroken(ledger);
	const report = {
		ok: !firstBroken,
		rows: rows.length,
		seals: chain.counted.length,
		unsealedRows: takeRows(rows, last?.lastRowId ?? 0).length,
		...(last && { lastSeal: last.sealHash }),
		...(firstBroken && { firstBroken }),
		redacted: rows.filter(({ content }) => isRedacted(content)).length,
	};
	return { ...report, sentence: toSentence(report) };
}

interface Ledger {
	/** By id. */
	rows: StoredRow[];
	chain: Chain;
	/** The seal to begin behind. */
	anchor?: StoredSeal;
	/** The last one that counts. */
	last?: StoredSeal;
	options: VerifyOptions;
	sha256Hex: Sha256Hex;
}

/** What is broken, first things first; work is done only as far as somebody asks. */
function* findBroken(ledger: Ledger): Generator<Broken> {
	const { rows, chain, anchor, last, options, sha256Hex } = ledger;
	if (options.fromSeal && !anchor) yield toLost(1, options.fromSeal);
	if (anchor) yield* asBroken(anchor, findSealProblem(anchor, sha256Hex));
	for (const [at, seal] of chain.counted.entries()) {
		yield* checkSeal(ledger, seal, chain.counted[at - 1] ?? anchor);
	}
	yield* checkOrphans(ledger);
	for (const { seal, previous = anchor } of chain.siblings) {
		yield* checkSeal(ledger, seal, previous);
	}
	const unsealed = findBrokenRow(takeRows(rows, last?.lastRowId ?? 0), sha256Hex);
	if (unsealed) yield unsealed;
	const proved = [...chain.counted, ...chain.siblings.map(({ seal }) => seal), anchor];
	const expected = options.expectedLastSeal;
	if (expected && !proved.some((seal) => seal?.sealHash === expected)) {
		yield toLost((last?.seq ?? 0) + 1, expected);
	}
}

function* checkSeal(
	{ rows, sha256Hex }: Ledger,
	seal: StoredSeal,
	previous: StoredSeal | undefined,
): Generator<Broken> {
	yield* asBroken(seal, findSealProblem(seal, sha256Hex) ?? findPlaceProblem(seal, previous));
	const batch = takeRows(rows, previous?.lastRowId ?? 0, seal.lastRowId);
	const broken = checkBatch(seal, batch, sha256Hex);
	if (broken) yield broken;
}

/** Seals whose predecessor is gone, or was changed so that they no longer fit behind it. */
function* checkOrphans({ chain, anchor, sha256Hex }: Ledger): Generator<Broken> {
	for (const seal of chain.orphans) yield* asBroken(seal, findSealProblem(seal, sha256Hex));
	const ofOld = new Set<string>();
	for (const seal of [...chain.orphans].sort((a, b) => a.seq - b.seq)) {
		// What leads up to the seal to begin behind, and what another run wrote back then.
		if (anchor && (seal.seq <= anchor.seq + 1 || ofOld.has(seal.previousSeal))) {
			ofOld.add(seal.sealHash);
			continue;
		}
		const problem = `Batch ${seal.seq - 1} is missing: the seal that seal ${seal.seq} builds upon is not there`;
		yield { what: 'batch', id: seal.seq - 1, problem };
	}
}

function* asBroken(seal: StoredSeal, problem: string | undefined): Generator<Broken> {
	if (!problem) return;
	const name = `Seal ${seal.seq} (row ${seal.id} of the table of seals)`;
	yield { what: 'seal', id: seal.id, problem: `${name} ${problem}` };
}

const toLost = (seq: number, sealHash: string): Broken => ({
	what: 'batch',
	id: seq,
	problem: `Batch ${seq} or a later one is missing: the seal ${sealHash.slice(0, 12)}… that was noted elsewhere is not there`,
});

/** Rows with an id above the first and up to the last, found by halving. */
function takeRows(rows: StoredRow[], above: number, upTo = Infinity): StoredRow[] {
	const findAbove = (id: number) => {
		let [low, high] = [0, rows.length];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (rows[middle].id > id) high = middle;
			else low = middle + 1;
		}
		return low;
	};
	return rows.slice(findAbove(above), findAbove(upTo));
}

function toSentence(report: Omit<LedgerReport, 'sentence'>): string {
	const { rows, seals, unsealedRows, redacted, firstBroken } = report;
	const gone = redacted > 0 ? `; the content of ${redacted} had to be deleted` : '';
	const counts = `${rows} rows and ${seals} seals; ${unsealedRows} rows are newer than the last seal${gone}`;
	if (!firstBroken) return `The ledger is whole: ${counts}.`;
	return `The ledger was changed. ${firstBroken.problem}. Looked at: ${counts}.`;
}
