import type { INodeExecutionData } from 'n8n-workflow';

import { CaseDeskOdooApi } from '../../credentials/CaseDeskOdooApi.credentials';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import { createOdooApi } from '../../src/desks/odoo/api';
import { createOdoo, type OdooSettings } from '../../src/desks/odoo/desk';
import { createOdooLists } from '../../src/desks/odoo/lists';
import { createOdooCall } from '../../src/desks/odoo/transport';
import type { FetchMedia } from '../../src/desks/desk';
import { toCaseDraft } from '../../src/domain/case';
import { toOurAnswer } from '../../src/domain/our-answer';
import { makeEvent } from '../support/events';
import { createFetchSend } from '../support/fetch-send';
import { runNode } from '../support/node-context';
import { makeDraft, makeFollowUp, nextId, readFailure } from './desk-under-test';
import type { OdooUnderTest } from './odoo-under-test';
import { odooCredential, odooSettings, signed } from './odoo-under-test';

/** What Odoo does that a plain mock would not. */
export function testOdooTraps(
	test: () => OdooUnderTest,
	over: Pick<OdooSettings, 'interface' | 'recordKind'>,
): void {
	const isLead = over.recordKind === 'crm.lead';
	const open = (more: Partial<OdooSettings> = {}, fetchMedia?: FetchMedia) =>
		createOdoo(test().send, odooSettings({ ...over, ...more }), fetchMedia);
	const readCase = async (id: string) => (await test().look()).cases.find((it) => it.id === id);
	const count = async (action: () => Promise<unknown>) => {
		test().proxy.takeLog();
		await action();
		return test().proxy.takeLog().length;
	};

	it('asks little: one call for a first post that is in, two for a follow-up, four for a new case', async () => {
		await test().desk.upsertCase(makeDraft());
		await test().desk.upsertCase(makeFollowUp(makeDraft(), 'the stages are read once'));
		const first = makeDraft({ author: { id: nextId(), handle: 'counted' } });
		expect(await count(async () => await test().desk.upsertCase(first))).toBe(4);
		expect(await count(async () => await test().desk.upsertCase(first))).toBe(1);
		const followUp = makeFollowUp(first, 'counted');
		expect(await count(async () => await test().desk.upsertCase(followUp))).toBe(2);
	});

	it('loses no post when another transaction was in the way of the create', async () => {
		const first = makeDraft({ text: 'first of the race' });
		await test().set('lostLoads', 1);
		// The contact's load loses and is made again; the case is made.
		expect(await test().desk.upsertCase(first)).toMatchObject({ outcome: 'created' });
		const followUp = makeFollowUp(first, 'second of the race');
		await test().set('lostLoads', 1);
		expect(await test().desk.upsertCase(followUp)).toMatchObject({ outcome: 'added' });
		const other = makeDraft({ author: { id: '0' } });
		await test().set('lostLoads', 1);
		const failure = await readFailure(test().desk, other);
		expect(failure.message).toContain('could not serialize access');
		expect(await test().desk.upsertCase(other)).toMatchObject({ outcome: 'created' });
	});

	/** Makes the next run believe, as one does that starts at the same instant, that there is no case yet. */
	const blind = () => ({
		when: (_method: string, path: string) =>
			new RegExp(`${over.recordKind}[./]search_read`).test(path),
		fault: {
			status: 200,
			body: over.interface === 'json2' ? [] : { jsonrpc: '2.0', id: 1, result: [] },
		},
		times: 1,
	});

	it('overwrites nothing of a case that another run has made since the look-up', async () => {
		const first = makeDraft({ text: 'words of the winner' });
		const { id } = await test().desk.upsertCase(first);
		const before = await readCase(id);
		test().proxy.behave(blind());
		const followUp = makeFollowUp(first, 'words of the loser');
		expect(await test().desk.upsertCase(followUp)).toMatchObject({ id, outcome: 'added' });
		const after = await readCase(id);
		expect(after?.title).toBe(before?.title);
		const texts = after?.entries.map(({ text }) => text.split('\n')[0]);
		expect(texts).toEqual(['words of the winner', 'words of the loser']);
	});

	if (isLead) {
		it('shows a lost lead again when the customer writes on: Odoo hides it', async () => {
			const first = makeDraft();
			const { id } = await test().desk.upsertCase(first);
			await test().act({ do: 'closeForGood', caseId: id });
			expect(await test().desk.upsertCase(first)).toMatchObject({ id, outcome: 'existing' });
			expect(await readCase(id)).toMatchObject({ isClosed: true });
			const followUp = makeFollowUp(first, 'still here');
			expect(await test().desk.upsertCase(followUp)).toMatchObject({ id, outcome: 'added' });
			expect(await readCase(id)).toMatchObject({ isClosed: false, status: 'New' });
		});
	}

	it('leaves a case closed when a follow-up comes again that it holds', async () => {
		const first = makeDraft();
		const followUp = makeFollowUp(first, 'held already');
		const { id } = await test().desk.upsertCase(first);
		await test().desk.upsertCase(followUp);
		await test().act({ do: 'closeCase', caseId: id });
		expect(await test().desk.upsertCase(followUp)).toMatchObject({ id, outcome: 'existing' });
		expect(await readCase(id)).toMatchObject({ isClosed: true });
	});

	it('opens the case before the post goes in, so that a run that ended in between is made good', async () => {
		const first = makeDraft();
		const { id } = await test().desk.upsertCase(first);
		await test().act({ do: 'closeCase', caseId: id });
		const followUp = makeFollowUp(first, 'torn');
		test().proxy.behave({ when: test().isComment, fault: 'drop-request' });
		await expect(test().desk.upsertCase(followUp)).rejects.toThrow();
		test().proxy.behave();
		expect(await test().desk.upsertCase(followUp)).toMatchObject({ id, outcome: 'added' });
		expect(await readCase(id)).toMatchObject({ isClosed: false });
	});

	it('leaves a case closed when what is added is our own answer', async () => {
		const event = makeEvent({ id: nextId() });
		const { id } = await test().desk.upsertCase(toCaseDraft(event));
		await test().act({ do: 'closeCase', caseId: id });
		const reply = { outcome: 'sent', postId: nextId(), texts: ['Done. ^JD'] };
		const answer = toCaseDraft(toOurAnswer(event, reply)!);
		expect(await test().desk.upsertCase(answer)).toMatchObject({ id, outcome: 'added' });
		expect(await test().desk.upsertCase(answer)).toMatchObject({ id, outcome: 'existing' });
		expect(await readCase(id)).toMatchObject({ isClosed: true });
	});

	it('leaves the website alone that a person has entered for a contact', async () => {
		const author = { id: nextId(), handle: 'has_a_site', name: 'Ann' };
		await test().desk.upsertCase(makeDraft({ author }));
		const api = createOdooApi(createOdooCall(test().send, over.interface));
		const read = async () => {
			const domain = [['x_care_user_id', '=', author.id]];
			return (await api.search('looking', 'res.partner', { domain }))[0];
		};
		const { id, website } = await read();
		expect(website).toBe('https://x.com/has_a_site');
		await api.write('editing', 'res.partner', id, { website: 'https://ann.example' });
		await test().desk.upsertCase(makeDraft({ author: { ...author, handle: 'renamed' } }));
		expect(await read()).toMatchObject({
			website: 'https://ann.example',
			x_care_handle: 'renamed',
			x_care_profile: 'https://x.com/renamed',
		});
	});

	it('gives a new case team, stage, owner, priority and tags, and later posts change none of it', async () => {
		const newCase = {
			status: '2',
			owner: '3',
			tags: ['Social', 'from x'],
			priorities: { critical: '2' },
		};
		const desk = open({ team: '2', newCase });
		const first = { ...makeDraft(), urgency: 'critical' as const };
		const { id } = await desk.upsertCase(first);
		const given = {
			status: isLead ? 'Qualified' : 'In Progress',
			owner: 'Ada Agent',
			queue: isLead ? 'Social Media' : 'Returns',
			priority: '2',
			tags: ['Social', 'from x'],
		};
		expect(await readCase(id)).toMatchObject(given);
		await test().act({ do: 'assign', caseId: id, owner: '4' });
		await desk.upsertCase({ ...makeFollowUp(first, 'on'), urgency: 'low' as const });
		expect(await readCase(id)).toMatchObject({ ...given, owner: 'Bo Agent' });
	});

	it('leaves a new case to nobody when no owner is chosen, also where Odoo would take the caller', async () => {
		const { id } = await test().desk.upsertCase(makeDraft());
		expect((await readCase(id))?.owner).toBeUndefined();
	});

	it('names the option that is not right, and creates nothing', async () => {
		const draft = makeDraft();
		const newCase = { status: '99', tags: [], priorities: {} };
		const failure = await readFailure(open({ newCase }), draft);
		expect(failure).toMatchObject({ kind: 'refused' });
		expect(failure.message).toMatch(/stage_id: .*'99'.*Stage/);
		expect(await test().readCases(draft.caseKey)).toEqual([]);
	});

	it('refuses a kind of record it does not know', () => {
		const desk = () => open({ recordKind: 'project.task' });
		expect(desk).toThrow('\'Record Kind\' is "project.task"');
	});

	it('puts pictures into the case, each once, and says what it could not', async () => {
		const fetchMedia: FetchMedia = async (url) =>
			url.endsWith('gone.jpg')
				? undefined
				: { fileName: `${url.split('/').at(-1)}`, mimeType: 'image/jpeg', base64: 'aGk=' };
		const media = ['a.jpg', 'b.jpg', 'gone.jpg'].map((name) => ({
			key: `3_${name}`,
			url: `https://pbs.twimg.test/${name}`,
		}));
		const desk = open({}, fetchMedia);
		const draft = makeDraft({ media });
		const { id, notes } = await desk.upsertCase(draft);
		expect(notes).toEqual(['1 of 3 files could not be read from X.']);
		await desk.upsertCase(draft);
		expect((await readCase(id))?.entries[0].files).toEqual(['a.jpg', 'b.jpg']);
		const isUpload = (_method: string, path: string) => /ir\.attachment/.test(path);
		test().proxy.behave({ when: isUpload, fault: { status: 413, body: 'too large' } });
		const other = await desk.upsertCase(makeDraft({ media: media.slice(0, 1) }));
		expect(other).toMatchObject({ outcome: 'created' });
		expect(other.notes?.[0]).toContain('could not be attached');
	});

	it('lists teams, users, stages and priorities as Odoo has them, all pages', async () => {
		const lists = createOdooLists(test().send, over.interface, over.recordKind);
		expect(await lists.owners!()).toEqual([
			{ name: 'Ada Agent', value: '3' },
			{ name: 'Bo Agent', value: '4' },
			{ name: 'OdooBot', value: '1' },
			{ name: 'n8n', value: '2' },
		]);
		expect((await lists.statuses!()).map(({ name }) => name)).toEqual(
			isLead
				? ['New', 'Qualified', 'Proposition', 'Won']
				: ['New', 'In Progress', 'Solved', 'Cancelled'],
		);
		expect(await lists.priorities!()).toContainEqual({ name: 'Very High', value: '3' });
		if (isLead) await test().set('moreTeams', 450);
		const teams = await lists.queues!();
		expect(teams).toHaveLength(isLead ? 452 : 2);
		expect(new Set(teams.map(({ value }) => value)).size).toBe(teams.length);
	});

	it('works through the node, on the n8n engine, as an admin sets it up', async () => {
		const run = async (input: INodeExecutionData[], key?: string, operation = 'forward') =>
			await runNode(new CaseForwarder(), {
				parameters: {
					...{ desk: 'odoo', operation, recordKind: over.recordKind },
					queue: { __rl: true, mode: 'id', value: '2' },
				},
				credentials: { caseDeskOdooApi: odooCredential(test().url, over.interface, key) },
				credentialTypes: [new CaseDeskOdooApi()],
				input,
			});
		const [first, second] = [nextId(), nextId()];
		const events = [makeEvent({ id: first }), makeEvent({ id: second, conversationId: first })];
		const input = events.map((event) => ({ json: { event: event as never } }));
		const { outputs, error } = await run(input);
		expect(error).toBeUndefined();
		const [{ json: made }, { json: added }] = outputs[0];
		expect([made.case, added.case]).toMatchObject([{ outcome: 'created' }, { outcome: 'added' }]);
		const { error: refused } = await run(input.slice(0, 1), 'wrong');
		expect(refused?.message).toMatch(/^Odoo: looking up the (lead|ticket) was/);
		expect(refused?.description).toContain('New API Key');
	});

	it('tells a wrong key, login or database by the test of the credential', async () => {
		const { test: probe } = new CaseDeskOdooApi();
		const isOk = async (wrong: object) => {
			const credentials = { ...odooCredential(test().url, over.interface), ...wrong };
			const send = signed(createFetchSend(test().url), credentials);
			const url = over.interface === 'jsonRpc' ? '/jsonrpc' : '/json/2/res.users/context_get';
			expect(probe.request.url).toContain(`"${url}"`);
			const { status, body } = await send({ method: 'POST', url, body: probe.request.body });
			const answer = body as { result?: unknown; error?: { message?: unknown } };
			const read: Record<string, unknown> = {
				result: answer.result,
				'error.message': answer.error?.message,
			};
			const isCaught = probe.rules!.some(
				({ properties: it }) => 'key' in it && read[it.key] === it.value,
			);
			return status === 200 && !isCaught;
		};
		expect(await isOk({})).toBe(true);
		expect(await isOk({ apiKey: 'wrong' })).toBe(false);
		expect(await isOk({ database: 'wrong' })).toBe(false);
		expect(await isOk({ login: 'wrong' })).toBe(over.interface === 'json2');
	});

	it('prepares a database without the fields, changes nothing the second time, and works then', async () => {
		await test().act({ do: 'forgetFields' });
		const failure = await readFailure(open(), makeDraft());
		expect(failure).toMatchObject({ kind: 'misconfigured' });
		expect(failure.hint).toContain("'Prepare Desk'");
		const prepare = open().prepare!;
		await test().set('isAdmin', false);
		const byHand = await prepare();
		expect(byHand.map(({ state }) => state)).toEqual(Array(6).fill('by hand'));
		expect(byHand[0].how).toContain(`Model ${over.recordKind}`);
		await test().set('isAdmin', true);
		expect((await prepare()).map(({ state }) => state)).toEqual(Array(6).fill('created'));
		expect((await prepare()).map(({ state }) => state)).toEqual(Array(6).fill('there already'));
		expect(await open().upsertCase(makeDraft())).toMatchObject({ outcome: 'created' });
	});

	it('says that the fields are not there to make when the app is not installed', async () => {
		await test().set('withoutHelpdesk', true);
		const desk = open({ recordKind: 'helpdesk.ticket' });
		const failure = await readFailure(desk, makeDraft());
		expect(failure).toMatchObject({ kind: 'misconfigured' });
		expect(failure.hint).toContain('Install the app');
		const prepared: unknown = await desk.prepare!().catch((it: unknown) => it);
		expect(prepared).toMatchObject({ kind: 'misconfigured' });
	});
}
