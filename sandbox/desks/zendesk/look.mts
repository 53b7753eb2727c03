import type { FakeDesk } from '../service.mts';
import type { State } from './state.mts';

/** What people see who look at it; mails that would have gone out stand with their ticket. */
export function look({
	tickets,
	users,
	groups,
	mails,
	uploads,
}: State): ReturnType<FakeDesk['look']> {
	const isAgent = (id: number) => users.get(id)?.role !== 'end-user';
	return {
		cases: [...tickets.values()]
			.filter((it) => !it.isDeleted)
			.map((it) => ({
				id: String(it.id),
				caseKey: it.external_id ?? undefined,
				title: it.subject,
				isClosed: ['solved', 'closed'].includes(it.status),
				status: it.status,
				priority: it.priority ?? undefined,
				owner: it.assignee_id === null ? undefined : String(it.assignee_id),
				queue: it.group_id === null ? undefined : groups.get(it.group_id),
				tags: it.tags,
				contactId: String(it.requester_id),
				entries: it.comments.map(({ text, isPublic, author_id: authorId, files }) => ({
					...{ text, isPublic, isOutgoing: isPublic && isAgent(authorId), files },
					authorId: String(authorId),
				})),
				followUpOf: it.followUpOf ?? undefined,
				mails: mails.filter(({ ticketId }) => ticketId === it.id).map(({ to }) => to),
			})),
		contacts: [...users.values()]
			.filter(({ active, role }) => active && role === 'end-user')
			.map(({ id, external_id: externalId, name, fields }) => ({
				id: String(id),
				xUserId: /^x-(\d+)$/.exec(externalId ?? '')?.[1],
				name,
				handle: toText(fields.x_handle),
				followers: toText(fields.x_followers),
				profileUrl: toText(fields.x_profile_url),
			})),
		uploads: [...uploads.values()],
	} as ReturnType<FakeDesk['look']>;
}

const toText = (value: string | number | null | undefined) =>
	value == null ? undefined : String(value);
