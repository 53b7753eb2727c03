import type { SignalledPost } from '../learning/signal-table';
import type { Logits, PostClass, ReadPost } from '../model';

/** A labelled post, read once. */
export interface LearningPost {
	label: PostClass;
	read: ReadPost;
	signals: SignalledPost;
	/** What the model to be corrected says of it. */
	logits: Logits;
}
