import type { CheckPost } from './check-posts.mts';
import type { Mail } from './sandbox.mts';
import { findPost } from './verdict.mts';

export interface MailVerdict {
	expected: number;
	found: number;
	/** Posts that need an answer and are in no mail. */
	lost: number;
	/** Mails there are too many of. */
	doubled: number;
}

/** Compares the mailbox with the posts: one mail for each that needs a case. */
export function judgeMails(
	posts: CheckPost[],
	ids: ReadonlyMap<string, string>,
	mails: Mail[],
): MailVerdict {
	const byId = new Map(posts.map((post) => [ids.get(post.key), post]));
	const delivered = mails.map(({ text }) => findPost(text, byId));
	const wanted = posts.filter(({ thread }) => thread !== 'none');
	const lost = wanted.filter((post) => !delivered.includes(post)).length;
	const doubled = mails.length - (wanted.length - lost);
	return { expected: wanted.length, found: mails.length, lost, doubled };
}
