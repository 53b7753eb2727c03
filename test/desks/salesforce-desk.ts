import { createSalesforce, type SalesforceSettings } from '../../src/desks/salesforce/desk';
import type { FetchMedia } from '../../src/desks/desk';
import type { HttpSend } from '../../src/http';
import { openSandboxDesk } from './sandbox-desk';

export const makeSalesforce = (
	send: HttpSend,
	baseUrl: string,
	over: Partial<SalesforceSettings> = {},
	fetchMedia?: FetchMedia,
) =>
	createSalesforce(
		send,
		{
			...{ baseUrl, publishComments: false, keepContacts: true },
			newCase: { tags: [], priorities: {} },
			...over,
		},
		fetchMedia,
	);

const isPost = (end: RegExp) => (method: string, path: string) =>
	method === 'POST' && end.test(path);

/** The desk of the sandbox, as the connection's user sees it. */
export const openSalesforce = async () =>
	await openSandboxDesk('salesforce', {
		create: (send, url) => makeSalesforce(send, url),
		toHeaders: (key) => ({ authorization: `Bearer ${key}` }),
		isCreate: isPost(/\/composite\/tree\//),
		isComment: isPost(/\/composite\/sobjects$/),
		fault200: {
			body: {
				compositeResponse: ['cases', 'comments', 'contacts', 'statuses'].map((referenceId) => ({
					body: [
						{ errorCode: 'QUERY_TIMEOUT', message: 'Your query request was running for too long' },
					],
					...{ httpHeaders: {}, httpStatusCode: 400, referenceId },
				})),
			},
			said: /Salesforce.*QUERY_TIMEOUT: Your query request was running for too long/,
		},
		refusal: {
			status: 400,
			body: {
				hasErrors: true,
				results: [
					{
						referenceId: 'case',
						errors: [
							{
								statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
								message: 'Tell the product this case is about',
								fields: ['Product__c'],
							},
						],
					},
				],
			},
			said: /FIELD_CUSTOM_VALIDATION_EXCEPTION: Tell the product.*Product__c/,
		},
	});

/** The failure of a call that must fail. */
export const readError = async (call: Promise<unknown>): Promise<Record<string, unknown>> =>
	await call.then(
		() => {
			throw new Error('It was expected to fail.');
		},
		(error: unknown) => error as Record<string, unknown>,
	);
