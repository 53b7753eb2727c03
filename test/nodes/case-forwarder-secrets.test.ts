import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { CaseEventTrigger } from '../../nodes/CaseEventTrigger/CaseEventTrigger.node';
import { CaseForwarder } from '../../nodes/CaseForwarder/CaseForwarder.node';
import { bindings } from '../../src/n8n/desks/bindings';
import { withoutWords } from '../../src/n8n/without-words';
import { HttpFailure } from '../../src/http';
import { nextId } from '../desks/desk-under-test';
import { dataEchoes, type EchoProxy, echoes, startEchoProxy } from '../desks/echo-proxy';
import { boundDesks, type DeskSetUp, httpApi, mailApi } from '../desks/every-desk';
import { startFakeHelpdesk } from '../desks/fake-helpdesk';
import { makeEvent } from '../support/events';
import { captureLog, toTexts } from '../support/log-capture';
import { runNode } from '../support/node-context';
import { createPolledNode } from '../support/poll-context';
import { startRequestTrackerFake } from '../support/request-tracker-fake';
import { type Sandbox, startSandbox } from '../support/sandbox';

jest.setTimeout(120_000);

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox?.stop());

/** Said in private, with signs that services like to escape. */
const words =
	'My PIN is 4711-8822, my card is 9933 6655;\nthe parcel to "Kastanienallee 17" <never> came & nobody <i>cares</i> about it';
const reply =
	'We have sent another parcel to Kastanienallee 17, and you can have it by Monday noon';
/** The credential's; the far side knows another. */
const secret = ['qX7/unique+secret', 'of-the-desk-93'].join('=');
const shortest = 12;
const toRuns = (text: string) =>
	Array.from({ length: Math.max(1, text.length - shortest + 1) }, (_, at) =>
		text.slice(at, at + shortest),
	);
const toBase64 = (text: string) =>
	// Within a longer text it begins at one of three places; what stands at its ends depends on the neighbours.
	[0, 1, 2].map((at) =>
		Buffer.from(' '.repeat(at) + text)
			.toString('base64')
			.slice(4, -4),
	);
const toForms = (it: string) => [it, encodeURIComponent(it), ...toBase64(it)];
const forbidden = new Set([words, reply, ...toForms(secret)].flatMap(toRuns));

/** Runs of the private words, or of a secret, that stand somewhere in there. */
function findLeaks({ proxy: { tokens } }: Pick<Far, 'proxy'>, ...values: unknown[]): string[] {
	const given = new Set(tokens.flatMap(toForms).flatMap(toRuns));
	const isForbidden = (it: string) => forbidden.has(it) || given.has(it);
	const texts = values.flatMap((value) => toTexts(value));
	return texts.flatMap((text) => {
		const run = toRuns(text).find(isForbidden);
		return run === undefined ? [] : [`${JSON.stringify(run)} in: ${text.slice(0, 400)}`];
	});
}

interface Far {
	setUp: DeskSetUp;
	proxy: EchoProxy;
	baseUrl: string;
	close(): Promise<void>;
}

async function openFar(name: string): Promise<Far> {
	const setUp = { ...boundDesks, httpApi, email: mailApi }[name]!;
	const standIn = await startStandIn(name);
	const path = setUp.sandbox
		? `/desks/${setUp.sandbox}`
		: name === 'email'
			? '/mail-apis/resend'
			: '';
	const proxy = await startEchoProxy(standIn?.url ?? sandbox.url, {
		...{ sent: secret, known: standIn?.key ?? 'sandbox-desk-key' },
	});
	return {
		...{ setUp, proxy, baseUrl: `${proxy.url}${path}` },
		close: async () => {
			await proxy.close();
			await standIn?.close();
		},
	};
}

/** For desks that the sandbox does not have. */
async function startStandIn(name: string) {
	if (name === 'httpApi') return await startFakeHelpdesk();
	if (name !== 'requestTracker') return undefined;
	const { url, token: key, stop } = await startRequestTrackerFake();
	return { url, key, close: stop };
}

const toCredentials = ({ setUp, baseUrl }: Far) => {
	const credentials = setUp.toCredentials(baseUrl, secret);
	// Salesforce's token is fetched by n8n with the client's secret.
	const isFetched = setUp.credential.properties.some(({ type }) => type === 'hidden');
	if (!isFetched) return credentials;
	return { ...credentials, accessToken: '', clientId: 'sandbox-desk', clientSecret: secret };
};

async function run(
	name: string,
	far: Far,
	input: INodeExecutionData[],
	over: INodeParameters = {},
	continueOnFail = false,
) {
	const { parameters, credential } = far.setUp;
	const options = { ...(parameters.options as INodeParameters), maxWait: 0, timeout: 5 };
	const readLog = captureLog();
	const outcome = await runNode(new CaseForwarder(), {
		parameters: {
			desk: name,
			...parameters,
			...over,
			options: { ...options, ...Object(over.options) },
		},
		credentials: { [credential.name]: toCredentials(far) },
		credentialTypes: [credential],
		...{ input, continueOnFail },
	});
	return { ...outcome, log: readLog() };
}

const toPrivate = (over: object = {}): INodeExecutionData => {
	const id = nextId();
	const person = { id: nextId(), handle: 'ann_private', name: 'Ann' };
	const event = makeEvent({
		...{
			id,
			kind: 'message',
			text: words,
			author: person,
			permalink: `https://x.com/messages/${id}`,
		},
	});
	return { json: { event: { ...event, ...over } as never } };
};

/** What an item that failed carries besides its input. */
const toRest = ({ json }: INodeExecutionData) =>
	Object.entries(json).filter(([name]) => !['event', 'reply'].includes(name));

const desks = [...Object.keys(bindings), 'httpApi', 'email'];
const consoleLines: unknown[][] = [];
beforeAll(() => {
	for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
		jest.spyOn(console, level).mockImplementation((...given) => void consoleLines.push(given));
	}
});
afterAll(() => jest.restoreAllMocks());

describe.each(desks)('no private words and no secret get out by %s', (name) => {
	let far: Far;
	let calls = 0;
	beforeAll(async () => {
		far = await openFar(name);
		if (name in bindings) await run(name, far, [{ json: {} }], { operation: 'prepare' });
		far.proxy.echo();
		const { error, outputs } = await run(name, far, [toPrivate()]);
		expect(error?.message).toBeUndefined();
		expect(outputs[0][0].json.case).toMatchObject({ outcome: 'created' });
		calls = far.proxy.count();
		expect(calls).toBeGreaterThan(0);
	});
	beforeEach(() => far.proxy.quote(`${secret} ${words}`));
	afterAll(async () => await far?.close());

	it.each(Object.entries(echoes))('when the service answers with %s', async (_kind, echo) => {
		const found: unknown[] = [];
		consoleLines.length = 0;
		for (let at = 0; at < calls; at++) {
			far.proxy.echo(at, echo);
			const stopped = await run(name, far, [toPrivate()]);
			if (at === 0) expect(stopped.error?.message).toBeTruthy();
			found.push(stopped.error, stopped.log, stopped.hints);
			far.proxy.echo(at, echo);
			const { outputs, log, error } = await run(name, far, [toPrivate(), toPrivate()], {}, true);
			expect(error).toBeUndefined();
			expect(outputs[0]).toHaveLength(2);
			if (name !== 'email') found.push(outputs[0].map(toRest));
			found.push(
				log,
				outputs[0].map(({ error: failed }) => failed),
			);
		}
		expect(findLeaks(far, ...found, consoleLines)).toEqual([]);
	});

	it.each(['addAnswer', 'prepare'])('in the operation %s', async (operation) => {
		if (operation === 'prepare' && !(name in bindings)) return;
		const found: unknown[] = [];
		let failures = 0;
		far.proxy.quote(operation === 'prepare' ? secret : `${reply} ${secret}`);
		for (const echo of Object.values(echoes)) {
			far.proxy.echo(0, echo);
			const input = toPrivate();
			input.json.reply = { outcome: 'sent', messageId: nextId(), text: reply };
			const { error, log } = await run(name, far, [input], { operation });
			if (error) failures += 1;
			found.push(error, log);
		}
		expect(failures).toBeGreaterThan(0);
		expect(findLeaks(far, ...found)).toEqual([]);
	});
});

const readers = Object.keys(bindings).filter((name) => bindings[name].toReader);

it.each(readers)(
	'no secret gets out when %s is asked what happened, and nothing of what it shows',
	async (name) => {
		const far = await openFar(name);
		await run(name, far, [{ json: {} }], { operation: 'prepare' });
		await run(name, far, [toPrivate()]);
		const found: unknown[] = [];
		let failures = 0;
		const refusals = Object.entries(echoes).map(([kind, echo]) => [kind, echo, ''] as const);
		const data = Object.entries(dataEchoes).map(([kind, echo]) => [kind, echo, words] as const);
		for (const [, echo, quoted] of [...refusals, ...data]) {
			far.proxy.quote(`${quoted} ${secret}`);
			for (const mode of ['manual', 'trigger'] as const) {
				for (const at of [0, 1]) {
					const polled = createPolledNode(new CaseEventTrigger(), {
						workflowId: nextId(),
						parameters: { desk: name, events: ['resolved', 'commented'] },
						credentials: { [far.setUp.credential.name]: toCredentials(far) },
						credentialTypes: [far.setUp.credential],
					});
					far.proxy.echo(at, echo);
					const error: unknown = await polled.poll(mode).catch((it: unknown) => it);
					if (error instanceof Error) failures += 1;
					found.push(error instanceof Error ? error : undefined, polled.log, polled.failed);
				}
			}
		}
		await far.close();
		expect(failures).toBeGreaterThan(0);
		expect(findLeaks(far, ...found)).toEqual([]);
	},
);

describe('a digest of private messages', () => {
	it.each(Object.entries(echoes))(
		'keeps them back when the service answers with %s',
		async (_kind, echo) => {
			const far = await openFar('email');
			far.proxy.quote(`${secret} ${words}`);
			far.proxy.echo(0, echo);
			const { error, log } = await run('email', far, [toPrivate(), toPrivate()], {
				options: { digest: true },
			});
			await far.close();
			expect(error).toBeDefined();
			expect(findLeaks(far, error, log)).toEqual([]);
		},
	);
});

const nothingGiven = { tokens: [] as string[] } as EchoProxy;

describe('a failure without words', () => {
	it('keeps what it says besides, its kind and its status, and nothing of the answer', () => {
		const failure = new HttpFailure('refused', `The desk said: ${words} is too long`, {
			...{ status: 422, hint: `Leave out ${secret}`, body: { text: words } },
		});
		const clean = withoutWords(failure, [words, secret]) as HttpFailure;
		expect(clean).toMatchObject({ kind: 'refused', status: 422, hint: 'Leave out […]' });
		expect(clean.message).toBe('The desk said: […] is too long');
		expect(findLeaks({ proxy: nothingGiven }, clean)).toEqual([]);
	});

	it('holds for a mistake of our own that quotes what it stumbled over', () => {
		const mistake: unknown = (() => {
			try {
				return JSON.parse(words);
			} catch (error) {
				return Object.assign(new TypeError(`cannot read ${words}`, { cause: error }), {});
			}
		})();
		const clean = withoutWords(mistake, [words]) as Error;
		expect(clean.message).toBe('cannot read […]');
		expect(findLeaks({ proxy: nothingGiven }, clean)).toEqual([]);
	});
});
