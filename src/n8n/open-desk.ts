import type { IExecuteFunctions } from 'n8n-workflow';

import type { Desk } from '../desks/desk';
import { createHttpDesk } from '../desks/http/desk';
import { HttpFailure } from '../http';
import type { DeskBinding } from './desks/binding';
import { bindings, findDesk } from './desks/bindings';
import { connect } from './desks/connect';
import { readParameters } from './desks/parameters';
import { openEmail } from './email-desk';
import { createMediaFetch } from './fetch-media';
import { readHttpDesk } from './http-desk-parameters';
import { toTimeoutMs } from './call-timeout';

/**
 * A function that answers the desk an item goes to. Items whose parameters come out the same share one desk, so that a
 * look at the desk's set-up is paid for once.
 */
export function createDeskOpener(context: IExecuteFunctions) {
	const opened = new Map<string, Desk>();
	return async (itemIndex: number): Promise<Desk> => {
		const name = context.getNodeParameter('desk', itemIndex) as string;
		const binding = findDesk(name);
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
	binding: DeskBinding,
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<Opening> {
	const timeoutMs = toTimeoutMs(context, itemIndex);
	const { credentials, send, guard } = await connect(context, binding, { itemIndex, timeoutMs });
	const parameters = readParameters(context, itemIndex);
	const settings = binding.readSettings(parameters, credentials);
	const fetchMedia = parameters.isOn('attachMedia', false)
		? createMediaFetch(context, timeoutMs)
		: undefined;
	const baseUrl = binding.toBaseUrl(credentials);
	return {
		settings: { baseUrl, settings, attachesMedia: fetchMedia !== undefined },
		create: () => guard(binding.create(send, settings, fetchMedia)),
	};
}

function findOpener(name: string): Opener {
	if (Object.hasOwn(openers, name)) return openers[name];
	throw unknownDesk(name);
}

const openers: Record<string, Opener> = {
	httpApi: async (context, itemIndex) => {
		const timeoutMs = toTimeoutMs(context, itemIndex);
		const { credentials, send, guard } = await connect(context, http, { itemIndex, timeoutMs });
		const settings = readHttpDesk(context, itemIndex);
		return {
			settings: { baseUrl: credentials.baseUrl, settings },
			create: () => guard(createHttpDesk(send, settings)),
		};
	},
	email: openEmail,
};

const http: Pick<DeskBinding, 'credential' | 'toBaseUrl'> = {
	credential: 'caseDeskHttpApi',
	toBaseUrl: ({ baseUrl }) => String(baseUrl ?? ''),
};

const unknownDesk = (name: string) =>
	new HttpFailure('misconfigured', `'Desk' is "${name}", which is not a desk`, {
		hint: `Use one of ${[...Object.keys(bindings), ...Object.keys(openers)].join(', ')}.`,
	});
