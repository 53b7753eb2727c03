import { type Rule, askPerson } from './finding';

/** A count that cannot be read counts as full. */
export const dailyLimit: Rule = (_action, facts) => {
	if (facts.sentToday < facts.dailyLimit) return undefined;
	return askPerson(
		'daily limit',
		`The day's limit of ${facts.dailyLimit} outgoing actions is reached, so that a flow gone wrong cannot flood X; wait for the next day (00:00 UTC), or raise 'Daily Limit' if so many are meant.`,
	);
};
