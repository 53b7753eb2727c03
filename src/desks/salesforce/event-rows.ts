import { type CaseEvent, isOurEntry, parseCaseKey } from '../../domain/case-event';
import { toPlainText } from '../html';
import { type SalesforceRecord, toText } from './answers';

/** What is known besides a row. */
export interface Facts {
	/** Id of the user the connection works as. */
	ownUser: string;
	base: string;
	/** Whether a status, by its label or name, is a closed one. */
	closed: Map<string, boolean>;
}

/** One of the places where Salesforce notes what happens to a case. */
export interface Source {
	from: string;
	fields: string;
	/** Path from a row to the case's key. */
	key: string;
	only: string;
	toEvents(rows: SalesforceRecord[], facts: Facts): CaseEvent[];
}

export const toStatuses = (statuses: SalesforceRecord[]): Map<string, boolean> =>
	new Map(
		statuses.flatMap(
			({ ApiName, MasterLabel, IsClosed }): Array<[string, boolean]> => [
				[toText(MasterLabel), IsClosed === true],
				[toText(ApiName), IsClosed === true],
			],
		),
	);

const caseFields = (path: string) =>
	['Id', 'X_Case_Key__c', 'Subject', 'Status', 'OwnerId', 'Owner.Name']
		.map((field) => `${path}.${field}`)
		.join(', ');

const rowFields = 'Id, CreatedDate, CreatedById, CreatedBy.Name, CreatedBy.UserType';

export const sources = {
	history: {
		from: 'CaseHistory',
		fields: `${rowFields}, Field, OldValue, NewValue, ${caseFields('Case')}`,
		key: 'Case.X_Case_Key__c',
		only: "Field IN ('Status', 'Owner', 'ownerAssignment', 'ownerAccepted', 'ownerEscalated')",
		toEvents: (rows, facts) =>
			rows.flatMap((row) =>
				row.Field === 'Status' ? toTurn(row, facts) : toOwner(row, rows, facts),
			),
	},
	comments: {
		from: 'CaseComment',
		fields: `${rowFields}, CommentBody, IsPublished, ${caseFields('Parent')}`,
		key: 'Parent.X_Case_Key__c',
		only: 'IsDeleted = false',
		toEvents: (rows, facts) =>
			rows.flatMap((row) =>
				toComment(row, toText(row.CommentBody), row.IsPublished === true, facts),
			),
	},
	feed: {
		from: 'CaseFeed',
		fields: `${rowFields}, Body, Visibility, ${caseFields('Parent')}`,
		key: 'Parent.X_Case_Key__c',
		only: "Type = 'TextPost'",
		toEvents: (rows, facts) =>
			rows.flatMap((row) =>
				toComment(row, toPlain(toText(row.Body)), row.Visibility === 'AllUsers', facts),
			),
	},
} satisfies Record<string, Source>;

function toTurn(row: SalesforceRecord, facts: Facts): CaseEvent[] {
	const was = facts.closed.get(toText(row.OldValue)) === true;
	const is = facts.closed.get(toText(row.NewValue)) === true;
	if (was === is) return [];
	return toEvent(row, is ? 'resolved' : 'reopened', facts, { status: toText(row.NewValue) });
}

/** A new owner makes two rows, one with names and one with ids, and at times one more that says how it came to that. */
function toOwner(row: SalesforceRecord, rows: SalesforceRecord[], facts: Facts): CaseEvent[] {
	const same = rows.filter(
		(it) =>
			it.Field !== 'Status' && it.CreatedDate === row.CreatedDate && idOfCase(it) === idOfCase(row),
	);
	const id = toText(row.NewValue);
	if (!isOwnerId(id)) return [];
	if (same.find(({ NewValue }) => NewValue === id) !== row) return [];
	const { OwnerId, Owner } = caseOf(row);
	const name =
		OwnerId === id
			? toText((Owner as SalesforceRecord | null)?.Name)
			: same
					.filter(({ Field, NewValue }) => Field === row.Field && !isOwnerId(toText(NewValue)))
					.map(({ NewValue }) => toText(NewValue))
					.at(0);
	return toEvent(row, 'assigned', facts, { owner: { id, ...(name ? { name } : {}) } });
}

const isOwnerId = (value: string) => /^(?:005|00G)[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/.test(value);

function toComment(
	row: SalesforceRecord,
	text: string,
	isPublic: boolean,
	facts: Facts,
): CaseEvent[] {
	// What customers write in a portal is not said by us: it must never be taken for an answer.
	if (isOurEntry(text) || customers.includes(toText(authorOf(row)?.UserType))) return [];
	return toEvent(row, 'commented', facts, { comment: { text, isPublic } });
}

function toEvent(
	row: SalesforceRecord,
	kind: CaseEvent['kind'],
	{ ownUser, base }: Facts,
	more: Partial<CaseEvent>,
): CaseEvent[] {
	const { Id: caseId, X_Case_Key__c: caseKey, Subject, Status } = caseOf(row);
	const parsed = parseCaseKey(caseKey);
	if (!parsed) return [];
	const name = toText(authorOf(row)?.Name);
	return [
		{
			id: `salesforce-${toText(row.Id)}`,
			kind,
			desk: 'salesforce',
			caseId: toText(caseId),
			caseUrl: `${base}/lightning/r/Case/${toText(caseId)}/view`,
			caseTitle: toText(Subject),
			...parsed,
			at: new Date(toText(row.CreatedDate)).toISOString(),
			by: { id: toText(row.CreatedById), ...(name ? { name } : {}) },
			isOurs: row.CreatedById === ownUser,
			status: toText(Status),
			...more,
		},
	];
}

/** Types of users who log in to portals and sites. */
const customers = [
	'CspLitePortal',
	'CustomerSuccess',
	'PowerCustomerSuccess',
	'SelfService',
	'Guest',
];

const authorOf = ({ CreatedBy }: SalesforceRecord) => CreatedBy as SalesforceRecord | null;
const caseOf = (row: SalesforceRecord) => (row.Case ?? row.Parent ?? {}) as SalesforceRecord;
const idOfCase = (row: SalesforceRecord) => caseOf(row).Id;

/** Posts in the feed may be rich text; only then are signs of markup written otherwise. */
const toPlain = (body: string) =>
	/<\/?(?:p|b|i|u|ul|ol|li|br|a)\b[^<>]*>/i.test(body) ? toPlainText(body) : body;
