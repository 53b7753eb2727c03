import { detectLanguage } from '../languages/detect';
import { toSignals } from '../learning/signal-table';
import { hashText, mix } from '../../hash';
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
	const texts = new Map(cut.map(({ text }) => [text, undefined as ReadPost | undefined]));
	checkSize(texts.size);
	for (const text of texts.keys()) texts.set(text, readIfAsked(text));
	const byKey = new Map<string, Labelled>();
	let notRead = 0;
	for (const { text, category, where } of cut) {
		const read = texts.get(text);
		if (read === undefined) notRead++;
		else add(byKey, text, read, category, where);
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

/** Of posts with the same words the last label counts, and always the same text stands for all. */
function add(
	byKey: Map<string, Labelled>,
	text: string,
	read: ReadPost,
	label: PostClass,
	where: string,
): void {
	const key = toKey(read);
	const known = byKey.get(key);
	if (known === undefined) {
		byKey.set(key, { text, read, label, labels: new Set([label]), where: [where] });
		return;
	}
	if (text < known.text) Object.assign(known, { text, read });
	known.label = label;
	known.labels.add(label);
	known.where.push(where);
}

/** Undefined when the classifier would leave it to a person, whatever a model says. */
function readIfAsked(text: string): ReadPost | undefined {
	const read = toReadPost(text);
	const rule = findUnsureRule({}, read.tokens, detectLanguage(text, read.tokens));
	return rule?.canGuess === false ? undefined : read;
}

/** The same for posts that differ only in handles, links, numbers and capitals: a model sees hardly any difference. */
function toKey({ tokens }: ReadPost): string {
	return tokens.map(toSignalKey).join(' ');
}

const toHash = (text: string) => mix(hashText(text));

function toFingerprint(found: Labelled[]): string {
	const all = found.map(({ text, label }) => `${label} ${text}`).join('\n');
	const halves = [mix(hashText(all)), mix(hashText(all, hashText('second half')))];
	return halves.map((half) => half.toString(16).padStart(8, '0')).join('');
}
