import { createRequestTracker } from '../../src/desks/request-tracker/desk';
import { createTrackerLists } from '../../src/desks/request-tracker/lists';
import { createFetchSend } from '../support/fetch-send';
import type { DeskUnderTest } from './desk-under-test';
import { makeDraft } from './desk-under-test';
import type { TrackerUnderTest } from './request-tracker-traps';

/** What the desk makes on the far side, what it asks people to make, and what it offers to choose from: on the real one. */
export function testTrackerSetUp(get: () => DeskUnderTest): void {
	const test = () => get() as TrackerUnderTest;
	const toSend = (token: string) =>
		createFetchSend(test().proxy.url, { authorization: `token ${token}` });
	const prepare = async (queue: string, token = test().token, keepContacts = true) => {
		const settings = { baseUrl: '', queue, followUpAs: 'correspond' as const, keepContacts };
		return await createRequestTracker(toSend(token), settings).prepare!();
	};
	const root = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) =>
		await test().asRoot.call(method, path, body);
	const ticketFields = ['Ticket custom field "X Case Key"', 'Ticket custom field "X Post Id"'];
	const findFields = async () => {
		const find = [{ field: 'Name', value: 'X Case Key' }];
		const { items } = (await root('POST', '/customfields', find)) as {
			items: Array<{ id: string }>;
		};
		return items.map(({ id }) => id);
	};

	it('finds everything there on a queue that is set up, and changes nothing, however often', async () => {
		for (let time = 0; time < 2; time++) {
			const steps = await prepare('Social');
			expect(steps.map(({ what }) => what)).toEqual([
				...ticketFields,
				...['X User Id', 'X Handle', 'X Followers', 'X Profile'].map(
					(name) => `User custom field "${name}"`,
				),
			]);
			expect(new Set(steps.map(({ state }) => state))).toEqual(new Set(['there already']));
		}
	});

	it('says where to click for fields that exist and are not on the queue, which REST 2 cannot change', async () => {
		const steps = await prepare('Bare', test().rootToken, false);
		expect(steps.map(({ what }) => what)).toEqual(ticketFields);
		for (const step of steps) {
			expect(step).toMatchObject({ state: 'by hand' });
			expect(step.how).toContain('Applies to, tick the queue "Bare"');
		}
	});

	it('makes the key field unique again, or says where to when it may not', async () => {
		const [id] = await findFields();
		await root('PUT', `/customfield/${id}`, { UniqueValues: 0 });
		const [byHand] = await prepare('Social');
		expect(byHand).toMatchObject({ state: 'by hand' });
		expect(byHand.how).toContain('Values must be unique');
		const [made] = await prepare('Social', test().rootToken);
		expect(made).toMatchObject({ state: 'created' });
		expect(await root('GET', `/customfield/${id}`)).toMatchObject({ UniqueValues: '1' });
	});

	it('makes the fields of tickets where there are none, with rights for it, and cases work with them', async () => {
		const queue = 'Fresh';
		await root('POST', '/queue', { Name: queue });
		const before = await findFields();
		for (const id of before) await root('PUT', `/customfield/${id}`, { Disabled: 1 });
		const [refused] = await prepare('Social');
		expect(refused).toMatchObject({ state: 'by hand' });
		expect(refused.how).toContain('AdminCustomField');
		const [made] = await prepare(queue, test().rootToken);
		expect(made).toMatchObject({ state: 'created' });
		const [again] = await prepare(queue, test().rootToken);
		expect(again).toMatchObject({ state: 'there already' });
		const settings = { queue, baseUrl: 'http://rt.test', followUpAs: 'correspond' as const };
		const desk = createRequestTracker(toSend(test().rootToken), {
			...settings,
			keepContacts: false,
		});
		const draft = makeDraft();
		expect(await desk.upsertCase(draft)).toMatchObject({ outcome: 'created' });
		expect(await desk.upsertCase(draft)).toMatchObject({ outcome: 'existing' });
		for (const id of await findFields()) await root('PUT', `/customfield/${id}`, { Disabled: 1 });
		for (const id of before) await root('PUT', `/customfield/${id}`, { Disabled: 0 });
		expect((await prepare('Social'))[0]).toMatchObject({ state: 'there already' });
	});

	it('names a queue that is not there', async () => {
		await expect(prepare('Nowhere')).rejects.toMatchObject({
			kind: 'forbidden',
			hint: expect.stringContaining("'Queue'"),
		});
	});

	it('offers queues, staff without contacts, statuses of new tickets and priorities', async () => {
		const chosen = (parameter: string) => (parameter === 'queue' ? 'Social' : '');
		const lists = createTrackerLists(toSend(test().token), chosen);
		const values = async (list: keyof typeof lists) =>
			(await lists[list]!()).map(({ value }) => value);
		expect(await values('queues')).toEqual(expect.arrayContaining(['Second Line', 'Social']));
		const owners = await values('owners');
		expect(owners).toContain('root');
		expect(owners.filter((name) => /^x-\d+$|^Nobody$|^RT_System$/.test(name))).toEqual([]);
		expect(await values('statuses')).toEqual(['new', 'open', 'resolved']);
		expect(await values('priorities')).toEqual(['0', '25', '50', '75', '100']);
	});

	it('lists queues that do not fit on one page', async () => {
		const names = Array.from({ length: 101 }, (_, index) => `Many ${index}`);
		for (const Name of names) await root('POST', '/queue', { Name });
		const lists = createTrackerLists(toSend(test().rootToken));
		const found = (await lists.queues!()).map(({ value }) => value);
		expect(found).toEqual(expect.arrayContaining(names));
	});

	it('says that the statuses of a lifecycle of the company’s own have to be entered', async () => {
		const chosen = () => 'Odd';
		await root('POST', '/queue', { Name: 'Odd', Lifecycle: 'approvals' });
		const lists = createTrackerLists(toSend(test().rootToken), chosen);
		await expect(lists.statuses!()).rejects.toMatchObject({
			kind: 'misconfigured',
			message: expect.stringContaining('lifecycle "approvals"'),
		});
	});
}
