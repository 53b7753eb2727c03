import { type FaultProxy, startFaultProxy } from '../test/desks/fault-proxy.ts';
import type { DeskFault } from './trouble.ts';

/** What stands between n8n and the desk, and can be told to misbehave. */
export interface DeskRoad {
	open(deskUrl: string): Promise<string>;
	begin(fault: DeskFault): void;
	end(): void;
	/** How often n8n has asked the desk for something. */
	count(): number;
	close(): Promise<void>;
}

const any = () => true;
const behaviours: Record<DeskFault, Parameters<FaultProxy['behave']>[0]> = {
	refuses: { when: any, fault: { status: 429, headers: { 'retry-after': '2' }, body: {} } },
	fails: { when: any, fault: { status: 500, body: { message: 'Internal error' } } },
	'shows a page': { when: any, fault: { status: 200, body: '<html>Please log in</html>' } },
	'is slow': { when: any, fault: { status: 504, body: 'Gateway Timeout', delayMs: 4_000 } },
	'hears nothing': { when: any, fault: 'drop-request' },
	'cuts the answer off': { when: any, fault: 'drop-answer' },
};

export function buildDeskRoad(): DeskRoad {
	let proxy: FaultProxy | undefined;
	let asked = 0;
	return {
		async open(deskUrl) {
			proxy = await startFaultProxy(deskUrl);
			return proxy.url;
		},
		begin: (fault) => proxy?.behave(behaviours[fault]),
		end: () => proxy?.behave(),
		count: () => (asked += proxy?.takeLog().length ?? 0),
		close: async () => await proxy?.close(),
	};
}
