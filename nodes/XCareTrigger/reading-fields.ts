import type { INodeProperties } from 'n8n-workflow';

import type { SourceName } from '../../src/domain/intake/coverage';
import { readingDefaults } from '../../src/n8n/intake/settings';

/** What waits when the share is used up. */
const waiting: Record<SourceName, string> = {
	mentions: 'New mentions are always read; only the search for missed ones waits for the next day',
	messages: 'What does not fit is read the next day',
	followers: 'What does not fit is read the next day; with very many at once some may be missed',
	keywords: 'What does not fit is read the next day, for seven days at most',
};

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
				description: `How much of the daily budget this may use, by UTC days. ${waiting[source]}. Only counts when there is a 'Daily Budget' under Options. ${share} % unless set.`,
			},
			{
				displayName: 'Read Every (Minutes)',
				name: 'intervalMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1440 },
				default: minutes,
				description: `The shortest time between two readings; 0 reads at every one of the 'Poll Times'. ${minutes} unless set.`,
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
