import type { IExecuteFunctions } from 'n8n-workflow';

import type { Desk } from '../desks/desk';
import { createHttpDesk } from '../desks/http/desk';
import { HttpFailure } from '../http';
import type { DeskBinding } from './desks/binding';
import { bindings } from './desks/bindings';
import { readParameters } from './desks/parameters';
import { openEmail } from './email-desk';
import { createMediaFetch } from './fetch-media';
import { createHttpSend } from './http-send';
import { readHttpDesk } from './http-desk-parameters';
import { withoutSecrets } from './without-secrets';

/**
 * A function that answers the desk an item goes to. Items whose parameters come out the same share one desk, so that a
 * look at the desk's set-up is paid for once.
 */
export function createDeskOpener(context: IExecuteFunctions) {
	const opened = new Map<string, Desk>();
	return async (itemIndex: number): Promise<Desk> => {
		const name = context.getNodeParameter('desk', itemIndex) as string;
		const binding = Object.hasOwn(bindings, name) ? bindings[name] : undefined;
		const { settings, create } = binding
			? await openBound(binding, context, itemIndex)
			: await findOpener(name)(context, itemIndex);
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

type Opener = (context: IExecuteFunctions, itemIndex: number) => Promise<Opening>;

/** A desk with an API of its own. */
async function openBound(
	{ credential, toBaseUrl, readSettings, create }: DeskBinding,
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<Opening> {
	const fetchCredentials = async () => await context.getCredentials(credential, itemIndex);
	const credentials = await fetchCredentials();
	const parameters = readParameters(context, itemIndex);
	const settings = readSettings(parameters, credentials);
	const baseUrl = toBaseUrl(credentials);
	const send = toSend(context, credential, baseUrl, itemIndex);
	const fetchMedia = parameters.isOn('attachMedia', false)
		? createMediaFetch(context, toTimeoutMs(context, itemIndex))
		: undefined;
	return {
		settings: { baseUrl, settings, attachesMedia: fetchMedia !== undefined },
		create: () => withoutSecrets(create(send, settings, fetchMedia), credentials, fetchCredentials),
	};
}

function findOpener(name: string): Opener {
	if (Object.hasOwn(openers, name)) return openers[name];
	throw unknownDesk(name);
}

const openers: Record<string, Opener> = {
	httpApi: async (context, itemIndex) => {
		const fetchCredentials = async () => await context.getCredentials('caseDeskHttpApi', itemIndex);
		const credentials = await fetchCredentials();
		const { baseUrl } = credentials;
		const settings = readHttpDesk(context, itemIndex);
		const send = toSend(context, 'caseDeskHttpApi', String(baseUrl ?? ''), itemIndex);
		return {
			settings: { baseUrl, settings },
			create: () => withoutSecrets(createHttpDesk(send, settings), credentials, fetchCredentials),
		};
	},
	email: openEmail,
};

function toSend(
	context: IExecuteFunctions,
	credential: string,
	baseUrl: string,
	itemIndex: number,
) {
	const timeoutMs = toTimeoutMs(context, itemIndex);
	return createHttpSend(context, credential, baseUrl, { timeoutMs });
}

const toTimeoutMs = (context: IExecuteFunctions, itemIndex: number) =>
	1000 * Number(context.getNodeParameter('options.timeout', itemIndex, 30));

const unknownDesk = (name: string) =>
	new HttpFailure('misconfigured', `'Desk' is "${name}", which is not a desk`, {
		hint: `Use one of ${[...Object.keys(bindings), ...Object.keys(openers)].join(', ')}.`,
	});
