import type { CaseDraft, CaseRef } from '../../domain/case';
import { isOurEntry } from '../../domain/case-event';
import type { HttpSend } from '../../http';
import { isAmbiguous } from '../answer';
import type { Desk, DeskCapabilities, NewCaseFields } from '../desk';
import { isEntryOf } from '../entry';
import type { Conversation } from './answers';
import { caseAttribute, type ChatwootApi, createChatwootApi } from './api';
import { keepContact } from './contact';
import { prepareChatwoot } from './prepare';
import { toBaseAddress } from '../base-address';

export interface ChatwootSettings {
	/** The address Chatwoot is opened at. */
	baseUrl: string;
	accountId: string;
	/** Id of an API inbox. */
	inbox: string;
	newCase: NewCaseFields;
}

export const chatwootCapabilities: DeskCapabilities = {
	caseKey: 'consistentSearch',
	commentKey: 'scanBody',
	concurrentCreates: 'merged afterwards',
	contactKey: 'unique',
	closedCase: 'reopened',
	media: 'links',
	ourAnswers: 'outgoing',
	caseEvents: 'webhook',
	publicComments: true,
};

/** A run that lost a race gives way by itself at once; what is older was left behind by one that died. */
const leftBehindMs = 120_000;

const isLeftBehind = ({ ageMs }: Conversation) => ageMs >= leftBehindMs;

/**
 * Chatwoot 4 over its application API, with an inbox of the kind API.
 *
 * A case is the oldest conversation whose attribute *x_case_key* holds its key. Chatwoot keeps no attribute unique and merges no
 * conversations, so the key is looked up again after every create; a younger one gives its entries to the oldest, loses the
 * key and is resolved. A post is in a conversation when a message ends with its reference.
 */
export function createChatwoot(send: HttpSend, settings: ChatwootSettings): Desk {
	const api = createChatwootApi(send, settings.accountId);
	const base = toBaseAddress(settings.baseUrl);
	const refer = (id: string, outcome: CaseRef['outcome']): CaseRef => ({
		desk: 'chatwoot',
		id,
		url: `${base}/app/accounts/${settings.accountId}/conversations/${id}`,
		outcome,
	});
	return {
		name: 'Chatwoot',
		capabilities: chatwootCapabilities,
		prepare: async () => await prepareChatwoot(api),
		upsertCase: async (draft) => {
			const [known, ...younger] = await api.findConversations(draft.caseKey);
			if (known) {
				for (const it of younger.filter(isLeftBehind)) await absorb(api, known, it);
				return refer(known.id, await addPost(api, known.id, draft));
			}
			const id = await createConversation(api, settings, draft);
			const [winner, ...others] = await api.findConversations(draft.caseKey);
			const own = others.find((it) => it.id === id);
			if (!winner || !own) return refer(id, 'created');
			await absorb(api, winner, own);
			return refer(winner.id, 'added');
		},
	};
}

async function addPost(
	api: ChatwootApi,
	id: string,
	draft: CaseDraft,
): Promise<'added' | 'existing'> {
	const isThere = async () =>
		(await api.findMessage(id, ({ content }) => isEntryOf(content, draft.reference))) !== undefined;
	if (await isThere()) return 'existing';
	await api.addMessage(id, toMessage(draft)).catch(async (error: unknown) => {
		if (!isAmbiguous(error) || !(await isThere())) throw error;
	});
	return 'added';
}

async function createConversation(
	api: ChatwootApi,
	{ inbox, newCase }: ChatwootSettings,
	draft: CaseDraft,
): Promise<string> {
	const contact = await keepContact(api, draft.contact);
	const id = await api
		.createConversation({
			inbox_id: Number(inbox),
			contact_id: Number(contact),
			custom_attributes: { [caseAttribute]: draft.caseKey },
			...(newCase.status && { status: newCase.status }),
			...(newCase.owner && { assignee_id: Number(newCase.owner) }),
			message: toMessage(draft),
		})
		.catch(async (error: unknown) => {
			if (!isAmbiguous(error)) throw error;
			for (const { id: made } of await api.findConversations(draft.caseKey)) {
				const found = await api.findMessage(made, ({ content }) =>
					isEntryOf(content, draft.reference),
				);
				if (found) return made;
			}
			throw error;
		});
	const priority =
		draft.urgency && (newCase.priorities[draft.urgency] ?? priorities[draft.urgency]);
	if (priority) await api.setPriority(id, priority);
	if (newCase.tags.length > 0) await api.setLabels(id, newCase.tags);
	return id;
}

/** Moves our entries, takes the key away and closes what is left. May be repeated. */
async function absorb(api: ChatwootApi, winner: Conversation, loser: Conversation): Promise<void> {
	const entries = (await api.fetchMessages(loser.id)).filter(({ content }) => isOurEntry(content));
	const held = new Set((await api.fetchMessages(winner.id)).map(({ content }) => toLast(content)));
	for (const { content, isIncoming, isPrivate } of entries) {
		if (held.has(toLast(content))) continue;
		const message_type = isIncoming ? 'incoming' : 'outgoing';
		await api.addMessage(winner.id, { content, message_type, private: isPrivate });
		held.add(toLast(content));
	}
	const others = Object.entries(loser.attributes).filter(([key]) => key !== caseAttribute);
	await api.setAttributes(loser.id, Object.fromEntries(others));
	await api.setStatus(loser.id, 'resolved');
}

const toMessage = ({ body, isOurs }: CaseDraft) => ({
	content: body,
	message_type: isOurs ? 'outgoing' : 'incoming',
	private: false,
});

/** The last line of a text: in an entry of ours the one that names the post. */
const toLast = (content: string) => content.trimEnd().split('\n').at(-1) ?? '';

const priorities = { critical: 'urgent', urgent: 'high', normal: 'medium', low: 'low' };
