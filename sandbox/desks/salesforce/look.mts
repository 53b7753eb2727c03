import type { FakeDesk, HeldCase, HeldEntry } from '../service.mts';
import type { Row, Store } from './store.mts';

const text = (value: unknown) =>
	value === null || value === undefined ? undefined : String(value);

/** What people see of it. */
export function look(store: Store): ReturnType<FakeDesk['look']> {
	return {
		cases: store.all('Case').map((row) => toCase(store, row)),
		contacts: store.all('Contact').map((row) => ({
			id: String(row.Id),
			xUserId: text(row.X_User_Id__c),
			name: String(row.Name),
			handle: text(row.X_Handle__c),
			followers: text(row.X_Followers__c),
			profileUrl: text(row.X_Profile__c),
		})),
	};
}

function toCase(store: Store, row: Row): HeldCase {
	const comments = store.all('CaseComment').filter(({ ParentId }) => ParentId === row.Id);
	const posts = store.all('CaseFeed').filter(({ ParentId }) => ParentId === row.Id);
	const entries: Array<HeldEntry & { id: string }> = [
		{ id: '', text: text(row.Description) ?? '', isPublic: false, isOutgoing: false },
		...comments.map(({ Id, CommentBody, IsPublished }) => ({
			id: String(Id).slice(3),
			text: text(CommentBody) ?? '',
			isPublic: IsPublished === true,
			isOutgoing: false,
		})),
		...posts.map(({ Id, Body, Visibility }) => ({
			id: String(Id).slice(3),
			text: text(Body) ?? '',
			isPublic: Visibility === 'AllUsers',
			isOutgoing: false,
		})),
	];
	for (const { Id, Title, FirstPublishLocationId } of store.all('ContentVersion')) {
		if (FirstPublishLocationId !== row.Id) continue;
		const before = entries.filter(({ id }) => id < String(Id).slice(3));
		const entry = before[before.length - 1];
		entry.files = [...(entry.files ?? []), String(Title)];
	}
	const owner = store.find('User', row.OwnerId) ?? store.find('Group', row.OwnerId);
	return {
		id: String(row.Id),
		caseKey: text(row.X_Case_Key__c),
		title: text(row.Subject) ?? '',
		isClosed: row.IsClosed === true,
		status: text(row.Status),
		priority: text(row.Priority),
		owner: text(owner?.Name),
		contactId: text(row.ContactId),
		entries: joinParts(entries).map(({ id: _, ...entry }) => entry),
	};
}

/** One after the other, as people read them: what says "part 2 of 3" belongs to what says "part 1 of 3" before it. */
function joinParts<Entry extends HeldEntry>(entries: Entry[]): Entry[] {
	const joined: Entry[] = [];
	const open = new Map<string, { entry: Entry; next: number }>();
	for (const entry of entries) {
		const [, at, of, words, last] =
			/^\(part (\d+) of (\d+)\)\n([^]*)\n(Reference: \S+)$/.exec(entry.text) ?? [];
		if (at === undefined) {
			joined.push(entry);
			continue;
		}
		const key = `${last} ${of}`;
		const begun = open.get(key);
		if (at === '1') {
			const first = { ...entry, text: `${words}\n${last}` };
			joined.push(first);
			open.set(key, { entry: first, next: 2 });
		} else if (begun && begun.next === Number(at)) {
			begun.entry.text = `${begun.entry.text.slice(0, -last.length - 1)}${words}\n${last}`;
			begun.next += 1;
		} else joined.push(entry);
	}
	return joined;
}
