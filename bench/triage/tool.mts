/** A post to learn from or to be judged. */
export interface Labelled {
	text: string;
	isComplaint: boolean;
}

/** Something that says how much a post looks like a complaint; the higher, the more. */
export type Score = (text: string) => number;

/** One way to tell complaints that a user could put in our place. */
export interface Tool {
	name: string;
	/** Learns from posts; a word list or a finished tool has nothing to learn. */
	prepare(posts: Labelled[]): Score;
	/** What its scores are: chances as they come, or numbers that a cut and a curve are fitted to on the posts to learn from. */
	gives: 'chances' | 'numbers';
	/** How it is loaded by a program that starts anew, as one expression; where that says something. */
	start?: string;
}
