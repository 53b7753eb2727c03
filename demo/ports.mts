import { createServer } from 'node:net';

/** The preferred port when nobody has it, else one the system picks; always on 127.0.0.1. */
export async function findFreePort(preferred?: number): Promise<number> {
	return (preferred && (await tryPort(preferred))) || (await tryPort(0)) || failToFind();
}

function tryPort(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
		});
	});
}

function failToFind(): never {
	throw new Error('No free port on 127.0.0.1.');
}
