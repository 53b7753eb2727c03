import { green, grey, red, type Verdict, yellow } from './check';
import { toUnknownAccount } from './connection';
import {
	type AccessLevel,
	accessLevels,
	type CheckUpFacts,
	type Feature,
	featureNames,
} from './facts';
import { toShown } from './shown';

/** What the credential was allowed to do, against what the package can do. */
export function judgePermissions(facts: CheckUpFacts): Verdict {
	const features = Object.keys(featureNames) as Feature[];
	if (facts.authentication === 'appOnly')
		return toAppOnly(features.filter((it) => !facts.needs[it].appOnly));
	const unknown = toUnknownAccount(facts) ?? toUnknownPermissions(facts);
	if (unknown) return unknown;
	const missing = features
		.map((feature) => ({ feature, lacks: findMissing(facts, feature) }))
		.filter(({ lacks }) => lacks !== undefined);
	const list = missing.map(({ feature, lacks }) => `${featureNames[feature]} (needs ${lacks})`);
	if (missing.some(({ feature }) => feature === facts.essential)) {
		return red(
			`What this account is there for will not work: ${list.join('; ')}.`,
			howToAdd[facts.authentication],
		);
	}
	if (!staysLoggedIn(facts)) {
		return red(
			'n8n cannot stay logged in: X ends the access after two hours (needs offline.access).',
			howToAdd.oAuth2,
		);
	}
	if (missing.length === 0) return green('The credential may do everything these nodes can do.');
	return yellow(
		`These will not work: ${list.join('; ')}. All else will.`,
		`If you do not use them, there is nothing to do. ${howToAdd[facts.authentication]}`,
	);
}

/** Whether direct messages can be read, and which never can. */
export function judgeMessages(facts: CheckUpFacts): Verdict {
	const { authentication } = facts;
	if (authentication === 'appOnly') {
		return yellow(
			`Direct messages cannot be read with an app-only credential. ${encrypted}`,
			'If you want to read them, use an OAuth2 or OAuth1 credential of the account.',
		);
	}
	const unknown = toUnknownAccount(facts) ?? toUnknownPermissions(facts);
	if (unknown) return unknown;
	const lacks = findMissing(facts, 'readMessages');
	if (lacks === undefined) return green(`Direct messages can be read. ${encrypted}`);
	return yellow(
		`Direct messages cannot be read: that needs ${lacks}. ${encrypted}`,
		`If you do not want to read them, there is nothing to do. ${howToAdd[authentication]}`,
	);
}

const encrypted =
	"Encrypted chats are never shown to programs, whatever is allowed: somebody has to look into X's own app for those.";

const howToAdd = {
	oAuth2:
		"Add what is missing to the credential's scopes and press 'Connect my account' again: a token keeps the permissions it was made with.",
	oAuth1:
		"Raise the app's permissions in the X developer console, then make a new access token there and enter it in the credential: a token keeps the permissions it was made with.",
};

function toAppOnly(missing: Feature[]): Verdict {
	const list = missing.map((feature) => featureNames[feature]);
	return yellow(
		`An app-only credential reads what is public and does nothing else. These will not work: ${list.join('; ')}.`,
		'If you need them, use an OAuth2 or OAuth1 credential of the account.',
	);
}

/** A line that cannot be told because nobody said what the token may do. */
function toUnknownPermissions(facts: CheckUpFacts): Verdict | undefined {
	if (facts.authentication === 'oAuth2') {
		if (facts.grantedScopes?.length) return undefined;
		return grey(
			'Cannot be told: n8n did not keep which scopes X granted, and X has no call that says so.',
			"Press 'Connect my account' in the credential: X shows what it asks you to allow.",
		);
	}
	const level = toLevel(facts);
	if (typeof level === 'object') return undefined;
	return grey(
		level === undefined
			? 'Cannot be told: X did not say what these keys may do.'
			: `Cannot be told: X describes what these keys may do in a word that is not known here: ${toShown(level)}.`,
		"Look in the X developer console, in the app under 'Keys and tokens': the permissions stand beside the access token.",
	);
}

/** What the credential lacks for a feature; undefined: nothing. */
function findMissing(facts: CheckUpFacts, feature: Feature): string | undefined {
	const need = facts.needs[feature];
	if (facts.authentication === 'oAuth2') {
		const lacking = need.scopes.filter((scope) => !facts.grantedScopes?.includes(scope));
		return lacking.length > 0 ? lacking.join(', ') : undefined;
	}
	const level = toLevel(facts);
	const rank = typeof level === 'object' ? level.rank : -1;
	return rank >= accessLevels.indexOf(need.level) ? undefined : levelNames[need.level];
}

const levelNames: Record<AccessLevel, string> = {
	read: "the app permission 'Read'",
	'read-write': "the app permission 'Read and write'",
	'read-write-directmessages': "the app permission 'Read and write and Direct message'",
};

/** X's word for what the token may do as its place in the order; the word itself when it is none of those known. */
function toLevel({ account }: CheckUpFacts): { rank: number } | string | undefined {
	const word = 'answer' in account ? account.answer.accessLevel : undefined;
	const rank = accessLevels.indexOf(word as AccessLevel);
	return rank < 0 ? word : { rank };
}

const staysLoggedIn = ({ authentication, grantedScopes }: CheckUpFacts) =>
	authentication !== 'oAuth2' || grantedScopes?.includes('offline.access');
