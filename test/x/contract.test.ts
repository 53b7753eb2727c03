/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { createXClient } from '../../src/x/client';
import { type Endpoint, type EndpointName, endpoints } from '../../src/x/endpoints';
import { createFetchSend } from '../support/fetch-send';
import { type Sandbox, startSandbox } from '../support/sandbox';
import { hasXOpenApi, openXOpenApi, type XOpenApi, xOpenApiFile } from '../support/x-openapi';
import { contractCalls, now } from './contract-calls';
import { walks } from './endpoint-walks';
import { createRecorder, type Exchange } from './exchange';
import { readRecording, toRecordings, writeRecordings } from './recording';
import { type Scene, setSceneFor, type Walk } from './walk';
import { findBreaches, findCallers, toExpectedCallers } from './x-contract';
import { undescribed } from './x-differences';

const names = Object.keys(endpoints) as EndpointName[];
const howToRecord =
	"Look whether X still takes it so: where X's OpenAPI file is at hand, run `RECORD_X=1 npx jest test/x/contract.test.ts && npx prettier --write test/fixtures/x`.";

/** Everything the package says to X, and all that is answered, by a clock that stands still. */
async function exchangeEverything(sandbox: Sandbox): Promise<Exchange[]> {
	const kept: Exchange[] = [];
	const toClient = (token: string) => {
		const send = createFetchSend(sandbox.url, { authorization: `Bearer ${token}` });
		return createXClient(createRecorder(send, kept), () => Date.parse(now));
	};
	const clients = {
		client: toClient('sandbox-user-token'),
		appClient: toClient('sandbox-app-token'),
	};
	for (const [name, walk] of Object.entries(walks) as Array<[EndpointName, Walk]>) {
		const scene = await setSceneFor(walk, sandbox, now);
		const { appOnly }: Endpoint = endpoints[name];
		await walk.call(appOnly === 'only' ? clients.appClient : clients.client, scene);
	}
	for (const call of Object.values(contractCalls)) {
		await call(clients, await setManyMentions(sandbox));
	}
	return kept;
}

/** More than fit on one page. */
async function setManyMentions(sandbox: Sandbox): Promise<Scene> {
	const scene = await setSceneFor(walks.mentions, sandbox, now);
	for (let at = 0; at < 6; at++) {
		await sandbox.post({ from: 'bob_travels', text: `@acmecare where is parcel ${at}?` });
	}
	await sandbox.control('POST', 'follows', { from: 'bob_travels', to: 'alice_m', state: 'follow' });
	return scene;
}

let exchanges: Exchange[];
beforeAll(async () => {
	const sandbox = await startSandbox();
	exchanges = await exchangeEverything(sandbox).finally(async () => await sandbox.stop());
}, 60_000);

it('makes every request of the table', () => {
	expect([...new Set(exchanges.map(({ name }) => name))].sort()).toEqual([...names].sort());
});

it('speaks the classic dialect, in which authors cost nothing, and no mixture', () => {
	const words = exchanges.flatMap(({ request }) => Object.entries(request.query ?? {}).flat());
	expect(words.join(' ')).not.toMatch(/post\.fields|referenced_posts|edit_history_post_ids/);
	expect(words).toContain('tweet.fields');
});

if (!hasXOpenApi) {
	it.skip(`is not compared with X's OpenAPI file: ${xOpenApiFile} is not here`, () => undefined);
}

(hasXOpenApi ? describe : describe.skip)("with X's own OpenAPI file", () => {
	let openApi: XOpenApi;
	beforeAll(() => {
		openApi = openXOpenApi();
	});

	it.each(names)('%s is asked and answered as it says', (name) => {
		const own = exchanges.filter((it) => it.name === name);
		for (const exchange of own) {
			const { request, response } = exchange;
			const breaches = findBreaches(openApi, exchange);
			expect({ breaches, ...(breaches.length > 0 && { request, response }) }).toEqual({
				breaches: [],
			});
		}
	});

	it.each(names.filter((name) => !undescribed[name]))(
		'%s knows who may ask, and the scopes it takes',
		(name) => {
			expect(findCallers(openApi, name)).toEqual(toExpectedCallers(name));
		},
	);

	it.each(Object.entries(undescribed))('%s is not in it: %s', (name) => {
		expect(findCallers(openApi, name as EndpointName)).toBeUndefined();
	});

	if (process.env.RECORD_X) {
		it('is recorded, for where the file is not at hand', () => {
			const breaches = exchanges.flatMap((exchange) => findBreaches(openApi, exchange));
			expect(breaches).toEqual([]);
			writeRecordings(toRecordings(exchanges));
		});
	}
});

describe('with what was recorded when X had nothing against it', () => {
	it.each(names)('%s is asked and answered as then', (name) => {
		const asThen = readRecording(name);
		expect({ ...toRecordings(exchanges).get(name), howToRecord }).toEqual({
			...asThen,
			howToRecord,
		});
	});
});
