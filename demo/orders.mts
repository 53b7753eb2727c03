import { createInterface } from 'node:readline';
import type { N8nServer } from './n8n-server.mts';

/** What the program that started the demo may ask for, one order a line on standard input. */
const orders: Record<string, ((n8n: N8nServer) => Promise<void>) | undefined> = {
	'kill n8n': (n8n) => n8n.kill(),
	'start n8n': (n8n) => n8n.start(),
};

/** Obeys one order after the other until the input ends; `answer` gets one object per order, when it is done. */
export async function obeyOrders(
	n8n: N8nServer,
	input: NodeJS.ReadableStream,
	answer: (done: { done: string } | { error: string }) => void,
): Promise<void> {
	for await (const line of createInterface({ input })) {
		const order = orders[line.trim()];
		if (order) await order(n8n);
		answer(
			order
				? { done: line.trim() }
				: { error: `'${line}' is no order. There are: ${Object.keys(orders).join(', ')}` },
		);
	}
}
