/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a mail server on which a message can get stuck, so that a sender can be ended in the middle of sending. */
export interface HoldingMail {
	port: number;
	/**
	 * The next message gets stuck. `before`: the server never gets it; `after`: it is delivered, and its sender is never told so.
	 * Resolves once it is stuck.
	 */
	holdNext(when: 'before' | 'after'): Promise<void>;
	stop(): Promise<void>;
}

const commandThatStarts = 'DATA\r\n';
const signThatEnds = '\r\n.\r\n';
const longest = 6;

/** Leads to the mail server at `smtpPort` of this machine. */
export async function startHoldingMail(smtpPort: number): Promise<HoldingMail> {
	const sockets = new Set<Socket>();
	let plan: { when: 'before' | 'after'; isStuck: () => void } | undefined;
	const server = createServer((sender) => {
		const mailbox = connect(smtpPort, '127.0.0.1');
		let said = '';
		let isStuck = false;
		sender.on('data', (chunk) => {
			// What marks a place may come in two pieces.
			said = (said + chunk.toString('latin1').slice(-longest)).slice(-longest);
			const mark = plan?.when === 'before' ? commandThatStarts : signThatEnds;
			if (plan && said.endsWith(mark)) {
				const { when } = plan;
				plan.isStuck();
				plan = undefined;
				isStuck = true;
				if (when === 'before') return;
			}
			mailbox.write(chunk);
		});
		mailbox.on('data', (chunk) => {
			if (!isStuck) sender.write(chunk);
		});
		for (const [one, other] of [
			[sender, mailbox],
			[mailbox, sender],
		]) {
			sockets.add(one);
			one.on('error', () => undefined);
			one.on('close', () => {
				sockets.delete(one);
				other.end();
			});
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

	return {
		port: (server.address() as AddressInfo).port,
		holdNext: async (when) => await new Promise((isStuck) => (plan = { when, isStuck })),
		async stop() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
