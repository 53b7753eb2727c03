import type { AccessLevel, Feature, Need } from '../domain/check-up/facts';
import { type Endpoint, type EndpointName, endpoints } from './endpoints';

/** The requests a feature is made of. */
const requests: Record<Feature, readonly EndpointName[]> = {
	mentions: ['me', 'mentions'],
	publish: ['createPost', 'repost'],
	hideReplies: ['hideReply'],
	readMessages: ['messages', 'messagesWith', 'messagesIn'],
	// Whether the person wrote first is looked up before.
	sendMessages: ['sendMessageTo', 'sendMessageIn', 'messagesWith', 'messagesIn'],
	followers: ['followers'],
	mute: ['mute', 'unmute'],
	media: ['uploadStart', 'uploadAppend', 'uploadFinish'],
};

/** What a credential must have for each feature, by the table of requests. */
export const needs = Object.fromEntries(
	Object.entries(requests).map(([feature, names]) => [feature, toNeed(names)]),
) as Record<Feature, Need>;

function toNeed(names: readonly EndpointName[]): Need {
	const parts: Endpoint[] = names.map((name) => endpoints[name]);
	return {
		scopes: [...new Set(parts.flatMap(({ scopes }) => scopes))],
		level: toLevel(parts),
		// The account's own profile names the account; an app-only credential is told its name instead.
		appOnly: parts.some(({ appOnly }) => appOnly !== 'never'),
	};
}

/** OAuth1 keys know three steps only. */
function toLevel(parts: Endpoint[]): AccessLevel {
	const needsMessages = parts.some(({ scopes }) => scopes.some((it) => it.startsWith('dm.')));
	if (needsMessages) return 'read-write-directmessages';
	return parts.every(({ effect }) => effect === 'read') ? 'read' : 'read-write';
}
