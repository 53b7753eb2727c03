import { InvalidItem } from '../../field';
import { categories } from '../triage';
import type { Category } from '../triage';
import type { SharePost } from './share-report';

export interface TimedPost {
	category: Category;
	atMs: number;
}

/** The posts in order of time. */
export function readPosts(posts: SharePost[]): TimedPost[] {
	if (!Array.isArray(posts)) throw new InvalidItem('posts', posts, 'a list');
	return posts.map(readPost).sort((a, b) => a.atMs - b.atMs);
}

function readPost(post: SharePost, index: number): TimedPost {
	const path = `posts[${index}]`;
	if (typeof post !== 'object' || post === null) throw new InvalidItem(path, post, 'an object');
	const { category, at } = post;
	if (!known.has(category)) {
		throw new InvalidItem(`${path}.category`, category, `one of ${categories.join(', ')}`);
	}
	return { category, atMs: readTime(at, `${path}.at`) };
}

/** Without its zone a time would mean another moment on every machine; that is refused. */
export function readTime(value: unknown, path: string): number {
	const [, year, month, day] = (typeof value === 'string' && value.match(time)) || [];
	const atMs = year !== undefined && isDate(+year, +month, +day) ? Date.parse(String(value)) : NaN;
	if (Number.isNaN(atMs)) {
		throw new InvalidItem(path, value, 'a time with its zone such as 2026-03-01T09:12:00Z');
	}
	return atMs;
}

/** JavaScript takes the 30th of February for the 2nd of March. */
function isDate(year: number, month: number, day: number): boolean {
	return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const known = new Set<unknown>(categories);
const time = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;
