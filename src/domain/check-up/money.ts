import { showUsd } from '../cost';
import { green, grey, red, type Verdict, yellow } from './check';
import { toUnknown } from './connection';
import type { CallFacts, CheckUpFacts, TroubleSign, UsageFacts } from './facts';
import { toCounted, toEnding, toNumber } from './shown';

/** Below it a busy day can use up what is left. */
const lowBalanceUsd = 5;
const highUsage = 0.8;

const developerConsole = 'the X developer console (console.x.com)';
const raiseSetting = "Switch 'Account Owns the Developer App' on";

/** Whether X bills reads of the account's own timelines at a fifth. X has no call that says so. */
export function judgeOwnedReads({ ownedReads, ownsApp }: CheckUpFacts): Verdict {
	if (!('answer' in ownedReads)) {
		const why = 'notAsked' in ownedReads ? ownedReads.notAsked : ownedReads.failure.message;
		return toYouSaidSo(ownsApp, `It could not be measured: ${toEnding(why)}`);
	}
	const { posts, fellByUsd, ownedUsd, fullUsd } = ownedReads.answer;
	const measured = `Measured: reading ${toCounted(posts, 'own post', 'own posts')} lowered the balance by ${showUsd(fellByUsd)}`;
	if (isSame(fellByUsd, ownedUsd)) {
		const finding = `Own timelines are billed at the low price. ${measured}.`;
		if (ownsApp) return green(finding);
		return yellow(
			`${finding} The setting says otherwise.`,
			`${raiseSetting}, or costs are estimated too high.`,
		);
	}
	if (isSame(fellByUsd, fullUsd)) {
		return yellow(
			`Own timelines are billed at the full price, five times the low one. ${measured}.${ownsApp ? ' You said the account owns the developer app, so costs are estimated too low.' : ''}`,
			`Create the developer app under the account itself: log in to ${developerConsole} as that account, make an app there and use its keys.${ownsApp ? " Until then switch 'Account Owns the Developer App' off." : ''}`,
		);
	}
	return toYouSaidSo(
		ownsApp,
		`${measured}, which fits neither price (${showUsd(ownedUsd)} or ${showUsd(fullUsd)}): X may bill later, or another workflow read something meanwhile.`,
	);
}

function toYouSaidSo(ownsApp: boolean, why: string): Verdict {
	const said = ownsApp
		? 'You said that the account owns the developer app'
		: 'You said that the account does not own the developer app';
	return grey(
		`${said}; whether X bills it so is not known. ${why}`,
		`Two ways to find out: log in to ${developerConsole} as this account and see whether the app is listed there; or look at the costs there after a day of reading: 100 mentions are $0.10 when they are owned reads and $0.50 when not.`,
	);
}

const isSame = (a: number, b: number) => Math.abs(a - b) < 0.0005;

/** Whether the plan of the app covers what was asked of X here. */
export function judgePlan({ calls }: CheckUpFacts): Verdict {
	if (findTrouble(calls, 'not enrolled')) {
		return red(
			"The developer app belongs to no project's plan, so X lets it do nothing or little.",
			`In ${developerConsole}, move the app into a project with a plan, then use the keys of that app.`,
		);
	}
	const outside = findTrouble(calls, 'not in plan');
	if (outside) {
		return yellow(
			`The plan of the developer app does not include everything: X refused ${outside.call}.`,
			`Compare the plan of the app in ${developerConsole}. Following, liking and quoting by program need an Enterprise plan.`,
		);
	}
	if (!calls.some(({ failure }) => !failure)) return grey('Cannot be told: X answered no call.');
	return green('X refused nothing for lack of a plan. What was not asked here may still need one.');
}

export function judgeCredits({ calls, credits }: CheckUpFacts): Verdict {
	const limit = findTrouble(calls, 'spending limit');
	if (limit) {
		const until = limit.failure?.until ? ` It starts anew on ${limit.failure.until}.` : '';
		return red(
			`The spending limit of this billing cycle is reached.${until}`,
			`Raise it in ${developerConsole}, or wait.`,
		);
	}
	const buy = `Buy credits in ${developerConsole}, or switch auto-recharge on there.`;
	const balance = 'answer' in credits ? credits.answer : undefined;
	if (balance !== undefined && balance <= 0) {
		return red(`There are no credits left (balance ${showUsd(balance)}).`, buy);
	}
	if (findTrouble(calls, 'no credits')) {
		if (balance === undefined) return red('There are no credits left, as X says.', buy);
		return red(
			`X refuses calls because there are no credits, although the app-only credential sees ${showUsd(balance)}.`,
			'Check that both credentials are of the same developer app. If credits were bought just now, wait some minutes.',
		);
	}
	if (balance === undefined) return toUnknownBalance(credits);
	if (balance < lowBalanceUsd) return yellow(`Only ${showUsd(balance)} of credits are left.`, buy);
	return green(`${showUsd(balance)} of credits are left.`);
}

function toUnknownBalance(credits: CheckUpFacts['credits']): Verdict {
	if ('notAsked' in credits) return toUnknown(credits);
	return grey(
		'Cannot be told: X does not tell this credential what is left.',
		`Look at the balance in ${developerConsole}, and set a spending limit there.`,
	);
}

/** Posts read in the billing month against the cap of the plan. */
export function judgeMonthlyReads({ calls, nowMs, usage }: CheckUpFacts): Verdict {
	const known = 'answer' in usage ? usage.answer : {};
	const { used, cap } = known;
	const left = toDaysLeft(known, nowMs);
	const isUp = used !== undefined && cap !== undefined && used >= cap;
	if (isUp || findTrouble(calls, 'usage cap')) {
		return red(
			`The monthly cap of post reads is used up${left}.`,
			'Look for a workflow that reads far more than it needs, and wait for the next billing month or ask X for a higher cap.',
		);
	}
	if (!('answer' in usage)) return toUnknown(usage);
	if (used === undefined || cap === undefined || cap <= 0) {
		return grey('Cannot be told: X did not say how many posts were read.');
	}
	const percent = Math.floor((used / cap) * 100);
	const finding = `${toNumber(used)} of ${toNumber(cap)} post reads of this month are used (${percent} %)${left}.`;
	if (used < cap * highUsage) return green(finding);
	return yellow(
		finding,
		'Read less often or less at once, or X stops serving posts before the month is over.',
	);
}

/** `, 12 days before it starts anew`; nothing when X did not name the day. */
function toDaysLeft({ resetDay }: UsageFacts, nowMs: number): string {
	if (resetDay === undefined) return '';
	const now = new Date(nowMs);
	const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
	const [next] = [0, 1]
		.map((months) => toDay(now.getUTCFullYear(), now.getUTCMonth() + months, resetDay))
		.filter((day) => day > today);
	const days = Math.round((next - today) / 86_400_000);
	return `, ${toCounted(days, 'day', 'days')} before counting starts anew`;
}

/** The month's last day where it has fewer. */
function toDay(year: number, month: number, day: number): number {
	const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	return Date.UTC(year, month, Math.min(day, last));
}

const findTrouble = (calls: CallFacts[], sign: TroubleSign) =>
	calls.find(({ failure }) => failure?.sign === sign);
