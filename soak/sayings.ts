import type { Chance } from './chance';

/** What somebody does on X in the soak, and what has to become of it: stated here, not read off the result. */
export interface Saying {
	/** Names it inside the soak; stands in its text, so that its entry at the desk can be told from all others. */
	key: string;
	atMs: number;
	kind: SayingKind;
	from: string;
	/** Empty for follows and reposts. */
	text: string;
	/** All of one thread belong into one case. */
	thread: string;
	/** The saying that is answered or edited. */
	about?: string;
	/**
	 * `due`: X lets an automatic account answer it, so there must be one answer; `none`: X does not; `allowed`: it does, but who
	 * asks for mentions cannot see in the sandbox that a quote is one of ours, and leaves it to a person.
	 */
	answer: 'due' | 'none' | 'allowed';
}

export const sayingKinds = [
	'mention',
	'reply',
	'quote',
	'edit',
	'keyword',
	'message',
	'follow',
	'repost',
] as const;

export type SayingKind = (typeof sayingKinds)[number];

export interface CrowdOptions {
	minutes: number;
	perMinute: number;
	/** What the workflow under soak takes in: nobody says what it does not watch. */
	kinds: readonly SayingKind[];
	people: number;
	/** Those who follow, one after the other; nobody follows twice. */
	firstFollower?: number;
}

/** How often each kind comes among a hundred. */
const weights: Record<SayingKind, number> = {
	mention: 45,
	reply: 20,
	quote: 6,
	edit: 3,
	keyword: 6,
	message: 12,
	follow: 6,
	repost: 2,
};

/** X hands out the last version of an edited post only, so the first should have been seen; not always is it. */
const editAfterMs = 20_000;

/** Everything the customers do, in order of time; quiet stretches and bursts. */
export function planSayings(chance: Chance, options: CrowdOptions): Saying[] {
	const sayings: Saying[] = [];
	const deck = options.kinds.flatMap((kind) => Array.from({ length: weights[kind] }, () => kind));
	const edited = new Set<string>();
	for (const atMs of planTimes(chance.fork('times'), options)) {
		const kind = chance.pick(deck);
		const saying = toSaying(kind, atMs) ?? toSaying('mention', atMs);
		if (saying) sayings.push(saying);
	}
	return sayings;

	function toSaying(kind: SayingKind, atMs: number): Saying | undefined {
		const key = toKey(chance);
		const from = toHandle(chance.whole(1, options.people));
		const base = { key, atMs, kind, from, thread: key, answer: 'none' as const };
		switch (kind) {
			case 'mention':
				return { ...base, text: toText(chance, key, '@acmecare'), answer: 'due' };
			case 'quote': {
				const isNamed = chance.is(0.5);
				const text = toText(chance, key, isNamed ? '@acmecare' : '');
				return { ...base, text, answer: isNamed ? 'due' : 'allowed' };
			}
			case 'keyword':
				return { ...base, text: toText(chance, key, 'Acme Care:') };
			case 'message':
				return { ...base, text: toText(chance, key, ''), thread: `messages of ${from}` };
			case 'follow':
				return { ...base, from: toHandle(nextFollower()), text: '' };
			case 'repost':
				return hasReposted(from) ? undefined : { ...base, text: '' };
			case 'reply': {
				const about = findLater(['mention', 'reply'], (one) => !edited.has(one.key));
				const isNamed = chance.is(0.4);
				return (
					about && {
						...base,
						about: about.key,
						thread: about.thread,
						text: toText(chance, key, isNamed ? '@acmecare' : ''),
						answer: isNamed ? 'due' : 'none',
					}
				);
			}
			case 'edit': {
				const about = findLater(['mention'], ({ atMs: postedMs, key: other }) => {
					return postedMs < atMs - editAfterMs && !edited.has(other) && !isAnswered(other);
				});
				if (!about) return undefined;
				edited.add(about.key);
				return {
					...base,
					from: about.from,
					about: about.key,
					thread: about.thread,
					text: toText(chance, key, '@acmecare'),
					answer: 'due',
				};
			}
		}
	}

	function findLater(kinds: SayingKind[], fits: (saying: Saying) => boolean): Saying | undefined {
		const recent = sayings.slice(-60).filter((one) => kinds.includes(one.kind) && fits(one));
		return recent.length > 0 ? chance.pick(recent) : undefined;
	}

	function isAnswered(key: string): boolean {
		return sayings.some(({ about }) => about === key);
	}

	/** All repost the same post, and X takes that of nobody twice. */
	function hasReposted(handle: string): boolean {
		return sayings.some(({ kind, from }) => kind === 'repost' && from === handle);
	}

	function nextFollower(): number {
		const follows = sayings.filter(({ kind }) => kind === 'follow').length;
		return (options.firstFollower ?? options.people + 1) + follows;
	}
}

export const toHandle = (number: number) => `soak_${number}`;

/** Twelve digits in groups, as order numbers are written; a test sees to it that they change no verdict. */
export const keyPattern = /\b\d{4}-\d{4}-\d{4}\b/;

const toKey = (chance: Chance) => [1, 2, 3].map(() => String(chance.whole(1000, 9999))).join('-');

/** Steady trickle with a burst now and then; `perMinute` on average. */
function planTimes(chance: Chance, { minutes, perMinute }: CrowdOptions): number[] {
	const endMs = minutes * 60_000;
	const wanted = Math.round(minutes * perMinute);
	const times: number[] = [];
	while (times.length < wanted) {
		const atMs = chance.whole(0, endMs);
		const burst = chance.is(0.06) ? chance.whole(4, 15) : 1;
		for (let i = 0; i < burst; i++) times.push(Math.min(atMs + chance.whole(0, 1_500), endMs));
	}
	return times.slice(0, wanted).sort((a, b) => a - b);
}

function toText(chance: Chance, key: string, opening: string): string {
	const complaint = chance.pick(complaints).replace('#', key);
	return [opening, complaint].filter(Boolean).join(' ');
}

/** Each of them needs an answer in anybody's eyes; the order number goes where the # is. */
export const complaints = [
	'my parcel # was due on Monday and nobody answers my mails.',
	'order # arrived broken. I want my money back, please.',
	'you charged me twice for order #. When do I get a refund?',
	'where is my order #? It is two weeks late now.',
	'the app crashes every time I open order #.',
	'I have waited 40 minutes on your hotline about order # and then the line went dead.',
	'the wrong size came with order #, how do I send it back?',
	'your driver left parcel # in the rain, all of it is wet.',
	'I cancelled order # last week and you still took the money.',
	'nobody can tell me when order # will be delivered. Very disappointing.',
	'the invoice for order # is wrong again, third time now!',
	'my contract # was changed without my consent. Please explain.',
	'still no internet at home, ticket # is open since Tuesday.',
	'the voucher for order # does not work, please help.',
	'order # came without the charger 😡 what now?',
	'I cannot log in to pay for order #, please fix it.',
	'delivery # was promised for today, I took a day off and nobody came.',
	'Meine Bestellung # ist immer noch nicht da. Was ist da los?',
	'la commande # est arrivée cassée, je veux être remboursé.',
	'mi pedido # no ha llegado y nadie contesta.',
];
