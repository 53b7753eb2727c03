/** What a field takes, as an object's describe tells it. */
export interface FieldType {
	type:
		| 'id'
		| 'string'
		| 'textarea'
		| 'picklist'
		| 'reference'
		| 'boolean'
		| 'double'
		| 'url'
		| 'datetime'
		| 'base64'
		| 'int';
	/** In characters; `bytes` in bytes. */
	length?: number;
	bytes?: number;
	required?: boolean;
	unique?: boolean;
	externalId?: boolean;
	caseSensitive?: boolean;
	/** Set by Salesforce itself. */
	readOnly?: boolean;
	/** Whether a query may filter by it. */
	unfiltered?: boolean;
	/** The object a reference points to, and how a query names the way there. */
	to?: string;
	relation?: string;
	values?: string[];
	initial?: unknown;
	label?: string;
}

export interface ObjectType {
	prefix: string;
	fields: Record<string, FieldType>;
	/** Name of the list below a parent: `[parent's object, field that points to it]`. */
	children?: Record<string, [object: string, field: string]>;
	/** Made by Salesforce itself. */
	readOnly?: boolean;
}

const text = (length: number, more: Partial<FieldType> = {}): FieldType => ({
	...{ type: 'string', length },
	...more,
});
const to = (object: string, relation: string, more: Partial<FieldType> = {}): FieldType => ({
	...{ type: 'reference', to: object, relation },
	...more,
});
const flag = (initial = false): FieldType => ({ type: 'boolean', initial });

const audit: Record<string, FieldType> = {
	Id: { type: 'id', readOnly: true },
	IsDeleted: { type: 'boolean', readOnly: true, initial: false },
	CreatedDate: { type: 'datetime', readOnly: true },
	CreatedById: to('User', 'CreatedBy', { readOnly: true }),
	LastModifiedDate: { type: 'datetime', readOnly: true },
	SystemModstamp: { type: 'datetime', readOnly: true },
};

const statuses = ['New', 'Working', 'Escalated', 'Closed'];

export const visibility: FieldType = text(20);

/** The standard objects the package needs, with their limits. Fields that end in `__c` are a matter of the organisation. */
export const standardObjects = (): Record<string, ObjectType> => ({
	Case: {
		prefix: '500',
		children: { CaseComments: ['CaseComment', 'ParentId'] },
		fields: {
			...audit,
			CaseNumber: { type: 'string', readOnly: true },
			Subject: text(255),
			Description: { type: 'textarea', length: 32_000, unfiltered: true },
			Status: { type: 'picklist', values: statuses, initial: 'New' },
			Priority: { type: 'picklist', values: ['High', 'Medium', 'Low'], initial: 'Medium' },
			Origin: { type: 'picklist', values: ['Email', 'Phone', 'Web', 'X'] },
			IsClosed: { type: 'boolean', readOnly: true, initial: false },
			OwnerId: to('Owner', 'Owner'),
			ContactId: to('Contact', 'Contact'),
		},
	},
	Account: { prefix: '001', fields: { ...audit, Name: text(255, { required: true }) } },
	Contact: {
		prefix: '003',
		children: { Cases: ['Case', 'ContactId'] },
		fields: {
			...audit,
			FirstName: text(40),
			LastName: text(80, { required: true }),
			Name: { type: 'string', readOnly: true },
			Email: text(80),
			AccountId: to('Account', 'Account'),
		},
	},
	CaseComment: {
		prefix: '00a',
		fields: {
			...audit,
			ParentId: to('Case', 'Parent', { required: true }),
			CommentBody: { type: 'textarea', bytes: 4_000 },
			IsPublished: flag(),
		},
	},
	CaseHistory: {
		prefix: '017',
		readOnly: true,
		fields: {
			...audit,
			CaseId: to('Case', 'Case'),
			Field: text(255),
			OldValue: text(255, { unfiltered: true }),
			NewValue: text(255, { unfiltered: true }),
		},
	},
	CaseFeed: {
		prefix: '0D5',
		readOnly: true,
		fields: {
			...audit,
			ParentId: to('Case', 'Parent'),
			Type: text(40),
			Body: { type: 'textarea', length: 10_000, unfiltered: true },
			Visibility: visibility,
		},
	},
	CaseStatus: {
		prefix: '01J',
		readOnly: true,
		fields: {
			Id: audit.Id,
			ApiName: text(255),
			MasterLabel: text(255),
			IsClosed: flag(),
			IsDefault: flag(),
			SortOrder: { type: 'int' },
		},
	},
	User: {
		prefix: '005',
		readOnly: true,
		fields: { Id: audit.Id, Name: text(121), IsActive: flag(true), UserType: text(40) },
	},
	Group: {
		prefix: '00G',
		readOnly: true,
		fields: { Id: audit.Id, Name: text(40), Type: text(40), DeveloperName: text(80) },
	},
	QueueSobject: {
		prefix: '03g',
		readOnly: true,
		fields: { Id: audit.Id, QueueId: to('Group', 'Queue'), SobjectType: text(40) },
	},
	ContentVersion: {
		prefix: '068',
		fields: {
			...audit,
			Title: text(255),
			PathOnClient: text(500, { required: true }),
			VersionData: { type: 'base64', required: true, unfiltered: true },
			FirstPublishLocationId: to('Case', 'FirstPublishLocation'),
			ContentDocumentId: { type: 'reference', readOnly: true },
		},
	},
	PermissionSet: {
		prefix: '0PS',
		fields: {
			...audit,
			Name: text(80, { required: true, unique: true }),
			Label: text(80, { required: true }),
			Description: text(255),
		},
	},
	ObjectPermissions: {
		prefix: '110',
		fields: {
			...audit,
			ParentId: to('PermissionSet', 'Parent', { required: true }),
			SobjectType: text(80, { required: true }),
			PermissionsRead: flag(),
			PermissionsCreate: flag(),
			PermissionsEdit: flag(),
		},
	},
	FieldPermissions: {
		prefix: '01k',
		fields: {
			...audit,
			ParentId: to('PermissionSet', 'Parent', { required: true }),
			SobjectType: text(80, { required: true }),
			Field: text(255, { required: true }),
			PermissionsRead: flag(),
			PermissionsEdit: flag(),
		},
	},
	PermissionSetAssignment: {
		prefix: '0Pa',
		fields: {
			...audit,
			AssigneeId: to('User', 'Assignee', { required: true }),
			PermissionSetId: to('PermissionSet', 'PermissionSet', { required: true }),
		},
	},
});

/** What *Prepare Desk* makes, as an administrator would have made it. */
export const careFields: Array<[object: string, name: string, field: FieldType]> = [
	[
		'Case',
		'X_Case_Key__c',
		{ ...text(255), unique: true, externalId: true, caseSensitive: true, label: 'X Case Key' },
	],
	['Case', 'X_First_Post__c', text(255, { label: 'X First Post' })],
	['Contact', 'X_User_Id__c', text(30, { unique: true, externalId: true, label: 'X User Id' })],
	['Contact', 'X_Handle__c', text(50, { label: 'X Handle' })],
	['Contact', 'X_Followers__c', { type: 'double', label: 'X Followers' }],
	['Contact', 'X_Profile__c', { type: 'url', length: 255, label: 'X Profile' }],
];
