import { Client } from '@hubspot/api-client';
import { AssociationSpecAssociationCategoryEnum as Category } from '@hubspot/api-client/lib/codegen/crm/tickets/models/AssociationSpec';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/tickets/models/Filter';
import {
	PropertyCreateFieldTypeEnum as FieldType,
	PropertyCreateTypeEnum as PropertyType,
} from '@hubspot/api-client/lib/codegen/crm/properties/models/PropertyCreate';

import { toNoteHtml } from '../../src/desks/hubspot/note-text';
import { makeDraft, makeFollowUp, nextId } from './desk-under-test';
import { openHubSpot } from './hubspot-desk';
import type { SandboxDesk } from './sandbox-desk';

jest.setTimeout(30_000);

/** HubSpot's own client, which knows nothing of ours, works with the fake and reads what the desk made. */
describe('HubSpot, as its own client sees it', () => {
	let test: SandboxDesk;
	let client: Client;
	beforeAll(async () => {
		test = await openHubSpot();
		client = new Client({ accessToken: 'sandbox-desk-key', basePath: test.url });
	});
	afterAll(async () => await test?.close());

	const newTicket = (over: Record<string, string> = {}) => ({
		properties: { subject: 'Made by hand', hs_pipeline: '0', hs_pipeline_stage: '1', ...over },
		associations: [],
	});

	it('reads the ticket, the contact and the note of a conversation, and what hangs on what', async () => {
		const author = { id: nextId(), handle: 'judged', name: 'Judge Dee', followers: 77 };
		const first = { ...makeDraft({ author, text: 'the opening words' }), urgency: 'low' as const };
		const { id } = await test.desk.upsertCase(first);
		const followUp = makeFollowUp(first, 'a <b>second</b> post');
		await test.desk.upsertCase(followUp);
		const ticket = await client.crm.tickets.basicApi.getById(
			first.caseKey,
			['subject', 'content', 'hs_ticket_priority', 'hs_pipeline_stage', 'x_first_post'],
			['hs_pipeline_stage'],
			['contacts', 'notes'],
			false,
			'x_case_key',
		);
		expect(ticket.id).toBe(id);
		expect(ticket.properties).toMatchObject({
			...{ subject: first.title, content: first.body, x_first_post: first.reference },
			...{ hs_ticket_priority: 'LOW', hs_pipeline_stage: '1' },
		});
		expect(ticket.createdAt).toBeInstanceOf(Date);
		expect(ticket.propertiesWithHistory?.hs_pipeline_stage[0]).toMatchObject({
			...{ value: '1', sourceType: 'INTEGRATION' },
		});
		const [contactLink] = ticket.associations?.contacts.results ?? [];
		const contact = await client.crm.contacts.basicApi.getById(contactLink.id, [
			...['firstname', 'x_user_id', 'x_handle', 'x_followers', 'x_profile_url', 'no_such_property'],
		]);
		expect(contact.properties).toMatchObject({
			...{ firstname: 'Judge Dee', x_user_id: author.id, x_handle: 'judged' },
			...{ x_followers: '77', x_profile_url: 'https://x.com/judged' },
		});
		expect(contact.properties).not.toHaveProperty('no_such_property');
		const [noteLink] = ticket.associations?.notes.results ?? [];
		const note = await client.crm.objects.notes.basicApi.getById(noteLink.id, [
			...['hs_note_body', 'hs_timestamp', 'x_post_key'],
		]);
		expect(note.properties).toMatchObject({
			...{ hs_note_body: toNoteHtml(followUp.body), x_post_key: `${followUp.reference}.${id}` },
		});
		const page = await client.crm.associations.v4.basicApi.getPage('notes', note.id, 'tickets');
		expect(page.results.map(({ toObjectId }) => String(toObjectId))).toEqual([id]);
	});

	it('creates, changes, lists and deletes', async () => {
		const { basicApi } = client.crm.contacts;
		const made = await basicApi.create({ properties: { firstname: 'By Hand' }, associations: [] });
		const ticket = await client.crm.tickets.basicApi.create({
			...newTicket({ x_case_key: 'x-1-777' }),
			associations: [
				{
					to: { id: made.id },
					types: [{ associationCategory: Category.HubspotDefined, associationTypeId: 16 }],
				},
			],
		});
		const changed = await client.crm.tickets.basicApi.update(
			'x-1-777',
			{ properties: { hs_pipeline_stage: '4' } },
			'x_case_key',
		);
		expect(changed).toMatchObject({ id: ticket.id, properties: { hs_pipeline_stage: '4' } });
		const all = await client.crm.contacts.getAll();
		expect(all.map(({ id }) => id)).toContain(made.id);
		await basicApi.archive(made.id);
		await expect(basicApi.getById(made.id)).rejects.toMatchObject({ code: 404 });
		const kept = await basicApi.getById(made.id, ['firstname'], undefined, undefined, true);
		expect(kept).toMatchObject({ archived: true, properties: { firstname: 'By Hand' } });
	});

	it.each([
		[newTicket({ x_case_key: 'x-1-888' }), 'CONFLICTING_UNIQUE_VALUE'],
		[newTicket({ no_such: '1' }), 'PROPERTY_DOESNT_EXIST'],
		[newTicket({ hs_ticket_priority: 'TOP' }), 'INVALID_OPTION'],
		[newTicket({ hs_pipeline_stage: '99' }), 'INVALID_PIPELINE_STAGE_ID'],
		[newTicket({ hubspot_owner_id: '1' }), 'INVALID_OWNER_ID'],
		[newTicket({ hs_object_id: '1' }), 'READ_ONLY_VALUE'],
		[newTicket({ content: 'x'.repeat(65_537) }), 'PROPERTY_VALUE_TOO_LONG'],
	])('is refused what HubSpot refuses: %#', async (input, code) => {
		const { basicApi } = client.crm.tickets;
		await basicApi.create(newTicket({ x_case_key: 'x-1-888' })).catch(() => undefined);
		await expect(basicApi.create(input)).rejects.toMatchObject({
			code: 400,
			body: { category: 'VALIDATION_ERROR', message: expect.stringContaining(code) },
		});
	});

	it('upserts by unique property, telling new from known, and lists what it could not do at 207', async () => {
		const id = nextId();
		const { batchApi } = client.crm.contacts;
		const toInput = (name: string, over: object = {}) => ({
			...{ id, idProperty: 'x_user_id', properties: { firstname: name } },
			...over,
		});
		const made = await batchApi.upsert({ inputs: [toInput('New One')] });
		expect(made.results).toMatchObject([{ _new: true, properties: { x_user_id: id } }]);
		const mixed = await batchApi.upsert({
			inputs: [toInput('Known One'), toInput('', { id: '5', properties: { no_such: '1' } })],
		});
		expect(mixed.results).toMatchObject([{ _new: false, id: made.results[0].id }]);
		expect(mixed).toMatchObject({ numErrors: 1, errors: [{ category: 'VALIDATION_ERROR' }] });
		await expect(
			batchApi.upsert({ inputs: [toInput('By Name', { idProperty: 'firstname' })] }),
		).rejects.toMatchObject({ code: 400 });
		await expect(
			batchApi.upsert({ inputs: [toInput('One'), toInput('Two')] }),
		).rejects.toMatchObject({ code: 400 });
	});

	it('searches by filters, in pages, after a while', async () => {
		const keys = [1, 2, 3].map((n) => `x-9-${n}`);
		const { batchApi, searchApi } = client.crm.tickets;
		await batchApi.create({ inputs: keys.map((it) => newTicket({ x_case_key: it })) });
		const query = {
			filterGroups: [
				{
					filters: [
						{ propertyName: 'x_case_key', operator: FilterOperatorEnum.In, values: keys },
						{ propertyName: 'createdate', operator: FilterOperatorEnum.Gt, value: '0' },
					],
				},
			],
			...{ sorts: ['-x_case_key'], properties: ['x_case_key'], limit: 2 },
		};
		const first = await searchApi.doSearch(query);
		const after = first.paging?.next?.after;
		const second = await searchApi.doSearch({ ...query, after });
		const found = [...first.results, ...second.results].map(
			({ properties }) => properties.x_case_key,
		);
		expect([first.total, ...found]).toEqual([3, 'x-9-3', 'x-9-2', 'x-9-1']);
		await test.act({ do: 'set', name: 'searchLagMs', value: 60_000 });
		expect((await searchApi.doSearch(query)).total).toBe(0);
		await test.act({ do: 'set', name: 'searchLagMs', value: 0 });
		await expect(searchApi.doSearch({ ...query, limit: 100, after: '9950' })).rejects.toMatchObject(
			{
				code: 400,
			},
		);
	});

	it('reads what is there of a batch', async () => {
		const made = await client.crm.tickets.basicApi.create(newTicket());
		const batch = await client.crm.tickets.batchApi.read({
			inputs: [{ id: made.id }, { id: '404' }],
			...{ properties: ['subject'], propertiesWithHistory: ['subject'] },
		});
		expect(batch.results.map(({ id }) => id)).toEqual([made.id]);
		expect(batch).toMatchObject({ errors: [{ category: 'OBJECT_NOT_FOUND' }] });
	});

	it('knows properties, pipelines and owners', async () => {
		const { coreApi, groupsApi } = client.crm.properties;
		const key = await coreApi.getByName('tickets', 'x_case_key');
		expect(key).toMatchObject({ hasUniqueValue: true, groupName: 'x_care', type: 'string' });
		expect((await groupsApi.getAll('notes')).results.map(({ name }) => name)).toContain('x_care');
		const definition = {
			...{ name: 'by_hand', label: 'By Hand', groupName: 'x_care' },
			...{ type: PropertyType.String, fieldType: FieldType.Text },
		};
		await coreApi.create('notes', definition);
		await expect(coreApi.create('notes', definition)).rejects.toMatchObject({ code: 409 });
		await coreApi.archive('notes', 'by_hand');
		await expect(coreApi.getByName('notes', 'by_hand')).rejects.toMatchObject({ code: 404 });
		const { results } = await client.crm.pipelines.pipelinesApi.getAll('tickets');
		const stages = results[0].stages.map(({ label, metadata }) => [label, metadata?.ticketState]);
		expect(stages).toContainEqual(['Closed', 'CLOSED']);
		const owners = await client.crm.owners.ownersApi.getPage();
		expect(owners.paging?.next?.after).toBeTruthy();
	});

	it('is turned away with another token', async () => {
		const stranger = new Client({ accessToken: 'not-the-key', basePath: test.url });
		await expect(stranger.crm.tickets.basicApi.getPage()).rejects.toMatchObject({
			code: 401,
			body: { category: 'INVALID_AUTHENTICATION' },
		});
	});
});
