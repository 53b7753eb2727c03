import { detectLanguage } from '../languages/detect';
import { toSignals } from '../learning/signal-table';
import { hashText, mix } from '../linear/hash';
import { toSignalKey } from '../linear/signals';
import type { PostClass, ReadPost, TriageModel } from '../model';
import { toReadPost } from '../read-post';
import { findUnsureRule } from '../unsure';
import type { Example } from './example';
import type { LabelledPost } from './lesson';
import { checkCounts, checkSize } from './refused';

/** What labelled posts come down to. */
export interface ReadExamples {
	/** In an order of their own, whatever order they came in. */
	posts: LabelledPost[];
	/** How many came again, with the same words. */
	repeated: number;
	/** How many have no words or are in a language that is not read. */
	notRead: number;
	/** Where the same post has different labels; the last of them counts. */
	contradictions: string[][];
	/** A fingerprint of posts and labels. */
	trainingSet: string;
}

/** What a post says, it says at its beginning; the rest only takes time. */
const longestLesson = 1_000;

interface Labelled {
	text: string;
	read: ReadPost;
	label: PostClass;
	labels: Set<PostClass>;
	where: string[];
}

/** Reads labelled posts for learning: each once, none that the model is never asked about. Throws `RefusedTraining`. */
export function readExamples(examples: Example[], base: TriageModel): ReadExamples {
	const cut = examples.map((example) => ({
		...example,
		text: example.text.slice(0, longestLesson),
	}));
	checkSize(new Set(cut.map(({ text }) => text)).size);
	const reads = new Map<string, ReadPost | undefined>();
	const byKey = new Map<string, Labelled>();
	let notRead = 0;
	for (const { text, category, where } of cut) {
		if (!reads.has(text)) reads.set(text, readIfAsked(text));
		const read = reads.get(text);
		if (read === undefined) {
			notRead++;
			continue;
		}
		const key = toKey(read);
		const known = byKey.get(key);
		// Of texts with the same words always the same one stands for all.
		const stands = known !== undefined && known.text <= text ? known : { text, read };
		byKey.set(key, {
			text: stands.text,
			read: stands.read,
			label: category,
			labels: new Set([...(known?.labels ?? []), category]),
			where: [...(known?.where ?? []), where],
		});
	}
	const found = [...byKey.values()].sort(
		(a, b) => toHash(a.text) - toHash(b.text) || (a.text < b.text ? -1 : 1),
	);
	checkCounts(found.map(({ label }) => label));
	return {
		posts: found.map(({ read, label }) => ({
			label,
			read,
			signals: toSignals(read),
			logits: base.judge(read),
		})),
		repeated: examples.length - notRead - found.length,
		notRead,
		contradictions: found.filter(({ labels }) => labels.size > 1).map(({ where }) => where),
		trainingSet: toFingerprint(found),
	};
}

/** Undefined when the classifier would leave it to a person, whatever a model says. */
function readIfAsked(text: string): ReadPost | undefined {
	const read = toReadPost(text);
	const rule = findUnsureRule({}, read.tokens, detectLanguage(text, read.tokens));
	return rule?.canGuess === false ? undefined : read;
}

/** The same for posts that differ only in handles, links, numbers and capitals: a model sees no difference. */
function toKey({ tokens }: ReadPost): string {
	return tokens.map(toSignalKey).join(' ');
}

const toHash = (text: string) => mix(hashText(text));

function toFingerprint(found: Labelled[]): string {
	const all = found.map(({ text, label }) => `${label} ${text}`).join('\n');
	const halves = [mix(hashText(all)), mix(hashText(all, hashText('second half')))];
	return halves.map((half) => half.toString(16).padStart(8, '0')).join('');
}
