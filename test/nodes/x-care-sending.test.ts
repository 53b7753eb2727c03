import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { processedData } from '../support/processed-data';
import { type Sandbox, startSandbox } from '../support/sandbox';
import { createXCare, findWrites, toMentionItem } from '../support/x-care';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	// X takes seconds to show what it has taken; the sandbox does not.
	sleep: async () => undefined,
}));

let sandbox: Sandbox;
let run: ReturnType<typeof createXCare>;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => {
	await sandbox.control('POST', 'reset', {});
	processedData.clear();
	run = createXCare(sandbox);
});

const reply: INodeParameters = { operation: 'reply', text: 'Sorry! We are on it.' };

async function mention(text = '@acmecare my parcel is late', from = 'alice_m') {
	const { id } = await sandbox.post({ from, text });
	return { id, item: await toMentionItem(sandbox, run, id) };
}

const outcomes = (items: INodeExecutionData[]) =>
	items.map(({ json }) => (json.reply ?? json.action) as Record<string, unknown>);

interface Shown {
	id: string;
	from: string;
	text: string;
	inReplyTo?: string;
}

const ownPosts = async () =>
	(await sandbox.control<Shown[]>('GET', 'timeline')).filter(({ from }) => from === 'acmecare');

describe('Reply', () => {
	it("masks what it repeats of the customer's phone or order number, also where the post is chosen by its id", async () => {
		const { item } = await mention('@acmecare order AB-998877, call 0170 1234567');
		const text = 'We call 01701234567 about AB-998877. Hotline: 0800 1112223';
		await run({ ...reply, text }, [item]);
		const other = await sandbox.post({
			from: 'alice_m',
			text: '@acmecare AB-998877 is still lost',
		});
		const postId = { __rl: true, mode: 'id', value: other.id };
		await run({ ...reply, text: 'AB-998877 has been found, it is on its way', postId }, [
			{ json: {} },
		]);
		const texts = (await ownPosts()).reverse().map((post) => post.text);
		expect(texts).toHaveLength(2);
		expect(texts.join()).not.toMatch(/1234567|998877/);
		expect(texts[0]).toContain('Hotline: 0800 1112223');
	});

	it('answers somebody who named the account, and adds `reply` to the item', async () => {
		const { id, item } = await mention();
		const { outputs, error } = await run(reply, [item]);
		expect(error).toBeUndefined();
		const [post] = await ownPosts();
		expect(post).toMatchObject({ text: '@alice_m Sorry! We are on it.', inReplyTo: id });
		expect(outputs[0][0].json).toMatchObject({
			event: { id },
			reply: {
				outcome: 'sent',
				postId: post.id,
				url: `https://x.com/i/status/${post.id}`,
				texts: ['Sorry! We are on it.'],
			},
		});
		expect(outputs[0][0].pairedItem).toEqual({ item: 0 });
		expect(outputs.slice(1).flat()).toEqual([]);
	});

	it('prices the answer as X does', async () => {
		const { item } = await mention();
		await run({ operation: 'get', postId: { mode: 'id', value: item.json.event.id } });
		const { totalUsd: before } = await sandbox.control<{ totalUsd: number }>('GET', 'ledger');
		const { outputs } = await run(reply, [item]);
		const { totalUsd } = await sandbox.control<{ totalUsd: number }>('GET', 'ledger');
		expect(outcomes(outputs[0])[0].costUsd).toBeCloseTo(totalUsd - before, 6);
	});

	it('hands a post that does not name the account to a person, with a link that has the text in it', async () => {
		const { id, item } = await mention('acme is slow today');
		const { outputs } = await run(reply, [item]);
		expect(outputs[0]).toEqual([]);
		const [outcome] = outcomes(outputs[1]);
		expect(outcome).toMatchObject({ outcome: 'needs a person', rule: 'not summoned' });
		const links = outcome.links as Array<{ url: string }>;
		const intent = new URL(links[0].url);
		expect(intent.searchParams.get('in_reply_to')).toBe(id);
		expect(intent.searchParams.get('text')).toBe('Sorry! We are on it.');
		expect(await findWrites(sandbox)).toEqual([]);
	});

	it.each([1, 2])(
		"takes X's refusal (wording %d) of an answer it had let pass the same way, and never asks again",
		async (summonVariant) => {
			await sandbox.control('POST', 'settings', { summonVariant });
			const { item } = await mention('acme is slow today');
			item.json.event.mentionsUs = 'explicit';
			const { outputs, error } = await run(reply, [item]);
			expect(error).toBeUndefined();
			expect(outcomes(outputs[1])).toMatchObject([
				{ outcome: 'needs a person', rule: 'refused by X' },
			]);
			expect(await findWrites(sandbox)).toHaveLength(1);
		},
	);

	it('sends nothing to somebody who asked to be left alone', async () => {
		const { item } = await mention('@acmecare stop');
		const { outputs } = await run(reply, [item]);
		expect(outcomes(outputs[2])).toMatchObject([{ outcome: 'not allowed', rule: 'opted out' }]);
		expect(await findWrites(sandbox)).toEqual([]);
	});

	it.each(['@Alice_M', '1402000000000000101'])(
		'sends nothing to somebody on the list of people who opted out (%s)',
		async (name) => {
			const { item } = await mention();
			const { outputs } = await run({ ...reply, safety: { optedOut: `bob_travels, ${name}` } }, [
				item,
			]);
			expect(outcomes(outputs[2])).toMatchObject([{ rule: 'opted out' }]);
			expect(await findWrites(sandbox)).toEqual([]);
		},
	);

	it('sends nothing while X does not say who the handles on that list are', async () => {
		const { item } = await mention();
		await sandbox.control('POST', 'faults', { path: '/2/users/by', status: 503, times: 20 });
		const listed = { ...reply, safety: { optedOut: 'bob_travels' } };
		// The item carries no handle of its author.
		const { error } = await run(listed, [item]);
		expect(error?.message).toContain('503');
		await sandbox.control('DELETE', 'faults');
		const { outputs } = await run(listed, [item]);
		expect(outcomes(outputs[0])).toMatchObject([{ outcome: 'sent' }]);
	});

	it('looks a post up anew whose item was made for another account', async () => {
		const { item } = await mention('@zenith_help hello');
		item.json.event.account = { id: '1402000000000000201', handle: 'zenith_help' };
		item.json.event.mentionsUs = 'explicit';
		const { outputs } = await run(reply, [item]);
		expect(outcomes(outputs[1])).toMatchObject([{ rule: 'not summoned' }]);
	});

	it('answers no direct message that says stop', async () => {
		await sandbox.control('POST', 'messages', { from: 'alice_m', text: 'STOP' });
		const messages = await run({ resource: 'directMessage', operation: 'getMany' });
		const { outputs } = await run(
			{ resource: 'directMessage', operation: 'send', text: 'How can we help?' },
			messages.outputs[0],
		);
		expect(outcomes(outputs[2])).toMatchObject([{ rule: 'opted out' }]);
		expect(await findWrites(sandbox)).toEqual([]);
	});

	it('says what it would have sent in a dry run, and sends nothing', async () => {
		const { item } = await mention();
		const { outputs } = await run({ ...reply, dryRun: true }, [item]);
		expect(outcomes(outputs[0])).toMatchObject([
			{ outcome: 'would have', texts: ['Sorry! We are on it.'] },
		]);
		expect(await findWrites(sandbox)).toEqual([]);
		const live = await run(reply, [item]);
		expect(outcomes(live.outputs[0])).toMatchObject([{ outcome: 'sent' }]);
	});

	it('goes on with the other items when one is not right, and names field, value and item', async () => {
		const first = await mention();
		const second = await mention('@acmecare hello?', 'bob_travels');
		const wrong = { json: { event: { id: 'nonsense' } } };
		const { outputs, error } = await run(
			{ ...reply, otherWordings: { wordings: [{ text: 'So sorry, we are looking into it!' }] } },
			[first.item, wrong, second.item],
			{ continueOnFail: true },
		);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(3);
		expect(outputs[0][1].json.error).toMatch(/'Post to Answer' should be .* but it is "nonsense"/);
		expect(await ownPosts()).toHaveLength(2);
	});

	it('takes another wording where the one picked was used a short time ago', async () => {
		const items = [];
		for (const from of ['alice_m', 'bob_travels', 'carla_k']) {
			items.push((await mention(`@acmecare hello from ${from}`, from)).item);
		}
		const wordings = ['One moment please, we are looking!', 'So sorry to hear that.'];
		const { outputs } = await run(
			{ ...reply, otherWordings: { wordings: wordings.map((text) => ({ text })) } },
			items,
		);
		expect(outputs[0]).toHaveLength(3);
		const texts = (await ownPosts()).map(({ text }) => text.replace(/^@\w+ /, ''));
		expect(texts.sort()).toEqual(['Sorry! We are on it.', ...wordings].sort());
	});

	it('hands the second answer in the same words to a person, unless that is wanted', async () => {
		const first = await mention();
		const second = await mention('@acmecare hello?', 'bob_travels');
		const { outputs } = await run(reply, [first.item, second.item]);
		expect(outputs[0]).toHaveLength(1);
		expect(outcomes(outputs[1])).toMatchObject([{ rule: 'similar text' }]);
		const wanted = await run({ ...reply, safety: { sameAnswer: true } }, [second.item]);
		expect(outcomes(wanted.outputs[0])).toMatchObject([{ outcome: 'sent' }]);
	});
});

describe('One outward effect', () => {
	it('answers once, however often the same item comes', async () => {
		const { item } = await mention();
		await run(reply, [item]);
		const again = await run(reply, [item, item]);
		expect(outcomes(again.outputs[0]).map(({ outcome }) => outcome)).toEqual([
			'already sent',
			'already sent',
		]);
		expect(await ownPosts()).toHaveLength(1);
	});

	it('answers once when X took the answer and the connection broke', async () => {
		const { item } = await mention();
		await sandbox.control('POST', 'faults', { path: '/2/tweets', method: 'POST', dropAfter: true });
		const { outputs, error } = await run(reply, [item]);
		expect(error).toBeUndefined();
		expect(outcomes(outputs[0])).toMatchObject([{ outcome: 'sent' }]);
		const posts = await ownPosts();
		expect(posts).toHaveLength(1);
		expect(outcomes(outputs[0])[0].postId).toBe(posts[0].id);
	});

	it.each([{ dropBefore: true }, { status: 503 }])(
		'sends again when X had not taken it (%j)',
		async (fault) => {
			const { item } = await mention();
			await sandbox.control('POST', 'faults', { path: '/2/tweets', method: 'POST', ...fault });
			const { outputs } = await run(reply, [item]);
			expect(outcomes(outputs[0])).toMatchObject([{ outcome: 'sent' }]);
			expect(await ownPosts()).toHaveLength(1);
		},
	);

	it('sends what a process that died before sending had only intended', async () => {
		const { item } = await mention();
		processedData.afterNoting = () => {
			throw new Error('the process died here');
		};
		await run(reply, [item]);
		expect(await ownPosts()).toHaveLength(0);
		processedData.afterNoting = () => undefined;
		const { outputs } = await run(reply, [item]);
		expect(outcomes(outputs[0])).toMatchObject([{ outcome: 'sent' }]);
		expect(await ownPosts()).toHaveLength(1);
	});

	it('publishes once in one wording when the same item is run again', async () => {
		const publish: INodeParameters = {
			operation: 'publish',
			text: 'We are back to normal.',
			otherWordings: { wordings: [{ text: 'All lines work again, thank you for waiting.' }] },
		};
		for (const outcome of ['sent', 'already sent', 'already sent']) {
			const { outputs } = await run(publish);
			expect(outcomes(outputs[0])).toMatchObject([{ outcome }]);
		}
		expect(await ownPosts()).toHaveLength(1);
	});

	it('finds what it has published when the answer was lost, in whichever wording', async () => {
		const publish: INodeParameters = {
			operation: 'publish',
			text: 'We are back to normal.',
			otherWordings: { wordings: [{ text: 'All lines work again, thank you for waiting.' }] },
		};
		const post = { path: '/2/tweets', method: 'POST' };
		await sandbox.control('POST', 'faults', { ...post, dropAfter: true });
		// X does not even show it when it is looked for.
		const ownTimeline = '/2/users/\\d+/tweets';
		await sandbox.control('POST', 'faults', { path: ownTimeline, status: 503, times: 50 });
		const { error } = await run({ ...publish, safety: { compareRecent: false } });
		expect(error?.message).toContain('503');
		expect(await ownPosts()).toHaveLength(1);
		await sandbox.control('DELETE', 'faults');
		const { outputs } = await run(publish);
		expect(outcomes(outputs[0])).toMatchObject([{ outcome: 'already sent' }]);
		expect(await ownPosts()).toHaveLength(1);
	});

	it('publishes each of several pictures without words, with their alt texts', async () => {
		const toPicture = (data: string) => ({
			json: {},
			binary: { data: { data, mimeType: 'image/png', fileName: `${data.slice(0, 4)}.png` } },
		});
		const media = { files: [{ binaryProperty: 'data', altText: 'A map of the outage' }] };
		const pictures = [toPicture('iVBORw0KGgoAAAAB'), toPicture('iVBORw0KGgoAAAAC')];
		const { outputs, error } = await run({ operation: 'publish', media }, pictures);
		expect(error).toBeUndefined();
		expect(outcomes(outputs[0]).map(({ outcome }) => outcome)).toEqual(['sent', 'sent']);
		const shown = await sandbox.control<Array<{ media: object[] }>>('GET', 'timeline');
		expect(shown.map((post) => post.media)).toMatchObject([
			[{ type: 'photo', altText: 'A map of the outage' }],
			[{ type: 'photo', altText: 'A map of the outage' }],
		]);
	});

	it('sends once per key that ops staff name, whatever the text is', async () => {
		const publish = (text: string): INodeParameters => ({
			operation: 'publish',
			text,
			safety: { onceKey: 'outage 7' },
		});
		await run(publish('Our lines are down.'));
		const { outputs } = await run(publish('Phones do not work at the moment, sorry.'));
		expect(outcomes(outputs[0])).toMatchObject([{ outcome: 'already sent' }]);
		expect(await ownPosts()).toHaveLength(1);
	});

	it('leaves a post alone that a colleague has answered in the X app', async () => {
		const { id, item } = await mention();
		await sandbox.post({ from: 'acmecare', text: 'Hi Alice, on my way', inReplyTo: id });
		for (let attempt = 0; attempt < 2; attempt++) {
			const { outputs } = await run(reply, [item]);
			expect(outcomes(outputs[1])).toMatchObject([{ rule: 'one reply per interaction' }]);
		}
		expect(await findWrites(sandbox)).toEqual([]);
	});

	it('finishes a thread that broke off in the middle, without repeating its beginning', async () => {
		const { item } = await mention();
		const text = Array.from({ length: 120 }, (_, at) => `word${at}`).join(' ');
		const long = { ...reply, text, longText: 'split' };
		await sandbox.control('POST', 'faults', {
			path: '/2/tweets',
			method: 'POST',
			status: 200,
			body: {},
			times: 0 + 1,
		});
		const { outputs } = await run(long, [item]);
		expect(outcomes(outputs[0])).toMatchObject([{ outcome: 'sent' }]);
		const posts = (await ownPosts()).reverse();
		expect(posts.length).toBeGreaterThan(2);
		expect(new Set(posts.map((post) => post.text)).size).toBe(posts.length);
		posts.slice(1).forEach((post, at) => expect(post.inReplyTo).toBe(posts[at].id));
	});

	it('stops at the daily limit and hands the rest to a person', async () => {
		const items = [];
		for (const from of ['alice_m', 'bob_travels', 'carla_k']) {
			items.push((await mention(`@acmecare hello from ${from}`, from)).item);
		}
		const wordings = ['One moment please.', 'We are looking!'].map((text) => ({ text }));
		const { outputs } = await run(
			{
				...reply,
				otherWordings: { wordings },
				safety: { dailyLimit: 2, compareRecent: false },
			},
			items,
		);
		expect(outputs[0]).toHaveLength(2);
		expect(outcomes(outputs[1])).toMatchObject([{ rule: 'daily limit' }]);
	});
});
