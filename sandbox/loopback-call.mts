import { request, type IncomingMessage } from 'node:http';

/** A call the sandbox makes itself: to a program on this machine, never further. */
export interface LoopbackCall {
	method: 'GET' | 'POST';
	url: URL;
	headers?: Record<string, string>;
	body?: string;
	timeLimitMs: number;
	/** Ends the call early, when the sandbox is reset or stopped. */
	signal: AbortSignal;
}

/** What the other side says beyond this is not read. */
const MAX_ANSWER_BYTES = 64 * 1024;
const ADDRESSES = [
	{ address: '127.0.0.1', family: 4 },
	{ address: '::1', family: 6 },
];

/** Why an address cannot be called; undefined when it can. X itself wants HTTPS, a public host and no port. */
export function refusedAddress(text: string): string | undefined {
	if (!URL.canParse(text)) return 'it is not an address';
	const url = new URL(text);
	if (url.protocol !== 'http:') return 'the sandbox calls http:// addresses only';
	if (url.hostname !== '127.0.0.1' && url.hostname !== 'localhost') {
		return 'the sandbox calls programs on 127.0.0.1 or localhost only';
	}
	if (url.port === '') return 'it has no port';
	if (url.username || url.password || url.hash) return 'it has a user, a password or a fragment';
	return undefined;
}

/** Rejects when nothing was answered in time; redirects are answers like others and not followed. */
export async function callLoopback(call: LoopbackCall): Promise<{ status: number; text: string }> {
	const limit = new AbortController();
	const timer = setTimeout(() => limit.abort(), call.timeLimitMs);
	try {
		const response = await send(call, AbortSignal.any([limit.signal, call.signal]));
		return { status: response.statusCode ?? 0, text: await read(response) };
	} catch (error) {
		if (call.signal.aborted) throw new Error('the sandbox was reset or stopped', { cause: error });
		if (limit.signal.aborted) {
			throw new Error(`no answer within ${call.timeLimitMs} ms`, { cause: error });
		}
		throw error;
	} finally {
		clearTimeout(timer);
	}
}

function send(call: LoopbackCall, signal: AbortSignal): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		const sent = request(call.url, {
			method: call.method,
			headers: {
				...call.headers,
				...(call.body === undefined ? {} : { 'content-length': Buffer.byteLength(call.body) }),
			},
			agent: false,
			signal,
			// "localhost" means this machine, whatever a name server says.
			lookup: (_name, options, found) =>
				options.all
					? found(null, ADDRESSES)
					: found(null, ADDRESSES[0].address, ADDRESSES[0].family),
		});
		sent.once('response', resolve);
		sent.once('error', reject);
		sent.end(call.body);
	});
}

async function read(response: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of response as AsyncIterable<Buffer>) {
		chunks.push(chunk);
		bytes += chunk.length;
		if (bytes > MAX_ANSWER_BYTES) break;
	}
	return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
}
