import type { INodeExecutionData } from 'n8n-workflow';

import { CaseDeskHubSpotApi } from '../../credentials/CaseDeskHubSpotApi.credentials';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import { createHubSpot, hubSpotCapabilities } from '../../src/desks/hubspot/hubspot';
import { createHubSpotLists } from '../../src/desks/hubspot/lists';
import { toPlainText } from '../../src/desks/html';
import { toNoteHtml } from '../../src/desks/hubspot/note-text';
import { makeEvent } from '../support/events';
import { runNode } from '../support/node-context';
import { testDesk } from './contract';
import { makeDraft, makeFollowUp, nextId, readFailure, readOneCase } from './desk-under-test';
import { newCase, openHubSpot } from './hubspot-desk';
import type { SandboxDesk } from './sandbox-desk';

jest.setTimeout(30_000);

describe('HubSpot', () => {
	testDesk(openHubSpot, hubSpotCapabilities, (get) => {
		const test = () => get() as SandboxDesk;
		const open = (over: Partial<Parameters<typeof createHubSpot>[1]>) =>
			createHubSpot(test().send, { pipeline: '0', newCase, ...over });
		const findHeld = async (id: string) => (await test().look()).cases.find((it) => it.id === id);
		const set = async (name: string, value: unknown) =>
			void (await test().act({ do: 'set', name, value }));
		afterEach(async () => {
			await set('archivedHoldsKeys', false);
			await set('scopes', 'all');
		});

		it('gives a new case its pipeline, stage, owner and priority, and changes none of them later', async () => {
			const desk = open({
				pipeline: 'Social Media',
				newCase: {
					...{ status: '150002', owner: '77002', tags: [] },
					priorities: { critical: 'URGENT' },
				},
			});
			const first = { ...makeDraft(), urgency: 'critical' as const };
			const { id } = await desk.upsertCase(first);
			const expected = { queue: '75398', status: 'In Work', owner: '77002', priority: 'URGENT' };
			expect(await findHeld(id)).toMatchObject(expected);
			await test().act({ do: 'assign', caseId: id, owner: '77001' });
			await desk.upsertCase({ ...makeFollowUp(first, 'and more'), urgency: 'low' as const });
			await desk.upsertCase(first);
			expect(await findHeld(id)).toMatchObject({ ...expected, owner: '77001' });
		});

		it('takes the first open stage people see, not the first HubSpot names', async () => {
			const { id } = await test().desk.upsertCase({ ...makeDraft(), urgency: 'urgent' });
			expect(await findHeld(id)).toMatchObject({ status: 'New', priority: 'HIGH' });
		});

		it('puts the ticket under its contact', async () => {
			const draft = makeDraft();
			const { id } = await test().desk.upsertCase(draft);
			const { contacts } = await test().look();
			const contact = contacts.find(({ xUserId }) => xUserId === draft.contact.xUserId);
			expect(contact?.id).toBeTruthy();
			expect(await findHeld(id)).toMatchObject({ contactId: contact?.id });
		});

		it('names the stage that is not one of the pipeline, and makes nothing', async () => {
			const draft = makeDraft();
			const wrong = open({ newCase: { ...newCase, status: '150002' } });
			const failure = await readFailure(wrong, draft);
			expect(failure).toMatchObject({ kind: 'misconfigured' });
			expect(failure.message).toContain('\'Status\' is "150002"');
			expect(failure.hint).toContain('Waiting on us');
			expect(await readFailure(open({ pipeline: '9' }), draft)).toMatchObject({
				message: expect.stringContaining('\'Pipeline\' is "9"'),
			});
			expect(await test().readCases(draft.caseKey)).toEqual([]);
		});

		it('keeps the name of a contact up to date until a person has edited it, also one made by an answer of ours', async () => {
			const id = nextId();
			const read = async () => await test().people?.readContact(id);
			await test().desk.upsertCase(makeDraft({ author: { id } }));
			expect(await read()).toMatchObject({ name: `X user ${id}` });
			await test().desk.upsertCase(makeDraft({ author: { id, name: 'Ann One', handle: 'ann' } }));
			expect(await read()).toMatchObject({ name: 'Ann One' });
			await test().desk.upsertCase(makeDraft({ author: { id, name: 'Ann Two', handle: 'ann' } }));
			expect(await read()).toMatchObject({ name: 'Ann Two' });
			await test().people?.renameContact(id, 'Mrs. Ann');
			await test().desk.upsertCase(makeDraft({ author: { id, name: 'Ann Three', handle: 'ann' } }));
			expect(await read()).toMatchObject({ name: 'Mrs. Ann' });
		});

		it('leaves the link to the profile alone when X told no handle this time', async () => {
			const author = { id: nextId(), handle: 'known_one' };
			await test().desk.upsertCase(makeDraft({ author }));
			await test().desk.upsertCase(makeDraft({ author: { id: author.id } }));
			expect(await test().people?.readContact(author.id)).toMatchObject({
				profileUrl: 'https://x.com/known_one',
			});
		});

		it('takes two calls for a known contact whose data has not changed, and one more where it has', async () => {
			const author = { id: nextId(), handle: 'same', followers: 3 };
			await test().desk.upsertCase(makeDraft({ author }));
			test().proxy.takeLog();
			await test().desk.upsertCase(makeDraft({ author }));
			expect(test().proxy.takeLog()).toHaveLength(2);
			await test().desk.upsertCase(makeDraft({ author: { ...author, followers: 4 } }));
			expect(test().proxy.takeLog()).toHaveLength(3);
		});

		it('keeps two posts apart that two accounts of ours were both named in', async () => {
			const id = nextId();
			const accounts = ['111', '222'].map((it) => ({ id: it, handle: `care${it}` }));
			const drafts = accounts.map((account) =>
				makeDraft({ id, account, conversationId: nextId() }),
			);
			for (const draft of drafts) {
				await test().desk.upsertCase(makeDraft({ account: draft.account, id: nextId() }));
				expect(await test().desk.upsertCase(draft)).toMatchObject({ outcome: 'created' });
			}
		});

		it('opens the ticket again when an earlier run added the post and ended before that', async () => {
			const first = makeDraft();
			const { id } = await test().desk.upsertCase(first);
			await test().act({ do: 'closeCase', caseId: id });
			const followUp = makeFollowUp(first, 'torn apart');
			const isReopening = (method: string) => method === 'PATCH';
			test().proxy.behave({ when: isReopening, fault: 'drop-request', times: 1 });
			await expect(test().desk.upsertCase(followUp)).rejects.toThrow();
			expect(await findHeld(id)).toMatchObject({ isClosed: true });
			expect(await test().desk.upsertCase(followUp)).toMatchObject({ id, outcome: 'existing' });
			expect(await findHeld(id)).toMatchObject({ isClosed: false });
			await test().act({ do: 'closeCase', caseId: id });
			await test().desk.upsertCase(followUp);
			expect(await findHeld(id)).toMatchObject({ isClosed: true });
		});

		it('leaves a ticket closed when the post that comes is our own answer', async () => {
			const first = makeDraft();
			const { id } = await test().desk.upsertCase(first);
			await test().act({ do: 'closeCase', caseId: id });
			const answer = { ...makeFollowUp(first, 'all done ^JD'), isOurs: true };
			expect(await test().desk.upsertCase(answer)).toMatchObject({ outcome: 'added' });
			expect(await findHeld(id)).toMatchObject({ isClosed: true });
		});

		it('keeps the post and says so when HubSpot does not let the ticket be opened again', async () => {
			const first = makeDraft();
			const { id } = await test().desk.upsertCase(first);
			await test().act({ do: 'closeCase', caseId: id });
			const body = {
				status: 'error',
				message: 'fill in "Reason" first',
				category: 'VALIDATION_ERROR',
			};
			test().proxy.behave({ when: (method) => method === 'PATCH', fault: { status: 400, body } });
			const reference = await test().desk.upsertCase(makeFollowUp(first, 'kept all the same'));
			expect(reference).toMatchObject({ id, outcome: 'added' });
			expect(reference.notes?.[0]).toMatch(/stays closed.*fill in "Reason" first/);
		});

		it('opens a ticket again in the pipeline agents have moved it to', async () => {
			const desk = open({ pipeline: '75398' });
			const first = makeDraft();
			const { id } = await desk.upsertCase(first);
			await test().act({ do: 'closeCase', caseId: id });
			await test().desk.upsertCase(makeFollowUp(first, 'again'));
			expect(await findHeld(id)).toMatchObject({ queue: '75398', status: 'Seen' });
		});

		it('puts a post into the ticket that follows a deleted one, though its note is still there', async () => {
			const first = makeDraft();
			const { id } = await test().desk.upsertCase(first);
			const followUp = makeFollowUp(first, 'in both tickets');
			await test().desk.upsertCase(followUp);
			await test().act({ do: 'deleteCase', caseId: id });
			await test().desk.upsertCase(first);
			expect(await test().desk.upsertCase(followUp)).toMatchObject({ outcome: 'added' });
			expect((await readOneCase(test(), first)).entries.join()).toContain('in both tickets');
		});

		it('says what to restore where deleted records keep their unique values', async () => {
			await set('archivedHoldsKeys', true);
			const draft = makeDraft({ author: { id: nextId(), handle: 'gone' } });
			const { id } = await test().desk.upsertCase(draft);
			await test().act({ do: 'deleteCase', caseId: id });
			const failure = await readFailure(test().desk, draft);
			expect(failure).toMatchObject({ kind: 'refused' });
			expect(failure.hint).toContain('Restore records');
			await test().people?.deleteContact(draft.contact.xUserId);
			const next = await test().desk.upsertCase(
				makeDraft({ author: { id: draft.contact.xUserId } }),
			);
			expect(next).toMatchObject({ outcome: 'created' });
			expect(next.notes?.[0]).toContain('no contact');
		});

		it.each([
			[{ policyName: 'DAILY', message: 'You have reached your daily limit.' }, 'quota-exhausted'],
			[{ policyName: 'TEN_SECONDLY_ROLLING', message: 'too fast' }, 'rate-limited'],
		])('tells the daily allowance from the pace: %j', async (said, kind) => {
			const body = { status: 'error', errorType: 'RATE_LIMIT', ...said };
			test().proxy.behave({ when: () => true, fault: { status: 429, body } });
			expect(await readFailure(test().desk, makeDraft())).toMatchObject({ kind, status: 429 });
		});

		it('does not take a 404 from somewhere else for "there is no such ticket"', async () => {
			const body = '<html>nothing here</html>';
			const isLookUp = (method: string, path: string) =>
				method === 'GET' && path.includes('/objects/tickets/');
			test().proxy.behave({ when: isLookUp, fault: { status: 404, body } });
			const failure = await readFailure(test().desk, makeFollowUp(makeDraft(), 'x'));
			expect(failure).toMatchObject({ kind: 'not-found' });
			expect(failure.hint).toContain('Base URL');
		});

		it('makes its properties once, and says so when they are there', async () => {
			await test().act({ do: 'forgetFields' });
			const made = await test().desk.prepare?.();
			expect(made?.map(({ state }) => state)).toEqual(Array(8).fill('created'));
			expect(made?.[0].what).toBe('Ticket property "X Case Key"');
			const again = await test().desk.prepare?.();
			expect(again?.map(({ state }) => state)).toEqual(Array(8).fill('there already'));
		});

		it('says where to click when the token may not make properties', async () => {
			await test().act({ do: 'forgetFields' });
			await set('scopes', 'no schemas');
			const steps = await test().desk.prepare?.();
			expect(steps?.map(({ state }) => state)).toEqual(Array(8).fill('by hand'));
			expect(steps?.[0].how).toMatch(/Ticket properties › Create property.*x_case_key.*unique/);
			await set('scopes', 'all');
			await test().desk.prepare?.();
		});

		it('leads to Prepare Desk when a property is missing, for new cases and for follow-ups', async () => {
			const [known, fresh] = [makeDraft(), makeDraft()];
			await test().desk.upsertCase(known);
			await test().act({ do: 'forgetFields' });
			const drafts = [makeFollowUp(known, 'more'), fresh, makeDraft({ author: { id: '0' } })];
			for (const desk of [test().desk, open({})]) {
				for (const draft of drafts) {
					const failure = await readFailure(desk, draft);
					expect(failure).toMatchObject({ kind: 'misconfigured' });
					expect(failure.message).toMatch(/HubSpot: .*x_\w+/);
					expect(failure.hint).toContain('Prepare Desk');
				}
			}
			await test().desk.prepare?.();
		});

		it('refuses a key property that lets values repeat, made by hand', async () => {
			await test().act({ do: 'forgetFields' });
			const definition = {
				...{ name: 'x_case_key', label: 'X Case Key', type: 'string', fieldType: 'text' },
				groupName: 'ticketinformation',
			};
			const url = '/crm/v3/properties/tickets';
			await test().send({ method: 'POST', url, body: definition });
			const steps = await test().desk.prepare?.();
			expect(steps?.[0]).toMatchObject({ state: 'by hand' });
			const failure = await readFailure(open({}), makeDraft());
			expect(failure).toMatchObject({ kind: 'misconfigured' });
			expect(failure.message).toContain('lets values repeat');
			await test().act({ do: 'forgetFields' });
			await test().desk.prepare?.();
		});

		it('lists pipelines, the stages of the one that is chosen, owners of all pages, and priorities', async () => {
			const lists = createHubSpotLists(test().send, () => '75398');
			expect(await lists.queues?.()).toEqual([
				{ name: 'Support Pipeline', value: '0' },
				{ name: 'Social Media', value: '75398' },
			]);
			const stages = await lists.statuses?.();
			expect(stages?.map(({ name }) => name)).toEqual(['Seen', 'In Work', 'Done', 'Not for Us']);
			const owners = await lists.owners?.();
			expect(owners).toEqual([
				{ name: 'Robin Example', value: '77001' },
				{ name: 'Sam Sample', value: '77002' },
				{ name: 'queue@example.com', value: '77003' },
			]);
			const priorities = await lists.priorities?.();
			expect(priorities?.map(({ value }) => value)).toEqual(['LOW', 'MEDIUM', 'HIGH', 'URGENT']);
			const all = await createHubSpotLists(test().send, () => '').statuses?.();
			expect(all).toHaveLength(8);
			expect(all?.[0]).toEqual({ name: 'Support Pipeline: New', value: '1' });
		});

		it.each(['&', 'x', '  ', '"\n'])(
			'cuts a text of %j that is too long in the middle, so that the reference stays',
			async (part) => {
				const text = `start ${part.repeat(70_000)}`;
				const first = { ...makeDraft() };
				const end = '\n\nReference: the-end';
				await test().desk.upsertCase({ ...first, body: text + end });
				await test().desk.upsertCase({ ...makeFollowUp(first, ''), body: text + end });
				const { entries } = await readOneCase(test(), first);
				expect(entries).toHaveLength(2);
				for (const entry of entries) {
					expect(entry.startsWith('start ')).toBe(true);
					expect(entry.endsWith('Reference: the-end')).toBe(true);
					expect(entry).toContain('[…]');
				}
			},
		);

		it('works through the node, on the n8n engine, as an admin sets it up', async () => {
			const run = async (
				input: INodeExecutionData[],
				over: object = {},
				accessToken = 'sandbox-desk-key',
			) =>
				await runNode(new CaseForwarder(), {
					parameters: {
						desk: 'hubSpot',
						queue: { __rl: true, mode: 'list', value: '75398' },
						options: { owner: { __rl: true, mode: 'id', value: '77001' } },
						...over,
					},
					credentials: { caseDeskHubSpotApi: { baseUrl: `${test().url}/`, accessToken } },
					credentialTypes: [new CaseDeskHubSpotApi()],
					input,
				});
			const prepared = await run([{ json: {} }], { operation: 'prepare' });
			expect(prepared.error).toBeUndefined();
			expect(JSON.stringify(prepared.outputs)).toContain('X Case Key');
			const [first, second] = [nextId(), nextId()];
			const events = [makeEvent({ id: first }), makeEvent({ id: second, conversationId: first })];
			const input = events.map((event) => ({ json: { event: event as never } }));
			const { outputs, error } = await run(input);
			expect(error).toBeUndefined();
			const [{ json: made }, { json: added }] = outputs[0];
			expect([made.case, added.case]).toMatchObject([{ outcome: 'created' }, { outcome: 'added' }]);
			const { id, url } = made.case as { id: string; url: string };
			expect(url).toBe(`https://app.hubspot.com/contacts/62515/record/0-5/${id}`);
			expect(await findHeld(id)).toMatchObject({ owner: '77001', queue: '75398' });
			const { error: refused } = await run(input.slice(0, 1), {}, 'not-the-key');
			expect(refused?.message).toMatch(/^HubSpot: .* was answered with 401/);
			expect(refused?.description).toContain('private app');
		});
	});
});

describe('text in notes', () => {
	it.each(['a  b', '  a\n\n b ', '<b>&amp;</b> "\'', 'tab\tand   three', '👩‍👩‍👧‍👦 ⟨x⟩ &nbsp; &#39;'])(
		'comes back from HTML as it was: %j',
		(text) => {
			expect(toPlainText(toNoteHtml(`.${text}.`))).toBe(`.${text}.`);
		},
	);

	it('is cut between characters where it is too long, never inside one', () => {
		for (const more of ['', 'x']) {
			const html = toNoteHtml(`${'😡'.repeat(40_000)}${more}`);
			expect(html.length).toBeLessThanOrEqual(65_536);
			expect(html).not.toMatch(/\p{Surrogate}/u);
		}
	});

	it('reads what the editor of HubSpot writes', () => {
		const html =
			'<div style="" dir="auto" data-top-level="true"><p style="margin:0;">Called&nbsp;her.</p><p>Done &amp; <strong>paid</strong><br>&#8364; 5 &#x1F600; &unknown; &#0;</p></div>';
		expect(toPlainText(html)).toBe('Called her.\nDone & paid\n€ 5 😀 &unknown; &#0;');
	});
});
