import { type RunningDemo, startDemo } from '../support/demo';
import { runFrom } from '../support/health-flow';
import { type CredentialName, logInToN8n, type N8n, waitUntil } from '../support/n8n';
import { readTemplate, type Template } from '../support/push-intake';
import { type Sandbox, toControl } from '../support/sandbox';
import { sandboxDesks, toDeskCredential } from '../support/sandbox-desks';

jest.setTimeout(180_000);

interface Look {
	cases: Array<{ id: string; entries: Array<{ text: string }> }>;
}

interface Shown {
	id: string;
	from: string;
	text: string;
	inReplyTo?: string;
}

/** X → intake → case, then agent → desk → signed webhook → X → case: the shipped templates, a desk that calls, a real n8n. */
describe('from X to the desk and back, in a real n8n', () => {
	const desk = sandboxDesks.find((it) => it.desk === 'zendesk')!;
	let demo: RunningDemo;
	let n8n: N8n;
	let control: Sandbox['control'];
	let credentials: Record<string, CredentialName>;

	beforeAll(async () => {
		demo = await startDemo(['--no-cast', '--no-request-tracker']);
		n8n = await logInToN8n(demo);
		control = toControl(demo.sandboxUrl);
		const { [desk.credential]: data } = toDeskCredential(desk, demo.sandboxUrl);
		credentials = {
			xCareOAuth2Api: await n8n.connectX(),
			[desk.credential]: await n8n.createCredential(desk.credential, 'The desk', data),
		};
		const intake = await setUp('10-intake.json', (node) => {
			chooseDesk(node);
			// Every two minutes as shipped.
			if ('pollTimes' in node.parameters) {
				node.parameters.pollTimes = { item: [{ mode: 'everyMinute' }] };
			}
		});
		await n8n.publish(intake);
		const back = await setUp('21-desk-to-x.json', (node) => {
			chooseDesk(node);
			if (node.name === 'What happened at the desk') Object.assign(node, { disabled: true });
			if (node.name === 'The desk calls') Object.assign(node, { disabled: false });
			if (node.name === 'Settings') setIntake(node, intake);
		});
		await n8n.publish(back);
	}, 300_000);

	afterAll(async () => await demo?.stop(), 60_000);

	type Node = Template['nodes'][number];

	/** As the yellow note tells an admin: the desk, its credential and where new cases go, in each node that has them. */
	function chooseDesk(node: Node): void {
		if (/\.case(Forwarder|EventTrigger|WebhookTrigger)$/.test(node.type)) {
			const queue = { __rl: true, mode: 'id', value: desk.queue };
			Object.assign(node.parameters, { desk: desk.desk, queue });
			node.credentials = { [desk.credential]: { id: null, name: '' } };
		}
	}

	function setIntake({ parameters }: Node, id: string): void {
		const { assignments } = parameters.assignments as {
			assignments: Array<{ name: string; value: unknown }>;
		};
		assignments.find(({ name }) => name === 'intake')!.value = id;
	}

	async function setUp(file: string, fillIn: (node: Node) => void): Promise<string> {
		const { name, nodes, connections } = readTemplate(file);
		for (const node of nodes) {
			fillIn(node);
			const types = Object.keys(node.credentials ?? {});
			if (types.length === 0) continue;
			node.credentials = Object.fromEntries(
				types.filter((type) => credentials[type]).map((type) => [type, credentials[type]]),
			);
		}
		const draft = { name, nodes, connections, settings: { executionOrder: 'v1' } };
		const { id } = await n8n.api<{ id: string }>('/workflows', draft);
		await runFrom({ n8n }, id, 'Set up once');
		return id;
	}

	const look = async () => await control<Look>('GET', `desks/${desk.name}`);
	const act = async (body: object) => await control('POST', `desks/${desk.name}`, body);

	it("makes a case of a mention, and an agent's public comment the one answer on X", async () => {
		const { id } = await control<{ id: string }>('POST', 'posts', {
			...{ from: 'alice_m', text: '@acmecare my parcel was due on Monday' },
		});
		const held = await waitUntil(
			'the case at the desk',
			async () => (await look()).cases.find(({ entries }) => entries[0]?.text.includes('parcel')),
			{ timeoutMs: 150_000 },
		);
		const answers = async () =>
			(await control<Shown[]>('GET', 'timeline')).filter(
				({ from, inReplyTo }) => from === 'acmecare' && inReplyTo === id,
			);
		const words = 'Found it, Alice! It comes tomorrow. ^JD';
		await act({ do: 'comment', caseId: held.id, text: 'She is a regular.', isPublic: false });
		await act({ do: 'comment', caseId: held.id, text: words, isPublic: true });
		const [answer] = await waitUntil('the answer on X', async () => {
			const found = await answers();
			return found.length > 0 ? found : undefined;
		});
		expect(answer.text).toContain(words);
		await waitUntil('our answer in the case', async () => {
			const [{ entries }] = (await look()).cases;
			return entries.some(({ text }) => text.includes(`https://x.com/i/status/${answer.id}`));
		});
		expect(await answers()).toHaveLength(1);
		expect(JSON.stringify(await control('GET', 'timeline'))).not.toContain('regular');
	});
});
