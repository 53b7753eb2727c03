import type { Light } from '../../src/domain/check-up/check';
import { type CheckName, checkNames, toChecks, toOverall } from '../../src/domain/check-up/checks';
import type {
	AccountFacts,
	CallFailure,
	CheckUpFacts,
	FailureKind,
	TroubleSign,
} from '../../src/domain/check-up/facts';
import { needs } from '../../src/x/check-up-needs';

const nowMs = Date.parse('2026-11-20T10:00:00Z');
const minute = 60_000;

const acme: AccountFacts = {
	id: '1402000000000000001',
	handle: 'acmecare',
	name: 'Acme Care',
	followers: 4210,
	description: 'Customer care of Acme.',
	protected: false,
	verified: true,
	verifiedType: 'business',
	label: 'Automated',
	accessLevel: 'read-write-directmessages',
};

const allScopes =
	'tweet.read users.read tweet.write tweet.moderate.write dm.read dm.write follows.read mute.write media.write offline.access';

/** A company whose check-up is green in every line. */
const healthy: CheckUpFacts = {
	nowMs,
	authentication: 'oAuth2',
	isStaffFeed: false,
	ownsApp: true,
	grantedScopes: allScopes.split(' '),
	needs,
	essential: 'mentions',
	account: { answer: acme },
	usage: { answer: { used: 12_000, cap: 3_000_000, resetDay: 3 } },
	credits: { answer: 42.5 },
	ownedReads: { answer: { posts: 5, fellByUsd: 0.005, ownedUsd: 0.005, fullUsd: 0.025 } },
	webhooks: { answer: [{ id: '7', url: 'https://n8n.acme.example/webhook/x', valid: true }] },
	subscriptions: {
		answer: ['post.mention.create', 'post.reply.create'].map((eventType) => ({
			eventType,
			userId: acme.id,
			webhookId: '7',
		})),
	},
	calls: [
		{
			call: 'GET /2/users/me',
			rateLimit: { limit: 75, remaining: 74, resetsAtMs: nowMs + 12 * minute },
			clockAheadMs: 0,
		},
	],
};

const failure = (kind: FailureKind, more: Partial<CallFailure> = {}): { failure: CallFailure } => ({
	failure: { kind, message: `X answered with ${kind}`, ...more },
});
const failedCall = (call: string, kind: FailureKind, more: Partial<CallFailure> = {}) => ({
	call,
	...failure(kind, more),
});
const withTrouble = (
	sign: TroubleSign,
	more: Partial<CallFailure> = {},
): Partial<CheckUpFacts> => ({
	account: failure('forbidden', { sign, ...more }),
	calls: [failedCall('GET /2/users/me', 'forbidden', { sign, ...more })],
});
const account = (over: Partial<AccountFacts>): Partial<CheckUpFacts> => ({
	account: { answer: { ...acme, ...over } },
});
const without = (...scopes: string[]) => ({
	grantedScopes: healthy.grantedScopes!.filter((scope) => !scopes.includes(scope)),
});
const keys = (accessLevel?: string): Partial<CheckUpFacts> => ({
	authentication: 'oAuth1',
	grantedScopes: undefined,
	...account({ accessLevel }),
});
const appOnly: Partial<CheckUpFacts> = {
	authentication: 'appOnly',
	grantedScopes: undefined,
	account: {
		notAsked: 'an app-only credential belongs to no account',
		whatToDo: 'Choose another.',
	},
};
const limits = (remaining: number, limit?: number, resetsAtMs?: number): Partial<CheckUpFacts> => ({
	calls: [
		...healthy.calls,
		{ call: 'GET /2/usage/tweets', rateLimit: { limit, remaining, resetsAtMs } },
	],
});
const clock = (clockAheadMs: number): Partial<CheckUpFacts> => ({
	calls: [
		{ call: 'GET /2/users/me', clockAheadMs },
		{ call: 'GET /2/webhooks', clockAheadMs: 0 },
	],
});
const measured = (fellByUsd: number, over: Partial<CheckUpFacts> = {}): Partial<CheckUpFacts> => ({
	ownedReads: { answer: { posts: 5, fellByUsd, ownedUsd: 0.005, fullUsd: 0.025 } },
	...over,
});
const webhooks = (...valid: Array<boolean | undefined>): Partial<CheckUpFacts> => ({
	webhooks: {
		answer: valid.map((it, i) => ({
			id: String(i),
			url: `https://n8n.acme.example/hook-${i}?secret=s3cret`,
			...(it !== undefined && { valid: it }),
		})),
	},
});
const subscribed = (
	list: Array<{ eventType: string; userId?: string; webhookId?: string }>,
	over: Partial<CheckUpFacts> = {},
): Partial<CheckUpFacts> => ({ subscriptions: { answer: list }, ...over });

type Case = [light: Light, situation: Partial<CheckUpFacts>, finding: RegExp, whatToDo?: RegExp];

/** What each line says; the healthy company is its green case, unless there is another. */
const cases: Record<CheckName, Record<string, Case>> = {
	Connection: {
		'an app-only credential that works': ['green', appOnly, /accepts the App-Only credential\./],
		'a credential X withdrew': [
			'red',
			{ account: failure('credential-invalid') },
			/does not accept the credential/,
			/Connect my account/,
		],
		'OAuth1 keys X refuses, perhaps for the clock': [
			'red',
			{ authentication: 'oAuth1', account: failure('credential-invalid') },
			/does not accept/,
			/clock of the computer n8n runs on/,
		],
		'a bearer token X refuses': [
			'red',
			{ ...appOnly, usage: failure('credential-invalid') },
			/does not accept/,
			/bearer token/,
		],
		'no way to X': ['red', { account: failure('unreachable') }, /cannot be reached/, /internet/],
		'no credits': ['red', withTrouble('no credits'), /has no credits/, /Buy credits/],
		'the spending limit reached': [
			'red',
			withTrouble('spending limit', { until: '2026-12-03' }),
			/spending limit/,
			/2026-12-03/,
		],
		'the reading cap reached': ['red', withTrouble('usage cap'), /cap of post reads/, /cycle/],
		'an app without a project': ['red', withTrouble('not enrolled'), /no project/, /Production/],
		'a plan that includes nothing': ['red', withTrouble('not in plan'), /plan/, /pay-per-use/],
		'a suspended account': ['red', withTrouble('suspended'), /suspended/, /Log in on x\.com/],
		'a locked account': ['red', withTrouble('locked'), /locked/, /unlock/],
		'a restricted app': ['red', withTrouble('app restricted'), /rights/, /notice/],
		'some other shortage': [
			'red',
			{ account: failure('quota-exhausted') },
			/money or plan/,
			/console/,
		],
		'a call X forbids': ['red', { account: failure('forbidden') }, /does not allow/, /permissions/],
		'a wrong address': ['red', { account: failure('not-found') }, /hardly X/, /API Base URL/],
		"a proxy's page": ['red', { account: failure('malformed') }, /hardly X/, /proxy/],
		'a credential half filled in': [
			'red',
			{ account: failure('misconfigured', { hint: 'Enter a full address.' }) },
			/cannot be right/,
			/full address/,
		],
		'a refusal nobody expected': [
			'red',
			{ account: failure('refused') },
			/refuses/,
			/API Base URL/,
		],
		'a limit used up': [
			'yellow',
			{ account: failure('rate-limited', { retryAfterMs: 5 * minute }) },
			/limit of calls/,
			/in 5 minutes \(10:05 UTC\)/,
		],
		'trouble on X’s side': [
			'yellow',
			{ account: failure('temporarily-unavailable') },
			/trouble/,
			/wait/,
		],
		'a question that could not be put': [
			'grey',
			{ ...appOnly, usage: { notAsked: 'X could not be reached' } },
			/not asked/,
		],
	},
	Account: {
		'an app-only credential': ['grey', appOnly, /belongs to no account/, /Choose another/],
		'a connection that does not work': [
			'grey',
			{ account: failure('credential-invalid') },
			/before the connection works/,
		],
		'a name that wants to break the line': [
			'green',
			account({ name: `Acme\n\u202eeraC ${'x'.repeat(5000)}` }),
			/^The credential acts as @acmecare \(Acme eraC x{40,60}…\), id 1402000000000000001, 4,210 followers\.$/,
		],
	},
	Visibility: {
		'a protected care account': [
			'yellow',
			account({ protected: true }),
			/visible to its approved followers only/,
			/Protect your posts' off/,
		],
		'a protected staff feed': [
			'green',
			{ isStaffFeed: true, ...account({ protected: true }) },
			/only approved followers/,
		],
		'a public staff feed': [
			'red',
			{ isStaffFeed: true, ...account({ protected: false }) },
			/everybody on the internet/,
			/Protect your posts' on/,
		],
		'an answer that leaves it out': ['grey', account({ protected: undefined }), /did not say/],
	},
	Verification: {
		'an account that is not': [
			'green',
			account({ verified: false, verifiedType: 'none' }),
			/not verified.*do not need it/,
		],
		'an account of which only the fact is known': [
			'green',
			account({ verifiedType: undefined }),
			/is verified\.$/,
		],
		'an answer that leaves it out': [
			'grey',
			account({ verified: undefined, verifiedType: undefined }),
			/did not say/,
		],
	},
	'Automated label': {
		'answers by itself, without a label': [
			'yellow',
			{ answersByItself: true, ...account({ label: undefined, description: 'A bot of Acme.' }) },
			/no Automated label.*only its description/,
			/Settings, Your account, Automation/,
		],
		'every answer approved by a person': [
			'green',
			{ answersByItself: false, ...account({ label: undefined }) },
			/needs none/,
		],
		'not known who approves': [
			'grey',
			account({ label: 'Acme Group' }),
			/which X cannot tell/,
			/Only if the account answers by itself/,
		],
	},
	Permissions: {
		'scopes for reading only': [
			'yellow',
			without('tweet.write', 'tweet.moderate.write', 'dm.read', 'dm.write', 'media.write'),
			/replying, publishing and reposting \(needs tweet\.write\); hiding replies \(needs tweet\.moderate\.write\); reading direct messages \(needs dm\.read\); sending direct messages \(needs dm\.write, dm\.read\); pictures and films in posts \(needs media\.write\)/,
			/Connect my account/,
		],
		'no reading of mentions': [
			'red',
			without('tweet.read'),
			/What this account is there for.*reading mentions \(needs tweet\.read\)/,
			/scopes/,
		],
		'a staff feed that cannot publish': [
			'red',
			{ essential: 'publish', ...without('tweet.write') },
			/replying, publishing and reposting/,
			/scopes/,
		],
		'two hours and no longer': ['red', without('offline.access'), /two hours/, /scopes/],
		'scopes nobody kept': [
			'grey',
			{ grantedScopes: undefined },
			/did not keep/,
			/Connect my account/,
		],
		'scopes kept as nothing': ['grey', { grantedScopes: [] }, /did not keep/],
		'OAuth1 keys for everything': ['green', keys('read-write-directmessages'), /everything/],
		'OAuth1 keys without messages': [
			'yellow',
			keys('read-write'),
			/These will not work: reading direct messages .*'Read and write and Direct message'\); sending/,
			/new access token/,
		],
		'OAuth1 keys for reading': [
			'yellow',
			keys('read'),
			/replying, publishing and reposting \(needs the app permission 'Read and write'\)/,
		],
		'OAuth1 keys of which X says nothing': [
			'grey',
			keys(undefined),
			/did not say/,
			/Keys and tokens/,
		],
		'OAuth1 keys with a word nobody knows': [
			'grey',
			keys('read-dance'),
			/not known here: read-dance/,
		],
		'an app-only credential': [
			'yellow',
			appOnly,
			/will not work: replying, publishing and reposting; hiding replies; reading direct messages; sending direct messages; muting people; pictures and films in posts\.$/,
		],
	},
	'Direct messages': {
		'no scope for them': [
			'yellow',
			without('dm.read'),
			/needs dm\.read.*Encrypted chats/,
			/nothing to do/,
		],
		'an app-only credential': [
			'yellow',
			appOnly,
			/cannot be read with an app-only/,
			/OAuth2 or OAuth1/,
		],
		'scopes nobody kept': ['grey', { grantedScopes: undefined }, /did not keep/],
		'OAuth1 keys for messages': ['green', keys('read-write-directmessages'), /Encrypted chats/],
	},
	'Owned reads': {
		'measured as owned against the setting': [
			'yellow',
			measured(0.005, { ownsApp: false }),
			/low price.*setting says otherwise/,
			/Switch 'Account Owns the Developer App' on/,
		],
		'measured at the full price against the setting': [
			'yellow',
			measured(0.025),
			/full price.*estimated too low/,
			/Until then switch 'Account Owns the Developer App' off/,
		],
		'measured at the full price, as set': [
			'yellow',
			measured(0.025, { ownsApp: false }),
			/full price/,
			/Create the developer app under the account itself/,
		],
		'a balance that did not move': [
			'grey',
			measured(0),
			/You said that the account owns the developer app; whether X bills it so is not known\..*fits neither price/,
			/Two ways to find out: log in to .*; or look at the costs/,
		],
		'a balance that rose': [
			'grey',
			measured(-10),
			/lowered the balance by -\$10\.00, which fits neither/,
		],
		'not measured': [
			'grey',
			{ ownsApp: false, ownedReads: { notAsked: 'the balance is not shown' } },
			/You said that the account does not own.*It could not be measured: the balance is not shown/,
			/Two ways/,
		],
		'a measurement that failed': [
			'grey',
			{ ownedReads: failure('temporarily-unavailable') },
			/could not be measured: X answered with temporarily-unavailable/,
		],
	},
	Plan: {
		'an app without a project': ['red', withTrouble('not enrolled'), /no project/, /move the app/],
		'a call outside of the plan': [
			'yellow',
			{
				calls: [
					...healthy.calls,
					failedCall('GET /2/activity/subscriptions', 'forbidden', { sign: 'not in plan' }),
				],
			},
			/X refused GET \/2\/activity\/subscriptions/,
			/Compare the plan/,
		],
		'no answer at all': [
			'grey',
			{ calls: [failedCall('GET /2/users/me', 'unreachable')] },
			/answered no call/,
		],
	},
	Credits: {
		'none left, as X says with a refusal': [
			'red',
			{ ...withTrouble('no credits'), credits: failure('not-found') },
			/no credits left, as X says/,
			/Buy/,
		],
		'a balance that contradicts the refusal': [
			'red',
			withTrouble('no credits'),
			/although the app-only credential sees \$42\.50/,
			/same developer app/,
		],
		'none left, as the balance says': [
			'red',
			{ credits: { answer: -0.012 } },
			/\(balance -\$0\.012\)/,
		],
		'the spending limit reached': [
			'red',
			withTrouble('spending limit', { until: '2026-12-03' }),
			/It starts anew on 2026-12-03/,
			/Raise it/,
		],
		'little left': ['yellow', { credits: { answer: 1.2 } }, /Only \$1\.20/, /Buy/],
		'a balance X does not show': [
			'grey',
			{ credits: failure('not-found', { hint: 'Check the address.' }) },
			/does not tell this credential/,
			/Look at the balance in the X developer console/,
		],
		'no app-only credential': [
			'grey',
			{ credits: { notAsked: 'none was given', whatToDo: 'Add one.' } },
			/none was given/,
			/Add one/,
		],
	},
	'Monthly post reads': {
		'four fifths used': [
			'yellow',
			{ usage: { answer: { used: 2_400_000, cap: 3_000_000, resetDay: 20 } } },
			/2,400,000 of 3,000,000 .*\(80 %\), 30 days before counting starts anew/,
			/Read less/,
		],
		'all used': [
			'red',
			{ usage: { answer: { used: 3_000_000, cap: 3_000_000, resetDay: 21 } } },
			/used up, 1 day before/,
			/wait/,
		],
		'a refusal for the cap': ['red', withTrouble('usage cap'), /used up/, /wait/],
		'figures X left out': ['grey', { usage: { answer: {} } }, /did not say/],
		'a cap of nothing': ['grey', { usage: { answer: { used: -1, cap: 0 } } }, /did not say/],
		'a question X did not answer': [
			'grey',
			{ usage: failure('temporarily-unavailable', { hint: 'Try later.' }) },
			/Cannot be told: X answered with temporarily-unavailable/,
			/Try later/,
		],
		'a day the month does not have': [
			'green',
			{ usage: { answer: { used: 1, cap: 10, resetDay: 31 } } },
			/10 days before/,
		],
	},
	'Rate limits': {
		'little left': [
			'yellow',
			limits(4, 50, nowMs + 5 * minute),
			/GET \/2\/usage\/tweets has the least left: 4 of 50, all of them again in 5 minutes \(10:05 UTC\)/,
			/less often/,
		],
		'nothing left': [
			'red',
			limits(0, undefined, nowMs + 3 * 60 * minute),
			/used up for GET \/2\/usage\/tweets; it takes them again in 3 hours \(13:00 UTC\)/,
			/Wait/,
		],
		'a call X turned away': [
			'red',
			{
				calls: [
					...healthy.calls,
					failedCall('GET /2/webhooks', 'rate-limited', { retryAfterMs: 1000 }),
				],
			},
			/used up for GET \/2\/webhooks; it takes them again in 1 minute/,
		],
		'a time that is none': ['yellow', limits(1, 50, 9e17), /within a quarter of an hour/],
		'answers without limits': ['grey', { calls: [{ call: 'GET /2/users/me' }] }, /said nothing/],
	},
	Clock: {
		'some seconds ahead': ['yellow', clock(5001), /5 seconds ahead of X's/, /NTP/],
		'more than a minute behind': [
			'red',
			clock(-3 * minute),
			/3 minutes behind X's: with OAuth1 keys X would refuse/,
			/NTP/,
		],
		'more than a minute ahead with OAuth1 keys': [
			'red',
			{ ...clock(61_000), authentication: 'oAuth1' },
			/61 seconds ahead of X's: X refuses OAuth1 signatures/,
		],
		'years ahead': ['red', clock(9e10), /25,000 hours ahead/],
		'exactly five seconds': ['green', clock(-5000), /agrees/],
		'exactly a minute': ['yellow', clock(60_000), /60 seconds ahead/],
		'answers without a time': [
			'grey',
			{ calls: [{ call: 'GET /2/users/me' }] },
			/no answer/,
			/NTP/,
		],
	},
	Webhooks: {
		'one that X switched off': [
			'red',
			webhooks(true, false),
			/X has switched it off: https:\/\/n8n\.acme\.example\/hook-1 failed/,
			/reached from the internet/,
		],
		none: ['grey', webhooks(), /No webhook is set up.*nothing is lost/],
		'one of which X says nothing': ['grey', webhooks(undefined), /did not say whether/],
		'no app-only credential': [
			'grey',
			{ webhooks: { notAsked: 'none was given' } },
			/none was given/,
		],
		'more than fit the line': [
			'green',
			webhooks(...Array<true>(30).fill(true)),
			/30 webhooks are set up.*and 10 more\.$/,
		],
	},
	Subscriptions: {
		'none and no webhook': ['grey', subscribed([], webhooks()), /polling only/],
		'none though there is a webhook': ['yellow', subscribed([]), /sends it nothing/, /off and on/],
		'some without a webhook': [
			'yellow',
			subscribed([{ eventType: 'post.mention.create', userId: acme.id }]),
			/1 of these goes nowhere/,
			/See 'Webhooks'/,
		],
		'some to a webhook that is gone': [
			'yellow',
			subscribed(
				['post.mention.create', 'dm.received'].map((eventType) => ({
					eventType,
					userId: acme.id,
					webhookId: '99',
				})),
			),
			/2 of these go nowhere/,
		],
		'none for this account': [
			'yellow',
			subscribed([{ eventType: 'post.delete', userId: '5', webhookId: '7' }]),
			/account 5: post\.delete\. None of it concerns @acmecare/,
			/subscribe/,
		],
		'mentions without replies': [
			'yellow',
			subscribed([
				{ eventType: 'post.mention.create', userId: acme.id, webhookId: '7' },
				{ eventType: 'oauth.revoke', webhookId: '7' },
			]),
			/@acmecare: post\.mention\.create; the app: oauth\.revoke\. Replies in which nobody typed/,
			/post\.reply\.create/,
		],
		'a list X does not give': [
			'grey',
			{ subscriptions: failure('forbidden') },
			/Cannot be told: X answered with forbidden/,
		],
		'an app-only credential': [
			'green',
			appOnly,
			/account 1402000000000000001: post\.mention\.create/,
		],
	},
};

const judge = (name: CheckName, situation: Partial<CheckUpFacts> = {}) =>
	toChecks({ ...healthy, ...situation }).find((it) => it.name === name)!;

const flat = checkNames.flatMap((name) =>
	Object.entries(cases[name]).map(([situation, it]) => ({ name, situation, it })),
);

describe('the lines of a check-up', () => {
	it.each(checkNames)('%s is green for a company where all is well, with nothing to do', (name) => {
		expect(judge(name)).toEqual({ name, light: 'green', finding: expect.any(String) });
	});

	it.each(flat)(
		'$name says what $situation means',
		({ name, it: [light, facts, finding, whatToDo] }) => {
			const check = judge(name, facts);
			expect(check).toMatchObject({ name, light, finding: expect.stringMatching(finding) });
			if (whatToDo) expect(check.whatToDo).toMatch(whatToDo);
		},
	);

	it.each(flat)(
		'$name speaks in whole sentences, short and on one line ($situation)',
		({ name, it: [light, facts] }) => {
			const { finding, whatToDo } = judge(name, facts);
			expect(finding).toMatch(/^(?:[A-Z$@\d]|n8n).{10,800}[.…]$/u);
			expect(`${finding} ${whatToDo ?? ''}`).not.toMatch(/undefined|NaN|null|Infinity|\[object|\n/);
			if (light === 'red' || light === 'yellow') expect(whatToDo).toMatch(/^[A-Z].{15,}\.$/);
		},
	);

	it.each(checkNames)('%s has a case for every light it can show', (name) => {
		const tested = new Set<Light>(['green', ...Object.values(cases[name]).map(([light]) => light)]);
		const possible: Record<CheckName, Light[]> = {
			Connection: ['green', 'yellow', 'red', 'grey'],
			Account: ['green', 'grey'],
			Visibility: ['green', 'yellow', 'red', 'grey'],
			Verification: ['green', 'grey'],
			'Automated label': ['green', 'yellow', 'grey'],
			Permissions: ['green', 'yellow', 'red', 'grey'],
			'Direct messages': ['green', 'yellow', 'grey'],
			'Owned reads': ['green', 'yellow', 'grey'],
			Plan: ['green', 'yellow', 'red', 'grey'],
			Credits: ['green', 'yellow', 'red', 'grey'],
			'Monthly post reads': ['green', 'yellow', 'red', 'grey'],
			'Rate limits': ['green', 'yellow', 'red', 'grey'],
			Clock: ['green', 'yellow', 'red', 'grey'],
			Webhooks: ['green', 'red', 'grey'],
			Subscriptions: ['green', 'yellow', 'grey'],
		};
		expect([...tested].sort()).toEqual([...possible[name]].sort());
	});

	it('shows what only the account could tell as grey when the connection fails, and the rest as it is', () => {
		const checks = toChecks({ ...healthy, account: failure('credential-invalid') });
		const grey = checks.filter(({ light }) => light === 'grey').map(({ name }) => name);
		expect(grey).toEqual([
			'Account',
			'Visibility',
			'Verification',
			'Automated label',
			'Permissions',
			'Direct messages',
		]);
	});

	it('shows no query of a webhook address, which may hold a secret', () => {
		for (const valid of [true, false, undefined]) {
			expect(JSON.stringify(judge('Webhooks', webhooks(valid)))).not.toContain('s3cret');
		}
	});

	it('takes OAuth2 scopes from the table of requests', () => {
		expect(needs.hideReplies).toEqual({
			scopes: ['tweet.moderate.write', 'tweet.read', 'users.read'],
			level: 'read-write',
			appOnly: false,
		});
		expect(needs.mentions).toMatchObject({ level: 'read', appOnly: true });
		expect(needs.readMessages.level).toBe('read-write-directmessages');
	});
});

describe('the check-up in one light', () => {
	const lights = (...list: Light[]) =>
		list.map((light, i) => ({ name: i === 0 ? 'Connection' : `Line ${i}`, light, finding: '' }));

	it.each<[Light, Light[], RegExp]>([
		[
			'red',
			['green', 'yellow', 'red', 'grey'],
			/^Fix first: Line 2\. Look at: Line 1\. 1 line could not be told\.$/,
		],
		['yellow', ['green', 'yellow'], /^Look at: Line 1\.$/],
		['green', ['green', 'green'], /^All is well\.$/],
		['green', ['green', 'grey', 'grey'], /^All is well\. 2 lines could not be told\.$/],
		['grey', ['grey', 'green'], /^1 line could not be told\.$/],
		['grey', [], /^$/],
	])('is %s for %j', (light, list, summary) => {
		const overall = toOverall(lights(...list));
		expect(overall.light).toBe(light);
		expect(overall.summary).toMatch(summary);
	});

	it('says what the check-up cost', () => {
		expect(toOverall(toChecks(healthy), 0.015).summary).toBe(
			'All is well. This check-up cost about $0.015.',
		);
	});
});
