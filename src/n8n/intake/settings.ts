import type { IPollFunctions } from 'n8n-workflow';

import { type SourceName, sourceNames } from '../../domain/intake/coverage';
import { HttpFailure } from '../../http';
import { type Authentication, xCredentialTypes } from '../open-x';
import type { SpendingRules } from './spending';

export interface IntakeSettings {
	authentication: Authentication;
	/** Handle or user id; empty for the account the credential belongs to. */
	account: string;
	/** What the account is found by: a look-up holds as long as this stays the same. */
	foundBy: string;
	/** Those that are switched on, the most important first. */
	sources: SourceName[];
	/** Least time between two readings, milliseconds; 0: at every poll. */
	intervalsMs: Record<SourceName, number>;
	spending: SpendingRules;
	looksUpAuthors: boolean;
	rewindMs: number;
	/** The account owns the developer app. */
	ownsApp: boolean;
	/** Whether each poll's coverage becomes an item. */
	handsOnCoverage: boolean;
	/** Absent: no silence alarm. */
	sensitivity?: 'low' | 'normal' | 'high';
}

/** How a source is read unless told otherwise; the fields of the node show the same. */
export const readingDefaults: Record<SourceName, { minutes: number; share: number }> = {
	mentions: { minutes: 0, share: 100 },
	keywords: { minutes: 15, share: 40 },
	messages: { minutes: 3, share: 100 },
	followers: { minutes: 60, share: 20 },
};

/** What gets its turn first when time or money is short. */
const byImportance: SourceName[] = ['mentions', 'messages', 'keywords', 'followers'];

/** Throws `HttpFailure` for settings that cannot be right. */
export function readIntakeSettings(context: IPollFunctions): IntakeSettings {
	const authentication = context.getNodeParameter('authentication', 'oAuth2') as Authentication;
	const account = String(context.getNodeParameter('account', '')).trim();
	const chosen = context.getNodeParameter('sources', ['mentions']) as SourceName[];
	const sources = byImportance.filter((source) => chosen.includes(source));
	check(authentication, account, sources);
	const options = context.getNodeParameter('options', {}) as {
		coverageItems?: boolean;
		dailyBudget?: number;
		ownsApp?: boolean;
		rewindMinutes?: number;
		silenceAlarm?: 'off' | 'low' | 'normal' | 'high';
	};
	const readings = sourceNames.map((source) => [source, readReading(context, source)] as const);
	const credential = context.getNode().credentials?.[xCredentialTypes[authentication]];
	const { silenceAlarm = 'normal' } = options;
	return {
		authentication,
		account,
		foundBy: [
			...(account === '' ? [] : [account]),
			// Messages have to be the credential's own, which is looked at once.
			...(account === '' || sources.includes('messages')
				? [authentication, credential?.id ?? '']
				: []),
		].join(' '),
		sources,
		intervalsMs: toRecord(readings.map(([source, { minutes }]) => [source, minutes * 60_000])),
		spending: {
			...(options.dailyBudget ? { dailyBudgetUsd: options.dailyBudget } : {}),
			shares: toRecord(readings.map(([source, { share }]) => [source, share / 100])),
		},
		looksUpAuthors: context.getNodeParameter('authorDetails', 'idOnly') === 'lookUp',
		rewindMs: (options.rewindMinutes ?? 15) * 60_000,
		ownsApp: options.ownsApp ?? false,
		handsOnCoverage: options.coverageItems ?? false,
		...(silenceAlarm !== 'off' && { sensitivity: silenceAlarm }),
	};
}

function check(authentication: Authentication, account: string, sources: SourceName[]): void {
	if (sources.length === 0) {
		throw new HttpFailure('misconfigured', "'Watch' is empty", {
			hint: 'Choose at least one thing to watch, e.g. Mentions.',
		});
	}
	if (authentication !== 'appOnly') return;
	if (account === '') {
		throw new HttpFailure('misconfigured', "'Account' is empty", {
			hint: 'An app-only credential belongs to no account. Enter the handle whose mentions are to be read.',
		});
	}
	if (sources.includes('messages')) {
		throw new HttpFailure('misconfigured', "'Watch' contains Direct Messages", {
			hint: "An app-only credential cannot read private messages. Choose OAuth2 or OAuth1 under 'Authentication', or take Direct Messages out.",
		});
	}
}

function readReading(context: IPollFunctions, source: SourceName) {
	const { intervalMinutes, budgetShare } = context.getNodeParameter(`${source}Reading`, {}) as {
		intervalMinutes?: number;
		budgetShare?: number;
	};
	const { minutes, share } = readingDefaults[source];
	return { minutes: intervalMinutes ?? minutes, share: budgetShare ?? share };
}

const toRecord = <T>(entries: Array<[SourceName, T]>) =>
	Object.fromEntries(entries) as Record<SourceName, T>;
