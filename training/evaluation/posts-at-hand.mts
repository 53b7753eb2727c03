import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { isForUs, type LabelledPost } from '../labelled-post.ts';
import { readInvented, readPosts } from '../read-posts.mts';
import { isIndustry } from './rounds.ts';

export interface PostsAtHand {
	data: 'labelled' | 'invented';
	posts: LabelledPost[];
}

/** Of the invented posts alone: about as many as there are labelled ones, so that it takes no longer. */
const oneInSoMany = 3;

/**
 * The labelled posts of a folder with the invented ones. Where there is no such folder, some invented posts stand in for
 * the anchor set: they are judged, and learnt from as if they were what comes every day.
 */
export function readPostsAtHand(folder: string): PostsAtHand {
	if (existsSync(join(folder, 'posts_dev.csv')))
		return { data: 'labelled', posts: readPosts(folder) };
	const some = readInvented().filter((_, i) => i % oneInSoMany === 0);
	return { data: 'invented', posts: some.map((post) => ({ ...post, source: 'anchor' })) };
}

/** Written to a company; the anchor set says so by the industry, the invented posts by the class. */
export function isToCompany(post: LabelledPost, data: PostsAtHand['data']): boolean {
	return data === 'labelled' ? isIndustry(post) : isForUs(post);
}
