import { parseArgs } from 'node:util';
import { X_EPOCH_MS } from './ids.mts';
import { startServer } from './server.mts';

/** `tsx sandbox/main.mts [--port 8091] [--smtp-port 8092] [--seed-now ISO]`: prints one JSON line when ready. */

try {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '8091' },
			'smtp-port': { type: 'string', default: '8092' },
			'seed-now': { type: 'string' },
		},
	});
	const seedNow = values['seed-now'];
	const running = await startServer({
		port: readPort('--port', values.port),
		smtpPort: readPort('--smtp-port', values['smtp-port']),
		frozenAtMs: seedNow === undefined ? undefined : readInstant('--seed-now', seedNow),
	});
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.once(signal, () => void running.stop().then(() => process.exit(0)));
	}
	console.log(JSON.stringify({ url: running.url, smtpPort: running.smtpPort }));
} catch (error) {
	console.error(
		`The sandbox did not start: ${error instanceof Error ? error.message : String(error)}`,
	);
	process.exit(1);
}

function readPort(name: string, text: string): number {
	const port = Number(text);
	if (/^\d+$/.test(text) && port <= 65_535) return port;
	throw new Error(`${name} ${text}: give a port from 0 (any free one) to 65535.`);
}

function readInstant(name: string, text: string): number {
	const ms = Date.parse(text);
	if (ms >= X_EPOCH_MS) return ms;
	throw new Error(`${name} ${text}: give an ISO 8601 time such as 2026-11-21T09:00:00Z.`);
}
