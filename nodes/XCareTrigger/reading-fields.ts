import type { INodeProperties } from 'n8n-workflow';

import type { SourceName } from '../../src/domain/intake/coverage';
import { readingDefaults } from '../../src/n8n/intake/settings';

/** How often a source is read, and how much of the daily budget it may use. */
function toReadingField(source: SourceName, displayName: string): INodeProperties {
	const { minutes, share } = readingDefaults[source];
	return {
		displayName: `${displayName}: Interval and Budget`,
		name: `${source}Reading`,
		type: 'collection',
		placeholder: 'Add setting',
		default: {},
		displayOptions: { show: { sources: [source] } },
		options: [
			{
				displayName: 'Budget Share (%)',
				name: 'budgetShare',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 100 },
				default: share,
				description: `How much of the daily budget this may use; what does not fit is read the next day (UTC). Only counts when there is a 'Daily Budget' under Options. ${share} % unless set.`,
			},
			{
				displayName: 'Read Every (Minutes)',
				name: 'intervalMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1440 },
				default: minutes,
				description: `The shortest time between two readings; 0 reads at every poll time above. ${minutes} unless set.`,
			},
		],
	};
}

export const readingFields: INodeProperties[] = [
	toReadingField('mentions', 'Mentions'),
	toReadingField('messages', 'Direct Messages'),
	toReadingField('followers', 'New Followers'),
	toReadingField('keywords', 'Brand Keywords'),
];
