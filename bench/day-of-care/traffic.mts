import { type Chance, createChance } from './chance.mts';
import { toAnswer, toComplaint } from './texts.mts';

/** What one day of care consists of. */
export const volumes = { mentions: 500, answers: 150, messages: 100, hits: 300 };
/** So many of the keyword hits are mentions too: one post each. */
const hitsThatMention = 60;
/** Of the mentions. X hands both out as mentions; a search for the handle does not find quotes that do not name it. */
const quotes = 15;
const repliesToUs = 60;

/** The product that is watched by name, with and without "@". */
export const keywordQuery = '("acme parcel" OR #acmeparcel) -from:acmecare -is:retweet';

export const handles = Array.from({ length: 700 }, (_, n) => `customer_${n + 1}`);

/** Something that happens on X at `atMs`, milliseconds since 1970. */
export interface Arrival {
	atMs: number;
	kind: 'own post' | 'post' | 'message';
	from: string;
	text: string;
	isMention?: boolean;
	isHit?: boolean;
	/** Answers or quotes the company's newest post. */
	toOwnPost?: 'reply' | 'quote';
	/** What the company says to it; absent: nothing. */
	answer?: string;
}

const hourMs = 3_600_000;

/** Arrivals per UTC hour, relative to each other: a quiet night, a busy noon and evening. */
const hourWeights = [
	2, 1, 1, 1, 1, 2, 6, 12, 20, 24, 24, 26, 28, 24, 22, 22, 24, 28, 30, 26, 20, 14, 8, 4,
];

interface Burst {
	atHour: number;
	minutes: number;
	count: number;
}

/** A van broke down in the morning and the app in the evening. */
const bursts: Record<'mentions' | 'hits' | 'messages', Burst[]> = {
	mentions: [
		{ atHour: 10.6, minutes: 20, count: 70 },
		{ atHour: 17.2, minutes: 12, count: 40 },
	],
	hits: [{ atHour: 10.7, minutes: 30, count: 50 }],
	messages: [{ atHour: 10.9, minutes: 10, count: 14 }],
};

/** One day's arrivals, oldest first; the same for the same start and number. */
export function createDay(startMs: number, number: number): Arrival[] {
	const chance = createChance(number);
	const toPost = (ms: number, more: Partial<Arrival> & { text: string }): Arrival => ({
		atMs: startMs + ms,
		kind: 'post',
		from: chance.pick(handles),
		...more,
	});
	const mentions = toTimes(volumes.mentions, bursts.mentions, chance).map((ms, n) => {
		const { answered, ...more } = mentionKinds[(n * 197) % volumes.mentions];
		const text = toComplaint(chance, more.isHit ? 'Acme Parcel' : undefined);
		return toPost(ms, {
			...more,
			text: more.toOwnPost ? text : `@acmecare ${text}`,
			isMention: true,
			...(answered !== undefined && { answer: toAnswer(number * volumes.answers + answered) }),
		});
	});
	const hits = toTimes(volumes.hits - hitsThatMention, bursts.hits, chance).map((ms) =>
		toPost(ms, {
			text: toComplaint(chance, chance.pick(['#AcmeParcel', 'Acme Parcel', 'acme parcel'])),
			isHit: true,
		}),
	);
	const messages = toTimes(volumes.messages, bursts.messages, chance).map((ms) =>
		toPost(ms, { kind: 'message', text: `Hello, ${toComplaint(chance)}` }),
	);
	const ownPosts = [8, 12, 17].map((hour) =>
		toPost(hour * hourMs, {
			kind: 'own post',
			from: 'acmecare',
			text: `News of day ${number} at ${hour} o'clock.`,
		}),
	);
	return [...mentions, ...hits, ...messages, ...ownPosts].sort((a, b) => a.atMs - b.atMs);
}

interface MentionKind extends Pick<Arrival, 'toOwnPost' | 'isHit'> {
	/** The number of the answer among the day's answers. */
	answered?: number;
}

/** One per mention of a day. Only those that type the handle are answered: X takes no other answers from a program. */
const mentionKinds = Array.from({ length: volumes.mentions }, (_, n): MentionKind => {
	if (n < quotes) return { toOwnPost: 'quote' };
	if (n < quotes + repliesToUs) return { toOwnPost: 'reply' };
	const typed = n - quotes - repliesToUs;
	const isAnswered = typed % 2 === 0 && typed / 2 < volumes.answers;
	return {
		isHit: typed % 7 === 0 && typed / 7 < hitsThatMention,
		...(isAnswered && { answered: typed / 2 }),
	};
});

/** Milliseconds since the day began, oldest first. */
function toTimes(count: number, burstsOfIt: Burst[], chance: Chance): number[] {
	const inBursts = burstsOfIt.flatMap(({ atHour, minutes, count: size }) =>
		Array.from({ length: size }, () => (atHour + (chance.next() * minutes) / 60) * hourMs),
	);
	const others = Array.from({ length: count - inBursts.length }, () => toTimeOfDay(chance));
	return [...inBursts, ...others].map(Math.floor).sort((a, b) => a - b);
}

function toTimeOfDay(chance: Chance): number {
	let left = chance.next() * hourWeights.reduce((sum, weight) => sum + weight, 0);
	const hour = hourWeights.findIndex((weight) => (left -= weight) < 0);
	return (hour + chance.next()) * hourMs;
}
