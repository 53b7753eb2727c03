import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { postClasses } from '../src/domain/triage/model.ts';
import type { Urgency } from '../src/domain/triage/triage.ts';
import type { LabelledPost } from './labelled-post.ts';
import { readCsv } from './read-csv.mts';

const inventedFolder = new URL('invented/', import.meta.url);

/** An export's review is long; a post is not. */
const longestReview = 280;

const urgencies: Urgency[] = ['low', 'normal', 'urgent', 'critical'];

/** Reads the labelled files of a folder (training/README.md says which) and the invented posts that stand here. */
export function readPosts(folder: string): LabelledPost[] {
	const read = (file: string) => readCsv(join(folder, file));
	const anchor = read('posts_dev.csv').map(
		(row): LabelledPost => ({
			text: row.text,
			source: 'anchor',
			file: 'posts_dev.csv',
			domain: row.domain,
			isComplaint: row.label === '1',
			intent: postClasses.find((name) => name === row.intent),
			...(row.label === '1' && row.severity !== '' ? { severity: Number(row.severity) } : {}),
			...toSentiment(row.intent, row.severity),
		}),
	);
	const urgencyOf = new Map(
		read('urgency_dev.csv').map((row) => [row.text, urgencies[Number(row.urgency) - 1]]),
	);
	for (const post of anchor) {
		const urgency = urgencyOf.get(post.text);
		if (urgency !== undefined) post.urgency = urgency;
		urgencyOf.delete(post.text);
	}
	if (urgencyOf.size > 0)
		throw new Error(`urgency_dev.csv: ${urgencyOf.size} posts do not stand in posts_dev.csv`);
	const reviews = read('reviews.csv').map(
		(row): LabelledPost => ({
			text: row.text.slice(0, longestReview),
			source: 'reviews',
			file: 'reviews.csv',
			domain: 'review',
			isComplaint: row.label === '1',
		}),
	);
	return withoutRepeats([...anchor, ...reviews, ...readInvented()]);
}

/** Each text once: what is learnt from two posts must stand in two. */
function withoutRepeats(posts: LabelledPost[]): LabelledPost[] {
	return [...new Map(posts.toReversed().map((post) => [post.text, post])).values()].toReversed();
}

/** The posts invented for this purpose; they stand in the repository. */
export function readInvented(): LabelledPost[] {
	const files = readdirSync(inventedFolder).filter((file) => file.endsWith('.jsonl'));
	return files.sort().flatMap((file) =>
		readFileSync(new URL(file, inventedFolder), 'utf8')
			.split('\n')
			.filter((line) => line !== '')
			.map((line): LabelledPost => {
				const post = JSON.parse(line) as Pick<
					LabelledPost,
					'text' | 'intent' | 'urgency' | 'sentiment' | 'domain'
				>;
				return {
					...post,
					source: 'invented',
					file: basename(file, '.jsonl'),
					isComplaint: post.intent === 'complaint',
				};
			}),
	);
}

/** Thanks are positive, complaints that reproach are negative; of the rest nothing is said. */
function toSentiment(intent: string, severity: string): Pick<LabelledPost, 'sentiment'> {
	if (intent === 'praise') return { sentiment: 'positive' };
	return Number(severity) >= 2 ? { sentiment: 'negative' } : {};
}
