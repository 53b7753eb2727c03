import type { PostFacts } from '../../../src/domain/policy/facts';
import type { ReplyAction } from '../../../src/domain/policy/outgoing-action';
import type { ActResult } from '../../../src/x/outgoing/act-once';
import { type Sandbox, startSandbox } from '../../support/sandbox';
import { account, alice } from '../walk';
import { lookAtX, type Part } from './cast';
import { hour, minute, openStory, type Story } from './story';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
}, 30_000);
afterAll(async () => await sandbox.stop());

interface Logged {
	method: string;
	path: string;
	body?: { text?: string };
}
const writes = async () =>
	(await sandbox.control<Logged[]>('GET', 'requests')).filter(({ method }) => method !== 'GET');
const set = async (settings: object) => await sandbox.control('POST', 'settings', settings);

/** A story of one part, and attempts at it that must come to a result. */
async function open(name: Parameters<typeof openStory>[1][number], dailyLimit?: number) {
	const story = await openStory(sandbox, [name], dailyLimit);
	const [part] = story.parts;
	const act = async (options?: Parameters<Story['attempt']>[1]): Promise<ActResult> => {
		await story.wait(16 * minute);
		const { result, failure } = await story.attempt(part, options);
		if (!result) throw failure ?? new Error('the process died');
		return result;
	};
	return { story, part, act };
}
const once = async ({ texts }: Part) => {
	const x = await lookAtX(sandbox);
	return texts.map((text) => x.count(text));
};

describe("X's refusal of what the gate let pass", () => {
	const order = async (detail: string) =>
		await sandbox.control('POST', 'faults', {
			path: '/2/tweets$',
			method: 'POST',
			status: 403,
			body: { title: 'Forbidden', detail, type: 'about:blank', status: 403 },
		});
	/** The same reply, to another post of the customer's. */
	const to = async (part: Part, draft: object): Promise<Part> => {
		const { id } = await sandbox.control<{ id: string }>('POST', 'posts', {
			from: 'alice_m',
			text: 'help me',
			...draft,
		});
		const post = { ...(part.facts.post as PostFacts), id };
		const action = { ...part.action, toPostId: id } as ReplyAction;
		return { ...part, action, facts: { ...part.facts, post } };
	};

	it.each<[string, Parameters<typeof open>[0], RegExp, (part: Part) => Promise<Part | object>]>([
		['it was not asked', 'a reply', /have not been mentioned/, async (part) => await to(part, {})],
		[
			'it was not asked, in its other words',
			'a reply',
			/only reply to or quote posts where you are mentioned/,
			async (part) => {
				await set({ summonVariant: 2 });
				return await to(part, {});
			},
		],
		[
			'the author lets only some people reply',
			'a reply',
			/restricted who can reply/,
			async (part) => await to(part, { replySettings: 'subscribers' }),
		],
		[
			'it takes the text for one that was posted lately',
			'a reply',
			/duplicate content/,
			async () =>
				(await order('You are not allowed to create a Tweet with duplicate content.')) as object,
		],
		[
			'it finds the text too long',
			'a reply',
			/text is too long/,
			async () => (await order('Your Tweet text is too long.')) as object,
		],
		[
			'it has slowed the account down',
			'a message',
			/This operation is not permitted/,
			async () => (await set({ dmThrottled: true })) as object,
		],
		[
			'the person has blocked its messages',
			'a message',
			/do not have permission to DM/,
			async () => await sandbox.control<object>('POST', 'message-blocks', { by: 'alice_m' }),
		],
	])("hands it to a person, in X's words: %s", async (_, name, words, prepare) => {
		const { story, part } = await open(name);
		const changed = await prepare(part);
		const { result } = await story.attempt('key' in changed ? (changed as Part) : part);
		expect(result).toMatchObject({
			outcome: 'needs a person',
			judgement: {
				rule: 'refused by X',
				notes: expect.arrayContaining([expect.stringMatching(words)]) as unknown,
			},
			ids: [],
		});
		expect(await once(part)).toEqual([0]);
		expect(await writes()).toHaveLength(1);
	});

	it('gives up on a post that is gone by then', async () => {
		const { part, act } = await open('a reply');
		await sandbox.control('DELETE', `posts/${part.answered}`);
		expect(await act()).toMatchObject({
			outcome: 'not allowed',
			judgement: { verdict: 'forbidden', rule: 'post gone' },
		});
		expect(await writes()).toHaveLength(1);
	});
});

describe('An attempt that nobody knows the end of', () => {
	it('is looked for on X, and not made again when it is there', async () => {
		const { part, act } = await open('a reply');
		const trouble = { what: 'answer lost', at: 4, times: 1 } as const;
		expect(await act({ trouble })).toMatchObject({ outcome: 'sent', wasUnconfirmed: true });
		expect(await once(part)).toEqual([1]);
		expect(await act()).toMatchObject({ outcome: 'already sent' });
		expect(await writes()).toHaveLength(1);
	});

	it('is still known to be ours when X refuses the second try for its likeness and shows neither', async () => {
		const { part, act } = await open('a thread of replies');
		const trouble = { what: 'answer lost', at: 4, times: 1 } as const;
		expect(await act({ trouble, isSlow: true })).toMatchObject({
			judgement: { rule: 'refused by X' },
		});
		expect(await once(part)).toEqual([1, 0, 0]);
		expect(await act()).toMatchObject({ outcome: 'sent' });
		expect(await once(part)).toEqual([1, 1, 1]);
	});

	it('does not begin a thread anew because X does not show its beginning yet', async () => {
		const { part, act } = await open('a thread of replies');
		const trouble = { what: 'lost before X read it', at: 5, times: 1 } as const;
		expect(await act({ trouble, isSlow: true })).toMatchObject({ outcome: 'sent' });
		expect(await once(part)).toEqual([1, 1, 1]);
		expect((await writes()).map(({ body }) => body?.text)).toEqual(part.texts);
	});

	it('is left to the next run for a message: X would take it twice', async () => {
		const { story, part, act } = await open('a message');
		const trouble = { what: 'answer lost', at: 3, times: 1 } as const;
		await story.wait(16 * minute);
		const { failure } = await story.attempt(part, { trouble, isSlow: true });
		expect(failure).toMatchObject({ kind: 'unreachable' });
		expect(await act()).toMatchObject({ outcome: 'already sent' });
		expect(await once(part)).toEqual([1]);
	});

	it('is not taken for an older message of the same words', async () => {
		const { story, part } = await open('a message');
		const [text] = part.texts;
		await sandbox.control('POST', 'messages', { from: account.handle, to: alice.handle, text });
		await story.wait(20 * hour);
		const trouble = { what: 'lost before X read it', at: 3, times: 1 } as const;
		const { result, failure } = await story.attempt(part, { trouble });
		expect(result).toBeUndefined();
		expect(failure).toMatchObject({ kind: 'unreachable' });
	});
});

describe('A run that comes late', () => {
	it.each([3, 40])('finds the answer that was given %d days before', async (days) => {
		const { story, part, act } = await open('a reply');
		await act();
		await story.wait(days * 24 * hour);
		expect(await act()).toMatchObject({ outcome: 'already sent' });
		expect(await once(part)).toEqual([1]);
	});
});

describe('What is so already', () => {
	const onPost = async (kind: 'deletePost' | 'undoRepost', authorId: string) => {
		const { story, part } = await open('a repost');
		const { id: postId } = await sandbox.post({ from: account.handle, text: 'Good morning' });
		const post = { ...(part.facts.post as PostFacts), id: postId, authorId };
		return { story, part: { ...part, key: kind, action: { kind, postId }, facts: { post } } };
	};

	it('counts as done for a deletion whose first answer was lost', async () => {
		const { story, part } = await onPost('deletePost', account.id);
		const trouble = { what: 'answer lost', at: 3, times: 1 } as const;
		const { result } = await story.attempt(part, { trouble });
		expect(result).toMatchObject({ outcome: 'already sent', ids: [part.action.postId] });
		const shown = await sandbox.control<Array<{ text: string }>>('GET', 'timeline');
		expect(shown.map(({ text }) => text)).not.toContain('Good morning');
	});

	it.each([1, 2])("counts as done for a repost (X's answer %d)", async (repostVariant) => {
		const { part, act } = await open('a repost');
		await set({ repostVariant });
		await act();
		const { postId } = part.action as { postId: string };
		expect(await act()).toMatchObject({ outcome: 'already sent', ids: [postId] });
	});
});
