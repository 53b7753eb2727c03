import { ok, type ApiCall, type Result } from './api-call.mts';
import { utcDay, type Clock } from './clock.mts';
import { ControlInputError, readBoolean, type Fields } from './control-input.mts';
import type { Ledger } from './ledger.mts';
import { NAMED_PROBLEMS, type Answer } from './problems.mts';
import type { Route } from './route.mts';
import type { Universe } from './state.mts';

/** The purse of the developer account: what is in it, and what X answers when it may not be used. */
export interface MoneySettings {
	/** Whether X tells the balance at all: one app got 404 for it. */
	credits: boolean;
	/** The balance it was set to; absent: it never runs out. */
	creditsUsd?: number;
	/** Most that may be spent in a UTC month. */
	spendCapUsd?: number;
	/** Most posts that may be read in a UTC month. */
	readCap?: number;
}

export const MONEY_FIELDS = ['credits', 'creditsUsd', 'spendCapUsd', 'readCap'];
/** Shown when no balance was set. */
const ENDLESS_USD = 1000;
/** X bills nothing here, so nothing is refused. */
const FREE = ['/2/usage/', '/2/webhooks', '/2/activity/', '/2/media/upload'];
const POST_READS = /^\/2\/(tweets(\/search\/.*|\/:id)?|users\/:id\/(tweets|mentions))$/;

export type Credits = ReturnType<typeof createCredits>;

export function createCredits(ledger: Ledger, clock: Clock) {
	let balanceUsd = ENDLESS_USD;
	let spentBefore = 0;
	const month = () => utcDay(clock.now()).slice(0, 7);
	return {
		fill(usd: number): void {
			balanceUsd = usd;
			spentBefore = ledger.totalUsd();
		},
		/** Below 0 when the last call cost more than was left. */
		remainingUsd: (): number =>
			Math.round((balanceUsd - (ledger.totalUsd() - spentBefore)) * 1000) / 1000,
		spentThisMonthUsd: (): number => ledger.usdOf(month()),
		postReadsThisMonth: (): number => ledger.postReadsOf(month()),
		/** First day of the next month, when caps begin anew. */
		resetDate(): string {
			const now = new Date(clock.now());
			return utcDay(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
		},
	};
}

/** What X answers to a call that would be billed and cannot be; checked before anything is done. */
export function refuseUnpaid({ settings, credits }: Universe, route: Route): Answer | undefined {
	if (FREE.some((path) => route.path.startsWith(path))) return undefined;
	const { creditsUsd, spendCapUsd, readCap } = settings;
	if (creditsUsd !== undefined && credits.remainingUsd() <= 0) {
		return NAMED_PROBLEMS['credits-depleted']();
	}
	if (spendCapUsd !== undefined && credits.spentThisMonthUsd() >= spendCapUsd) {
		const answer = NAMED_PROBLEMS['spend-cap']();
		return { ...answer, body: { ...(answer.body as object), reset_date: credits.resetDate() } };
	}
	const readsPosts = route.method === 'GET' && POST_READS.test(route.path);
	if (readsPosts && readCap !== undefined && credits.postReadsThisMonth() >= readCap) {
		return NAMED_PROBLEMS['usage-cap']();
	}
	return undefined;
}

/** `GET /2/usage/credits`, as X's page of August 2026 describes it. */
export function fetchCredits({ universe: { settings, credits } }: ApiCall): Result {
	if (!settings.credits) return NAMED_PROBLEMS['not-found']();
	const prepaid = credits.remainingUsd();
	return ok({
		data: { free_balance: 0, prepaid_balance: prepaid, total_balance: Math.max(0, prepaid) },
	});
}

/** Reads the money part of `POST /control/settings`; null takes a limit away. */
export function setMoney({ settings, credits }: Universe, fields: Fields): void {
	const dollars = {
		creditsUsd: readAmount(fields, 'creditsUsd', false),
		spendCapUsd: readAmount(fields, 'spendCapUsd', false),
		readCap: readAmount(fields, 'readCap', true),
	};
	settings.credits = readBoolean(fields, 'credits') ?? settings.credits;
	for (const name of ['creditsUsd', 'spendCapUsd', 'readCap'] as const) {
		const amount = dollars[name];
		if (amount === undefined) continue;
		if (amount === null) delete settings[name];
		else settings[name] = amount;
	}
	if (dollars.creditsUsd !== undefined) credits.fill(dollars.creditsUsd ?? ENDLESS_USD);
}

function readAmount(fields: Fields, name: string, isWhole: boolean): number | null | undefined {
	const value = fields[name];
	if (value === undefined || value === null) return value;
	const fits = typeof value === 'number' && value >= 0 && value <= 1e9;
	if (fits && (!isWhole || Number.isInteger(value))) return value;
	const what = isWhole ? 'a whole number' : 'dollars, such as 1.25,';
	throw new ControlInputError(name, value, `Send ${what} from 0 on, or null for no limit.`);
}
