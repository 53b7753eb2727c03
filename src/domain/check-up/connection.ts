import { green, grey, type Verdict } from './check';
import type { Asked, CallFailure, CheckUpFacts, FailureKind, TroubleSign } from './facts';
import { toEnding, toWhen } from './shown';

/** Whether X answers and takes the credential: what nothing else works without. */
export function judgeConnection(facts: CheckUpFacts): Verdict {
	const asked = toFirstQuestion(facts);
	if ('answer' in asked) return green(toWelcome(facts));
	if ('notAsked' in asked)
		return grey(`X was not asked: ${toEnding(asked.notAsked)}`, asked.whatToDo);
	const { failure } = asked;
	const meaning = failure.sign ? bySign[failure.sign] : byKind[failure.kind];
	const { light = 'red', finding, whatToDo } = meaning(failure, facts);
	return { light, finding, whatToDo };
}

/** A line that cannot be told because X gave no answer. */
export function toUnknown(asked: Exclude<Asked<unknown>, { answer: unknown }>): Verdict {
	if ('notAsked' in asked)
		return grey(`Cannot be told: ${toEnding(asked.notAsked)}`, asked.whatToDo);
	const { message, hint } = asked.failure;
	return grey(`Cannot be told: ${toEnding(message)}`, hint);
}

/** A line about the account, as long as the connection does not work. */
export function toUnknownAccount({ account }: CheckUpFacts): Verdict | undefined {
	if ('answer' in account) return undefined;
	if ('notAsked' in account) return toUnknown(account);
	return grey("Cannot be told before the connection works: see 'Connection'.");
}

/** The call that shows whether the credential works. */
const toFirstQuestion = ({ authentication, account, usage }: CheckUpFacts): Asked<unknown> =>
	authentication === 'appOnly' ? usage : account;

function toWelcome({ authentication, account }: CheckUpFacts): string {
	const kind = { oAuth2: 'OAuth2', oAuth1: 'OAuth1', appOnly: 'App-Only' }[authentication];
	const who = 'answer' in account ? ` of @${account.answer.handle}` : '';
	return `X answers and accepts the ${kind} credential${who}.`;
}

interface Meaning {
	/** Red unless told. */
	light?: 'yellow';
	finding: string;
	whatToDo: string;
}

type ToMeaning = (failure: CallFailure, facts: CheckUpFacts) => Meaning;

const bySign: Record<TroubleSign, ToMeaning> = {
	'no credits': () => ({
		finding: 'X knows the credential but serves nothing: the developer account has no credits.',
		whatToDo: 'Buy credits in the X developer console, or switch auto-recharge on there.',
	}),
	'spending limit': ({ until }) => ({
		finding:
			'X knows the credential but serves nothing: the spending limit of this billing cycle is reached.',
		whatToDo: `Raise the spending limit in the X developer console, or wait for the next billing cycle${until ? ` (${until})` : ''}.`,
	}),
	'usage cap': () => ({
		finding: 'X serves no posts any more: the monthly cap of post reads is used up.',
		whatToDo:
			'Wait for the next billing cycle, or ask X for a plan with a higher cap. Look for a workflow that reads far more than it needs.',
	}),
	'not enrolled': () => ({
		finding: "X does not let this developer app use its API: the app belongs to no project's plan.",
		whatToDo:
			"In the X developer console, move the app into a project with a plan (for pay-per-use: environment 'Production'), then enter the keys of that app in the credential and connect again.",
	}),
	'not in plan': () => ({
		finding: "The plan of the developer app does not even include the account's own profile.",
		whatToDo: 'Compare the plan of the app in the X developer console; pay-per-use is enough.',
	}),
	suspended: () => ({
		finding: 'X has suspended the account.',
		whatToDo: 'Log in on x.com with the account and follow what X says there.',
	}),
	locked: () => ({
		finding: 'X has locked the account for the moment.',
		whatToDo: 'Log in on x.com with the account and unlock it.',
	}),
	'app restricted': () => ({
		finding: 'X has taken rights away from the developer app.',
		whatToDo: 'Look for a notice of X in the developer console.',
	}),
};

const words = ({ message }: CallFailure) => toEnding(message);
const baseUrl =
	"Check 'API Base URL' in the credential (for X itself it is https://api.x.com) and any proxy between n8n and X.";

const byKind: Record<FailureKind, ToMeaning> = {
	unreachable: (failure) => ({
		finding: `X cannot be reached from n8n: ${words(failure)}`,
		whatToDo: `Check that the computer n8n runs on has access to the internet. ${baseUrl}`,
	}),
	'credential-invalid': (_, { authentication }) => ({
		finding: 'X does not accept the credential.',
		whatToDo: {
			oAuth2:
				"Open the credential in n8n, press 'Connect my account' and log in with the account. X withdraws the access when the password, the app or its permissions change.",
			oAuth1:
				'Make a new access token in the X developer console and enter all four keys in the credential. X also refuses these keys when the clock of the computer n8n runs on is wrong by some minutes: check that too.',
			appOnly:
				"Copy the bearer token from 'Keys and tokens' in the X developer console into the credential again.",
		}[authentication],
	}),
	'quota-exhausted': (failure) => ({
		finding: `X knows the credential but serves nothing for lack of money or plan: ${words(failure)}`,
		whatToDo: 'Look at credits, spending limit and plan in the X developer console.',
	}),
	'rate-limited': ({ retryAfterMs }, { nowMs }) => ({
		light: 'yellow',
		finding: 'X takes no calls from this credential for the moment: its limit of calls is used up.',
		whatToDo: `Run the check-up again ${toWhen(retryAfterMs === undefined ? undefined : nowMs + retryAfterMs, nowMs)}. If it happens often, let the workflows ask X less often.`,
	}),
	'temporarily-unavailable': (failure) => ({
		light: 'yellow',
		finding: `X has trouble at the moment: ${words(failure)}`,
		whatToDo: 'Nothing to do but wait; run the check-up again in some minutes.',
	}),
	forbidden: (failure) => ({
		finding: `X knows the credential but does not allow the call: ${words(failure)}`,
		whatToDo:
			failure.hint ??
			'Check the app and its permissions in the X developer console, then connect again.',
	}),
	'not-found': (failure) => ({ finding: notX(failure), whatToDo: baseUrl }),
	malformed: (failure) => ({ finding: notX(failure), whatToDo: baseUrl }),
	misconfigured: (failure) => ({
		finding: `The credential cannot be right: ${words(failure)}`,
		whatToDo: failure.hint ?? baseUrl,
	}),
	refused: (failure) => ({
		finding: `X refuses the call: ${words(failure)}`,
		whatToDo: failure.hint ?? baseUrl,
	}),
};

const notX = (failure: CallFailure) => `Somebody answered, but hardly X: ${words(failure)}`;
