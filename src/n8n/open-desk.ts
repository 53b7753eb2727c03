import { createHash } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import type { Desk } from '../desks/desk';
import { createEmailDesk } from '../desks/email';
import { createHttpDesk } from '../desks/http/desk';
import type { RequestTrackerSettings } from '../desks/request-tracker/desk';
import { createRequestTracker } from '../desks/request-tracker/desk';
import { parseAddress, parseAddresses } from '../domain/email/address';
import { HttpFailure } from '../http';
import { createHttpSend } from './http-send';
import { readHttpDesk } from './http-desk-parameters';

/**
 * A function that answers the desk an item goes to. Items whose parameters come out the same share one desk, so that a
 * look at the desk's set-up is paid for once.
 */
export function createDeskOpener(context: IExecuteFunctions) {
	const opened = new Map<string, Desk>();
	return async (itemIndex: number): Promise<Desk> => {
		const name = context.getNodeParameter('desk', itemIndex) as string;
		const open = openers[name];
		if (!open) throw unknownDesk(name);
		const { settings, create } = await open(context, itemIndex);
		const key = JSON.stringify([name, settings]);
		const desk = opened.get(key) ?? create();
		opened.set(key, desk);
		return desk;
	};
}

interface Opening {
	settings: unknown;
	create: () => Desk;
}

const openers: Record<string, (context: IExecuteFunctions, itemIndex: number) => Promise<Opening>> =
	{
		requestTracker: async (context, itemIndex) => {
			const { baseUrl } = await context.getCredentials<{ baseUrl: string }>(
				'requestTrackerApi',
				itemIndex,
			);
			const queue = context.getNodeParameter('queue', itemIndex, '', {
				extractValue: true,
			}) as string;
			if (!queue.trim()) throw missing('Queue', 'Choose the queue that takes new cases.');
			const settings = {
				baseUrl: String(baseUrl ?? ''),
				queue: queue.trim(),
				followUpAs: context.getNodeParameter(
					'options.followUpAs',
					itemIndex,
					'correspond',
				) as RequestTrackerSettings['followUpAs'],
				keepContacts: context.getNodeParameter('options.keepContacts', itemIndex, true) as boolean,
			};
			const send = toSend(context, 'requestTrackerApi', settings.baseUrl, itemIndex);
			return { settings, create: () => createRequestTracker(send, settings) };
		},
		httpApi: async (context, itemIndex) => {
			const { baseUrl } = await context.getCredentials<{ baseUrl: string }>(
				'caseDeskHttpApi',
				itemIndex,
			);
			const settings = readHttpDesk(context, itemIndex);
			const send = toSend(context, 'caseDeskHttpApi', String(baseUrl ?? ''), itemIndex);
			return { settings: { baseUrl, settings }, create: () => createHttpDesk(send, settings) };
		},
		email: async (context, itemIndex) => {
			const replyTo = context.getNodeParameter('options.replyTo', itemIndex, '') as string;
			const settings = {
				from: parseAddress(context.getNodeParameter('fromEmail', itemIndex), 'From'),
				to: parseAddresses(context.getNodeParameter('toEmail', itemIndex), 'To'),
				replyTo: replyTo.trim() ? parseAddress(replyTo, 'Reply To') : undefined,
				profile: context.getNodeParameter('profile', itemIndex) as 'mailbox' | 'helpdesk',
			};
			return { settings, create: () => createEmailDesk(settings, sha256Hex) };
		},
	};

function toSend(
	context: IExecuteFunctions,
	credential: string,
	baseUrl: string,
	itemIndex: number,
) {
	const seconds = Number(context.getNodeParameter('options.timeout', itemIndex, 30));
	return createHttpSend(context, credential, baseUrl, { timeoutMs: seconds * 1000 });
}

const sha256Hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const missing = (field: string, hint: string) =>
	new HttpFailure('misconfigured', `'${field}' is empty`, { hint });

const unknownDesk = (name: string) =>
	new HttpFailure('misconfigured', `'Desk' is "${name}", which is not a desk`, {
		hint: `Use one of ${Object.keys(openers).join(', ')}.`,
	});
