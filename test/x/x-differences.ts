import type { Endpoint, EndpointName } from '../../src/x/endpoints';

/** What X's file does not describe, and why we do it all the same. */
export const undescribed: Partial<Record<EndpointName, string>> = {
	credits:
		'X added it to its file after v2.166, which is the last one with the classic field names',
};

export type Json = Record<string, unknown>;

/** Uploads: a `meta` is asked for, and a `type`, that X does not send and the file describes nowhere. */
function asUpload({ data, ...rest }: Json): Json {
	const { processing_info: processing, ...facts } = data as Json;
	const processed = processing ? { processing_info: { type: '', ...(processing as Json) } } : {};
	return { ...rest, meta: {}, data: { ...facts, ...processed } };
}

/** Where X's guide, or what it was seen to send, is not what its file says of answers: the answer as the file has it. */
export const asDescribed: Partial<Record<EndpointName, (body: Json) => Json>> = {
	uploadStart: asUpload,
	uploadAppend: asUpload,
	uploadFinish: asUpload,
	mediaStatus: asUpload,
	// Figures are numbers in the file, and text in the guide and in the newer file; so is a project's id in one place.
	usage: (body) =>
		JSON.parse(JSON.stringify(body), (key, value: unknown) => {
			if (key === 'daily_project_usage') return { usage: (value as Json).usage };
			return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
		}) as Json,
	// The guide has them in `data`, as everything else.
	createWebhook: ({ data }) => data as Json,
	requestReplay: ({ data }) => data as Json,
	// No webhooks are an empty list in the guide, and none at all in the file.
	webhooks: ({ data, ...rest }) => ({ ...rest, ...((data as []).length > 0 && { data }) }),
};

/** Bodies without a description: X was seen to refuse the call without one that is JSON. */
export const emptyBodies: readonly EndpointName[] = ['uploadFinish'];

/** Where X's guide or what it was seen to do says otherwise than the file about who may ask. */
export const otherCallers: Partial<
	Record<EndpointName, Partial<Pick<Endpoint, 'scopes' | 'appOnly'>>>
> = {
	// Its newer file takes user tokens too.
	countRecent: { scopes: [], appOnly: 'only' },
	// Subscriptions to likes need it; there are none here.
	subscriptions: { scopes: ['like.read', 'tweet.read'] },
	// Messages need dm.read. The app alone is refused for private kinds of events.
	subscribe: { scopes: ['dm.read', 'like.read', 'tweet.read'], appOnly: 'too' },
};
