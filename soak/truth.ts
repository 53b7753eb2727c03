import type { Saying, SayingKind } from './sayings';

/** A saying that was said, under the id X gave it. */
export interface Said extends Saying {
	/** Of the post or message; of a follow and a repost the name its event has. */
	id: string;
	/** When the sandbox had it, milliseconds since 1970. */
	saidMs: number;
	/** Edited since, so that X may never have shown this version: no entry and no answer is right, one is, two are not. */
	isReplaced?: boolean;
}

/** What is there in the end, each asked for where it lives. */
export interface Found {
	/** At the desk. */
	cases: Array<{ id: string; key: string; entries: string[] }>;
	/** What the account posted on X. */
	answers: Array<{ id: string; inReplyTo?: string }>;
	/** How many rows of the history name an event. */
	history: ReadonlyMap<string, number>;
	/** Rows still open in the ledger. */
	open: number;
}

export interface Problem {
	what:
		| 'lost'
		| 'garbled'
		| 'doubled entry'
		| 'doubled case'
		| 'doubled answer'
		| 'no answer'
		| 'unasked answer';
	/** The event it is about; absent for what belongs to nobody. */
	key?: string;
	says: string;
}

/** Cases, which become entries at the desk; follows and reposts only stand in the history. */
const inCases: SayingKind[] = ['mention', 'reply', 'quote', 'edit', 'keyword', 'message'];

export const belongsInCase = ({ kind }: Saying) => inCases.includes(kind);

/** Compares what was said with what became of it. */
export function judge(said: Said[], found: Found): Problem[] {
	const byKey = new Map(said.map((one) => [one.key, one]));
	const entries = found.cases.flatMap(({ id, entries: texts }) =>
		texts.map((text) => ({ caseId: id, text, said: findSaid(text, byKey) })),
	);
	return [
		...said.filter(belongsInCase).flatMap(judgeEntries),
		...judgeThreads(),
		...judgeStrangers(),
		...said.filter((one) => one.kind === 'follow').flatMap(judgeNote),
		...said.flatMap(judgeAnswers),
	];

	function judgeEntries(one: Said): Problem[] {
		const own = entries.filter((entry) => entry.said === one);
		const problems: Problem[] = own.slice(1).map(({ caseId }) => ({
			what: 'doubled entry',
			key: one.key,
			says: `${name(one)} is in case ${own[0].caseId} and once more in case ${caseId}`,
		}));
		if (own.length === 0 && !one.isReplaced) {
			problems.push({ what: 'lost', key: one.key, says: `${name(one)} is in no case` });
		}
		if (own.length > 0 && !toPlain(own[0].text).includes(toPlain(one.text))) {
			const says = `${name(one)} is not word for word in case ${own[0].caseId}`;
			problems.push({ what: 'garbled', key: one.key, says });
		}
		return problems;
	}

	/** One conversation, one case. */
	function judgeThreads(): Problem[] {
		const casesOf = new Map<string, Set<string>>();
		for (const { said: one, caseId } of entries) {
			if (!one) continue;
			casesOf.set(one.thread, (casesOf.get(one.thread) ?? new Set()).add(caseId));
		}
		return [...casesOf].flatMap(([thread, [first, ...others]]) =>
			others.map((other): Problem => {
				const says = `'${thread}' is in case ${first} and in case ${other}`;
				return { what: 'doubled case', key: said.find((one) => one.thread === thread)?.key, says };
			}),
		);
	}

	function judgeStrangers(): Problem[] {
		const problems: Problem[] = [];
		for (const { id } of found.cases) {
			const own = entries.filter(({ caseId }) => caseId === id);
			if (own.length === 0 || own.every((entry) => !entry.said)) {
				problems.push({ what: 'doubled case', says: `case ${id} belongs to no post` });
			}
			const threads = new Set(own.flatMap((entry) => entry.said?.thread ?? []));
			if (threads.size > 1) {
				problems.push({ what: 'lost', says: `case ${id} mixes ${[...threads].join(', ')}` });
			}
		}
		return problems;
	}

	function judgeNote(one: Said): Problem[] {
		if (found.history.has(one.id)) return [];
		return [{ what: 'lost', key: one.key, says: `${name(one)} is not in the history` }];
	}

	function judgeAnswers(one: Said): Problem[] {
		const own = found.answers.filter(({ inReplyTo }) => inReplyTo === one.id);
		const problems: Problem[] = own.slice(1).map(({ id }) => ({
			what: 'doubled answer',
			key: one.key,
			says: `${name(one)} was answered by ${own[0].id} and once more by ${id}`,
		}));
		if (own.length === 0 && one.answer === 'due' && !one.isReplaced) {
			problems.push({ what: 'no answer', key: one.key, says: `${name(one)} was not answered` });
		}
		if (own.length > 0 && one.answer === 'none') {
			const says = `${name(one)} was answered by ${own[0].id}, which X does not allow`;
			problems.push({ what: 'unasked answer', key: one.key, says });
		}
		return problems;
	}
}

const name = ({ kind, id, from, key }: Said) => `${kind} ${id} of @${from} (${key})`;

/** Every text carries its key, its case title may too: what matters is whose entry it is. */
function findSaid(text: string, byKey: ReadonlyMap<string, Said>): Said | undefined {
	for (const [key] of text.matchAll(/\b\d{4}-\d{4}-\d{4}\b/g)) {
		const said = byKey.get(key);
		if (said) return said;
	}
	return undefined;
}

/** Desks may fold lines and indent quotes; the words and signs must be there all the same. */
function toPlain(text: string): string {
	return text
		.replace(/^[>|] ?/gm, '')
		.replace(/\s+/g, ' ')
		.trim();
}
