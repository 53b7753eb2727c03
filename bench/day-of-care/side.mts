import type { XAccount } from './x-account.mts';

/** One way to do the day's work, set up on an account. */
export interface Side {
	account: XAccount;
	/** Ids of the posts and messages it has come across. */
	seen: ReadonlySet<string>;
	/** Does what is due at that minute of the day. */
	work(minute: number): Promise<void>;
	/** Answers one post it has come across, with the node that answers the others. */
	answer(postId: string, text: string): Promise<void>;
}

export type SetUp = (account: XAccount) => Side;
