import { showUsd } from '../cost';
import { judgeAccount, judgeAutomatedLabel, judgeVerification, judgeVisibility } from './account';
import { judgeClock, judgeRateLimits } from './calls';
import type { Check, Light, Verdict } from './check';
import { judgeConnection } from './connection';
import type { CheckUpFacts } from './facts';
import { judgeCredits, judgeMonthlyReads, judgeOwnedReads, judgePlan } from './money';
import { judgeMessages, judgePermissions } from './permissions';
import { judgeSubscriptions, judgeWebhooks } from './push';
import { toCounted } from './shown';

/** In the order in which they are shown. */
const judges = {
	Connection: judgeConnection,
	Account: judgeAccount,
	Visibility: judgeVisibility,
	Verification: judgeVerification,
	'Automated label': judgeAutomatedLabel,
	Permissions: judgePermissions,
	'Direct messages': judgeMessages,
	'Owned reads': judgeOwnedReads,
	Plan: judgePlan,
	Credits: judgeCredits,
	'Monthly post reads': judgeMonthlyReads,
	'Rate limits': judgeRateLimits,
	Clock: judgeClock,
	Webhooks: judgeWebhooks,
	Subscriptions: judgeSubscriptions,
} satisfies Record<string, (facts: CheckUpFacts) => Verdict>;

export type CheckName = keyof typeof judges;

export const checkNames = Object.keys(judges) as CheckName[];

/** All lines of the check-up, always the same ones in the same order. */
export function toChecks(facts: CheckUpFacts): Array<Check & { name: CheckName }> {
	return checkNames.map((name) => ({ name, ...judges[name](facts) }));
}

export interface Overall {
	light: Light;
	/** One or two sentences: what to see to first. */
	summary: string;
}

/**
 * The check-up in one light: the worst there is. What cannot be told counts only when the connection itself cannot.
 *
 * @param costUsd what the check-up cost at list price
 */
export function toOverall(checks: readonly Check[], costUsd?: number): Overall {
	const named = (light: Light) => checks.filter((it) => it.light === light).map(({ name }) => name);
	const [toFix, toLookAt, untold] = [named('red'), named('yellow'), named('grey')];
	const light = toWorst(checks);
	const parts = [
		...(toFix.length > 0 ? [`Fix first: ${toFix.join(', ')}.`] : []),
		...(toLookAt.length > 0 ? [`Look at: ${toLookAt.join(', ')}.`] : []),
		...(light === 'green' ? ['All is well.'] : []),
		...(untold.length > 0
			? [`${toCounted(untold.length, 'line', 'lines')} could not be told.`]
			: []),
		...(costUsd === undefined ? [] : [`This check-up cost about ${showUsd(costUsd)}.`]),
	];
	return { light, summary: parts.join(' ') };
}

function toWorst(checks: readonly Check[]): Light {
	const worst = (['red', 'yellow'] as const).find((light) =>
		checks.some((it) => it.light === light),
	);
	if (worst) return worst;
	const connection = checks.find(({ name }) => name === ('Connection' satisfies CheckName));
	return connection?.light === 'green' ? 'green' : 'grey';
}
