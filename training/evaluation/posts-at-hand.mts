import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { isForUs, type LabelledPost, type Source } from '../labelled-post.ts';
import { readInvented, readPosts } from '../read-posts.mts';
import { isIndustry } from './rounds.ts';

export interface PostsAtHand {
	posts: LabelledPost[];
	/** The source to be judged by: the labelled files where they are, else the invented posts. */
	judged: Source;
}

/** Of the invented posts alone: about as many as there are labelled ones, so that it takes no longer. */
const oneInSoMany = 3;

/** The labelled posts of a folder with the invented ones, or some of these when there is no such folder. */
export function readPostsAtHand(folder: string): PostsAtHand {
	return existsSync(join(folder, 'posts_dev.csv'))
		? { posts: readPosts(folder), judged: 'anchor' }
		: { posts: readInvented().filter((_, i) => i % oneInSoMany === 0), judged: 'invented' };
}

/** Written to a company; the anchor set says so by the industry, the invented posts by the class. */
export function isToCompany(post: LabelledPost): boolean {
	return post.source === 'anchor' ? isIndustry(post) : isForUs(post);
}
