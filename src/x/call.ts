import type { ActionKind } from '../domain/policy/outgoing-action';
import { isIssued, type Permit } from '../domain/policy/permit';
import { HttpFailure } from '../http';
import type { XClient } from './client';
import {
	endpoints,
	type EndpointName,
	type OutgoingName,
	type ReadName,
	type SetUpName,
	type UploadName,
} from './endpoints';
import { parseRateLimit, type RateLimit } from './rate-limit';

export interface CallArguments {
	/** Values for the `:name` parts of the path. */
	path?: Record<string, string>;
	/** Absent values are left out. */
	query?: Record<string, string | number | undefined>;
	body?: Record<string, unknown>;
}

export interface CallAnswer {
	/** The answer's JSON as X sent it, not yet looked at. */
	body: unknown;
	headers: Record<string, string>;
	rateLimit: RateLimit;
	/** For errors, e.g. `GET /2/users/me`. */
	call: string;
}

/** Asks X for something. Throws `HttpFailure`. */
export async function readX(
	client: XClient,
	name: ReadName,
	args: CallArguments = {},
): Promise<CallAnswer> {
	return await request(client, name, args);
}

/** Which requests an action may make. */
const requestsOf: Record<ActionKind, readonly OutgoingName[]> = {
	reply: ['createPost'],
	publish: ['createPost'],
	repost: ['repost'],
	undoRepost: ['undoRepost'],
	hideReply: ['hideReply'],
	unhideReply: ['hideReply'],
	deletePost: ['deletePost'],
	sendMessage: ['sendMessageTo', 'sendMessageIn'],
	blockMessages: ['blockMessages'],
	unblockMessages: ['unblockMessages'],
	mute: ['mute'],
	unmute: ['unmute'],
};

/** Does what the permit allows; the only way to a request that others can see. Throws `HttpFailure`. */
export async function sendX(
	client: XClient,
	permit: Permit,
	name: OutgoingName,
	args: CallArguments,
): Promise<CallAnswer> {
	if (!isIssued(permit) || !requestsOf[permit.action.kind].includes(name)) {
		throw new HttpFailure('misconfigured', `${name} was not sent: the policy gate gave no leave`);
	}
	return await request(client, name, args);
}

/** Hands X a file for a post that has its permit. Throws `HttpFailure`. */
export async function uploadX(
	client: XClient,
	permit: Permit,
	name: UploadName,
	args: CallArguments,
): Promise<CallAnswer> {
	if (!isIssued(permit)) {
		throw new HttpFailure('misconfigured', `${name} was not sent: the policy gate gave no leave`);
	}
	return await request(client, name, args);
}

/** Changes what X tells the developer app; nobody else sees or feels it. Throws `HttpFailure`. */
export async function setUpX(
	client: XClient,
	name: SetUpName,
	args: CallArguments,
): Promise<CallAnswer> {
	return await request(client, name, args);
}

async function request(
	client: XClient,
	name: EndpointName,
	{ path = {}, query = {}, body }: CallArguments,
): Promise<CallAnswer> {
	const { method, path: template } = endpoints[name];
	const options = { params: path, fullResponse: true } as const;
	const { data, headers } = await {
		GET: async () => await client.get(template, query, options),
		POST: async () => await client.post(template, body, options),
		PUT: async () => await client.put(template, body, options),
		DELETE: async () => await client.delete(template, query, options),
	}[method]();
	const shown = template.replace(/:(\w+)/g, (_, key: string) => path[key] ?? `:${key}`);
	return {
		body: data,
		headers: headers as Record<string, string>,
		rateLimit: parseRateLimit(headers as Record<string, string>),
		call: `${method} /2/${shown}`,
	};
}
