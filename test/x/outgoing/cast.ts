import type {
	OwnPost,
	PersonFacts,
	PolicyFacts,
	PostFacts,
} from '../../../src/domain/policy/facts';
import type { OutgoingAction } from '../../../src/domain/policy/outgoing-action';
import type { Sandbox } from '../../support/sandbox';
import { account, alice } from '../walk';

/** One interaction of a story: what is to be done once, and what the gate knows about it. */
export interface Part {
	key: string;
	action: OutgoingAction;
	facts: Pick<PolicyFacts, 'post' | 'person' | 'approvedBy'>;
	/** The post a colleague may answer by hand. */
	answered?: string;
	/** What must be on X in the end, word for word. */
	texts: string[];
}

export type PartName = keyof typeof parts;

const customers = { alice_m: alice.id, bob_travels: '1402000000000000102' };

/** What may have to be done, by name. The words differ, so that X and the gate refuse none for its likeness to another. */
const parts = {
	'a reply': async (sandbox: Sandbox) =>
		await toReply(sandbox, 'alice_m', ['Sorry, we are looking for the blue parcel now.']),
	'a thread of replies': async (sandbox: Sandbox) =>
		await toReply(sandbox, 'bob_travels', [
			'Your flight voucher was issued on Monday morning.',
			'It is valid for every route except Oslo.',
			'Please show its number at the counter.',
		]),
	'a publication': async (): Promise<Part> => {
		const texts = ['Our shops open at ten tomorrow.', 'All bakeries stay closed until noon.'];
		return {
			key: 'publish',
			action: { kind: 'publish', texts, media: [] },
			facts: {},
			texts,
		};
	},
	'a message': async (sandbox: Sandbox): Promise<Part> => {
		await sandbox.control('POST', 'messages', { from: 'alice_m', text: 'Hello?' });
		const text = 'Could you send us a picture of the invoice?';
		return {
			key: 'sendMessage',
			action: { kind: 'sendMessage', to: { userId: alice.id }, text, media: [] },
			facts: { person: { id: alice.id, optedOut: false, wroteUs: true } },
			texts: [text],
		};
	},
	'a repost': async (sandbox: Sandbox): Promise<Part> => {
		const { id } = await sandbox.post({ from: 'bob_travels', text: 'The food was splendid.' });
		return {
			key: `repost ${id}`,
			action: { kind: 'repost', postId: id },
			facts: { post: toPost(id, 'bob_travels', 'none'), approvedBy: 'ops' },
			texts: ['RT @bob_travels: The food was splendid.'],
		};
	},
	'a reply to somebody who opted out': async (sandbox: Sandbox): Promise<Part> => {
		const part = await toReply(sandbox, 'alice_m', ['Do you want to hear about our sale?']);
		const person = { ...part.facts.person, optedOut: true } as PersonFacts;
		return { ...part, facts: { ...part.facts, person }, texts: [] };
	},
} as const;

export const partNames = Object.keys(parts) as PartName[];

export const setUp = async (sandbox: Sandbox, name: PartName): Promise<Part> =>
	await parts[name](sandbox);

async function toReply(
	sandbox: Sandbox,
	from: keyof typeof customers,
	texts: string[],
): Promise<Part> {
	const { id } = await sandbox.post({ from, text: `@acmecare help me, ${texts[0].length}` });
	return {
		key: `reply ${id}`,
		action: { kind: 'reply', toPostId: id, texts, media: [] },
		facts: {
			post: toPost(id, from, 'explicit'),
			person: { id: customers[from], optedOut: false },
		},
		answered: id,
		texts,
	};
}

const toPost = (
	id: string,
	from: keyof typeof customers,
	mentionsUs: PostFacts['mentionsUs'],
): PostFacts => ({
	id,
	authorId: customers[from],
	authorHandle: from,
	text: '@acmecare help me',
	conversationId: id,
	mentionsUs,
	quotesUs: false,
});

/** What the gate is told besides, at one moment. */
export const toFacts = (
	part: Part,
	nowMs: number,
	recentPosts: OwnPost[],
	dailyLimit: number,
): PolicyFacts => ({
	nowMs,
	account: { ...account, protected: false },
	writtenBy: 'template',
	recentPosts,
	sentToday: 0,
	dailyLimit,
	...part.facts,
});

interface Shown {
	id: string;
	from: string;
	text: string;
	inReplyTo?: string;
}

/** What others see of the account: its posts and messages, and how often each text is among them. */
export async function lookAtX(sandbox: Sandbox) {
	const posts = (await sandbox.control<Shown[]>('GET', 'timeline')).filter(isOurs);
	const messages = (await sandbox.control<Shown[]>('GET', 'messages')).filter(isOurs);
	return {
		count: (text: string) =>
			[...posts, ...messages].filter((it) => it.text === text || it.text.endsWith(` ${text}`))
				.length,
		isAnsweredByHand: ({ answered, texts }: Part) =>
			posts.some(
				({ text, inReplyTo }) =>
					inReplyTo !== undefined &&
					inReplyTo === answered &&
					!texts.some((ours) => text.endsWith(ours)),
			),
		total: posts.length + messages.length,
	};
}

const isOurs = ({ from }: Shown) => from === account.handle;
