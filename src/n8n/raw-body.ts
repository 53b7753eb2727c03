import type { IWebhookFunctions } from 'n8n-workflow';

/** The bytes of a webhook call as they came, which is what senders sign; a status where they cannot be read. */
export async function readRawBody(
	context: IWebhookFunctions,
): Promise<Buffer | { status: number }> {
	const request = context.getRequestObject() as unknown as {
		readRawBody?: () => Promise<void>;
		rawBody?: unknown;
	};
	try {
		await request.readRawBody?.();
	} catch (error) {
		// Larger than n8n takes, broken off, or packed wrongly: all of it the sender's doing.
		return { status: (Object(error) as { status?: unknown }).status === 413 ? 413 : 400 };
	}
	return Buffer.isBuffer(request.rawBody) ? request.rawBody : Buffer.alloc(0);
}

/** What was signed is what is read, whatever content type came with it; undefined when it is not JSON. */
export function parseRawJson(raw: Buffer): { value: unknown } | undefined {
	try {
		return { value: JSON.parse(raw.toString('utf8')) as unknown };
	} catch {
		return undefined; // the answer says so
	}
}
