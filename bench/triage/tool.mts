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
	/** Whether it learns from posts; a word list or a finished tool does not. */
	learns: boolean;
	prepare(posts: Labelled[]): Score;
	/** How it is loaded and asked for its first answer by a program that starts anew, as one expression. */
	start?: string;
}
