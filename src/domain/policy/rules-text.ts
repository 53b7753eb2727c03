import { countCashtags } from '../post-text/cashtags';
import { similarity, similarityThreshold } from '../post-text/similarity';
import { longestWeighed, weighText } from '../post-text/weight';
import type { PolicyFacts } from './facts';
import { type Finding, type Rule, askPerson, toPartName, toPublicTexts } from './finding';
import { findMentions } from './mentions';
import { isApproved } from './rules-post';

/** X wants its own leave for answers a model writes; a person who read the text may stand in for that. */
export const aiNotApproved: Rule = (action, facts) => {
	if (!('texts' in action) && !('text' in action)) return undefined;
	if (facts.writtenBy !== 'ai' || isApproved(facts.approvedBy)) return undefined;
	return askPerson(
		'AI text not approved',
		"A language model wrote this text and nobody has approved it, which X asks for; have a person read it and enter who approved it under 'Approved By'.",
	);
};

export const unaskedMention: Rule = (action, { account }) => {
	if (action.kind !== 'publish') return undefined;
	const others = action.texts
		.flatMap(findMentions)
		.filter((handle) => handle.toLowerCase() !== account.handle.toLowerCase());
	if (others.length === 0) return undefined;
	return askPerson(
		'unasked mention',
		`The post names @${others[0]}, who did not write to the account, and X restricts automatic posts that name people; take the handle out, or publish by hand with the link.`,
	);
};

const longestMessage = 10_000;

export const textTooLong: Rule = (action) => {
	if (action.kind === 'sendMessage' && [...action.text].length > longestMessage) {
		return askPerson(
			'text too long',
			`The message has more than ${longestMessage} characters, which X does not take; shorten it, or send it in several messages.`,
		);
	}
	return firstOf(toPublicTexts(action), (text, part) => {
		const { length, isTooLong } = weighText(text);
		if (!isTooLong) return undefined;
		return askPerson(
			'text too long',
			`The text${part} counts ${length} characters as X counts them and may have 280; shorten it, or split it into several posts.`,
		);
	});
};

export const tooManyCashtags: Rule = (action) =>
	firstOf(toPublicTexts(action), (text, part) => {
		const count = countCashtags(text);
		if (count <= 1) return undefined;
		return askPerson(
			'too many cashtags',
			`The text${part} has ${count} cashtags (such as $ACME) and X takes one per post; take out all but one.`,
		);
	});

const windowMs = 48 * 3_600_000;

/** X takes the same words twice for spam, also in answers to different people. */
export const similarText: Rule = (action, facts) => {
	const isReply = action.kind === 'reply';
	const texts = toPublicTexts(action);
	const repeated = texts.findIndex((text, at) =>
		texts.slice(0, at).some((before) => isSimilar(text, before)),
	);
	if (repeated > 0) {
		return askPerson(
			'similar text',
			`The text${toPartName(repeated, texts.length)} repeats an earlier post of the same thread, and X refuses the same words twice; change the wording.`,
		);
	}
	const recent = toRecent(facts).filter(
		({ inReplyToPostId }) =>
			!(
				isReply &&
				facts.allowsSameAnswer &&
				inReplyToPostId &&
				inReplyToPostId !== action.toPostId
			),
	);
	return firstOf(texts, (text, part) => {
		const twin = recent.find((post) => isSimilar(text, post.text));
		if (!twin) return undefined;
		const known = `https://x.com/i/status/${twin.id}`;
		return askPerson(
			'similar text',
			isReply
				? `The text${part} says nearly the same as ${known} of the last 48 hours, and X takes the same answer to several people for spam; add more wordings to the node, or switch on 'Same Answer to Several People' under 'Safety'.`
				: `The text${part} says nearly the same as ${known} of the last 48 hours, and X refuses the same post twice; change the wording, or wait until the other is older.`,
		);
	});
};

/** What a repost says was said by somebody else; a post whose time cannot be read counts as recent. */
const toRecent = ({ recentPosts, nowMs }: PolicyFacts) =>
	recentPosts.filter(
		({ createdAtMs, repostOf }) => repostOf === undefined && !(nowMs - createdAtMs > windowMs),
	);

/** Pictures without words are not compared, nor is what is far too long to be posted. */
const isSimilar = (a: string, b: string) =>
	isComparable(a) && isComparable(b) && similarity(a, b) >= similarityThreshold;
const isComparable = (text: string) => text.trim() !== '' && text.length <= longestWeighed;

function firstOf(
	texts: string[],
	find: (text: string, part: string) => Finding | undefined,
): Finding | undefined {
	for (const [index, text] of texts.entries()) {
		const finding = find(text, toPartName(index, texts.length));
		if (finding) return finding;
	}
	return undefined;
}
