import { ME, type Row, type Store } from './store.mts';
import { Trouble } from './trouble.mts';

/** What the organisation is set to, changed by `act` of a test. */
export interface Organisation {
	/** Owner the active assignment rule gives new cases. */
	assignmentRule?: string;
	/** How many writes will find their row locked by somebody else. */
	lockedWrites: number;
	mayCustomize: boolean;
	mayGrant: boolean;
	hasChatter: boolean;
	/** Whether a duplicate rule warns of contacts with the same name. */
	warnsOfAlikes: boolean;
	noStorage: boolean;
}

export interface Writing {
	store: Store;
	organisation: Organisation;
	/** Headers of the request, names in lower case. */
	headers: Record<string, string | undefined>;
}

const isOff = (value: string | undefined) => value?.toLowerCase() === 'false';

/** Makes a record as the API makes it, with all that follows from it. */
export function insert(writing: Writing, objectName: string, values: Row): Row {
	const { store, organisation } = writing;
	const object = store.nameOf(objectName);
	const type = store.type(object);
	if (type.readOnly) throw notAllowed(object);
	checkRights(writing, object, values);
	const checked = store.check(object, values);
	if (organisation.lockedWrites > 0) {
		organisation.lockedWrites -= 1;
		throw new Trouble(
			400,
			'UNABLE_TO_LOCK_ROW',
			'unable to obtain exclusive access to this record',
		);
	}
	if (object === 'Contact') checkAlikes(writing, checked);
	if (object === 'ContentVersion' && organisation.noStorage) {
		throw new Trouble(400, 'STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded');
	}
	const initial = Object.fromEntries(
		Object.entries(type.fields).map(([name, field]) => [name, field.initial ?? null]),
	);
	const now = store.now();
	const stamps = { CreatedDate: now, CreatedById: ME, LastModifiedDate: now, SystemModstamp: now };
	const row = { ...initial, ...stamps, ...checked, Id: store.nextId(object) };
	store.put(object, row);
	const made = store.find(object, row.Id) as Row;
	if (object === 'Contact') made.Name = toName(made);
	if (object === 'ContentVersion') made.ContentDocumentId = `069${String(made.Id).slice(3)}`;
	if (object === 'Case') {
		made.CaseNumber = String(made.Id).slice(7, 15);
		made.IsClosed = isClosed(store, made.Status);
		made.OwnerId ??= ME;
		assign(writing, made);
	}
	if (object === 'FieldPermissions') reveal(store);
	if (object === 'PermissionSetAssignment') reveal(store);
	return made;
}

export function update(
	writing: Writing,
	objectName: string,
	id: string,
	values: Row,
	by = ME,
): Row {
	const { store } = writing;
	const object = store.nameOf(objectName);
	if (store.type(object).readOnly) throw notAllowed(object);
	const row = store.find(object, id);
	if (!row) throw notFound();
	if (row.IsDeleted === true) {
		throw new Trouble(404, 'ENTITY_IS_DELETED', 'entity is deleted');
	}
	const checked = store.check(object, values, row);
	if (writing.organisation.lockedWrites > 0) {
		writing.organisation.lockedWrites -= 1;
		throw new Trouble(
			400,
			'UNABLE_TO_LOCK_ROW',
			'unable to obtain exclusive access to this record',
		);
	}
	const before = { ...row };
	Object.assign(row, checked, { LastModifiedDate: store.now(), SystemModstamp: store.now() });
	if (object === 'Contact') row.Name = toName(row);
	if (object === 'Case') {
		assign(writing, row);
		noteCase(store, before, row, by);
	}
	return row;
}

/** The active rule overrules the owner, on changes too, unless a header forbids it. */
function assign({ organisation, headers }: Writing, row: Row): void {
	const rule = isOff(headers['sforce-auto-assign']) ? undefined : organisation.assignmentRule;
	if (rule) row.OwnerId = rule;
}

/** Into the recycle bin, with what hangs on it. */
export function remove(store: Store, object: string, id: string): void {
	const row = store.find(object, id);
	if (!row || row.IsDeleted === true) throw notFound();
	row.IsDeleted = true;
	const below: Record<string, Array<[string, string]>> = {
		Case: [
			['CaseComment', 'ParentId'],
			['CaseHistory', 'CaseId'],
			['CaseFeed', 'ParentId'],
		],
	};
	for (const [child, field] of below[object] ?? []) {
		for (const it of store.all(child)) if (it[field] === row.Id) it.IsDeleted = true;
	}
	if (object !== 'Contact') return;
	for (const it of store.all('Case')) if (it.ContactId === row.Id) it.ContactId = null;
}

/** The history people look at: an owner makes two rows, one with names, one with ids. */
function noteCase(store: Store, before: Row, row: Row, by: string): void {
	row.IsClosed = isClosed(store, row.Status);
	const note = (Field: string, OldValue: unknown, NewValue: unknown) =>
		store.put('CaseHistory', {
			...{ CaseId: row.Id, Field, OldValue, NewValue },
			...{ CreatedDate: store.now(), CreatedById: by, IsDeleted: false },
		});
	if (before.Status !== row.Status) note('Status', before.Status, row.Status);
	if (before.OwnerId === row.OwnerId) return;
	const nameOf = (id: unknown) => (store.find('User', id) ?? store.find('Group', id))?.Name ?? null;
	note('Owner', nameOf(before.OwnerId), nameOf(row.OwnerId));
	note('Owner', before.OwnerId, row.OwnerId);
}

export const isClosed = (store: Store, status: unknown): boolean =>
	store.all('CaseStatus').some((it) => it.ApiName === status && it.IsClosed === true);

const toName = ({ FirstName, LastName }: Row) => [FirstName, LastName].filter(Boolean).join(' ');

const grants = [
	'PermissionSet',
	'ObjectPermissions',
	'FieldPermissions',
	'PermissionSetAssignment',
];

function checkRights({ store, organisation }: Writing, object: string, values: Row): void {
	if (grants.includes(object) && !organisation.mayGrant) throw notAllowed(object);
	if (object !== 'FieldPermissions') return;
	const [of, name] = String(values.Field).split('.');
	if (!store.objects[of]?.fields[name]) {
		const words = `bad value for restricted picklist field: ${String(values.Field)}`;
		throw new Trouble(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', words, ['Field']);
	}
	const rights = store
		.all('ObjectPermissions')
		.some((it) => it.ParentId === values.ParentId && it.SobjectType === values.SobjectType);
	if (rights) return;
	const words = `Field ${String(values.Field)} depends on permission(s): Read ${of}`;
	throw new Trouble(400, 'FIELD_INTEGRITY_EXCEPTION', words, ['ParentId']);
}

/** Fields become visible by a permission set the user is assigned. */
function reveal(store: Store): void {
	const assigned = store
		.all('PermissionSetAssignment')
		.filter(({ AssigneeId }) => AssigneeId === ME)
		.map(({ PermissionSetId }) => PermissionSetId);
	for (const { ParentId, Field } of store.all('FieldPermissions')) {
		if (assigned.includes(ParentId)) store.hidden.delete(String(Field));
	}
}

function checkAlikes({ store, organisation, headers }: Writing, { LastName }: Row): void {
	if (!organisation.warnsOfAlikes) return;
	if (/allowsave=true/i.test(headers['sforce-duplicate-rule-header'] ?? '')) return;
	if (!store.all('Contact').some((it) => it.LastName === LastName)) return;
	throw new Trouble(400, 'DUPLICATES_DETECTED', 'Use one of these records?');
}

export const notFound = (): Trouble =>
	new Trouble(404, 'NOT_FOUND', 'The requested resource does not exist');

const notAllowed = (object: string) =>
	new Trouble(
		403,
		'INSUFFICIENT_ACCESS_OR_READONLY',
		`insufficient access rights on object ${object}`,
	);
