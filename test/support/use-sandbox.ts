import { type Sandbox, startSandbox } from './sandbox';

/** A sandbox for the tests of one file, empty before each of them; there from the first `beforeEach` on. */
export function useSandbox(): Sandbox {
	let running: Sandbox | undefined;
	const connect = () => {
		if (!running) throw new Error('The sandbox does not run yet.');
		return running;
	};

	beforeAll(async () => {
		running = await startSandbox();
	}, 30_000);

	afterAll(async () => await running?.stop());

	beforeEach(async () => {
		await connect().control('POST', 'reset', {});
		await connect().control('DELETE', 'faults');
	});

	return {
		get url() {
			return connect().url;
		},
		get smtpPort() {
			return connect().smtpPort;
		},
		control: async (method, path, body) => await connect().control(method, path, body),
		post: async (draft) => await connect().post(draft),
		stop: async () => await connect().stop(),
	};
}
