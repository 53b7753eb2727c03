/** What the custom fields are, as the Metadata API describes fields. */
export interface CustomField {
	object: 'Case' | 'Contact';
	name: string;
	label: string;
	metadata: Record<string, unknown>;
	/** Without it two runs may make two records. */
	isUnique: boolean;
	/** How to make it by hand: the type as the wizard calls it. */
	byHand: string;
}

const key = (label: string, length: number, caseSensitive: boolean) => ({
	...{ type: 'Text', label, length, caseSensitive, unique: true, externalId: true },
});

export const customFields: CustomField[] = [
	{
		...{ object: 'Case', name: 'X_Case_Key__c', label: 'X Case Key', isUnique: true },
		metadata: key('X Case Key', 255, true),
		byHand: 'Text, length 255, tick Unique (case sensitive) and External ID',
	},
	{
		...{ object: 'Case', name: 'X_First_Post__c', label: 'X First Post', isUnique: false },
		metadata: { type: 'Text', label: 'X First Post', length: 255 },
		byHand: 'Text, length 255',
	},
	{
		...{ object: 'Contact', name: 'X_User_Id__c', label: 'X User Id', isUnique: true },
		metadata: key('X User Id', 30, false),
		byHand: 'Text, length 30, tick Unique (case insensitive) and External ID',
	},
	{
		...{ object: 'Contact', name: 'X_Handle__c', label: 'X Handle', isUnique: false },
		metadata: { type: 'Text', label: 'X Handle', length: 50 },
		byHand: 'Text, length 50',
	},
	{
		...{ object: 'Contact', name: 'X_Followers__c', label: 'X Followers', isUnique: false },
		metadata: { type: 'Number', label: 'X Followers', precision: 18, scale: 0 },
		byHand: 'Number, length 18, no decimal places',
	},
	{
		...{ object: 'Contact', name: 'X_Profile__c', label: 'X Profile', isUnique: false },
		metadata: { type: 'Url', label: 'X Profile' },
		byHand: 'URL',
	},
];
