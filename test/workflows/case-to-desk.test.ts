import { DataTables } from '../support/data-tables';
import { createEngine } from '../support/engine';
import { makeEvent } from '../support/events';
import { sandboxDesks, toDeskCredential } from '../support/sandbox-desks';
import { useSandbox } from '../support/use-sandbox';
import { readTemplate } from './intake-world';

interface Held {
	isClosed: boolean;
	caseKey?: string;
	entries: Array<{ text: string }>;
}

describe.each(sandboxDesks)('template 20, case to desk, with $desk', (chosen) => {
	const sandbox = useSandbox();

	/** The template with the desk chosen in its three nodes, and nothing else changed. */
	const start = async () => {
		const template = readTemplate('20-case-to-desk.json');
		const queue = { __rl: true, mode: 'id', value: chosen.queue };
		for (const node of template.nodes.filter(({ type }) => type.endsWith('.caseForwarder'))) {
			node.parameters = {
				...node.parameters,
				...{ desk: chosen.desk, queue, ...chosen.parameters },
			} as typeof node.parameters;
			node.credentials = { [chosen.credential]: { id: 'any', name: 'any' } };
		}
		return await createEngine(template, {
			credentials: toDeskCredential(chosen, sandbox.url),
			dataTables: new DataTables(),
		});
	};
	const readCases = async () =>
		(await sandbox.control<{ cases: Held[] }>('GET', `desks/${chosen.name}`)).cases;

	it('makes the desk ready, and shows with invented posts that one case comes of a conversation', async () => {
		await sandbox.control('POST', `desks/${chosen.name}`, { do: 'forgetFields' });
		const engine = await start();
		const prepared = await engine.run('Set up once');
		expect(prepared.error).toBeUndefined();
		const steps = prepared.out('Prepare the desk');
		expect(steps.length).toBeGreaterThan(0);
		expect(steps.map(({ state }) => state)).toContain('created');

		const tried = await engine.run('Try it');
		expect(tried.error).toBeUndefined();
		const outcomes = tried.out('Case at the desk').map((json) => json.case);
		expect(outcomes).toMatchObject([
			{ outcome: 'created' },
			{ outcome: 'added' },
			{ outcome: 'existing' },
		]);
		const [held, ...others] = await readCases();
		expect(others).toEqual([]);
		expect(held.entries.filter(({ text }) => text.includes('invented post'))).toHaveLength(1);
		expect(held.entries.filter(({ text }) => text.includes('still nothing'))).toHaveLength(1);
	});

	it('adds our answer when another workflow hands it over', async () => {
		await sandbox.control('POST', `desks/${chosen.name}`, { do: 'forgetFields' });
		const engine = await start();
		await engine.run('Set up once');
		const event = makeEvent();
		const post = { json: { event: event as never } };
		const reply = { outcome: 'sent', postId: '1900000000000000777', texts: ['So sorry! ^JD'] };
		const first = await engine.run('Called by a workflow', [post]);
		expect(first.error).toBeUndefined();
		const answered = { json: { event: event as never, reply } };
		const second = await engine.run('Called by a workflow', [answered]);
		expect(second.out('Our answer into the case')[0].case).toMatchObject({ outcome: 'added' });
		const third = await engine.run('Called by a workflow', [answered]);
		expect(third.out('Our answer into the case')[0].case).toMatchObject({ outcome: 'existing' });
		const [held, ...others] = await readCases();
		expect(others).toEqual([]);
		expect(held.entries.filter(({ text }) => text.includes('So sorry! ^JD'))).toHaveLength(1);
	});
});
