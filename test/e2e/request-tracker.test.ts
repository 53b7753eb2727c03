import {
	createRequestTracker,
	requestTrackerCapabilities,
} from '../../src/desks/request-tracker/desk';
import { testDesk } from '../desks/contract';
import { startFaultProxy } from '../desks/fault-proxy';
import { testTrackerCases } from '../desks/request-tracker-cases';
import { testTrackerSetUp } from '../desks/request-tracker-set-up';
import type { TrackerUnderTest } from '../desks/request-tracker-traps';
import { testTrackerTraps } from '../desks/request-tracker-traps';
import { trackerCalls } from '../desks/tracker-calls';
import { trackerPeople } from '../desks/tracker-people';
import { createFetchSend } from '../support/fetch-send';
import { canRunTracker, startTracker } from '../support/request-tracker';

jest.setTimeout(60_000);

const isThere = canRunTracker();
if (!isThere) {
	it.skip('Request Tracker is not installed here: run scripts/request-tracker.mts as root first', () => {});
}

(isThere ? describe : describe.skip)('Request Tracker, the real one', () => {
	testDesk(openTracker, requestTrackerCapabilities, (get) => {
		testTrackerTraps(get);
		testTrackerCases(get);
		testTrackerSetUp(get);
	});
});

async function openTracker(): Promise<TrackerUnderTest> {
	const tracker = await startTracker();
	const proxy = await startFaultProxy(tracker.url);
	const rt = trackerCalls(tracker.url, tracker.token);
	const asRoot = trackerCalls(tracker.url, tracker.rootToken);
	const settings = {
		baseUrl: tracker.url,
		queue: tracker.queue,
		followUpAs: 'correspond' as const,
		keepContacts: true,
	};
	const open = (token: string) =>
		createRequestTracker(createFetchSend(proxy.url, { authorization: `token ${token}` }), settings);
	return {
		desk: open(tracker.token),
		stranger: open('1-2-nobody'),
		proxy,
		isCreate: (method, path) => method === 'POST' && path === '/REST/2.0/ticket',
		isComment: (method, path) => method === 'POST' && /\/(correspond|comment)$/.test(path),
		fault200: { body: { message: 'Permission Denied' }, said: /Request Tracker/ },
		// As the real one answered a status it does not know.
		refusal: {
			status: 400,
			body: { message: "Status 'nonsense' isn't a valid status for tickets in this queue." },
			said: /Status 'nonsense'/,
		},
		people: trackerPeople(asRoot),
		readCases: async (caseKey) => await rt.readCases(caseKey),
		rt,
		asRoot,
		token: tracker.token,
		rootToken: tracker.rootToken,
		close: async () => {
			await proxy.close();
			await tracker.stop();
		},
	};
}
