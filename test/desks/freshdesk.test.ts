import type { INodeExecutionData } from 'n8n-workflow';

import { CaseDeskFreshdeskApi } from '../../credentials/CaseDeskFreshdeskApi.credentials';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import { createFreshdesk, freshdeskCapabilities } from '../../src/desks/freshdesk/desk';
import { createFreshdeskLists } from '../../src/desks/freshdesk/lists';
import type { FreshdeskSettings } from '../../src/desks/freshdesk/settings';
import { toCaseDraft } from '../../src/domain/case';
import { toOurAnswer } from '../../src/domain/our-answer';
import { HttpFailure } from '../../src/http';
import { makeEvent } from '../support/events';
import { runNode } from '../support/node-context';
import { testDesk } from './contract';
import {
	makeDraft,
	makeFollowUp,
	nextId,
	readFailure,
	readOneCase,
	times,
} from './desk-under-test';
import { openSandboxDesk, type SandboxDesk } from './sandbox-desk';

const settings: FreshdeskSettings = {
	baseUrl: 'https://example.freshdesk.test/',
	arePostsPublic: false,
	ticketFields: {},
	newCase: { tags: [], priorities: {} },
};

const open = async () =>
	await openSandboxDesk('freshdesk', {
		create: (send) => createFreshdesk(send, settings),
		toHeaders: (key) => ({ authorization: `Basic ${btoa(`${key}:X`)}` }),
		isCreate: (method, path) => method === 'POST' && path.endsWith('/api/v2/tickets'),
		isComment: (method, path) => method === 'POST' && path.endsWith('/notes'),
		fault200: {
			body: { code: 'account_suspended', message: 'Your account has been suspended.' },
			said: /suspended/,
		},
		refusal: {
			status: 400,
			body: {
				description: 'Validation failed',
				errors: [{ field: 'cf_product', message: 'It should not be blank', code: 'missing_field' }],
			},
			said: /cf_product: It should not be blank/,
		},
	});

describe('The Freshdesk desk', () => {
	testDesk(open, freshdeskCapabilities, (get) => {
		const test = () => get() as SandboxDesk;
		const openWith = (over: Partial<FreshdeskSettings>) =>
			createFreshdesk(test().send, { ...settings, ...over });
		const set = async (name: string, value: unknown) =>
			await test().act({ do: 'set', name, value });
		const findCase = async (id: string) => (await test().look()).cases.find((it) => it.id === id)!;
		const makeOthers = async (count: number) => {
			const other = { unique_external_id: 'someone', name: 'Some One', subject: 'Other' };
			const request = { method: 'POST', url: '/api/v2/tickets', body: other } as const;
			for (let n = 0; n < count; n++) await test().send(request);
		};
		const advance = async (advanceMs: number) =>
			await test().sandbox.control('POST', 'clock', { advanceMs });
		const by = (id: string) => ({ author: { id, handle: `h${id.slice(-10)}` } });

		describe('finding the case, whoever writes', () => {
			it('finds a case of a moment ago that somebody else began, before the index knows it', async () => {
				const first = makeDraft(by(nextId()));
				const { id } = await test().desk.upsertCase(first);
				const other = makeDraft({ ...by(nextId()), conversationId: first.postKey });
				expect(await test().desk.upsertCase(other)).toMatchObject({ id, outcome: 'added' });
			});

			it('finds a case by the index when it is no longer among the newest', async () => {
				const first = makeDraft(by(nextId()));
				const { id } = await test().desk.upsertCase(first);
				await makeOthers(101);
				await advance(20 * 60_000);
				const other = makeDraft({ ...by(nextId()), conversationId: first.postKey });
				expect(await test().desk.upsertCase(other)).toMatchObject({ id, outcome: 'added' });
				expect(await test().desk.upsertCase(first)).toMatchObject({ id, outcome: 'existing' });
			});

			it('reads on in the newest tickets while more come than a page holds within the lag of the index', async () => {
				const first = makeDraft(by(nextId()));
				const { id } = await test().desk.upsertCase(first);
				await makeOthers(120);
				expect(await test().desk.upsertCase(first)).toMatchObject({ id, outcome: 'existing' });
			});

			it('finds what the requester began months ago without the index, in three calls', async () => {
				const author = by(nextId());
				const first = makeDraft(author);
				const { id } = await test().desk.upsertCase(first);
				await set('searchLagMs', 365 * 86_400_000);
				await advance(60 * 86_400_000);
				const later = { ...author, conversationId: first.postKey };
				test().proxy.takeLog();
				expect(await test().desk.upsertCase(makeDraft(later))).toMatchObject({ id });
				expect(test().proxy.takeLog()).toHaveLength(3);
				await set('searchLagMs', 60_000);
			});

			it('takes no ticket for the case that the index still shows and that is deleted', async () => {
				const first = makeDraft(by(nextId()));
				const { id } = await test().desk.upsertCase(first);
				await makeOthers(101);
				await advance(20 * 60_000);
				await test().act({ do: 'deleteCase', caseId: id });
				const reference = await test().desk.upsertCase(first);
				expect(reference).toMatchObject({ outcome: 'created' });
				expect(reference.id).not.toBe(id);
			});

			it('opens a new case where people see it when the one there was is marked as spam', async () => {
				const first = makeDraft(by(nextId()));
				const { id } = await test().desk.upsertCase(first);
				await set('spam', id);
				const reference = await test().desk.upsertCase(makeFollowUp(first, 'no spam at all'));
				expect(reference).toMatchObject({ outcome: 'created' });
				expect(reference.id).not.toBe(id);
			});
		});

		describe('two tickets of one conversation', () => {
			const isMerge = (method: string, path: string) =>
				method === 'PUT' && path.endsWith('/tickets/merge');
			/** Makes the next run believe, as one does that starts at the same instant, that there is no case yet. */
			const blind = {
				when: (method: string, path: string) =>
					method === 'GET' && /\/tickets\?.*order_by/.test(path),
				fault: { status: 200, body: [] },
			};
			const race = async (text: string) => {
				const first = makeDraft({ ...by(nextId()), text: `first of the ${text}` });
				const second = makeFollowUp(first, `second of the ${text}`);
				const { id } = await test().desk.upsertCase(first);
				return { first, second, id };
			};

			it('merges its own into the older one, words and all, and takes its key away', async () => {
				const { first, second, id } = await race('lost race');
				test().proxy.behave({ ...blind, times: 2 });
				const reference = await test().desk.upsertCase(second);
				expect(reference).toMatchObject({ id, outcome: 'added' });
				expect(reference.notes).toBeUndefined();
				const held = await readOneCase(test(), first);
				expect(times(held, second.text)).toBe(1);
				expect(await test().desk.upsertCase(second)).toMatchObject({ id, outcome: 'existing' });
				// Deleted, the winner is gone: what was merged into it is not taken for the case.
				await test().act({ do: 'deleteCase', caseId: id });
				expect(await test().desk.upsertCase(second)).toMatchObject({ outcome: 'created' });
			});

			it('says the words once when two runs brought the very same post', async () => {
				const { first, id } = await race('twin race');
				test().proxy.behave({ ...blind, times: 1 });
				expect(await test().desk.upsertCase(first)).toMatchObject({ id });
				expect(times(await readOneCase(test(), first), first.text)).toBe(1);
			});

			it('knows the merge whose answer never came', async () => {
				const { first, second, id } = await race('cut merge');
				test().proxy.behave(
					{ ...blind, times: 2 },
					{ when: isMerge, fault: 'drop-answer', times: 1 },
				);
				expect(await test().desk.upsertCase(second)).toMatchObject({ id, outcome: 'added' });
				expect(times(await readOneCase(test(), first), second.text)).toBe(1);
			});

			it('heals with a later post what a run left behind that ended before the merge', async () => {
				const { first, second, id } = await race('torn race');
				test().proxy.behave({ ...blind, times: 2 }, { when: isMerge, fault: 'drop-request' });
				await expect(test().desk.upsertCase(second)).rejects.toThrow();
				test().proxy.behave();
				expect(await test().readCases(first.caseKey)).toHaveLength(2);
				await advance(5 * 60_000);
				const third = makeDraft({ ...by(nextId()), conversationId: first.postKey, text: 'third' });
				expect(await test().desk.upsertCase(third)).toMatchObject({ id, outcome: 'added' });
				const held = await readOneCase(test(), first);
				for (const draft of [first, second, third]) expect(times(held, draft.text)).toBe(1);
			});

			it('goes on where a run ended before the merge when the post comes again, whoever began the case', async () => {
				const first = makeDraft({ ...by(nextId()), text: 'begun by one' });
				const other = { ...by(nextId()), conversationId: first.postKey };
				const second = makeDraft({ ...other, text: 'joined by another' });
				const { id } = await test().desk.upsertCase(first);
				test().proxy.behave({ ...blind, times: 2 }, { when: isMerge, fault: 'drop-request' });
				await expect(test().desk.upsertCase(second)).rejects.toThrow();
				test().proxy.behave();
				expect(await test().readCases(first.caseKey)).toHaveLength(2);
				expect(await test().desk.upsertCase(second)).toMatchObject({ id });
				const held = await readOneCase(test(), first);
				for (const draft of [first, second]) expect(times(held, draft.text)).toBe(1);
				const third = makeDraft({ ...other, text: 'and again' });
				expect(await test().desk.upsertCase(third)).toMatchObject({ id, outcome: 'added' });
			});

			it('goes on where a run ended between the merge and taking the key away', async () => {
				const first = makeDraft({ ...by(nextId()), text: 'begun by somebody' });
				const other = { ...by(nextId()), conversationId: first.postKey };
				const second = makeDraft({ ...other, text: 'joined by somebody else' });
				const { id } = await test().desk.upsertCase(first);
				const isRelease = (method: string, path: string) =>
					method === 'PUT' && /\/tickets\/\d+$/.test(path);
				test().proxy.behave({ ...blind, times: 2 }, { when: isRelease, fault: 'drop-request' });
				await expect(test().desk.upsertCase(second)).rejects.toThrow();
				test().proxy.behave();
				const reference = await test().desk.upsertCase(second);
				expect(reference).toMatchObject({ id });
				expect(reference.notes).toBeUndefined();
				const third = makeDraft({ ...other, text: 'once more' });
				expect(await test().desk.upsertCase(third)).toMatchObject({ id, outcome: 'added' });
				const held = await readOneCase(test(), first);
				for (const draft of [first, second, third]) expect(times(held, draft.text)).toBe(1);
			});

			it('heals with a later post of one and the same author what a run of theirs left behind', async () => {
				const author = by(nextId());
				const first = makeDraft({ ...author, text: 'alone, first' });
				const later = { ...author, conversationId: first.postKey };
				const { id } = await test().desk.upsertCase(first);
				test().proxy.behave({ ...blind, times: 2 }, { when: isMerge, fault: 'drop-request' });
				const second = makeDraft({ ...later, text: 'alone, second' });
				await expect(test().desk.upsertCase(second)).rejects.toThrow();
				test().proxy.behave();
				await advance(5 * 60_000);
				const third = makeDraft({ ...later, text: 'alone, third' });
				expect(await test().desk.upsertCase(third)).toMatchObject({ id, outcome: 'added' });
				const held = await readOneCase(test(), first);
				for (const draft of [first, second, third]) expect(times(held, draft.text)).toBe(1);
			});

			it('puts the words into the case and says what to do where the key may not merge', async () => {
				const { first, second, id } = await race('forbidden merge');
				await set('isMergeForbidden', true);
				test().proxy.behave({ ...blind, times: 2 });
				const reference = await test().desk.upsertCase(second);
				await set('isMergeForbidden', false);
				expect(reference).toMatchObject({ id, outcome: 'added' });
				expect(reference.notes?.[0]).toMatch(/could not be merged.*by hand/);
				expect(times(await readOneCase(test(), first), second.text)).toBe(1);
			});

			it('loses no post when the index is later than anything foreseen, and is one case again afterwards', async () => {
				await set('searchLagMs', 3_600_000);
				const first = makeDraft({ ...by(nextId()), text: 'before the lag' });
				const { id } = await test().desk.upsertCase(first);
				await makeOthers(101);
				await advance(20 * 60_000);
				const other = makeDraft({
					...by(nextId()),
					...{ conversationId: first.postKey, text: 'into the lag' },
				});
				expect(await test().desk.upsertCase(other)).toMatchObject({ outcome: 'created' });
				expect(await test().readCases(first.caseKey)).toHaveLength(2);
				await makeOthers(101);
				await advance(20 * 60_000);
				await set('searchLagMs', 60_000);
				const third = { ...by(nextId()), conversationId: first.postKey, text: 'after the lag' };
				expect(await test().desk.upsertCase(makeDraft(third))).toMatchObject({ id });
				const held = await readOneCase(test(), first);
				for (const text of ['before', 'into', 'after'])
					expect(times(held, `${text} the lag`)).toBe(1);
			});
		});

		describe('what stands in a case', () => {
			it('sends nothing to the customer: notes, private unless told otherwise', async () => {
				const first = makeDraft(by(nextId()));
				const { id } = await test().desk.upsertCase(first);
				await test().desk.upsertCase(makeFollowUp(first, 'for staff'));
				await openWith({ arePostsPublic: true }).upsertCase(makeFollowUp(first, 'for all'));
				const { entries } = await findCase(id);
				expect(entries.map(({ isPublic }) => isPublic)).toEqual([true, false, true]);
				expect(entries.filter(({ isOutgoing }) => isOutgoing)).toEqual([]);
			});

			it('knows a post again among more notes than come with the ticket, and than a page holds', async () => {
				const first = makeDraft(by(nextId()));
				const { id } = await test().desk.upsertCase(first);
				const early = makeFollowUp(first, 'early');
				await test().desk.upsertCase(early);
				for (let n = 0; n < 105; n++) {
					await test().act({ do: 'comment', caseId: id, text: `no. ${n}`, isPublic: false });
				}
				const late = makeFollowUp(first, 'late');
				expect(await test().desk.upsertCase(late)).toMatchObject({ id, outcome: 'added' });
				for (const draft of [first, early, late]) {
					expect(await test().desk.upsertCase(draft)).toMatchObject({ outcome: 'existing' });
				}
			});

			it('comes to an end, and says so, where a list has no end', async () => {
				const first = makeDraft(by(nextId()));
				const { id } = await test().desk.upsertCase(first);
				for (let n = 0; n < 10; n++) {
					await test().act({ do: 'comment', caseId: id, text: `no. ${n}`, isPublic: false });
				}
				const body = Array.from({ length: 100 }, (_, n) => ({ id: n, body: 'the same again' }));
				const isReading = (_method: string, path: string) => path.includes('/conversations?');
				test().proxy.behave({ when: isReading, fault: { status: 200, body } });
				const failure = await readFailure(test().desk, makeFollowUp(first, 'is there an end'));
				expect(failure).toMatchObject({ kind: 'malformed' });
				expect(failure.message).toMatch(/^Freshdesk: reading ticket/);
			});

			it('gives a new ticket group, agent, status, tags, type and priority, and changes none later', async () => {
				const desk = openWith({
					...{ group: '201', ticketType: 'Problem' },
					ticketFields: { custom_fields: { cf_product: 'Shoes' } },
					newCase: {
						...{ status: '3', owner: '102', tags: ['x', 'care'] },
						priorities: { critical: '3' },
					},
				});
				const draft = { ...makeDraft(by(nextId())), urgency: 'critical' as const };
				const { id } = await desk.upsertCase(draft);
				const given = { status: '3', owner: '102', queue: '201', priority: '3' };
				expect(await findCase(id)).toMatchObject({ ...given, tags: ['x', 'care'] });
				await test().act({ do: 'assign', caseId: id, owner: '103' });
				await desk.upsertCase({ ...makeFollowUp(draft, 'later'), urgency: 'low' });
				expect(await findCase(id)).toMatchObject({ ...given, owner: '103' });
			});

			it('leaves a closed case closed when what comes is an answer of ours', async () => {
				const event = makeEvent({ id: nextId(), ...by(nextId()) });
				const { id } = await test().desk.upsertCase(toCaseDraft(event));
				await test().act({ do: 'closeForGood', caseId: id });
				const reply = { outcome: 'sent', postId: nextId(), texts: ['Glad to hear. ^JD'] };
				const answer = toCaseDraft(toOurAnswer(event, reply)!);
				expect(await test().desk.upsertCase(answer)).toMatchObject({ id, outcome: 'added' });
				expect(await findCase(id)).toMatchObject({ isClosed: true });
			});
		});

		describe('contacts', () => {
			const readContact = async (id: string) => await test().people!.readContact(id);

			it('follows the name X shows until a person edits it, and does so where Freshdesk does not say whose the id is', async () => {
				await set('namesDuplicates', false);
				const author = { id: nextId(), handle: 'firstname', name: 'First Name' };
				await test().desk.upsertCase(makeDraft({ author }));
				const renamed = { ...author, name: 'Second Name' };
				await test().desk.upsertCase(makeDraft({ author: renamed }));
				expect(await readContact(author.id)).toMatchObject({ name: 'Second Name' });
				await test().act({ do: 'deleteContact', xUserId: author.id });
				await test().desk.upsertCase(makeDraft({ author: renamed }));
				expect(await readContact(author.id)).toMatchObject({ name: 'Second Name' });
				await set('namesDuplicates', true);
			});

			it('takes the handle of nobody: who has it already keeps it', async () => {
				const handle = `h${nextId().slice(-10)}`;
				const [one, other] = [nextId(), nextId()];
				await test().desk.upsertCase(makeDraft({ author: { id: one, handle, name: 'One' } }));
				const second = { author: { id: other, handle, name: 'Other' } };
				expect(await test().desk.upsertCase(makeDraft(second))).toMatchObject({
					outcome: 'created',
				});
				await test().desk.upsertCase(makeDraft(second));
				expect(await readContact(one)).toMatchObject({ handle });
				expect(await readContact(other)).toMatchObject({ name: 'Other' });
			});

			it('takes nobody for the author whom the company has given the same number', async () => {
				const number = nextId();
				const customer = {
					...{ name: 'Our Customer', email: `${number}@example.com` },
					unique_external_id: number,
				};
				const request = { method: 'POST', url: '/api/v2/contacts', body: customer } as const;
				const { id } = (await test().send(request)).body as { id: number };
				const author = { id: number, handle: `h${number.slice(-10)}`, name: 'On X' };
				const reference = await test().desk.upsertCase(makeDraft({ author }));
				const { contactId } = (await findCase(reference.id)) as { contactId?: string };
				expect(contactId).not.toBe(String(id));
				const { contacts } = await test().look();
				expect(contacts.find((it) => it.id === String(id))).toEqual({
					...{ id: String(id), name: 'Our Customer' },
				});
			});

			it('restores a deleted contact before its ticket, which would go into the trash with it', async () => {
				const author = { id: nextId(), handle: `h${nextId().slice(-10)}` };
				await test().desk.upsertCase(makeDraft({ author }));
				await test().act({ do: 'deleteContact', xUserId: author.id });
				const draft = makeDraft({ author, text: 'seen by somebody' });
				await test().desk.upsertCase(draft);
				expect(times(await readOneCase(test(), draft), 'seen by somebody')).toBe(1);
			});
		});

		describe('set-up', () => {
			const prepare = async () => await test().desk.prepare!();
			const states = async () => (await prepare()).map(({ state }) => state);

			it('says which field is missing and what to run, then makes the fields, once', async () => {
				await test().act({ do: 'forgetFields' });
				const failure = await readFailure(test().desk, makeDraft());
				expect(failure).toMatchObject({ kind: 'misconfigured' });
				expect(failure.message).toContain('cf_x_case_key');
				expect(failure.hint).toContain("'Prepare Desk'");
				expect(await states()).toEqual(['created', 'created', 'created', 'created']);
				expect(await states()).toEqual(Array(4).fill('there already'));
				expect(await test().desk.upsertCase(makeDraft())).toMatchObject({ outcome: 'created' });
			});

			it('says where to click when the key is no administrator’s', async () => {
				await test().act({ do: 'forgetFields' });
				await set('isAdminForbidden', true);
				for (const { state, how } of await prepare()) {
					expect(state).toBe('by hand');
					expect(how).toMatch(/Admin › (Ticket|Contact) Fields/);
				}
				await set('isAdminForbidden', false);
				await prepare();
			});

			it('names a field the ticket form demands, and takes it from the options', async () => {
				await set('requiredField', 'cf_product');
				const failure = await readFailure(test().desk, makeDraft());
				expect(failure).toMatchObject({ kind: 'refused', status: 400 });
				expect(failure.message).toContain('cf_product');
				expect(failure.hint).toContain("'Ticket Fields'");
				const filled = openWith({ ticketFields: { custom_fields: { cf_product: 'Shoes' } } });
				expect(await filled.upsertCase(makeDraft())).toMatchObject({ outcome: 'created' });
				await set('requiredField', '');
			});

			it('names an option that holds no id', async () => {
				const failure = await readFailure(openWith({ group: 'Social' }), makeDraft());
				expect(failure).toMatchObject({ kind: 'misconfigured' });
				expect(failure.message).toContain('\'Group\' is "Social"');
			});

			it('lists groups, agents, statuses of the account’s own and priorities', async () => {
				const lists = createFreshdeskLists(test().send);
				expect(await lists.queues!()).toContainEqual({ name: 'Social Media', value: '201' });
				expect(await lists.owners!()).toContainEqual({ name: 'Agnes Agent', value: '102' });
				expect(await lists.statuses!()).toContainEqual({
					name: 'Waiting for Logistics',
					value: '8',
				});
				expect(await lists.priorities!()).toContainEqual({ name: 'Urgent', value: '4' });
			});
		});

		it('works through the node, on the n8n engine, as an admin sets it up', async () => {
			const run = async (input: INodeExecutionData[], apiKey: string, parameters = {}) =>
				await runNode(new CaseForwarder(), {
					parameters: {
						desk: 'freshdesk',
						queue: { __rl: true, mode: 'id', value: '201' },
						options: { tags: 'x, complaint', ticketFields: '{"source": 5}' },
						...parameters,
					},
					credentials: { caseDeskFreshdeskApi: { baseUrl: `${test().url}/`, apiKey } },
					credentialTypes: [new CaseDeskFreshdeskApi()],
					input,
				});
			const [first, second] = [nextId(), nextId()];
			const events = [makeEvent({ id: first }), makeEvent({ id: second, conversationId: first })];
			const input = events.map((event) => ({ json: { event: event as never } }));
			const { outputs, error } = await run(input, 'sandbox-desk-key');
			expect(error).toBeUndefined();
			const made = outputs[0].map(({ json }) => json.case as { id: string; outcome: string });
			expect(made.map(({ outcome }) => outcome)).toEqual(['created', 'added']);
			expect(made[0]).toMatchObject({ url: `${test().url}/a/tickets/${made[0].id}` });
			expect(await findCase(made[0].id)).toMatchObject({ queue: '201', tags: ['x', 'complaint'] });
			const { error: refused } = await run(input.slice(0, 1), 'wrong');
			expect(refused?.message).toMatch(/^Freshdesk: .* was answered with 401/);
			expect(refused?.description).toContain('API key');
			const broken = { options: { ticketFields: '[1]' } };
			const { error: misread } = await run(input.slice(0, 1), 'sandbox-desk-key', broken);
			expect(misread?.message).toContain("'Ticket Fields' is no JSON object");
		});

		it('hands on only failures it understands', async () => {
			const error: unknown = await test().stranger.prepare!().catch((it: unknown) => it);
			expect(error).toBeInstanceOf(HttpFailure);
			expect(error).toMatchObject({ kind: 'credential-invalid' });
		});
	});
});
