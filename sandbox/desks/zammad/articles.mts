import { forbidden, noSuch, notFound, unprocessable } from './refusals.mts';
import { nameOf, type Row, SENDERS, type Store, type Stored, typeIds, TYPES } from './store.mts';

/** Adds an article to a ticket, as `article` of a ticket's request or on its own. */
export function addArticle(store: Store, ticket: Stored, params: Row, by: number): Stored {
	const { body, subject, internal, content_type: contentType } = params;
	if (body === undefined || body === null) {
		throw unprocessable("Need at least an 'article body' field.");
	}
	const type = toName(params, 'type', TYPES, 'note');
	const sender = toName(params, 'sender', SENDERS, 'Agent');
	const at = store.now();
	const id = store.nextId('articles');
	const origin = sender === 'Customer' ? ticket.customer_id : undefined;
	const article: Stored = {
		id,
		ticket_id: ticket.id,
		type_id: typeIds[type],
		sender_id: SENDERS.indexOf(sender) + 1,
		...{ type, sender, subject: subject ?? null, body: String(body), internal: internal === true },
		content_type: contentType ?? 'text/plain',
		from: nameOf(store.users.get(Number(origin ?? by))),
		...{ to: null, cc: null, message_id: null, preferences: {} },
		origin_by_id: origin ?? null,
		attachments: toAttachments(params.attachments, store),
		...{ created_by_id: by, updated_by_id: by, created_at: at, updated_at: at },
	};
	store.articles.set(id, article);
	return article;
}

/** Only notes, of one's own, and not for long. */
export function removeArticle(store: Store, id: number, by: number): void {
	const article = store.articles.get(id);
	if (!article) throw notFound('Ticket::Article', id);
	const ageMs = Date.parse(store.now()) - Date.parse(String(article.created_at));
	if (article.type !== 'note' || article.created_by_id !== by || ageMs > 600_000) throw forbidden();
	store.articles.delete(id);
}

export const articlesOf = (store: Store, ticketId: number): Stored[] =>
	[...store.articles.values()].filter((it) => it.ticket_id === ticketId);

function toName(params: Row, field: string, names: string[], fallback: string): string {
	const value = params[field];
	if (value === undefined || value === '') return fallback;
	if (names.includes(String(value))) return String(value);
	throw noSuch(field, value);
}

function toAttachments(value: unknown, store: Store): Row[] {
	if (!Array.isArray(value)) return [];
	const most = Number(store.settings.mostAttachmentBytes ?? Infinity);
	return (value as Row[]).map((it, index) => {
		for (const key of ['mime-type', 'filename', 'data']) {
			if (it[key]) continue;
			throw unprocessable(`Attachment needs '${key}' param for attachment with index '${index}'`);
		}
		const data = String(it.data).replace(/[\r\n]/g, '');
		if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(data)) {
			throw unprocessable(`Invalid base64 for attachment with index '${index}'`);
		}
		const size = Buffer.from(data, 'base64').length;
		if (size > most) throw unprocessable(`Attachment with index '${index}' is too large`);
		return {
			id: store.nextId('attachments'),
			filename: String(it.filename),
			size: String(size),
			preferences: { 'Mime-Type': String(it['mime-type']) },
		};
	});
}
