import type { Desk } from '../../src/desks/desk';
import type { HttpSend } from '../../src/http';
import { createFetchSend } from '../support/fetch-send';
import { type Sandbox, startSandbox } from '../support/sandbox';
import type { DeskUnderTest } from './desk-under-test';
import { startFaultProxy } from './fault-proxy';

/** What a desk of the sandbox shows; see `sandbox/desks/service.mts`. */
interface Look {
	cases: Array<{
		id: string;
		caseKey?: string;
		isClosed: boolean;
		entries: Array<{ text: string; isPublic: boolean; isOutgoing: boolean; files?: string[] }>;
		[more: string]: unknown;
	}>;
	contacts: Array<{
		id: string;
		xUserId?: string;
		name: string;
		handle?: string;
		followers?: string;
		profileUrl?: string;
	}>;
}

export interface SandboxDesk extends DeskUnderTest {
	sandbox: Sandbox;
	/** Address of the desk behind the proxy. */
	url: string;
	send: HttpSend;
	look(): Promise<Look>;
	act(act: Record<string, unknown>): Promise<unknown>;
}

/** A desk of the sandbox under the contract, in a sandbox of its own. */
export async function openSandboxDesk(
	name: string,
	{
		create,
		toHeaders,
		...rest
	}: {
		create: (send: HttpSend, url: string) => Desk;
		/** The headers the credential would add, for a key. */
		toHeaders: (key: string) => Record<string, string>;
	} & Pick<DeskUnderTest, 'isCreate' | 'isComment' | 'fault200' | 'refusal'>,
): Promise<SandboxDesk> {
	const sandbox = await startSandbox();
	const proxy = await startFaultProxy(sandbox.url);
	const url = `${proxy.url}/desks/${name}`;
	const look = async () => await sandbox.control<Look>('GET', `desks/${name}`);
	const act = async (body: Record<string, unknown>) =>
		await sandbox.control('POST', `desks/${name}`, body);
	const open = (key: string) => create(createFetchSend(url, toHeaders(key)), url);
	const findCase = async (caseId: string) => (await look()).cases.find(({ id }) => id === caseId);
	return {
		...{ sandbox, proxy, url, look, act },
		send: createFetchSend(url, toHeaders('sandbox-desk-key')),
		desk: open('sandbox-desk-key'),
		stranger: open('not-the-key'),
		...rest,
		people: {
			readContact: async (xUserId) => {
				const found = (await look()).contacts.filter((it) => it.xUserId === xUserId);
				expect(found.length).toBeLessThanOrEqual(1);
				if (found.length === 0) return undefined;
				const [{ name: shown, handle, followers, profileUrl }] = found;
				return { name: shown, handle, followers, profileUrl };
			},
			renameContact: async (xUserId, to) =>
				void (await act({ do: 'renameContact', xUserId, name: to })),
			deleteContact: async (xUserId) => void (await act({ do: 'deleteContact', xUserId })),
			closeCase: async (caseId) => void (await act({ do: 'closeCase', caseId })),
			deleteCase: async (caseId) => void (await act({ do: 'deleteCase', caseId })),
			isClosed: async (caseId) => (await findCase(caseId))?.isClosed === true,
			readOutgoing: async (caseId) =>
				((await findCase(caseId))?.entries ?? [])
					.filter(({ isOutgoing }) => isOutgoing)
					.map(({ text }) => text),
		},
		readCases: async (caseKey) =>
			(await look()).cases
				.filter((it) => it.caseKey === caseKey)
				.map(({ id, entries }) => ({ id, entries: entries.map(({ text }) => text) })),
		close: async () => {
			await proxy.close();
			await sandbox.stop();
		},
	};
}
