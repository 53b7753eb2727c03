import type { Desk } from '../../src/desks/desk';
import { createHttpDesk } from '../../src/desks/http/desk';
import type { HttpDeskSettings } from '../../src/desks/http/settings';
import type { DeskUnderTest } from './desk-under-test';
import type { FakeHelpdesk } from './fake-helpdesk';
import { startFakeHelpdesk } from './fake-helpdesk';
import { startFaultProxy } from './fault-proxy';
import { createFetchSend } from '../support/fetch-send';

export const full: HttpDeskSettings = {
	find: {
		method: 'GET',
		path: '/tickets?external_id={caseKey}',
		listPath: 'data.tickets',
		keyPath: 'external_id',
		isMissing404: false,
	},
	create: {
		method: 'POST',
		path: '/tickets',
		body: '{"external_id": "{{ caseKey }}", "title": "{title}", "description": "{body}", "followers": "{contact.followers}"}',
	},
	comment: { method: 'POST', path: '/tickets/{case}/comments', body: '{"body": "{body}"}' },
	comments: { method: 'GET', path: '/tickets/{case}/comments', listPath: 'list' },
	idPath: 'id',
	createdIdPath: 'data.id',
	urlTemplate: 'http://helpdesk.test/t/{case}',
	errorPath: 'error',
	idempotencyHeader: 'Idempotency-Key',
};

export const plain: HttpDeskSettings = {
	...full,
	find: { ...full.find, keyPath: '' },
	comments: undefined,
	idempotencyHeader: undefined,
};

/** Every post as a comment, the first one too: what a service needs whose look-up shows no texts. */
export const commentsOnly: HttpDeskSettings = {
	...full,
	create: { ...full.create, body: '{"external_id": "{caseKey}", "title": "{title}"}' },
	comment: { ...full.comment, body: '{"body": "{ body }", "reference": "{ reference }"}' },
};

export interface HttpDeskUnderTest extends DeskUnderTest {
	helpdesk: FakeHelpdesk;
	/** A desk on the same service, set up in another way. */
	open(settings: HttpDeskSettings): Desk;
}

/** @param isTerse whether the service's look-up shows no texts */
export async function openHttpDesk(
	settings: HttpDeskSettings,
	isTerse = false,
): Promise<HttpDeskUnderTest> {
	const helpdesk = await startFakeHelpdesk();
	helpdesk.isTerse = isTerse;
	const proxy = await startFaultProxy(helpdesk.url);
	const open = (over: HttpDeskSettings, authorization = helpdesk.key) =>
		createHttpDesk(createFetchSend(proxy.url, { authorization }), over);
	return {
		helpdesk,
		open,
		desk: open(settings),
		stranger: open(settings, 'Bearer nobody'),
		proxy,
		isCreate: (method, path) => method === 'POST' && path === '/tickets',
		isComment: (method, path) => method === 'POST' && path.endsWith('/comments'),
		fault200: { body: { error: { message: 'project is archived' } }, said: /project is archived/ },
		refusal: {
			status: 422,
			body: { errors: { title: ['is too long'] } },
			said: /title: is too long/,
		},
		readCases: async (caseKey) =>
			helpdesk.cases
				.filter((it) => it.external_id === caseKey)
				.map(({ id, description, comments }) => ({
					id: String(id),
					entries: [description ?? '', ...comments.map(({ body }) => body)],
				})),
		close: async () => {
			await proxy.close();
			await helpdesk.close();
		},
	};
}
