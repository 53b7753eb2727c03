import type { HeldCase, HeldContact, HeldEntry } from '../service.mts';
import type { Record_, Store } from './store.mts';

const kinds = ['crm.lead', 'helpdesk.ticket'];

/** What people see in it. */
export function lookAt(store: Store): { cases: HeldCase[]; contacts: HeldContact[] } {
	const contacts = [...store.table('res.partner').values()]
		.filter((it) => text(it.x_care_user_id) !== undefined)
		.map((it) => ({
			id: String(it.id),
			xUserId: text(it.x_care_user_id),
			name: String(it.name),
			handle: text(it.x_care_handle),
			followers: text(it.x_care_followers),
			profileUrl: text(it.x_care_profile),
		}));
	const cases = kinds
		.filter((model) => store.has(model))
		.flatMap((model) =>
			[...store.table(model).values()].map((record) => toHeldCase(store, model, record)),
		);
	return { cases, contacts };
}

export function isClosed(store: Store, model: string, { active, stage_id }: Record_): boolean {
	const [app] = model.split('.');
	const stage = store.table(`${app}.stage`).get(stage_id as number);
	return active === false || stage?.is_won === true || (app === 'helpdesk' && stage?.fold === true);
}

function toHeldCase(store: Store, model: string, record: Record_): HeldCase {
	const [app] = model.split('.');
	const nameOf = (table: string, id: unknown) =>
		id ? String(store.table(table).get(id as number)?.name) : undefined;
	const files = [...store.table('ir.attachment').values()]
		.filter((it) => it.res_model === model && it.res_id === record.id)
		.map((it) => String(it.name));
	const isAgent = (partnerId: unknown) =>
		[...store.table('res.users').values()].some((it) => it.partner_id === partnerId);
	const entries: HeldEntry[] = [
		...(record.description
			? [{ text: toText(record.description), isPublic: false, isOutgoing: false, files }]
			: []),
		...store
			.messagesOf(model, record.id)
			.reverse()
			.filter((it) => it.message_type !== 'notification')
			.map((it) => ({
				text: toText(it.body),
				isPublic: it.subtype_id === 1,
				isOutgoing: it.subtype_id === 1 && isAgent(it.author_id),
			})),
	];
	return {
		id: String(record.id),
		caseKey: text(record.x_care_case_key),
		title: String(record.name),
		isClosed: isClosed(store, model, record),
		status: nameOf(`${app}.stage`, record.stage_id),
		priority: text(record.priority),
		owner: nameOf('res.users', record.user_id),
		queue: nameOf(`${app}.team`, record.team_id),
		tags: ((record.tag_ids as number[] | undefined) ?? []).map(
			(id) => nameOf(`${app}.tag`, id) ?? '',
		),
		contactId: record.partner_id ? String(record.partner_id) : undefined,
		entries,
	};
}

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

/** As a browser shows it. */
function toText(html: unknown): string {
	return String(html || '')
		.replace(/<br\s*\/?>/g, '\n')
		.replace(/<[^>]*>/g, '')
		.replace(/&nbsp;/g, ' ')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&#39;/g, "'")
		.replace(/&amp;/g, '&');
}
