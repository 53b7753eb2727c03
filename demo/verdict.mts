import type { CheckPost } from './check-posts.mts';
import { toExpectation } from './check-posts.mts';
import type { HeldCase } from './desk.mts';

/** What the desk holds against what it should. */
export interface Verdict {
	expected: { cases: number; comments: number };
	found: { cases: number; comments: number };
	/** Posts that stand in no case, or in the case of another conversation. */
	lost: number;
	/** Entries and cases there are too many of: a post twice, a conversation twice, a post that needs no case. */
	doubled: number;
	/** Posts whose words do not stand in their case as they were written. */
	garbled: number;
	/** What exactly is wrong, for the person who has to find out why. */
	problems: string[];
}

/** Compares the desk with the posts; `ids` says under which id X has each post. */
export function judgeCases(
	posts: CheckPost[],
	ids: ReadonlyMap<string, string>,
	cases: HeldCase[],
): Verdict {
	const byId = new Map(posts.map((post) => [ids.get(post.key), post]));
	const entries = cases.flatMap((held) =>
		held.entries.map((text) => ({ caseId: held.id, text, post: findPost(text, byId) })),
	);
	const wanted = posts.filter(({ thread }) => thread !== 'none');
	const lost: string[] = [];
	const doubled: string[] = [];
	const garbled: string[] = [];

	for (const post of posts) {
		const own = entries.filter((entry) => entry.post === post);
		const due = post.thread === 'none' ? 0 : 1;
		if (own.length < due) lost.push(`'${post.key}' is in no case`);
		for (const { caseId } of own.slice(due)) {
			doubled.push(`'${post.key}' is ${due ? 'once more' : 'needlessly'} in case ${caseId}`);
		}
		if (own[0] && !toPlainText(own[0].text).includes(toPlainText(post.text))) {
			garbled.push(`'${post.key}' is not word for word in case ${own[0].caseId}`);
		}
	}
	for (const thread of new Set(wanted.map((post) => post.thread))) {
		const holding = entries.filter(({ post }) => post?.thread === thread);
		const [first, ...others] = new Set(holding.map(({ caseId }) => caseId));
		for (const other of others)
			doubled.push(`'${thread}' is in case ${first} and in case ${other}`);
	}
	for (const { id } of cases) {
		const threads = new Set(
			entries.filter(({ caseId }) => caseId === id).map(({ post }) => post?.thread),
		);
		if (threads.size > 1) lost.push(`case ${id} mixes ${[...threads].join(', ')}`);
	}
	for (const { post, caseId } of entries) {
		if (!post) doubled.push(`an entry of case ${caseId} belongs to no post`);
	}

	return {
		expected: toExpectation(posts),
		found: { cases: cases.length, comments: entries.length },
		lost: lost.length,
		doubled: doubled.length,
		garbled: garbled.length,
		problems: [...lost, ...doubled, ...garbled],
	};
}

/** The post a text is about: it carries the post's permalink, before the links to any other. */
export function findPost(
	text: string,
	byId: ReadonlyMap<string | undefined, CheckPost>,
): CheckPost | undefined {
	for (const [, id] of text.matchAll(/\/status\/(\d+)/g)) {
		const post = byId.get(id);
		if (post) return post;
	}
	return undefined;
}

/** Desks may fold lines and indent quotes; the words and signs must be there all the same. */
function toPlainText(text: string): string {
	return text
		.replace(/^[>|] ?/gm, '')
		.replace(/\s+/g, ' ')
		.trim();
}
