import type { DeskPeople } from './desk-under-test';
import type { trackerCalls } from './tracker-calls';

interface HeldUser {
	RealName: string;
	Disabled: number | string;
	CustomFields: Array<{ name: string; values: string[] }>;
}

/** What staff do in a real Request Tracker, over its own interface and with an administrator's rights. */
export function trackerPeople({ call }: ReturnType<typeof trackerCalls>): DeskPeople {
	const toUser = (xUserId: string) => `/user/x-${xUserId}`;
	return {
		readContact: async (xUserId) => {
			const user = (await call('GET', toUser(xUserId))) as Partial<HeldUser>;
			if (user.RealName === undefined || Number(user.Disabled) === 1) return undefined;
			const read = (name: string) => user.CustomFields?.find((it) => it.name === name)?.values[0];
			return {
				name: user.RealName,
				handle: read('X Handle'),
				followers: read('X Followers'),
				profileUrl: read('X Profile'),
			};
		},
		renameContact: async (xUserId, name) => {
			await call('PUT', toUser(xUserId), { RealName: name });
		},
		// Nobody is ever deleted in RT: a user who goes is disabled.
		deleteContact: async (xUserId) => {
			await call('PUT', toUser(xUserId), { Disabled: 1 });
		},
		closeCase: async (id) => {
			await call('PUT', `/ticket/${id}`, { Status: 'resolved' });
		},
		isClosed: async (id) => {
			const { Status } = (await call('GET', `/ticket/${id}`)) as { Status: string };
			return ['resolved', 'rejected'].includes(Status);
		},
		deleteCase: async (id) => {
			await call('PUT', `/ticket/${id}`, { Status: 'deleted' });
		},
		/** Correspondence that somebody else than the token's user wrote. */
		readOutgoing: async (id) => {
			const path = `/ticket/${id}/history?fields=Type,Creator&per_page=100`;
			const { items } = (await call('GET', path)) as {
				items: Array<{ id: string; Type: string; Creator: { id: string } }>;
			};
			const theirs = items.filter(
				({ Type, Creator }) => Type === 'Correspond' && Creator.id !== 'x-care',
			);
			const texts = theirs.map(async (entry) => {
				const url = `/transaction/${entry.id}/attachments?fields=Content&per_page=100`;
				const parts = (await call('GET', url)) as { items: Array<{ Content: string }> };
				return parts.items.map(({ Content }) => Content).join('\n');
			});
			return await Promise.all(texts);
		},
	};
}
