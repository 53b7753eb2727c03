import type { Desk } from '../../src/desks/desk.ts';
import type { CaseDraft, CaseRef } from '../../src/domain/case.ts';
import type { Conversation } from './conversations.mts';

/** A case as the far side shows it. */
export interface ShownCase {
	caseKey?: string;
	texts: string[];
}

export interface DeskInBench {
	adapter: string;
	desk: Desk;
	takeCalls(): number;
	/** Everything the far side holds, by its own account. */
	look(): Promise<ShownCase[]>;
	/** More about it, for its line. */
	facts?: object;
	close?(): Promise<void>;
}

export interface Measured {
	calls: { new: number; followUp: number };
	seconds: number;
	/** What went wrong, one sentence each. */
	faults: string[];
}

/** One desk through a part of the bench; `put` is called once per draft, in order. */
export function createMeasure({ desk, takeCalls }: DeskInBench) {
	const measured: Measured = { calls: { new: 0, followUp: 0 }, seconds: 0, faults: [] };
	const put = async (kind: 'new' | 'followUp', draft: CaseDraft): Promise<void> => {
		const startedMs = performance.now();
		const reference: CaseRef | undefined = await desk
			.upsertCase(draft)
			.catch((error: unknown) => void measured.faults.push(String(error)));
		measured.seconds += (performance.now() - startedMs) / 1000;
		measured.calls[kind] += takeCalls();
		const expected = kind === 'new' ? 'created' : 'added';
		if (reference && reference.outcome !== expected) {
			measured.faults.push(`${draft.reference} was ${reference.outcome}, not ${expected}`);
		}
	};
	return { measured, put };
}

/** What is missing or there twice afterwards. */
export function findFaults(shown: ShownCase[], conversations: Conversation[]): string[] {
	const byKey = groupTexts(shown.map(({ caseKey = '', texts }) => [caseKey, texts]));
	return conversations.flatMap(({ first, followUp }) => {
		const cases = byKey.get(first.caseKey) ?? [];
		if (cases.length !== 1) return [`${cases.length} cases for ${first.caseKey}`];
		return [first, followUp].flatMap(({ reference }) => {
			const times = cases[0].filter((text) => text.includes(reference)).length;
			return times === 1 ? [] : [`${reference} stands there ${times} times`];
		});
	});
}

/** What belongs to one key, in order. */
export function groupTexts<T>(pairs: Array<[key: string, value: T]>): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
	return groups;
}

/** Most calls an adapter may need. */
export const toLimits = ({ capabilities }: Desk) =>
	capabilities.caseKey === 'upsert' ? { new: 3, followUp: 2 } : { new: 5, followUp: 3 };
