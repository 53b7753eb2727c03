import { explain } from './explain';
import type { Explained } from './explain';
import { detectLanguage } from './languages/detect';
import type { DetectedLanguage } from './languages/detect';
import { judgeForeign } from './languages/judge-foreign';
import { shippedModel } from './linear/shipped-model';
import type { ReadPost, TriageModel } from './model';
import { findNames } from './names';
import { spamCues } from './noise-cues';
import type { PreparedNames } from './names';
import { findOwnWords } from './own-words';
import { toProbabilities, toNamedClass, toRelevance } from './probabilities';
import { toReadPost } from './read-post';
import { toReasons, toRuleReason, toUrgencyReasons } from './reasons';
import { toSentiment, toSeverity } from './tone';
import { findTopics } from './topics';
import type { PreparedTopics } from './topics';
import type { Category, Triage } from './triage';
import { findUnsureRule } from './unsure';
import type { UnsureRule } from './unsure';
import { judgeUrgency } from './urgency';
import type { UrgencyReason } from './urgency';

export interface Post {
	text: string;
	/** BCP 47, as X guessed it. */
	language?: string;
	/** BCP 47, as somebody who knows says; believed whatever the words. */
	knownLanguage?: string;
	hasMedia?: boolean;
	/** A reply inside a conversation: never "not for us". */
	isReply?: boolean;
	/** Whether the post says our name; absent when not known. */
	mentionsUs?: 'explicit' | 'implicit' | 'none';
}

export interface TriageOptions {
	/**
	 * How sure it must be that the post is, or is not, a complaint (0.5 to 1), or which share (0 to 1) of posts may be
	 * left unsure: the least sure ones, by what the model's labelled posts were like.
	 */
	unsure?: { below: number } | { share: number };
	/** What the category of an unsure post is. */
	whenUnsure?: 'unsure' | 'bestClass';
	/** Whether every post is meant for us; when not told, as each post says. */
	isAddressed?: boolean;
	/** The company's own words and phrases that mean a post is not for it. */
	notForUsWords?: string[];
	/** The company's own words and phrases that make a post urgent. */
	urgentWords?: string[];
	topics?: PreparedTopics;
	names?: PreparedNames;
	author?: { handle?: string; name?: string };
}

export const defaultUnsureBelow = 0.69;

/** Only this sure is a post put aside: nobody looks there. Surer still when it sounds grave. */
const notForUsFrom = { critical: 0.9, other: 0.7 };

/** Says what a post is, how urgent, how sure and why; the same for the same input, always. */
export function classify(
	post: Post,
	model: TriageModel = shippedModel(),
	options: TriageOptions = {},
): Triage {
	const read = toReadPost(post.text);
	const language = toLanguage(post, read);
	const rule = findUnsureRule(post, read.tokens, language);
	return rule?.canGuess === false
		? toUnread(read, language.language, rule, model, options)
		: toRead(post, read, language.language, rule, model, options);
}

function toLanguage(
	{ text, language, knownLanguage }: Post,
	{ tokens }: ReadPost,
): DetectedLanguage {
	return knownLanguage === undefined
		? detectLanguage(text, tokens, language)
		: {
				language: knownLanguage,
				isMixed: false,
				readsAsEnglish: /^en\b/i.test(knownLanguage),
			};
}

function toRead(
	post: Post,
	read: ReadPost,
	language: string,
	rule: UnsureRule | undefined,
	model: TriageModel,
	options: TriageOptions,
): Triage {
	const logits = model.judge(read);
	const notOurs = findOwnWords(read.tokens, 'your word for "not for us"', options.notForUsWords);
	const relevance = toRelevance(logits.relevant, post, options.isAddressed, {
		ownWord: notOurs.length > 0,
		spamCues: new Set(read.cues.map(({ cue }) => cue).filter((cue) => spamCues.has(cue))).size,
	});
	const probabilities = toProbabilities(logits, relevance);
	const { complaint } = probabilities;
	const guess = toNamedClass(probabilities);
	const sureness = guess === 'complaint' ? complaint : 1 - complaint;
	const urgentWords = findUrgentWords(read, options);
	const toUrgency = (category: Category) => judgeUrgency(read.cues, category, logits, urgentWords);
	const isClearlyAside = () => {
		const isCritical = toUrgency('unsure').urgency === 'critical';
		return probabilities.not_for_us >= notForUsFrom[isCritical ? 'critical' : 'other'];
	};
	const isSure =
		rule === undefined &&
		sureness >= toThreshold(model, options) &&
		(guess !== 'not_for_us' || isClearlyAside());
	const urgency = toUrgency(isSure ? guess : 'unsure');
	const evidence = model.explain(read);
	const reasons = toReasons(read, evidence, notOurs, probabilities, guess);
	const isKept = !isSure && options.whenUnsure !== 'bestClass';
	return {
		category: isKept ? 'unsure' : guess,
		probability: probabilities[guess],
		...(isKept ? { bestGuess: guess } : {}),
		probabilities,
		complaintProbability: complaint,
		relevanceProbability: relevance,
		// A critical complaint is dealt with at once anyway; a critical post that is none had better be looked at.
		needsReview: !isSure || (urgency.urgency === 'critical' && guess !== 'complaint'),
		language,
		sentiment: toSentiment(logits),
		severity: toSeverity(logits, guess),
		...toOwnFindings(read, options),
		urgency: urgency.urgency,
		reasons: [
			...(rule ? [toRuleReason(rule)] : []),
			...reasons,
			...toUrgencyReasons(read, evidence, urgency),
		],
		explanation: explain({
			isSure,
			guess,
			probability: probabilities[guess],
			rule,
			reasons,
			urgency,
		}),
		model: model.name,
	};
}

/** A post that cannot be read: no class is likelier than another. */
function toUnread(
	read: ReadPost,
	language: string,
	rule: UnsureRule,
	model: TriageModel,
	options: TriageOptions,
): Triage {
	const foreign = judgeForeign(read.tokens, language);
	const urgency = judgeUrgency(read.cues, 'unsure', undefined, [
		...findUrgentWords(read, options),
		...foreign.criticalSigns.map((hit) => ({ ...hit, urgency: 'critical' as const })),
	]);
	const found: Explained = {
		isSure: false,
		guess: 'comment',
		probability: even,
		rule,
		reasons: [],
		urgency,
	};
	return {
		category: 'unsure',
		probability: even,
		probabilities: {
			complaint: even,
			question: even,
			praise: even,
			comment: even,
			not_for_us: even,
		},
		needsReview: true,
		language,
		...(foreign.isSupported ? { sentiment: foreign.sentiment } : {}),
		...toOwnFindings(read, options),
		urgency: urgency.urgency,
		reasons: [toRuleReason(rule), ...toUrgencyReasons(read, [], urgency)],
		explanation: explain(found),
		model: model.name,
	};
}

const even = 0.2;

function toThreshold(model: TriageModel, { unsure }: TriageOptions): number {
	if (unsure === undefined) return defaultUnsureBelow;
	if ('below' in unsure) return unsure.below;
	return model.surenessByPercent[Math.round(unsure.share * 100)] ?? 1;
}

function findUrgentWords({ tokens }: ReadPost, { urgentWords }: TriageOptions): UrgencyReason[] {
	return findOwnWords(tokens, 'your urgent word', urgentWords).map((hit) => ({
		...hit,
		urgency: 'urgent',
	}));
}

/** What the user's own lists found; no keys where there are no lists. */
function toOwnFindings(
	{ text, tokens }: ReadPost,
	{ topics, names, author }: TriageOptions,
): Pick<Triage, 'topics' | 'names'> {
	return {
		...(topics
			? { topics: [...new Set(findTopics(topics, tokens).map(({ topic }) => topic))] }
			: {}),
		...(names ? { names: findNames(names, tokens, author, text) } : {}),
	};
}
