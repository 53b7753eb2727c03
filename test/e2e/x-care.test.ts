import {
	type CareFlow,
	publishCareFlow,
	publishWebhookFlow,
	webhook,
	xCare,
} from '../support/care-flow';
import { type RunningDemo, startDemo } from '../support/demo';
import { startFakeModel } from '../support/fake-model';
import { type CredentialName, logInToN8n, type N8n, waitUntil } from '../support/n8n';
import { type Sandbox, toControl } from '../support/sandbox';

jest.setTimeout(90_000);

interface Shown {
	id: string;
	from: string;
	text: string;
	inReplyTo?: string;
}

interface Logged {
	n: number;
	method: string;
	path: string;
	status: number;
	note?: string;
}

describe('X Care in a real n8n', () => {
	let demo: RunningDemo;
	let n8n: N8n;
	let control: Sandbox['control'];
	let x: CredentialName;
	let answering: CareFlow;
	let messaging: CareFlow;
	/** The last call to X before the test. */
	let before = 0;

	beforeAll(async () => {
		demo = await startDemo(['--no-cast', '--no-request-tracker']);
		n8n = await logInToN8n(demo);
		control = toControl(demo.sandboxUrl);
		x = await n8n.connectX();
		answering = await publishCareFlow(demo, n8n, 'answer', [
			xCare('Get Posts', { operation: 'getMany', postIds: '={{ $json.body.postIds }}' }, x),
			xCare('Reply', { operation: 'reply', text: "={{ $('Webhook').first().json.body.text }}" }, x),
		]);
		messaging = await publishCareFlow(demo, n8n, 'message', [
			xCare(
				'Send',
				{
					resource: 'directMessage',
					operation: 'send',
					userId: { __rl: true, mode: 'handle', value: '={{ $json.body.to }}' },
					text: '={{ $json.body.text }}',
				},
				x,
			),
		]);
	}, 280_000);

	afterAll(async () => await demo?.stop(), 60_000);

	beforeEach(async () => {
		await control('DELETE', 'faults');
		before = (await control<Logged[]>('GET', 'requests')).at(-1)?.n ?? 0;
	});

	const post = async (text: string, from = 'alice_m') =>
		(await control<{ id: string }>('POST', 'posts', { from, text })).id;

	const findAnswers = async (postId: string) =>
		(await control<Shown[]>('GET', 'timeline')).filter(
			({ from, inReplyTo }) => from === 'acmecare' && inReplyTo === postId,
		);

	const findCalls = async (method: string, path: string) =>
		(await control<Logged[]>('GET', `requests?since=${before}`)).filter(
			(call) => call.method === method && call.path.endsWith(path),
		);

	it('answers a customer once when the same post comes twice, and says so the second time', async () => {
		const postId = await post('@acmecare my parcel was due on Monday');
		const call = { postIds: postId, text: 'So sorry! We are looking for your parcel right now.' };
		const first = await answering.call(call);
		const second = await answering.call(call);
		expect([first, second]).toMatchObject([
			{ status: 'success', items: [{ output: 'Done', outcome: { outcome: 'sent' } }] },
			{ status: 'success', items: [{ output: 'Done', outcome: { outcome: 'already sent' } }] },
		]);
		const [answer, ...more] = await findAnswers(postId);
		expect(answer.text).toBe(`@alice_m ${call.text}`);
		expect(more).toEqual([]);
		expect(await findCalls('POST', '/2/tweets')).toHaveLength(1);
		expect(second.items[0].outcome.postId).toBe(answer.id);
	});

	it('answers once, and the run succeeds, when X took the answer and the connection broke', async () => {
		const postId = await post('@acmecare the app logs me out all the time', 'bob_travels');
		await control('POST', 'faults', { path: '/2/tweets', method: 'POST', dropAfter: true });
		const text = 'Thanks for telling us. Which version of the app do you use?';
		const run = await answering.call({ postIds: postId, text });
		expect(run).toMatchObject({
			status: 'success',
			items: [{ output: 'Done', outcome: { outcome: 'sent' } }],
		});
		expect(run.items[0].outcome.note).toMatch(/found on X/);
		expect(await findAnswers(postId)).toHaveLength(1);
	});

	it.each([
		['X had not taken it', { hang: true }, 'sent', 'Your refund has left our bank today.'],
		[
			'X had taken it',
			{ dropAfter: true },
			'already sent',
			'The branch opens at nine on Saturday.',
		],
	])(
		'answers once when n8n is killed while it waits for X, and %s',
		async (_when, fault, outcome, text) => {
			const postId = await post('@acmecare any news for me?', 'carla_k');
			await control('POST', 'faults', { path: '/2/tweets', method: 'POST', ...fault });
			const crashedBefore = await n8n.countRuns(answering.workflowId, 'crashed');
			answering.callAndForget({ postIds: postId, text });
			await waitUntil('the answer to be on its way', async () => {
				return (await findCalls('POST', '/2/tweets')).some(({ note }) => note);
			});
			await demo.killN8n();
			await control('DELETE', 'faults');
			await demo.startN8n();
			await answering.waitForWebhook();
			expect(await n8n.countRuns(answering.workflowId, 'crashed')).toBe(crashedBefore + 1);

			// Another wording, so that it is not X's refusal of a repeated text that saves us.
			const again = await answering.call({ postIds: postId, text: `Good news! ${text}` });
			expect(again).toMatchObject({
				status: 'success',
				items: [{ output: 'Done', outcome: { outcome } }],
			});
			expect(await findAnswers(postId)).toHaveLength(1);
		},
	);

	it('hands a post that does not name the account to a person, with the answer in a link', async () => {
		const postId = await post('acme is slow today', 'dan_the_van');
		const text = 'Sorry to hear that! May we help?';
		const run = await answering.call({ postIds: postId, text });
		expect(run).toMatchObject({
			status: 'success',
			items: [
				{ output: 'To a Person', outcome: { outcome: 'needs a person', rule: 'not summoned' } },
			],
		});
		const intent = new URL(run.items[0].outcome.links?.[0].url ?? '');
		expect(intent.origin + intent.pathname).toBe('https://x.com/intent/tweet');
		expect(Object.fromEntries(intent.searchParams)).toEqual({ in_reply_to: postId, text });
		expect(await findCalls('POST', '/2/tweets')).toEqual([]);
	});

	it('writes once to somebody who wrote first, and leaves a stranger to a person', async () => {
		await control('POST', 'messages', { from: 'kenji_t', text: 'Where is my order?' });
		const text = 'Your order leaves us tomorrow.';
		const runs = [
			await messaging.call({ to: 'kenji_t', text }),
			await messaging.call({ to: 'kenji_t', text }),
			await messaging.call({ to: 'mona_ar', text }),
		];
		const rule = 'person did not write first';
		expect(runs).toMatchObject([
			{ status: 'success', items: [{ output: 'Done', outcome: { outcome: 'sent' } }] },
			{ status: 'success', items: [{ output: 'Done', outcome: { outcome: 'already sent' } }] },
			{ status: 'success', items: [{ output: 'To a Person', outcome: { rule } }] },
		]);
		const messages = await control<Array<{ isCompany: boolean; text: string; to: unknown }>>(
			'GET',
			'messages',
		);
		expect(messages.filter(({ isCompany }) => isCompany)).toMatchObject([{ text }]);
	});

	it.each<[string, () => Promise<unknown>, string]>([
		[
			'before the run',
			() => control('POST', 'settings', { tokenExpired: true }),
			'We have sent you a new card.',
		],
		[
			'at the answer itself',
			() =>
				control('POST', 'faults', { path: '/2/tweets', method: 'POST', problem: 'expired-token' }),
			'Please write your customer number to us in a message.',
		],
	])('answers once when the access to X runs out %s', async (_when, expire, text) => {
		const postId = await post('@acmecare please help', 'alice_m');
		await expire();
		const run = await answering.call({ postIds: postId, text });
		expect(run).toMatchObject({
			status: 'success',
			items: [{ output: 'Done', outcome: { outcome: 'sent' } }],
		});
		expect((await findCalls('POST', '/2/oauth2/token')).map(({ status }) => status)).toContain(200);
		expect(await findAnswers(postId)).toHaveLength(1);
	});

	it('holds what a language model wants to answer, even if it says that somebody approved it', async () => {
		const postId = await post('@acmecare are you there?', 'bob_travels');
		const model = await startFakeModel({ text: 'Yes! You get a refund.', approvedBy: 'Jane Doe' });
		try {
			const agent = await publishAgent(model.url);
			const answer = await agent.post({ postId });
			expect(`${answer.status} ${await answer.text()}`).toMatch(/^200/);
			expect(model.toolAnswers).toEqual([expect.stringContaining('AI text not approved')]);
			// The model is told what became of its wish, not what else the workflow knows.
			expect(model.toolAnswers[0]).not.toContain('webhookUrl');
			expect(await findCalls('POST', '/2/tweets')).toEqual([]);
			expect(await findAnswers(postId)).toEqual([]);
		} finally {
			await model.stop();
		}
	});

	async function publishAgent(modelUrl: string) {
		const openAi = await n8n.createCredential('openAiApi', 'Fake model', {
			apiKey: 'none',
			url: modelUrl,
		});
		const tool = xCare(
			'Answer the Customer',
			{
				operation: 'reply',
				descriptionType: 'manual',
				toolDescription: 'Answers the customer',
				postId: { __rl: true, mode: 'id', value: "={{ $('Webhook').first().json.body.postId }}" },
				text: "={{ $fromAI('text', 'the answer', 'string') }}",
				writtenBy: 'ai',
				approvedBy: "={{ $fromAI('approvedBy', 'who approved it', 'string') }}",
			},
			x,
		);
		return await publishWebhookFlow(demo, n8n, {
			path: 'agent',
			nodes: [
				webhook('agent'),
				{
					name: 'Agent',
					type: '@n8n/n8n-nodes-langchain.agent',
					typeVersion: 3,
					parameters: { promptType: 'define', text: 'Answer the customer.', options: {} },
				},
				{
					name: 'Model',
					type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
					typeVersion: 1.2,
					parameters: { model: { __rl: true, mode: 'id', value: 'fake' }, options: {} },
					credentials: { openAiApi: openAi },
				},
				{ ...tool, type: 'n8n-nodes-x-care.xCareTool' },
			],
			connections: {
				Webhook: { main: [[{ node: 'Agent' }]] },
				Model: { ai_languageModel: [[{ node: 'Agent' }]] },
				[tool.name]: { ai_tool: [[{ node: 'Agent' }]] },
			},
		});
	}
});
